"""What ``livecoach analyze`` shows of outcomes; judging itself is tested with the session."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from livecoach.cli import summary
from livecoach.cli.commands import analyze
from livecoach.session.offline.analyze import ClipOutcome
from tests.support.found import found

SESSION = {
    "view": {"name": "three_quarter_back", "yaw_deg": 140.0},
    "baseline": {"how": "still", "start_s": 0.0, "end_s": 3.0},
    "judged": {
        "shrug": {"state": "low", "why": "seen from the side"},
        "lumbar_extension": {"state": "yes", "why": ""},
        "head_protrusion": {"state": "no", "why": "hidden"},
    },
    "reps": [{"index": 1, "start_s": 4.0, "end_s": 6.0, "calibration": False, "faults": ["shrug", "lumbar_extension"]}],
    "events": [],
    "tracking": {"frames_with_person": 90, "refused_s": 0.0, "why": ""},
}
GOOD = ClipOutcome(clip=Path("monday [1].mp4"), folder=Path("out/monday [1]"), session=found(SESSION), error=None)
BROKEN = ClipOutcome(clip=Path("b.mp4"), folder=None, session=None, error="The clip b.mp4 is empty: record it again.")


def test_the_table_has_a_row_for_each_judged_clip_and_takes_names_as_they_are():
    drawn = Console(file=io.StringIO(), width=160)
    drawn.print(analyze.table([GOOD, BROKEN]))
    [row] = [line for line in drawn.file.getvalue().splitlines() if "monday" in line]
    assert row.strip().removeprefix("monday [1].mp4").split() == ["3/4", "back", "1", "1?", "1", "-"]


def test_what_the_signs_in_the_table_mean_is_said_once(capsys: pytest.CaptureFixture[str]):
    analyze.show([GOOD, GOOD])
    shown = capsys.readouterr().out
    assert shown.count("?: limited, this view shows it only partly\n") == 1
    assert shown.count("-: not judged, this view does not show it\n") == 1
    assert not summary.signs_meant([found(SESSION | {"hold": {"holds": []}})])


def test_the_table_fits_80_columns_without_folding_a_clips_name():
    drawn = Console(file=io.StringIO(), width=80)
    long = replace(GOOD, clip=Path("row_cable_seated_side_02_10fps.mp4"))
    drawn.print(analyze.table([GOOD, long]))
    assert long.clip.name in drawn.file.getvalue()
    head_rule_and_rows = [line for line in drawn.file.getvalue().splitlines() if line.strip()]
    assert len(head_rule_and_rows) == 5, "the names of the faults stand in two lines"


def test_holds_have_columns_of_their_own():
    one = {"index": 1, "start_s": 5.0, "breaths": 2, "goal_breaths": 6, "held_s": 8.4, "faults": ["hip_drop"]}
    held = replace(GOOD, session=found(SESSION | {"hold": {"holds": [one], "events": [], "problems_s": {}}}))
    none = replace(
        GOOD, session=found(SESSION | {"hold": {"holds": [], "events": [], "problems_s": {"lie_on_back": 9.0}}})
    )
    drawn = Console(file=io.StringIO(), width=80)
    drawn.print(analyze.table([held, none, BROKEN]))
    head, *rows = [line for line in drawn.file.getvalue().splitlines() if line.strip()]
    assert head.split() == ["Clip", "View", "Breaths", "Held", "Faults"]
    first, second = [row.strip().removeprefix("monday [1].mp4").split() for row in rows if "monday" in row]
    assert first == ["3/4", "back", "2", "of", "6", "8", "s", "Hips", "dropped"]
    assert second == ["3/4", "back", "-", "0", "s", "no", "hold"]


def test_a_failed_clip_is_one_sentence_on_stderr(capsys: pytest.CaptureFixture[str]):
    analyze.show([GOOD, BROKEN])
    shown = capsys.readouterr()
    assert shown.err == "livecoach: The clip b.mp4 is empty: record it again.\n"
    assert f"Written to {Path('out/monday [1]')}\n" in shown.out
    assert "b.mp4" not in shown.out


def test_what_is_to_know_about_a_clip_is_said(capsys: pytest.CaptureFixture[str]):
    midway = found(SESSION | {"baseline": {"how": "none", "start_s": None, "end_s": None}})
    analyze.show([replace(GOOD, session=midway, note="monday [1].mp4 is cut off; all that is left of it was read.")])
    shown = capsys.readouterr()
    assert "monday [1].mp4: no reference.\n" in shown.out
    assert shown.err == "livecoach: monday [1].mp4 is cut off; all that is left of it was read.\n"


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


def test_of_one_clip_each_rep_is_told(capsys: pytest.CaptureFixture[str]):
    told = "  Rep 1    0:04.0  Shrug, Arched back\n"
    analyze.show([GOOD])
    assert told in capsys.readouterr().out
    analyze.show([GOOD, GOOD])
    assert told not in capsys.readouterr().out
