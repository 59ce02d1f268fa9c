"""Drift from the beginning of a hold: the head that lifts, the low back that sinks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from livecoach.core import floor_measure_names
from livecoach.core.rounding import passed
from livecoach.core.timing import Dwell
from livecoach.core.unknown import NAN
from livecoach.faults.holds import low_back_sag, neck_crane

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures
    from livecoach.faults.fault import Fault

START_S = 1.5
"""The first part of the hold, which is the reference."""

_ON_S = 0.5
_OFF_S = 0.5
_LEAVE_RATIO = 0.6

_WITH_THE_BACK = 0.45
"""Share of the middle of the back's motion that the low back makes when the whole reach grows or fades (0.4 to 0.6 in
rendered reaches). A sag lowers the low back by twice as much as the middle."""


@dataclass(frozen=True, slots=True)
class DriftFault:
    """How a fault is measured that is a growth within a hold: ``score`` of the measures, ``limit`` of the settings."""

    fault: Fault
    score: Callable[[Measures], float]
    limit: Callable[[HoldSection], float]


def _sag(measures: Measures) -> float:
    return _WITH_THE_BACK * measures[floor_measure_names.BACK] - measures[floor_measure_names.LOW_BACK]


NECK_CRANE = DriftFault(
    neck_crane.FAULT, lambda measures: measures[floor_measure_names.HEAD_DEG], lambda settings: settings.neck
)
"""The direction from ears to nose against the trunk: craned necks gave 26 and 33 degrees, clean ones at most 3.6
(docs/method.md, finding 30)."""

LOW_BACK_SAG = DriftFault(low_back_sag.FAULT, _sag, lambda settings: settings.sag)
"""The outline over the low back: 15 to 20 degrees of sag lower it by 0.03 torso lengths."""


class DriftWatcher:
    """Tracks one number through one hold; feed its frames in the order of their times."""

    def __init__(self, drifting: DriftFault) -> None:
        self.drifting = drifting
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._start: list[float] = []
        self._start_s: float | None = None
        self._off = Dwell(_ON_S, _OFF_S)
        self.excess = NAN
        """By how much it has grown, NaN before the reference is taken."""

        self.peak = NAN
        """Its largest value since the fault began."""

    def update(self, measures: Measures, settings: HoldSection) -> bool:
        """Return whether the fault is present now."""
        value = self.drifting.score(measures)
        known = math.isfinite(value)
        if self._start_s is None:
            self._start_s = measures.t_s
        if not passed(measures.t_s, self._start_s, START_S) or not self._start:
            if known:
                self._start.append(value)
            return False
        if not known:
            return self._off.update(measures.t_s, None)
        self.excess = value - median(self._start)
        was = self._off.active
        limit = self.drifting.limit(settings) * (_LEAVE_RATIO if was else 1.0)
        now = self._off.update(measures.t_s, self.excess > limit)
        if now:
            self.peak = max(self.peak, self.excess) if was else self.excess
        return now
