"""The baseline: the relaxed person's measures, taken while standing still or from the best stretch there is."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core import measure_names
from livecoach.core.filters import median_ignoring_nan
from livecoach.core.rounding import LEVEL, passed
from livecoach.core.types import Baseline, BaselineHow, Measures
from livecoach.measure.meter import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.config.schema import BaselineSection

_POINTS = (measure_names.WRIST_X_PX, measure_names.WRIST_Y_PX, measure_names.SHOULDER_X_PX, measure_names.SHOULDER_Y_PX)
_SHARES = np.array([1.5, 1.5, 1.0, 1.0])
"""How many times the limit each point may move: hands that hang swing further than shoulders sway. Without it 3 of
85 rendered people, who sway most, never stand still for 2 s; with it all do."""


def baseline_of(measures: Sequence[Measures], how: BaselineHow) -> Baseline:
    """Return median and spread (1.4826 times the median absolute deviation) of ``measures`` (at least one)."""
    table = np.array([[sample[name] for name in NAMES] for sample in measures])
    median = median_ignoring_nan(table)
    spread = 1.4826 * median_ignoring_nan(np.abs(table - median))
    middle = measures[len(measures) // 2]
    return Baseline(
        how,
        measures[0].t_s,
        measures[-1].t_s,
        middle.view,
        middle.yaw_deg,
        dict(zip(NAMES, median.tolist(), strict=True)),
        dict(zip(NAMES, spread.tolist(), strict=True)),
    )


class StillWatcher:
    """Takes the baseline once the person stands still; a frame that cannot be measured does not count as still."""

    def __init__(self, settings: BaselineSection) -> None:
        self._settings = settings
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._window: deque[Measures] = deque()

    @property
    def still_for_s(self) -> float:
        """How long the person has stood still so far, in seconds."""
        return self._window[-1].t_s - self._window[0].t_s if self._window else 0.0

    def update(self, measures: Measures | None) -> Baseline | None:
        """Feed one frame; return the baseline once it is complete, else None."""
        if measures is None or not all(math.isfinite(measures[name]) for name in (*_POINTS, measure_names.TORSO_PX)):
            self._window.clear()
            return None
        self._window.append(measures)
        if self._still():
            return self._take() if self._still_for(self._settings.still_s) else None
        while not self._still():
            self._window.popleft()
        return None

    def _still_for(self, length_s: float) -> bool:
        return bool(self._window) and passed(self._window[-1].t_s, self._window[0].t_s, length_s)

    def _still(self) -> bool:
        table = np.array([[sample[name] for name in _POINTS] for sample in self._window])
        torso_px = float(np.median([sample[measure_names.TORSO_PX] for sample in self._window]))
        moved = np.ptp(table, axis=0) / _SHARES
        return bool(moved.max() <= (self._settings.still_limit + LEVEL) * torso_px)

    def _take(self) -> Baseline:
        return baseline_of(tuple(self._window), BaselineHow.STILL)
