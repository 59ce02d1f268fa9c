"""``livecoach eval``: how often the verdicts on labelled clips are right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from livecoach.evaluate.evaluation import EvalOptions, Evaluation
from livecoach.evaluate.files import report_files, write_report
from livecoach.evaluate.report import markdown

if TYPE_CHECKING:
    import argparse

    from livecoach.evaluate.run import Done


def run(arguments: argparse.Namespace) -> int:
    """Evaluate the sets, print the report or where it was written; return 1 when a clip could not be judged."""
    files = report_files(Path(arguments.report), overwrite=arguments.overwrite) if arguments.report else None
    evaluation = Evaluation(
        EvalOptions(
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
    )
    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("clips", total=len(evaluation.clips))

        def heard(done: Done) -> None:
            progress.update(bar, advance=1, description=done.clip)

        report, results = evaluation.run(heard)
    if files is not None:
        write_report(files, report, results)
    sys.stdout.write(markdown(report))
    for failure in report["failed"]:
        sys.stderr.write(f"livecoach: {failure['error']}\n")
    return 1 if report["failed"] else 0
