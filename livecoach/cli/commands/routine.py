"""``livecoach routine``: lead through a plan, day by day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.cli.words import finished, speaking, tell_missing
from livecoach.core.words.message import _, joined, n_
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.render.panels.routine_cards import result_text
from livecoach.session.routine.session import RoutineOptions, run_routine

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from livecoach.session.routine.session import RoutineOutcome


def run(arguments: argparse.Namespace) -> int:
    """Lead through the plan, then print what came of it; return 1 when something could not be written."""
    with speaking(arguments.profile) as words:
        return finished(lambda: run_routine(_options(arguments)), lambda outcome: _told(outcome, words))


def _options(arguments: argparse.Namespace) -> RoutineOptions:
    return RoutineOptions(
        sources=tuple(arguments.source or ()),
        plan=Path(arguments.plan) if arguments.plan else None,
        restart=arguments.restart,
        diary=Path(arguments.diary) if arguments.diary else None,
        profile=arguments.profile,
        audio=arguments.audio,
        volume=arguments.volume,
        style=arguments.style,
        model=arguments.model,
        person=arguments.person,
        keep=arguments.keep,
        mirror=arguments.mirror,
        headless=arguments.headless,
        out=Path(arguments.out) if arguments.out else None,
    )


def _told(outcome: RoutineOutcome, words: Translator) -> int:
    for line in lines(outcome, words):
        sys.stdout.write(f"{line}\n")
    return tell_missing(outcome.notes, outcome.faults, words)


def lines(outcome: RoutineOutcome, words: Translator = ENGLISH) -> Iterator[str]:
    """Yield what came of a routine."""
    today = outcome.today
    whole = not outcome.left
    day = _("Day {} of {}").format(today.day, today.days)
    in_a_row = n_("{} day in a row", "{} days in a row", today.streak).format(today.streak)
    yield words(joined(", ", (day, in_a_row)) if whole and today.streak > 1 else day)
    for result in outcome.results:
        yield f"{outcome.titles[result.exercise]}: {result_text(result, words)}"
    if not whole:
        yield words(
            _("Still to do: {}. Start livecoach routine again today to continue there."),
            ", ".join(outcome.titles[name] for name in outcome.left),
        )
    yield words(_("Written to {}"), outcome.folder)
