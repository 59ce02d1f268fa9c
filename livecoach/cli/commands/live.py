"""``livecoach live``: coach a camera."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.cli import summary
from livecoach.cli.commands import highlights
from livecoach.cli.words import finished, speaking, tell_missing
from livecoach.core.words.message import _
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.render.privacy import Privacy
from livecoach.render.screens.summary import in_text
from livecoach.session.live.live import LiveOptions, run_live

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from livecoach.output.log.session_file import Session
    from livecoach.session.live.live import LiveOutcome


def run(arguments: argparse.Namespace) -> int:
    """Run one session until it is ended, then print what was found; return 1 when something could not be written."""
    with speaking(arguments.profile) as words:
        return finished(
            lambda: run_live(_options(arguments)),
            lambda outcome: _told(outcome, words, with_highlights=arguments.highlights),
        )


def _told(outcome: LiveOutcome, words: Translator, *, with_highlights: bool) -> int:
    code = told(outcome, words)
    if with_highlights:
        code = max(code, highlights.tell(outcome.folder, words))
    return code


def _options(arguments: argparse.Namespace) -> LiveOptions:
    return LiveOptions(
        sources=tuple(arguments.source or ()),
        exercise=arguments.exercise,
        profile=arguments.profile,
        record=Path(arguments.record) if arguments.record else None,
        record_raw=arguments.record_raw,
        privacy=Privacy(arguments.record_privacy),
        highlights=arguments.highlights,
        audio=arguments.audio,
        volume=arguments.volume,
        style=arguments.style,
        model=arguments.model,
        mirror=arguments.mirror,
        headless=arguments.headless,
        seconds=arguments.seconds,
        out=Path(arguments.out) if arguments.out else None,
        feedback=arguments.feedback,
        count=arguments.count,
        guide=arguments.guide,
        sets=arguments.sets,
        reps=arguments.reps,
        rest_s=arguments.rest,
        pace=arguments.pace,
        breaths_per_rep=arguments.breaths_per_rep,
        person=arguments.person,
        keep=arguments.keep,
        name_of_window="livecoach",
    )


def told(outcome: LiveOutcome, words: Translator = ENGLISH) -> int:
    """Print what a live session found, and on stderr what could not be read or written; return the exit code."""
    held = outcome.session.hold is not None  # the summary is of pulls
    tell(outcome.session, outcome.folder, () if held else in_text(outcome.summary, words), words)
    return tell_missing(outcome.notes, outcome.faults, words)


def tell(
    session: Session,
    folder: Path | None,
    summed_up: Sequence[str] = (),
    words: Translator = ENGLISH,
) -> None:
    """Print what a session found, what it came to and where it is written."""
    for line in (*summary.lines(session, words), *summed_up):
        sys.stdout.write(f"{line}\n")
    if folder is not None:
        sys.stdout.write(words(_("Written to {}"), folder) + "\n")
