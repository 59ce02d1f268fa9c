"""Yaw to view, with hysteresis, so that the view does not flicker at a border."""

from __future__ import annotations

import math
from collections import deque

from livecoach.core.rounding import LEVEL_DEG, SLACK_S
from livecoach.core.types import View

_UPPER_DEG = (
    (View.FRONT, 25.0),
    (View.THREE_QUARTER_FRONT, 65.0),
    (View.SIDE, 115.0),
    (View.THREE_QUARTER_BACK, 155.0),
    (View.BACK, 180.0),
)
"""Upper border of each view in degrees of absolute yaw (docs/method.md, finding 9)."""

_HYSTERESIS_DEG = 5.0


def view_of(yaw_deg: float) -> View:
    """Return the view of a yaw in degrees, UNKNOWN for NaN."""
    if math.isnan(yaw_deg):
        return View.UNKNOWN
    return next(view for view, upper in _UPPER_DEG if abs(yaw_deg) <= upper + LEVEL_DEG)


class ViewFinder:
    """Circular mean of the yaw over ``window_s`` and the view it means, held until the border is left clearly behind.

    World points turn with the arms (worst error 16 degrees), so the window spans a whole movement.
    """

    def __init__(self, window_s: float = 1.5) -> None:
        self._window_s = window_s
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._yaws: deque[tuple[float, float, float]] = deque()  # time, sine, cosine
        self.view = View.UNKNOWN
        self.yaw_deg = math.nan

    def update(self, t_s: float, yaw_deg: float) -> tuple[View, float]:
        """Feed one frame's yaw; return the view and the mean yaw."""
        if not math.isnan(yaw_deg):
            yaw = math.radians(yaw_deg)
            self._yaws.append((t_s, math.sin(yaw), math.cos(yaw)))
        while self._yaws and self._yaws[0][0] <= t_s - self._window_s + SLACK_S:
            self._yaws.popleft()
        if not self._yaws:
            self.view, self.yaw_deg = View.UNKNOWN, math.nan
            return self.view, self.yaw_deg
        _, sines, cosines = zip(*self._yaws, strict=True)
        sine, cosine = sum(sines), sum(cosines)
        self.yaw_deg = math.degrees(math.atan2(sine, cosine))
        found = view_of(self.yaw_deg)
        if found is not self.view and not self._near_border():
            self.view = found
        return self.view, self.yaw_deg

    def _near_border(self) -> bool:
        if self.view is View.UNKNOWN:
            return False
        size = abs(self.yaw_deg)
        return view_of(size + _HYSTERESIS_DEG if size + _HYSTERESIS_DEG <= 180.0 else 180.0) is self.view or (
            view_of(max(size - _HYSTERESIS_DEG, 0.0)) is self.view
        )
