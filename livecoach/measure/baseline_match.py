"""Checks whether the baseline still fits. A moved camera or seat must pause judging, not raise alarms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.timing import Dwell
from livecoach.core.types import BaselineHow

if TYPE_CHECKING:
    from livecoach.core.types import Baseline, Measures

TURN_DEG = 30.0
"""Yaw from world points is off by 16 degrees at worst (docs/method.md, finding 7); a pull turns the trunk a little."""

GROWTH_MOVING = 1.3
"""A trunk that leans 30 degrees looks 15 percent shorter; a step of half a metre at two changes it by a quarter."""

GROWTH_AT_REST = 1.2
"""Whoever stands upright with arms that hang does not lean: a smaller change of the trunk's length is a step."""

_NOTICED_S = 2.0

# On another day the camera is never in exactly the same place. These bounds are tighter than those within a session,
# because a clean rep is valid only for its view and distance.
_AGAIN_TURN_DEG = 15.0
_AGAIN_GROWTH = 1.2
_AGAIN_TILT_DEG = 8.0
_AGAIN_SHIFT = 0.25
"""Of the picture's width and height: nearer to the border, lens and perspective distort the body differently."""


class BaselineMatch:
    """Reports after two seconds that the person turned or came nearer than the baseline allows."""

    def __init__(self) -> None:
        self._dwell = Dwell(_NOTICED_S, _NOTICED_S)

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._dwell.reset()

    def update(self, t_s: float, measures: Measures | None, baseline: Baseline) -> bool:
        """Feed one frame; return whether the baseline no longer fits."""
        return self._dwell.update(t_s, None if measures is None else moved_away(measures, baseline))


def agrees(now: Baseline, kept: Baseline, now_size_px: tuple[int, int], kept_size_px: tuple[int, int]) -> bool:
    """Return whether two still poses are seen from the same place: view, distance, tilt and place in the picture.

    The sizes are those of the pictures: lengths are compared as shares of them. Unknown values do not agree.
    """

    def share(baseline: Baseline, name: str, whole_px: int) -> float:
        return baseline.median.get(name, math.nan) / whole_px

    growth = share(now, measure_names.TORSO_PX, now_size_px[1]) / share(kept, measure_names.TORSO_PX, kept_size_px[1])
    tilt_deg = now.median.get(measure_names.TRUNK_ANGLE_DEG, math.nan) - kept.median.get(
        measure_names.TRUNK_ANGLE_DEG, math.nan
    )
    shifts = [
        share(now, name, now_size_px[axis]) - share(kept, name, kept_size_px[axis])
        for axis, name in enumerate((measure_names.SHOULDER_X_PX, measure_names.SHOULDER_Y_PX))
    ]
    return (
        abs(math.remainder(now.yaw_deg - kept.yaw_deg, 360.0)) <= _AGAIN_TURN_DEG
        and 1.0 / _AGAIN_GROWTH <= growth <= _AGAIN_GROWTH
        and abs(tilt_deg) <= _AGAIN_TILT_DEG
        and all(abs(shift) <= _AGAIN_SHIFT for shift in shifts)
    )


def moved_away(measures: Measures, baseline: Baseline, growth_limit: float = GROWTH_MOVING) -> bool | None:
    """Return whether the person turned, came nearer or went back since the baseline by too much; None when unknown.

    ``growth_limit`` is how many times longer or shorter the trunk may look.
    """
    if baseline.how is BaselineHow.NONE:
        return False
    turn_deg = abs(math.remainder(measures.yaw_deg - baseline.yaw_deg, 360.0))
    growth = measures[measure_names.TORSO_PX] / baseline.median[measure_names.TORSO_PX]
    if math.isnan(turn_deg) or math.isnan(growth):
        return None
    return turn_deg > TURN_DEG or not 1.0 / growth_limit < growth < growth_limit
