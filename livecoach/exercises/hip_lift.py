"""The 90/90 hip lift: on the back, feet on a wall, hips and knees at right angles, pelvis tucked and lifted a little.

Judged: knees and thighs before the lift, and whether the hips stay up, by the near knee. No landmark shows
the tuck itself, so a spoken reminder asks for it. From the side hip and knee angles are right within 3 degrees
(docs/method.md, finding 27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core import floor_measure_names
from livecoach.core.breath import Posture
from livecoach.core.types import View
from livecoach.detect.holds.raising import HipLift
from livecoach.detect.holds.setup_check import SetUpCheck, not_from_the_side, not_level, out_of_picture
from livecoach.exercises.exercise import HoldPlan, Kind, MovementPattern

if TYPE_CHECKING:
    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures

_LEGS_UP = 0.3
"""Knees this far over the hips, in torso lengths, are not those of somebody on hands and knees or stretched out."""


def _legs_down(measures: Measures, settings: HoldSection) -> bool:  # noqa: ARG001 -- the shape of every check
    return measures[floor_measure_names.KNEE_OVER_HIP] < _LEGS_UP


def _too_far(measures: Measures, settings: HoldSection) -> bool:
    return measures[floor_measure_names.KNEE_DEG] > 90.0 + settings.angle


def _too_near(measures: Measures, settings: HoldSection) -> bool:
    return measures[floor_measure_names.KNEE_DEG] < 90.0 - settings.angle


def _hips_off(measures: Measures, settings: HoldSection) -> bool:
    """Return whether the thighs are not upright, which means a right angle at the hips for somebody who lies level.

    The angle at the hip also contains the slope of the line from hip to shoulder, which depends on the body's build:
    correct positions measured 91 to 107 degrees there, and their thighs at most 8 off the vertical.
    """
    return abs(measures[floor_measure_names.THIGH_LEAN_DEG]) > settings.angle


HIP_LIFT = MovementPattern(
    name="hip_lift",
    kind=Kind.HOLD,
    standard="hip_lift_90_90",
    posture=Posture.FLOOR,
    views=frozenset({View.SIDE}),
    sections=("hold",),
    hold=HoldPlan(
        checks=(
            SetUpCheck("lie_on_back", not_level, basic=True),
            SetUpCheck("all_in_picture", out_of_picture),
            SetUpCheck("lie_on_back", _legs_down, basic=True),
            SetUpCheck("side_to_camera", not_from_the_side),
            SetUpCheck("closer_to_wall", _too_far),
            SetUpCheck("away_from_wall", _too_near),
            SetUpCheck("knees_over_hips", _hips_off),
        ),
        raising=HipLift(),
        ready="lift_now",
        reminder="pelvis_tucked",
    ),
)
