"""``livecoach eval``: how often the verdicts on labelled clips are right."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from livecoach.core.words.message import _
from livecoach.errors import UsageError
from livecoach.evaluate.breath.evaluation import BreathEvaluation
from livecoach.evaluate.breath.labels import labels_breaths
from livecoach.evaluate.breath.report import breath_markdown
from livecoach.evaluate.holds.evaluation import HoldEvaluation
from livecoach.evaluate.holds.labels import labels_holds
from livecoach.evaluate.holds.report import hold_markdown
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.photos.evaluation import PhotoEvaluation
from livecoach.evaluate.photos.labels import labels_photos
from livecoach.evaluate.photos.report import photo_markdown
from livecoach.evaluate.pulls.evaluation import Evaluation
from livecoach.evaluate.pulls.report import markdown
from livecoach.evaluate.pulls.write_report import write_report
from livecoach.evaluate.report_files import report_files
from livecoach.evaluate.report_head import write_rows_report

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from livecoach.evaluate.breath.evaluation import BreathDone
    from livecoach.evaluate.holds.evaluation import HoldDone
    from livecoach.evaluate.photos.compared import PhotoDone
    from livecoach.evaluate.pulls.run import Done
    from livecoach.evaluate.report_files import ReportFiles


def run(arguments: argparse.Namespace) -> int:
    """Evaluate the sets, print the report or where it was written; return 1 when a clip could not be judged."""
    files = report_files(Path(arguments.report), overwrite=arguments.overwrite) if arguments.report else None
    options = EvalOptions(
        folders=tuple(Path(folder) for folder in arguments.folders),
        landmarks=Path(arguments.landmarks) if arguments.landmarks else None,
        recorded_only=arguments.recorded_only,
        renew=arguments.renew,
        profile=arguments.profile,
        model=arguments.model,
        exercise=arguments.exercise,
        sweep=arguments.sweep,
        jobs=arguments.jobs,
    )
    report, text = _way(options.folders)(options, files)
    sys.stdout.write(text)
    for failure in report["failed"]:
        sys.stderr.write(f"livecoach: {failure['error']}\n")
    return 1 if report["failed"] else 0


def _way(folders: Sequence[Path]) -> Callable[[EvalOptions, ReportFiles | None], tuple[dict[str, Any], str]]:
    """Return how sets of this kind are evaluated; UsageError when they are of several kinds."""
    ways = {next((way for labels, way in _WAYS if labels(folder)), _pulls) for folder in folders}
    if len(ways) > 1:
        raise UsageError(
            _("these folders label different things (pulls, breaths, holds or photos): evaluate them separately")
        )
    return ways.pop()


def _pulls(options: EvalOptions, files: ReportFiles | None) -> tuple[dict[str, Any], str]:
    evaluation = Evaluation(options)
    with _progress(len(evaluation.clips)) as heard:
        report, results = evaluation.run(heard)
    if files is not None:
        write_report(files, report, results)
    return report, markdown(report)


def _breaths(options: EvalOptions, files: ReportFiles | None) -> tuple[dict[str, Any], str]:
    return _rows(BreathEvaluation(options), breath_markdown, files)


def _holds(options: EvalOptions, files: ReportFiles | None) -> tuple[dict[str, Any], str]:
    return _rows(HoldEvaluation(options), hold_markdown, files)


def _photos(options: EvalOptions, files: ReportFiles | None) -> tuple[dict[str, Any], str]:
    return _rows(PhotoEvaluation(options), photo_markdown, files)


_WAYS = ((labels_photos, _photos), (labels_holds, _holds), (labels_breaths, _breaths))
"""Which sets are evaluated which way, the first that fits; all others are pulls."""


def _rows(
    evaluation: BreathEvaluation | HoldEvaluation | PhotoEvaluation,
    written: Callable[[dict[str, Any]], str],
    files: ReportFiles | None,
) -> tuple[dict[str, Any], str]:
    with _progress(len(evaluation.clips)) as heard:
        report = evaluation.run(heard)
    text = written(report)
    if files is not None:
        write_rows_report(files, report, text)
    return report, text


@contextmanager
def _progress(clips: int) -> Iterator[Callable[[Done | BreathDone | HoldDone | PhotoDone], None]]:
    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("clips", total=clips)
        yield lambda done: progress.update(bar, advance=1, description=done.clip)
