"""``livecoach demo``: coach the bundled clip, in a window when there is a display, into files either way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.cli.commands.analyze import ProgressReport
from livecoach.cli.commands.live import tell, told
from livecoach.cli.words import speaking
from livecoach.core.files import free_path
from livecoach.core.resources import demo_clip
from livecoach.core.words.translator import Translator
from livecoach.errors import LivecoachError
from livecoach.output.window import display_available
from livecoach.session.live.live import LiveOptions, run_live
from livecoach.session.offline.analyze import AnalyzeOptions, analyze_clips

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Run the demo, print what it found and where it is written."""
    folder = Path(arguments.out) if arguments.out else free_path(Path("livecoach-out") / "demo")
    with speaking(arguments.profile) as words:
        if arguments.headless or not display_available():
            return _into_files(arguments, folder, words)
        return _in_window(arguments, folder, words)


def _in_window(arguments: argparse.Namespace, folder: Path, words: Translator) -> int:
    outcome = run_live(
        LiveOptions(
            sources=(str(demo_clip()),),
            exercise=arguments.exercise,
            profile=arguments.profile,
            record=folder / "annotated.mp4",
            audio=arguments.audio,
            volume=arguments.volume,
            style=arguments.style,
            model=arguments.model,
            mirror=False,
            headless=False,
            seconds=None,
            out=folder,
            name_of_window="livecoach demo",
        )
    )
    return told(outcome, words)


def _into_files(arguments: argparse.Namespace, folder: Path, words: Translator) -> int:
    options = AnalyzeOptions(
        out=folder,
        profile=arguments.profile,
        model=arguments.model,
        video=True,
        overwrite=None,
        exercise=arguments.exercise,
        by_name=False,
    )
    report = ProgressReport(clips=1)
    try:
        with report:
            [outcome] = analyze_clips([demo_clip()], options, report)
    finally:  # after Ctrl-C too
        for done in report.outcomes:
            if done.session is not None:
                tell(done.session, done.folder, words=words)
    if outcome.error is not None:
        raise LivecoachError(outcome.error)
    return 0
