"""Full breaths within a hold, from the breath readings.

A breath belongs to the hold when its exhale starts in it. It is full when the next inhale is detected, or when its
exhale has lasted as long as the person's usual one: the next turn is reported up to 4 s late, and a person who comes
down right after the last exhale never starts the next inhale in position. A breath can be missed, so the class also
reports whether the hold lasted as long as one more breath.
"""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from livecoach.core.breath import BreathPhase
from livecoach.core.rounding import SLACK_S, passed

if TYPE_CHECKING:
    from livecoach.core.breath import BreathReading

_ENTERING_S = 0.5
"""An exhale that starts this shortly before the hold is its first: people breathe out to lift."""

_FULL_SHARE = 0.8
"""Share of the usual exhale with its pause: after it little more than the pause is left."""

_FITTING = 0.4
"""Breaths by which the time of a hold may fall short of the goal: people come down before the last pause is over, and
rates vary. Letting go a whole breath early falls short by more."""

_FEWEST_CYCLES = 3
_REMEMBERED = 6
_USUAL_EXHALE_S = 3.0
"""Used before an exhale of the person is known."""


class HoldBreaths:
    """Counts the full breaths of one hold after another; feed every reading, in the order of their times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._exhales_s: list[float] = []
        self._inhales_s: list[float] = []
        self.begin(math.inf)

    def begin(self, t_s: float) -> None:
        """Restart the count for a hold that begins at ``t_s``."""
        self._start_s = t_s
        self._kept = 0
        self._gaps: list[tuple[float, float]] = []

    def lost(self, start_s: float, end_s: float) -> None:
        """Leave out the exhales that start in ``[start_s, end_s)``, in which nothing was held."""
        self._gaps.append((start_s, end_s))

    def update(self, reading: BreathReading) -> None:
        """Add what became known with one frame."""
        for turn in reading.turns:
            if turn.phase is BreathPhase.EXHALE:
                self._exhales_s.append(turn.t_s)
            elif turn.phase is BreathPhase.INHALE:
                self._inhales_s.append(turn.t_s)

    def full(self, now_s: float) -> int:
        """Return the full breaths of this hold so far, ``now_s`` being the last moment at which it was held."""
        first_s, last_s = self._start_s - _ENTERING_S - SLACK_S, now_s - SLACK_S
        exhales = [t_s for t_s in self._exhales_s if first_s <= t_s < last_s and self._counts(t_s)]
        if not exhales:
            return self._kept
        whole = sum(self._over(t_s, now_s) for t_s in exhales)
        self._kept = max(self._kept, whole)
        return self._kept

    def fit(self, breaths: int, now_s: float) -> bool:
        """Whether the time of this hold until ``now_s`` is that of so many breaths, at the rate at which they come."""
        known = [t_s for t_s in self._exhales_s if t_s < now_s - SLACK_S]
        cycles = [later_s - t_s for t_s, later_s in pairwise(known)][-_REMEMBERED:]
        if len(cycles) < _FEWEST_CYCLES:
            return False
        held_s = now_s - self._start_s - sum(end_s - start_s for start_s, end_s in self._gaps)
        return passed(held_s, 0.0, (breaths - _FITTING) * median(cycles))

    def _counts(self, t_s: float) -> bool:
        return not any(start_s - SLACK_S <= t_s < end_s - SLACK_S for start_s, end_s in self._gaps)

    def _over(self, exhale_s: float, now_s: float) -> bool:
        turns_s = (*self._inhales_s, *self._exhales_s)
        over = any(exhale_s < turn_s <= now_s + SLACK_S for turn_s in turns_s)
        return over or passed(now_s, exhale_s, _FULL_SHARE * self._usual_s())

    def _usual_s(self) -> float:
        """Return the usual time from an exhale's start to the next inhale's."""
        lengths = []
        for exhale_s in self._exhales_s:
            after = [inhale_s for inhale_s in self._inhales_s if inhale_s > exhale_s]
            if after:
                lengths.append(min(after) - exhale_s)
        return median(lengths[-_REMEMBERED:]) if lengths else _USUAL_EXHALE_S
