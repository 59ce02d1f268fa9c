"""Smoothing over windows given in seconds, so that all frame rates are smoothed alike.

Each sample of a window is weighted by the time it represents. A window of a tenth of a second holds one frame at 10
frames a second and six at 60, but has the same lag in both.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.rounding import LEVEL, SLACK_S, order_with_ties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


def median_ignoring_nan(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the median over axis 0 of (n, k), ignoring NaN entries; NaN where a column holds only NaN."""
    ordered = np.sort(samples, axis=0)  # NaN sorts last
    if math.isfinite((ordered[0] + ordered[-1]).sum()):
        return np.asarray(0.5 * (ordered[(len(samples) - 1) // 2] + ordered[len(samples) // 2]), np.float64)
    count = np.isfinite(samples).sum(axis=0)
    columns = np.arange(samples.shape[1])
    low = ordered[np.maximum((count - 1) // 2, 0), columns]
    high = ordered[np.minimum(count // 2, len(samples) - 1), columns]
    high = np.where(count % 2 == 1, low, high)
    return np.where(count > 0, 0.5 * (low + high), np.nan)


class WindowSmoother:
    """Median over ``median_s`` and then mean over ``mean_s`` of a vector (k,) of values.

    A steady change lags by half of both windows at every frame rate. A single outlier frame is removed at 30 fps and
    more; slower cameras have too few frames for that. These windows are shorter than those of docs/method.md, finding
    10: they bring the alarms for an arch from 0.27 to 0.13 s after the truth, at the same errors on the rendered clips.
    A value that is NaN now stays NaN: smoothing never invents a number. Known values are joined by straight lines.
    """

    def __init__(self, median_s: float = 0.1, mean_s: float = 0.05) -> None:
        self._median_s = median_s
        self._mean_s = mean_s
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._raw: deque[tuple[float, NDArray[np.float64]]] = deque()
        self._medians: deque[tuple[float, NDArray[np.float64]]] = deque()

    def update(self, t_s: float, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Feed the values (k,) of one frame; return the smoothed ones (k,)."""
        median = _over_window(self._raw, t_s, values, self._median_s, _median)
        return _over_window(self._medians, t_s, median, self._mean_s, _mean)


def _over_window(
    window: deque[tuple[float, NDArray[np.float64]]],
    t_s: float,
    values: NDArray[np.float64],
    length_s: float,
    reduced: Callable[[Sequence[float], NDArray[np.float64], float], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Feed one sample; return the values (k,) ``reduced`` over the last ``length_s``, NaN where the sample's are.

    One sample at or before the window's start is kept: the line from it enters the window.
    """
    window.append((t_s, values))
    start_s = t_s - length_s
    while len(window) > 1 and window[1][0] <= start_s:
        window.popleft()
    times_s = [time_s for time_s, _ in window]
    table = np.array([sample for _, sample in window])
    if math.isfinite(table.sum()):
        return reduced(times_s, table, start_s) if len(times_s) > 1 else values
    result = np.full(table.shape[1], np.nan)
    for column in np.flatnonzero(np.isfinite(values)):
        rows = np.flatnonzero(np.isfinite(table[:, column]))
        if len(rows) > 1:
            result[column] = reduced([times_s[row] for row in rows], table[rows, column : column + 1], start_s)[0]
        else:
            result[column] = values[column]
    return result


def _median(times_s: Sequence[float], table: NDArray[np.float64], start_s: float) -> NDArray[np.float64]:
    """Return the median (k,) of the samples (n >= 2, k), each weighted by the part of the window nearest to it.

    Between the middles of two weights it is linear, so that it moves as steadily as the values do.
    """
    borders_s = [max(times_s[0], start_s), *(0.5 * (a + b) for a, b in pairwise(times_s)), times_s[-1]]
    weights = np.array([max(b - max(a, start_s), 0.0) for a, b in pairwise(borders_s)])
    if weights[0] <= SLACK_S:
        table, weights = table[1:], weights[1:]
        if len(weights) == 1:
            return np.asarray(table[0], np.float64)
    # Of pixels and degrees as many digits are known as of shares; where values are equal, their times give the order.
    order = order_with_ties(table, LEVEL * np.maximum(np.abs(table).max(axis=0), 1.0))
    columns = np.arange(table.shape[1])
    ordered, weight = table[order, columns], weights[order]
    middle = weight.cumsum(axis=0) - 0.5 * weight
    half = 0.5 * weights.sum()
    below = np.minimum((middle <= half).sum(axis=0), len(weights) - 1) - 1
    start, end = middle[below, columns], middle[below + 1, columns]
    share = np.clip((half - start) / (end - start), 0.0, 1.0)
    return np.asarray((1.0 - share) * ordered[below, columns] + share * ordered[below + 1, columns], np.float64)


def _mean(times_s: Sequence[float], table: NDArray[np.float64], start_s: float) -> NDArray[np.float64]:
    """Return the mean (k,) over the window of the straight lines between the samples (n >= 2, k)."""
    weights = [0.0] * len(times_s)
    for row, (from_s, to_s) in enumerate(pairwise(times_s)):
        # Of a line that enters at the window's start only the part inside counts.
        before = max(start_s - from_s, 0.0) / (to_s - from_s)
        half_s = 0.5 * (1.0 - before) * (to_s - from_s)
        weights[row] += half_s * (1.0 - before)
        weights[row + 1] += half_s * (1.0 + before)
    mean: NDArray[np.float64] = np.array(weights) @ table / sum(weights)
    return mean
