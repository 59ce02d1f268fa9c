"""Landmarks at a fixed rate, whatever the camera's: the movement network counts in steps of 1/15 s."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.detect.pulls.features import POINTS, RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_GAP_S = 0.25
"""Frames without a person that last no longer are bridged by a straight line."""

LONGEST_ABSENCE_S = 5.0
"""An absence is told to the network for so long at most; it remembers no more."""

_ROUNDING_S = 1e-6
SHAPE = (len(POINTS), 5)


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """The person at one time of the fixed rate: ``points`` (15, 5) x, y in pixels and x, y, z in metres, or NaN."""

    t_s: float
    points: NDArray[np.float64]


class Resampler:
    """Turns frames at any rate into samples at multiples of 1/15 s."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._last: Resampled | None = None
        self._next = 0

    def feed(self, t_s: float, points: NDArray[np.floating]) -> list[Resampled]:
        """Take in a frame with a person (15, 5); return the samples that it completes, oldest first."""
        soonest = math.ceil((t_s - LONGEST_ABSENCE_S) * RATE_HZ)
        if self._last is None:
            self._next = math.ceil(t_s * RATE_HZ - _ROUNDING_S)
        elif self._next < soonest:
            self._next = soonest
        samples = []
        now = Resampled(t_s, np.asarray(points, np.float64))
        while self._next / RATE_HZ <= t_s + _ROUNDING_S:
            samples.append(self._at_next(now))
        self._last = now
        return samples

    def _at_next(self, now: Resampled) -> Resampled:
        t_s = self._next / RATE_HZ
        self._next += 1
        if abs(now.t_s - t_s) <= _ROUNDING_S:
            return Resampled(t_s, now.points)
        last = self._last
        if last is None or now.t_s - last.t_s > LONGEST_GAP_S:
            return Resampled(t_s, np.full(SHAPE, np.nan))
        share = (t_s - last.t_s) / (now.t_s - last.t_s)
        return Resampled(t_s, last.points + share * (now.points - last.points))
