"""The all-four reach: on hands and knees, the floor pushed away so that the upper back rounds.

Judged: the position; from the outline of the back, whether the reach is held and the low back sags; from the landmarks,
whether the head is lifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core import floor_measure_names
from livecoach.core.breath import Posture
from livecoach.core.types import View
from livecoach.detect.holds.drift import LOW_BACK_SAG, NECK_CRANE
from livecoach.detect.holds.raising import Reach
from livecoach.detect.holds.setup_check import SetUpCheck, not_from_the_side, not_level, out_of_picture
from livecoach.exercises.exercise import HoldPlan, Kind, MovementPattern

if TYPE_CHECKING:
    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures

_ON_KNEES = -0.3
"""Knees this far under the hips, in torso lengths: not lying."""


def _lying(measures: Measures, settings: HoldSection) -> bool:  # noqa: ARG001 -- the shape of every check
    return measures[floor_measure_names.KNEE_OVER_HIP] > _ON_KNEES


def _knees_off(measures: Measures, settings: HoldSection) -> bool:
    return abs(measures[floor_measure_names.THIGH_LEAN_DEG]) > settings.angle


def _hands_off(measures: Measures, settings: HoldSection) -> bool:
    return abs(measures[floor_measure_names.ARM_LEAN_DEG]) > settings.angle


ALL_FOUR_REACH = MovementPattern(
    name="all_four_reach",
    kind=Kind.HOLD,
    standard="all_four_reach",
    posture=Posture.FLOOR,
    views=frozenset({View.SIDE}),
    sections=("hold",),
    hold=HoldPlan(
        checks=(
            SetUpCheck("on_all_fours", not_level, basic=True),
            SetUpCheck("all_in_picture", out_of_picture),
            SetUpCheck("on_all_fours", _lying, basic=True),
            SetUpCheck("side_to_camera", not_from_the_side),
            SetUpCheck("knees_under_hips", _knees_off),
            SetUpCheck("hands_under_shoulders", _hands_off),
        ),
        raising=Reach(),
        ready="reach_now",
        reminder="low_back_still",
        drifts=(NECK_CRANE, LOW_BACK_SAG),
    ),
)
