"""From the breathing curve to breaths: where inhales and exhales start, full cycles, rate and the present phase."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.breath import Breath, BreathPhase, BreathReading, BreathState, BreathTurn, Posture
from livecoach.core.rounding import LEVEL, SLACK_S
from livecoach.core.timing import Dwell
from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from livecoach.core.breath import BreathCurve

PROMINENCE_SD = 1.2
"""A turn stands out from what lies on both sides of it by this much (docs/method.md, finding 22)."""

SWING_SHARE = {Posture.UPRIGHT: 0.5, Posture.FLOOR: 0.4}
"""A turn below this share of the usual swing does not count: during a breath hold sway makes small waves."""

APART_S = 1.5
"""Least time between two inhale starts, or two exhale starts."""

CLEAR_SWING = {Posture.UPRIGHT: (0.0006, 0.0011), Posture.FLOOR: (0.0001, 0.0006)}
"""Breathing counts as seen from the second shared swing (swing times agreement, torso lengths) until the first.
Upright, bodies that breathed mostly shared more than 0.0011, swaying ones that did not mostly less (docs/breath.md)."""

CLEAR_S = 1.5
"""The shared swing must last on either side of its limit for this long."""

SURE_AGREEMENT = 0.5
EXHALE_TOLERANCE_S = 0.5
"""Inhale starts are off by this much (docs/method.md, finding 22): finer differences are not reported."""

_EDGE_TICKS = 3
"""A first turn this early in the curve is only an effect of where measuring began."""

_SLOPE_S = 0.5
_SURE_SLOPE = 1.5
PHASE_CONFIDENCE = 0.5
"""A phase with less confidence is not reported."""

_REMEMBERED_SWINGS = 6
_RATE_TURNS = (5, 9)
_RATE_ERROR_PER_MIN = 0.4
"""Largest standard error of a rate that is shown, so that it is right within 1 a minute (docs/breath.md)."""

_TURN_ERROR_S = 0.15
"""A turn is known no better than this, however well the last ones agree."""

_STALE = 1.75


def exhale_is_short(breath: Breath, exhale_s: float) -> bool:
    """Return whether the exhale with its pause was clearly shorter than ``exhale_s``."""
    return breath.exhale_s < exhale_s - EXHALE_TOLERANCE_S - SLACK_S


class BreathDetector:
    """Tracks one person's breathing; feed the curves in the order of their times.

    A turn is confirmed once the curve has moved away from it far enough, mostly 0.6 to 4 s later, and never revoked.
    """

    def __init__(self, posture: Posture) -> None:
        self._swing_share = SWING_SHARE[posture]
        self._clear_swing = CLEAR_SWING[posture]
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._cycles = 0
        self.interrupt()

    def interrupt(self) -> None:
        """Restart after a time in which breathing could not be measured; the count goes on."""
        self._turns: list[BreathTurn] = []
        self._clear = Dwell(CLEAR_S, CLEAR_S)
        self._trusted_from = 0
        self._told = 0

    @property
    def cycles(self) -> int:
        """Full cycles counted so far."""
        return self._cycles

    def update(self, curve: BreathCurve) -> BreathReading:
        """Return the newest curve's reading; turns found while unclear are reported once they can be trusted."""
        now_s = float(curve.t_s[-1])
        limit = self._clear_swing[not self._clear.active]
        clear = self._clear.update(now_s, curve.swing * curve.agreement >= limit)
        self._confirm(curve)
        if not clear:
            forgotten = sum(turn.t_s < curve.t_s[0] for turn in self._turns)
            self._trusted_from = max(self._trusted_from, forgotten)
            return BreathReading(now_s, BreathState.UNCLEAR, cycles=self._cycles)
        told = max(self._told, self._trusted_from)
        self._told = len(self._turns)
        breaths = self._finished(told)
        self._cycles += len(breaths)
        phase, confidence = _phase(curve)
        turns = tuple(self._turns[told:])
        rate = self._rate(now_s)
        return BreathReading(now_s, BreathState.SEEN, phase, confidence, rate, self._cycles, turns, breaths)

    def _confirm(self, curve: BreathCurve) -> None:
        """Append the turns that the newest curve confirms."""
        prominence = self._prominence(curve)
        while (found := self._next(curve, prominence)) is not None:
            phase, at = found
            if not self._turns and at < _EDGE_TICKS:
                self._trusted_from = 1
            self._turns.append(BreathTurn(phase, float(curve.t_s[at])))

    def _prominence(self, curve: BreathCurve) -> float:
        recent = self._turns[-_REMEMBERED_SWINGS - 1 :]
        swings = np.abs(np.diff([curve.values[at] for turn in recent if (at := _index(curve, turn.t_s)) is not None]))
        return max(PROMINENCE_SD, self._swing_share * float(np.median(swings))) if len(swings) else PROMINENCE_SD

    def _next(self, curve: BreathCurve, prominence: float) -> tuple[BreathPhase, int] | None:
        """Return the next turn after the last one (what starts there, and its place in the curve)."""
        if not self._turns:
            return _first_turn(curve.values, prominence)
        last = self._turns[-1]
        start = _index(curve, last.t_s) or 0
        phase = BreathPhase.EXHALE if last.phase is BreathPhase.INHALE else BreathPhase.INHALE
        same = [turn.t_s for turn in self._turns[-2:] if turn.phase is phase]
        earliest_s = same[-1] + APART_S if same else -math.inf
        upright = curve.values if phase is BreathPhase.EXHALE else -curve.values
        top = start
        for at in range(start, len(upright)):
            if upright[at] > upright[top] + LEVEL or curve.t_s[top] < earliest_s - SLACK_S:
                top = at
            if upright[top] - max(upright[at], upright[start]) >= prominence:
                return phase, top
        return None

    def _finished(self, known: int) -> tuple[Breath, ...]:
        """Return the cycles that the turns from ``known`` on complete, all of their turns trusted."""
        breaths = []
        for at in range(known, len(self._turns)):
            if self._turns[at].phase is BreathPhase.INHALE and at - 2 >= self._trusted_from:
                inhale, exhale, end = self._turns[at - 2 : at + 1]
                breaths.append(Breath(inhale.t_s, exhale.t_s, end.t_s))
        return tuple(breaths)

    def _rate(self, now_s: float) -> float:
        """Return breaths a minute by the last turns; NaN while it is not known well enough."""
        fewest, most = _RATE_TURNS
        turns = self._turns[self._trusted_from :][-most:]
        if len(turns) < fewest:
            return NAN
        cycle_s, error_s = _cycle([turn.t_s for turn in turns])
        rate = 60.0 / cycle_s
        stale = now_s - turns[-1].t_s > _STALE * cycle_s
        return NAN if stale or rate * error_s / cycle_s > _RATE_ERROR_PER_MIN else rate


def _cycle(times_s: Sequence[float]) -> tuple[float, float]:
    """Return how long a cycle lasts, and its standard error, by the times of at least four turns in turn.

    Least squares: inhales and exhales have an offset each and share one period.
    """
    times, at = np.array(times_s), np.arange(len(times_s))
    design = np.stack([at / 2.0, at % 2 == 0, at % 2 == 1], axis=1).astype(np.float64)
    inverse = np.linalg.inv(design.T @ design)
    fit = inverse @ design.T @ times
    rest = times - design @ fit
    off_s = max(math.sqrt(float(rest @ rest) / (len(times) - design.shape[1])), _TURN_ERROR_S)
    return float(fit[0]), off_s * math.sqrt(float(inverse[0, 0]))


def _phase(curve: BreathCurve) -> tuple[BreathPhase, float]:
    """Return the direction of the curve over the last half second, and its confidence (0..1)."""
    ticks = _index(curve, float(curve.t_s[0]) + _SLOPE_S) or 1
    slopes = curve.values[ticks:] - curve.values[:-ticks]
    usual = float(np.median(np.abs(slopes)))
    if not usual > 0.0:
        return BreathPhase.UNKNOWN, 0.0
    clarity = min(max(curve.agreement / SURE_AGREEMENT, 0.0), 1.0)
    confidence = clarity * min(abs(float(slopes[-1])) / (_SURE_SLOPE * usual), 1.0)
    if confidence < PHASE_CONFIDENCE:
        return BreathPhase.UNKNOWN, confidence
    return (BreathPhase.INHALE if slopes[-1] > 0.0 else BreathPhase.EXHALE), confidence


def _index(curve: BreathCurve, t_s: float) -> int | None:
    """Return the place of ``t_s`` in the curve, None when it lies before the window."""
    tick_s = float(curve.t_s[1] - curve.t_s[0])
    at = round((t_s - float(curve.t_s[0])) / tick_s)
    return at if 0 <= at < len(curve.t_s) else None


def _first_turn(values: NDArray[np.float64], prominence: float) -> tuple[BreathPhase, int] | None:
    """Return the first turn: the end of the first swing of ``prominence`` from which it set out.

    Of values that are equal to within rounding the first is the extreme, here and in the turns after it.
    """
    low = high = 0
    for at in range(len(values)):
        low = at if values[at] < values[low] - LEVEL else low
        high = at if values[at] > values[high] + LEVEL else high
        if values[high] - values[low] >= prominence:
            return (BreathPhase.INHALE, low) if low < high else (BreathPhase.EXHALE, high)
    return None
