"""From the trunk's motion to one breathing curve, and the check that the body is still enough for it."""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.breath import BreathCurve, Posture
from livecoach.core.landmarks import Landmark
from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import View, readonly
from livecoach.measure.breath_map import weighed, weights_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.breath import FlowGrid
    from livecoach.core.types import Pose

WINDOW_S = 25.0
"""A curve looks back this far: two of the slowest breaths."""

SETTLE_S = {Posture.UPRIGHT: 8.0, Posture.FLOOR: 5.0}
"""No curve from less: sway would pass for breathing until the first breath is over. Lying people sway little."""

TICK_S = 0.1
GAP_S = 0.5
"""A longer gap between two samples starts a new curve."""

BAND_HZ = {Posture.UPRIGHT: (0.05, 0.6), Posture.FLOOR: (0.08, 0.8)}
SPEED_LIMIT = 0.35
"""Torso lengths a second: landmarks of resting arms stay below 0.3, of moving ones reach 0.7 and more."""

REST_S = 1.0
_TO_SD = 1.4826  # of a normal distribution, from its median absolute deviation
_JERK_SD = 3.0
_USUAL_SD = 1.0
_SHIFT = 0.05
"""Torso lengths (2.5 cm): no breath moves the trunk's surface this far at such a speed."""

_KNOWN_SHARE = 0.9
_BEFORE_S = 0.3
_MEAN_S = 0.1
_ARMS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)


def breath_signals(grid: FlowGrid, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return two numbers (2,) that rise with an inhale, in torso lengths; NaN where their cells are unseen.

    UPRIGHT: the rise of the trunk and its widening, by the ``weights`` learned for the view (``weights_for``).
    FLOOR: the rise of the trunk's front, twice, from every other row. Only a breath moves the two together;
    sway does not.
    """
    if grid.posture is Posture.FLOOR:
        across = grid.offsets[..., 0]
        return np.array([_middle(across[1::2, 1:]), _middle(across[2::2, 1:])])
    return weighed(grid.offsets, weights_for(View.FRONT, 0.0) if weights is None else weights)


def _middle(cells: NDArray[np.float64]) -> float:
    known = cells[np.isfinite(cells)]
    return float(np.median(known)) if len(known) else math.nan


class BreathFilter:
    """Band-passes the signals of the last ``WINDOW_S`` and adds them; on the floor each over its spread."""

    def __init__(self, posture: Posture) -> None:
        self._band_hz = BAND_HZ[posture]
        self._settle_s = SETTLE_S[posture]
        self._in_size = posture is Posture.UPRIGHT  # learned to be as large as the breath they show
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._samples: deque[tuple[float, NDArray[np.float64]]] = deque()

    def update(self, t_s: float, signals: NDArray[np.float64]) -> BreathCurve | None:
        """Feed the signals (k,) of one sample; return the curve up to the last whole tick.

        None until there is enough data, and when no new tick was reached.
        """
        if self._samples and t_s - self._samples[-1][0] > GAP_S + SLACK_S:
            self.reset()
        before_s = self._samples[-1][0] if self._samples else t_s
        self._samples.append((t_s, signals))
        while self._samples[0][0] < t_s - WINDOW_S - SLACK_S:
            self._samples.popleft()
        first = math.ceil(self._samples[0][0] / TICK_S - SLACK_S)
        last = math.floor(t_s / TICK_S + SLACK_S)
        settled = passed(TICK_S * last, TICK_S * first, self._settle_s)
        if not settled or last == math.floor(before_s / TICK_S + SLACK_S):
            return None
        return self._curve(TICK_S * np.arange(first, last + 1, dtype=np.float64))

    def _curve(self, t_s: NDArray[np.float64]) -> BreathCurve | None:
        times = np.array([sample_s for sample_s, _ in self._samples])
        table = np.stack([signals for _, signals in self._samples])
        bands = [self._band(t_s, times, column) for column in table.T]
        swings = [0.0 if band is None else spread(band) for band in bands]
        moving = [(band, swing) for band, swing in zip(bands, swings, strict=True) if band is not None and swing > 0.0]
        shares = [band if self._in_size else band / swing for band, swing in moving]
        total = np.sum(shares, axis=0) if shares else np.zeros(len(t_s))
        size = spread(total)
        if not size > 0.0:
            return None
        values = (total - np.median(total)) / size
        return BreathCurve(readonly(t_s), readonly(values), min(swings[0], swings[-1]), _agreement(bands[0], bands[-1]))

    def _band(
        self, t_s: NDArray[np.float64], times: NDArray[np.float64], column: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        known = np.isfinite(column)
        if known.mean() < _KNOWN_SHARE:
            return None
        return band_pass(np.interp(t_s, times[known], column[known]), self._band_hz)


def spread(values: NDArray[np.float64]) -> float:
    """Return the robust standard deviation of ``values`` (n,): 1.4826 times the median absolute deviation."""
    return float(_TO_SD * np.median(np.abs(values - np.median(values))))


def band_pass(values: NDArray[np.float64], band_hz: tuple[float, float]) -> NDArray[np.float64]:
    """Return ``values`` (n,), one each ``TICK_S``, band-passed without a phase delay.

    Jerks are removed first, so that a shift of the body leaves a step no larger than a breath. The ends are mirrored
    through their last value: the newest second is an estimate that later samples correct.
    """
    level = without_jerks(np.convolve(np.pad(values, _SMOOTH.size // 2, mode="edge"), _SMOOTH, mode="valid"))
    across = np.linspace(-1.0, 1.0, len(level))
    level = level - level.mean()
    level -= across * float(across @ level) / float(across @ across)
    mirrored = np.concatenate([2.0 * level[0] - level[:0:-1], level, 2.0 * level[-1] - level[-2::-1]])
    hz = np.fft.rfftfreq(len(mirrored), TICK_S)
    low_hz, high_hz = band_hz
    gain = (1.0 - 1.0 / (1.0 + (hz / low_hz) ** 4)) / (1.0 + (hz / high_hz) ** 8)
    count = len(level)
    return np.asarray(np.fft.irfft(np.fft.rfft(mirrored) * gain, len(mirrored))[count - 1 : 2 * count - 1])


_WEIGHTS = np.exp(-0.5 * (np.arange(-4, 5) / 1.5) ** 2)
_SMOOTH = _WEIGHTS / _WEIGHTS.sum()


def without_jerks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``values`` (n,) from zero on, with the median speed removed and outlying speeds clipped.

    Speeds are clipped at 3 robust standard deviations. A move that exceeds them and goes further than any breath is
    left out from the moment it leaves the usual speeds until it returns to them: otherwise lifting the hips or the
    upper back would hide the breath after it.
    """
    speed = np.diff(values)
    usual = spread(speed)
    speed = speed - np.median(speed)
    limit = _JERK_SD * usual
    kept = np.clip(speed, -limit, limit)
    way = np.where(np.abs(speed) > _USUAL_SD * usual, np.sign(speed), 0.0)
    edges = [0, *(np.flatnonzero(np.diff(way)) + 1), len(speed)]
    for start, end in pairwise(edges):
        move = speed[start:end]
        if np.abs(move).max(initial=0.0) > limit and abs(move.sum()) > _SHIFT:
            kept[start:end] = 0.0
    return np.concatenate([[0.0], np.cumsum(kept)])


def _agreement(first: NDArray[np.float64] | None, last: NDArray[np.float64] | None) -> float:
    if first is None or last is None or not (first.std() > 0.0 and last.std() > 0.0):
        return math.nan
    return float(np.corrcoef(first, last)[0, 1])


class RestWatcher:
    """Decides whether the body is still: for ``REST_S`` no relevant point moved faster than ``SPEED_LIMIT``.

    UPRIGHT: wrists, elbows and the midpoints of shoulders and hips. FLOOR: the two midpoints alone; arms on the floor
    do not move the trunk, and half of them are hidden.
    """

    def __init__(self, posture: Posture) -> None:
        self._posture = posture
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._past: deque[tuple[float, NDArray[np.float64]]] = deque()
        self._since_s: float | None = None

    def update(self, pose: Pose) -> bool:
        """Feed one pose; return whether the body is at rest now."""
        if self._past and pose.t_s - self._past[-1][0] > GAP_S + SLACK_S:
            self.reset()
        self._past.append((pose.t_s, self._points(pose)))
        while self._past[0][0] <= pose.t_s - _BEFORE_S - _MEAN_S + SLACK_S:
            self._past.popleft()
        speed = self._speed(pose.t_s)
        if not speed <= SPEED_LIMIT:  # NaN, an unknown speed, is no rest
            self._since_s = None
        elif self._since_s is None:
            self._since_s = pose.t_s
        return self._since_s is not None and passed(pose.t_s, self._since_s, REST_S)

    def _points(self, pose: Pose) -> NDArray[np.float64]:
        """Return the relevant points (n, 2) in torso lengths."""
        xy = pose.xy_px.astype(np.float64)
        shoulders = 0.5 * (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER])
        hips = 0.5 * (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP])
        torso_px = math.dist(shoulders, hips)
        arms = xy[list(_ARMS)] if self._posture is Posture.UPRIGHT else xy[:0]
        points = np.concatenate([arms, [shoulders, hips]])
        return points / torso_px if torso_px > 0.0 else np.full_like(points, np.nan)

    def _speed(self, t_s: float) -> float:
        """Return the speed of the fastest known point over the last third of a second, NaN when none is known."""
        now = [sample for sample in self._past if sample[0] > t_s - _MEAN_S + SLACK_S]
        before = [sample for sample in self._past if sample[0] <= t_s - _BEFORE_S + SLACK_S]
        if not before:
            return math.nan
        dt_s = float(np.mean([sample_s for sample_s, _ in now]) - np.mean([sample_s for sample_s, _ in before]))
        moved = np.mean([points for _, points in now], axis=0) - np.mean([points for _, points in before], axis=0)
        speeds = np.hypot(moved[:, 0], moved[:, 1]) / dt_s
        known = speeds[np.isfinite(speeds)]
        return float(known.max()) if len(known) else math.nan
