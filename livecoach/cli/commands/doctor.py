"""``livecoach doctor``: say what works on this computer and what to do about the rest."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from livecoach import __version__
from livecoach.cli.checks import CHECKS, Finding, State

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from livecoach.cli.checks import Check

_MARKS = {State.OK: "ok", State.NOTE: "note", State.PROBLEM: "PROBLEM"}


def run(_arguments: argparse.Namespace) -> int:
    """Print every finding as it is made; return 1 when clips cannot be coached here."""
    sys.stdout.write(f"livecoach {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
    problems = 0
    for check in CHECKS:
        for finding in outcome(check):
            problems += finding.state is State.PROBLEM
            sys.stdout.write(line(finding))
            sys.stdout.flush()
    sys.stdout.write(
        f"{problems} problem(s): clips cannot be coached here.\n" if problems else "Clips can be coached.\n"
    )
    return 1 if problems else 0


def outcome(check: Check) -> Iterator[Finding]:
    """Yield the findings of a check; one that cannot even start, for want of a library, is a problem itself."""
    try:
        yield from check()
    except ImportError as error:
        subject = check.__name__.removeprefix("check_").replace("_", " ")
        yield Finding(State.PROBLEM, subject, f"not looked at ({error})", "mend what is named above first")


def line(finding: Finding) -> str:
    """Return one finding as text: state, subject, what was seen and, on a line of its own, what to do."""
    advice = f"\n{'':<9}-> {finding.advice}" if finding.advice else ""
    return f"{_MARKS[finding.state]:<8} {finding.subject}: {finding.seen}{advice}\n"
