"""``livecoach mobility`` from clips: the demo's pulls and a rendered person who turns the head, whose truth is known.

``data/mobility`` holds one body of the set mv of scripts/eval_sets/mobility.py on two days.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from livecoach.core.resources import demo_clip
from tests.e2e.coach import Ended, ended
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

CLIPS = ROOT / "tests/data/mobility"
LABELS: dict[str, Any] = json.loads((CLIPS / "labels.json").read_text(encoding="utf-8"))
OFF_DEG = 18.0
"""Best of three against truth: the smallest change that shows from the front."""


def measured(folder: Path, *clips: str | Path) -> Ended:
    return ended("mobility", "--clip", *(str(clip) for clip in clips), "--folder", str(folder))


def kept(folder: Path) -> list[dict[str, Any]]:
    """The measurements in a history, oldest first; nothing else lies there."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())]


def test_pulls_and_turns_are_measured_and_kept(tmp_path: Path):
    result = measured(tmp_path / "history", demo_clip(), CLIPS / "mv01_front_a.mp4")
    assert (result.code, result.err) == (0, "")
    [record] = kept(tmp_path / "history")
    assert result.out.endswith(f"Kept in {next((tmp_path / 'history').iterdir())}\n")
    found = record["measures"]
    elbows = found["elbows_behind_percent"]
    assert [one["why"] for one in elbows["tries"]] == ["shrug", "", "lumbar_extension"]
    assert elbows["value"] == elbows["tries"][1]["value"]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        head = found[f"head_{side}_deg"]
        true_deg = max(sign * turn for turn in LABELS["mv01_front_a"]["turns_deg"])
        assert head["value"] == pytest.approx(true_deg, abs=OFF_DEG)
        assert (head["view"], head["value"]) == ("front", max(one["value"] for one in head["tries"]))
        assert f"Head to the {side}, degrees: " in result.out


def test_another_day_is_no_change_and_the_history_shows_both(tmp_path: Path):
    history, chart = tmp_path / "history", tmp_path / "range.png"
    assert measured(history, CLIPS / "mv01_front_a.mp4").code == 0
    again = measured(history, CLIPS / "mv01_front_b.mp4")
    assert (again.code, again.err) == (0, "")
    first, second = kept(history)
    for side in ("head_left_deg", "head_right_deg"):
        assert abs(second["measures"][side]["value"] - first["measures"][side]["value"]) < OFF_DEG
    assert "not measured" in again.out
    assert again.out.count("no detectable") == 2
    shown = ended("mobility", "--history", "--folder", str(history), "--out", str(chart))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.lower().count("front") == 4
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_kept_is_told_all_the_same(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    result = measured(tmp_path / "file" / "history", CLIPS / "mv01_front_a.mp4")
    assert result.code == 1
    assert result.sentence().startswith("Cannot make the folder")
    assert "Head to the left, degrees: " in result.out


def test_a_head_turned_half_sideways_is_not_measured_and_nothing_is_kept(tmp_path: Path):
    result = measured(tmp_path / "history", CLIPS / "mv01_oblique_a.mp4")
    assert (result.code, result.out) == (1, "")
    assert "turn the head facing it" in result.sentence()
    assert not (tmp_path / "history").exists()
