"""``livecoach live``: coach a camera."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.cli import summary
from livecoach.session.live import LiveOptions, run_live

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from livecoach.session.live import LiveOutcome


def run(arguments: argparse.Namespace) -> int:
    """Run one session until it is ended, then print what was found; return 1 when something could not be written."""
    outcome = run_live(
        LiveOptions(
            source=arguments.source,
            exercise=arguments.exercise,
            profile=arguments.profile,
            record=Path(arguments.record) if arguments.record else None,
            audio=arguments.audio,
            volume=arguments.volume,
            style=arguments.style,
            model=arguments.model,
            mirror=arguments.mirror,
            headless=arguments.headless,
            seconds=arguments.seconds,
            out=Path(arguments.out) if arguments.out else None,
            name_of_window="livecoach",
        )
    )
    return told(outcome)


def told(outcome: LiveOutcome) -> int:
    """Print what a live session found, and on stderr what could not be written; return the exit code."""
    tell(outcome.session, outcome.folder)
    for fault in outcome.faults:
        sys.stderr.write(f"livecoach: {fault}\n")
    return 1 if outcome.faults else 0


def tell(session: Mapping[str, Any], folder: Path | None) -> None:
    """Print what a session found and where it is written."""
    for line in summary.lines(session):
        sys.stdout.write(f"{line}\n")
    if folder is not None:
        sys.stdout.write(f"Written to {folder}\n")
