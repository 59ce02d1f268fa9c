"""``livecoach doctor``: say what works on this computer and what to do about the rest."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from livecoach import __version__
from livecoach.cli.checks import CHECKS, Finding, State
from livecoach.core.words.message import _, n_
from livecoach.core.words.translator import ENGLISH, Translator, translator

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from livecoach.cli.checks import Check

_MARKS = {State.OK: _("ok"), State.NOTE: _("note"), State.PROBLEM: _("PROBLEM")}


def run(_arguments: argparse.Namespace) -> int:
    """Print every finding as it is made; return 1 when clips cannot be coached here."""
    sys.stdout.write(f"livecoach {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
    words = translator()
    problems = 0
    for check in CHECKS:
        for finding in outcome(check):
            problems += finding.state is State.PROBLEM
            sys.stdout.write(line(finding, words))
            sys.stdout.flush()
    verdict = n_("{} problem: clips cannot be coached here.", "{} problems: clips cannot be coached here.", problems)
    sys.stdout.write(words(verdict.format(problems) if problems else _("Clips can be coached.")) + "\n")
    return 1 if problems else 0


def outcome(check: Check) -> Iterator[Finding]:
    """Yield the findings of a check; one that cannot even start, for want of a library, is a problem itself."""
    try:
        yield from check()
    except ImportError as error:
        yield Finding(
            State.PROBLEM,
            check.__name__.removeprefix("check_").replace("_", " "),
            _("not checked ({})").format(error),
            _("fix what is named above first"),
        )


def line(finding: Finding, words: Translator = ENGLISH) -> str:
    """Return one finding as text: state, subject, what was seen and, on a line of its own, what to do."""
    advice = f"\n{'':<9}-> {words(finding.advice)}" if finding.advice else ""
    return f"{words(_MARKS[finding.state]):<8} {words(finding.subject)}: {words(finding.seen)}{advice}\n"
