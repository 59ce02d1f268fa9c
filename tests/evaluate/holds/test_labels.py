from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from livecoach.errors import RecordError
from livecoach.evaluate.holds.labels import labels_holds, load_hold_labels
from tests.evaluate.labelled_holds import BREATHS, LEFT_S, label, labelled
from tests.evaluate.sets import write_set
from tests.support.paths import FLOOR


def test_labels_say_what_kind_they_are(tmp_path: Path) -> None:
    assert labels_holds(FLOOR)
    assert not labels_holds(labelled(tmp_path / "breath", a={"kind": "breath", "breaths": BREATHS}))
    assert not labels_holds(write_set(tmp_path / "pulls", names=("a",)))
    assert not labels_holds(tmp_path / "nothing")


def test_a_hold_left_before_all_breaths_is_a_drop(tmp_path: Path) -> None:
    folder = labelled(tmp_path, early=label("hiplift", left_s=20.0), whole=label("hiplift"))
    early, whole = load_hold_labels(folder)
    assert (early.held, dict(early.faults)) == (3, {"hip_drop": 20.0})
    assert (whole.held, dict(whole.faults), whole.exercise.name) == (6, {}, "hip_lift_90_90")


def test_a_fault_is_there_from_its_time_on(tmp_path: Path) -> None:
    clip = label(set={"neck": 30.0, "sag": 0.0}, fault_s=[17.0, LEFT_S])
    [loaded] = load_hold_labels(labelled(tmp_path, a=clip))
    assert dict(loaded.faults) == {"neck_crane": 17.0}


@pytest.mark.parametrize(
    ("clip", "line"),
    [
        (label(), ""),
        (label(yaw=-125.0), "side_to_camera"),
        (label(yaw=None), ""),
        (label(set={"thigh": 25.0}), "knees_under_hips"),
        (label(set={"hands_off": -0.2}), "hands_under_shoulders"),
        (label("hiplift", set={"foot_off": 0.2}), "closer_to_wall"),
        (label("hiplift", set={"foot_off": -0.2}), "away_from_wall"),
    ],
)
def test_a_wrong_position_is_the_line_that_mends_it(tmp_path: Path, clip: dict[str, Any], line: str) -> None:
    [loaded] = load_hold_labels(labelled(tmp_path, a=clip))
    assert loaded.position == line
    assert line == "" or line in {check.line for check in loaded.plan.checks}


@pytest.mark.parametrize(
    ("clip", "said"),
    [
        (label("plank"), "'hiplift' or 'all4'"),
        (label(left_s=2.0), "before it begins"),
        (label(set={"sag": 20.0}), "needs fault_s"),
        (label("hiplift", set={"neck": 20.0}, fault_s=[9.0]), "faults of all4"),
        (label(hold=None), "hold"),
        (label(breaths=[BREATHS[1], BREATHS[0]]), "begins before the one before it ends"),
    ],
)
def test_wrong_labels_are_one_sentence(tmp_path: Path, clip: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordError, match=said) as caught:
        load_hold_labels(labelled(tmp_path, a=label(), b=clip))
    assert "docs/labels.md" in str(caught.value)
    assert "\n" not in str(caught.value)
