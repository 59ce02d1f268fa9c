from __future__ import annotations

import math
from dataclasses import replace

import pytest

from livecoach.core import measure_names
from livecoach.core.types import Baseline, BaselineHow, Measures, View
from livecoach.measure.baseline_match import BaselineMatch, agrees

SIZE_PX = (640, 480)
MEDIAN = {
    measure_names.TORSO_PX: 120.0,
    measure_names.SHOULDER_X_PX: 320.0,
    measure_names.SHOULDER_Y_PX: 150.0,
    measure_names.TRUNK_ANGLE_DEG: 2.0,
}
KEPT = Baseline(BaselineHow.STILL, 0.0, 3.0, View.THREE_QUARTER_FRONT, 45.0, MEDIAN)


def other(yaw_deg: float = 45.0, **changed: float) -> Baseline:
    return replace(KEPT, yaw_deg=yaw_deg, median=MEDIAN | changed)


def test_the_same_pose_agrees_however_large_the_picture():
    assert agrees(KEPT, KEPT, SIZE_PX, SIZE_PX)
    twice = {name: 2.0 * value for name, value in MEDIAN.items() if name.endswith("_px")}
    assert agrees(other(**twice), KEPT, (1280, 960), SIZE_PX)


@pytest.mark.parametrize(
    "elsewhere",
    [
        other(yaw_deg=62.0),
        other(yaw_deg=-45.0),
        other(torso_px=150.0),
        other(torso_px=95.0),
        other(shoulder_x_px=500.0),
        other(shoulder_y_px=280.0),
        other(trunk_angle_deg=12.0),
        other(torso_px=math.nan),
        other(yaw_deg=math.nan),
    ],
    ids=["turned", "other side", "nearer", "further", "aside", "lower", "tilted", "no length", "no view"],
)
def test_another_place_does_not_agree(elsewhere):
    assert not agrees(elsewhere, KEPT, SIZE_PX, SIZE_PX)
    assert not agrees(KEPT, elsewhere, SIZE_PX, SIZE_PX)


def test_the_yaw_has_no_seam_behind_the_person():
    assert agrees(other(yaw_deg=-176.0), other(yaw_deg=178.0), SIZE_PX, SIZE_PX)


def seen(t_s: float, yaw_deg: float = 45.0, torso_px: float = 120.0) -> Measures:
    return Measures(t_s, View.THREE_QUARTER_FRONT, yaw_deg, 1.0, {measure_names.TORSO_PX: torso_px})


@pytest.mark.parametrize(("yaw_deg", "torso_px"), [(90.0, 120.0), (45.0, 180.0), (45.0, 80.0)])
@pytest.mark.parametrize("fps", [10.0, 60.0])
def test_a_moved_camera_is_noticed_after_two_seconds(yaw_deg, torso_px, fps):
    watcher = BaselineMatch()
    moved = [watcher.update(index / fps, seen(index / fps, yaw_deg, torso_px), KEPT) for index in range(int(4 * fps))]
    assert moved.index(True) / fps == pytest.approx(2.0, abs=1.5 / fps)
