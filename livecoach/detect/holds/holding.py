"""Decides whether a hold is held: takes the rest position, detects the rise and its loss. Independent of breathing."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core import floor_measure_names
from livecoach.core.filters import median_ignoring_nan
from livecoach.core.hold import HoldQuality
from livecoach.core.rounding import LEVEL, SLACK_S, passed, reached
from livecoach.core.timing import Dwell
from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures
    from livecoach.detect.holds.raising import ElevationMetric

REST_S = 1.5
"""Time at rest that makes a reference."""

_REST_RANGE = 0.6
"""While the rest is taken, the height must vary by less than this share of what counts as raised."""

_RISEN_S = 0.3
_BACK = 0.5
"""Below this share of what counts as raised the person is down again."""


class HoldState(StrEnum):
    """Where the body is: UNSET before a rest is known."""

    UNSET = "unset"
    DOWN = "down"
    UP = "up"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Holding:
    """One frame: ``height`` over the rest and the ``limit`` above which it counts; ``peak`` is this hold's highest.

    ``last_held_s`` is the last time at which it was held.
    """

    where: HoldState
    height: float = NAN
    limit: float = NAN
    peak: float = NAN
    held: HoldQuality = HoldQuality.UNKNOWN
    last_held_s: float = NAN


class HoldWatcher:
    """Tracks one person; feed every frame with measures, in the order of their times."""

    def __init__(self, raising: ElevationMetric, settings: HoldSection) -> None:
        self._raising = raising
        self._settings = settings
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._rest: Mapping[str, float] | None = None
        self._window: deque[Measures] = deque()
        self._where = HoldState.UNSET
        self._peak = 0.0
        self._well_s = math.nan
        self._up = Dwell(_RISEN_S, self._settings.lost_s)

    def set_settings(self, settings: HoldSection) -> None:
        """Judge by other limits from the next frame on."""
        self._settings = settings
        self._up.off_s = settings.lost_s

    def update(self, measures: Measures) -> Holding:
        """Return where the body is."""
        if self._where is not HoldState.UP:
            self._take_rest(measures)
        if self._rest is None:
            return Holding(HoldState.UNSET)
        height = self._raising.height(measures, self._rest)
        up = self._raising.up(self._settings)
        if not self._up.active:
            self._rise(measures.t_s, height, up)
        else:
            self._stay(measures.t_s, height)
        limit = self._raising.gone(self._settings, self._peak) if self._where is HoldState.UP else up
        held = (
            self._raising.held(self._settings, height, self._peak)
            if self._where is HoldState.UP
            else HoldQuality.UNKNOWN
        )
        peak = self._peak if self._peak > 0.0 else NAN
        return Holding(self._where, height, limit, peak, held, self._well_s)

    def _rise(self, t_s: float, height: float, up: float) -> None:
        known = math.isfinite(height)
        if self._where is HoldState.LOST and known and not reached(height, _BACK * up):
            self._where = HoldState.DOWN
        if self._up.update(t_s, reached(height, up) if known else None):
            self._where = HoldState.UP
            self._peak = height
            self._well_s = t_s

    def _stay(self, t_s: float, height: float) -> None:
        known = math.isfinite(height)
        if known:
            self._peak = max(self._peak, height)
        gone = not reached(height, self._raising.gone(self._settings, self._peak)) if known else None
        if gone is False:
            self._well_s = t_s
        if not self._up.update(t_s, None if gone is None else not gone):
            self._where = HoldState.LOST

    def _take_rest(self, measures: Measures) -> None:
        """Take a reference from a still stretch: the first one, and any later one that lies lower."""
        self._window.append(measures)
        while measures.t_s - self._window[0].t_s > REST_S + 0.5 + SLACK_S:
            self._window.popleft()
        if not passed(measures.t_s, self._window[0].t_s, REST_S):
            return
        table = np.array([[sample[name] for name in floor_measure_names.ALL] for sample in self._window])
        rest = dict(zip(floor_measure_names.ALL, median_ignoring_nan(table).tolist(), strict=True))
        heights = [self._raising.height(sample, rest) for sample in self._window]
        up = self._raising.up(self._settings)
        known = [height for height in heights if math.isfinite(height)]
        if 2 * len(known) < len(heights) or max(known) - min(known) > _REST_RANGE * up:
            return
        if self._rest is None or self._raising.height(measures, self._rest) < -LEVEL:
            self._rest = rest
            if self._where is HoldState.UNSET:
                self._where = HoldState.DOWN
