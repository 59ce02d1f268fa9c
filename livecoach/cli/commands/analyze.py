"""``livecoach analyze``: judge clips, show how far it is, and print a table of the result."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from livecoach.cli import summary
from livecoach.cli.words import speaking
from livecoach.core.files import printable
from livecoach.core.words.message import _
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.faults.registry import rep_faults, texts_of
from livecoach.session.offline.analyze import AnalyzeOptions, analyze_clips

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from types import TracebackType

    from livecoach.output.log.session_file import Session
    from livecoach.session.offline.analyze import ClipOutcome


class ProgressReport:
    """One bar on stderr for each clip at work, with the time left; keeps the outcomes in order."""

    def __init__(self, clips: int) -> None:
        self.outcomes: list[ClipOutcome] = []
        self._clips = clips
        stderr = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=stderr,
            transient=True,
            disable=not stderr.is_terminal,  # else it ends with an empty line
        )
        self._task = self._progress.add_task("", visible=False)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, clip: Path, frames: int | None) -> None:
        """Show a new clip; ``frames`` is None when the clip does not say how many it has."""
        title = f"{printable(clip.name)} ({len(self.outcomes) + 1}/{self._clips})"
        self._progress.reset(self._task, description=title, total=frames, visible=True)

    def advanced(self, frames_done: int) -> None:
        """Move the bar to ``frames_done`` frames of the present clip."""
        self._progress.update(self._task, completed=frames_done)

    def finished(self, outcome: ClipOutcome) -> None:
        """Keep the outcome of the present clip."""
        self.outcomes.append(outcome)


def run(arguments: argparse.Namespace) -> int:
    """Judge the clips and print the table; return 1 when any of them failed."""
    options = AnalyzeOptions(
        out=Path(arguments.out),
        profile=arguments.profile,
        model=arguments.model,
        video=arguments.video,
        overwrite=arguments.overwrite,
        exercise=arguments.exercise,
        person=arguments.person,
    )
    report = ProgressReport(len(arguments.clips))
    with speaking(arguments.profile) as words:
        try:
            with report:
                analyze_clips([Path(clip) for clip in arguments.clips], options, report)
        finally:  # after Ctrl-C the finished ones are shown as well
            show(report.outcomes, words)
    return 1 if any(outcome.error for outcome in report.outcomes) else 0


def show(outcomes: Sequence[ClipOutcome], words: Translator = ENGLISH) -> None:
    """Print what was found on stdout, and one sentence for each failed or doubtful clip on stderr."""
    judged = [(outcome, outcome.session) for outcome in outcomes if outcome.session is not None]
    if judged:
        Console(highlight=False).print(table(outcomes, words))
        signs = summary.signs_meant([session for _, session in judged], words)
        sys.stdout.writelines(f"{line}\n" for line in signs)
    if len(outcomes) == 1:  # of several clips it would bury the table
        sys.stdout.writelines(f"{line}\n" for _, session in judged for line in summary.rep_lines(session, words))
    for outcome, session in judged:
        if remark := summary.remark(session, words):
            sys.stdout.write(f"{printable(outcome.clip.name)}: {remark}.\n")
    for outcome in outcomes:
        if outcome.folder is not None:
            sys.stdout.write(words(_("Written to {}"), outcome.folder) + "\n")
    sys.stdout.flush()
    for outcome in outcomes:
        if sentence := outcome.error or outcome.note:
            sys.stderr.write(f"livecoach: {words(sentence)}\n")


def table(outcomes: Sequence[ClipOutcome], words: Translator = ENGLISH) -> Table:
    """Return one row for each judged clip; the fault columns count reps (``-`` not judged, ``?`` low confidence).

    Of an exercise that is held they are breaths, time held and faults instead.
    """
    judged = [(printable(outcome.clip.name), outcome.session) for outcome in outcomes if outcome.session is not None]
    held = any(session.hold is not None for _, session in judged)
    of_reps = set() if held else {fault_id for _, session in judged for fault_id in session.judged}
    kinds = tuple(fault.id for fault in rep_faults() if fault.id in of_reps)
    heads = (
        [words(head) for head in (_("Breaths"), _("Held"), _("Faults"))]
        if held
        else [words(_("Reps")), *(texts_of(kind, words).name.replace(" ", "\n") for kind in kinds)]
    )
    result = Table(
        words(_("Clip")), words(_("View")), *heads, box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for name, session in judged:
        cells = [name, summary.view_name(session, words), *(_held(session, words) if held else _pulled(session, kinds))]
        result.add_row(*(Text(cell, overflow="fold") for cell in cells))
    return result


def _pulled(session: Session, kinds: Sequence[str]) -> list[str]:
    return [str(len(session.reps)), *(summary.faulty_reps(session, kind) for kind in kinds)]


def _held(session: Session, words: Translator) -> list[str]:
    return summary.hold_cells(session.hold, words) if session.hold is not None else ["-", "-", "-"]
