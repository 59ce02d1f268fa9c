"""What ``livecoach analyze`` shows of outcomes; judging itself is tested with the session."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from livecoach.cli import analyze
from livecoach.session.offline import ClipOutcome

SESSION = {
    "view": {"name": "side", "yaw_deg": 88.0},
    "baseline": {"how": "still", "start_s": 0.0, "end_s": 3.0},
    "judged": {
        "shrug": {"state": "low", "why": "seen from the side"},
        "lumbar_extension": {"state": "yes", "why": ""},
        "head_protrusion": {"state": "no", "why": "hidden"},
    },
    "reps": [{"index": 1, "start_s": 4.0, "calibration": False, "faults": ["shrug", "lumbar_extension"]}],
    "tracking": {"frames_with_person": 90, "refused_s": 0.0, "why": ""},
}
GOOD = ClipOutcome(clip=Path("monday [1].mp4"), folder=Path("out/monday [1]"), session=SESSION, error=None)
BROKEN = ClipOutcome(clip=Path("b.mp4"), folder=None, session=None, error="The clip b.mp4 is empty: record it again.")


def test_the_table_has_a_row_for_each_judged_clip_and_takes_names_as_they_are():
    drawn = Console(file=io.StringIO(), width=160)
    drawn.print(analyze.table([GOOD, BROKEN]))
    [row] = [line for line in drawn.file.getvalue().splitlines() if "monday" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == ["monday [1].mp4", "side", "1", "1?", "1", "-", str(Path("out/monday [1]")), ""]


def test_a_failed_clip_is_one_sentence_on_stderr(capsys: pytest.CaptureFixture[str]):
    analyze.show([GOOD, BROKEN])
    shown = capsys.readouterr()
    assert shown.err == "livecoach: The clip b.mp4 is empty: record it again.\n"
    assert "monday" in shown.out
    assert "b.mp4" not in shown.out


def test_nothing_is_printed_for_nothing(capsys: pytest.CaptureFixture[str]):
    analyze.show([])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("frames", [120, None])
def test_the_progress_report_keeps_outcomes_in_order(frames: int | None):
    with analyze.ProgressReport(clips=2) as report:
        for outcome in (GOOD, BROKEN):
            report.started(outcome.clip, frames)
            report.advanced(60)
            report.finished(outcome)
    assert report.outcomes == [GOOD, BROKEN]
