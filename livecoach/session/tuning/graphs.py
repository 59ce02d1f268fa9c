"""The graphs of the panel's sliders: the values of a stretch of time, the limit, and the alarms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.commands import Setting
from livecoach.core.unknown import NAN
from livecoach.session.tuning.what_if import FAULT_IDS, RESTING, columns, main_limit, seconds_above, shares, spoken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.session.tuning.what_if import Alarm, Series

TRACE_COLUMNS: Final = 240
_SPIKE_COLUMNS: Final = 80
_LINE_AT: Final = 0.62
"""Height of the limit in a graph whose values stay below it; higher values push it down."""

_HEADROOM: Final = 1.08


class Graphs:
    """The graphs of one stretch of time, and the alarms of the whole history."""

    def __init__(self, series: Series, span: tuple[float, float], profile: Profile, found: tuple[Alarm, ...]) -> None:
        self._series = series
        self._span = span
        self._profile = profile
        self._found = found

    def of(self, knob: str) -> tuple[tuple[float, ...], float, int | None]:
        """Return a knob's trace and limit line as shares of the graph's height, and its alarms."""
        match knob:
            case Setting.SENSITIVITY:
                return self._graph(self._while_pulling(shares(self._series, self._profile)), 1.0, len(self._found))
            case Setting.DWELL:
                longest_s = max(self._profile.fault(fault_id).on_s for fault_id in FAULT_IDS)
                return self._graph(seconds_above(self._series, self._profile), longest_s, len(self._found))
            case Setting.COOLDOWN:
                return self._pauses()
            case Setting.VOLUME:
                return (), NAN, None
            case _:
                score = self._while_pulling(self._series.score[:, FAULT_IDS.index(knob)])
                number = sum(alarm.kind == knob for alarm in self._found)
                return self._graph(score, main_limit(self._profile, knob), number)

    def _while_pulling(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(self._series.pull != RESTING, values, NAN)

    def _graph(self, values: NDArray[np.float64], line: float, number: int) -> tuple[tuple[float, ...], float, int]:
        trace = columns(self._series.t_s, values, self._span, TRACE_COLUMNS)
        top = max(line / _LINE_AT, _HEADROOM * max((value for value in trace if value > line), default=0.0))
        shown = tuple(min(max(value / top, 0.0), 1.0) for value in trace) if top > 0.0 else ()
        return shown, line / top if top > 0.0 else NAN, number

    def _pauses(self) -> tuple[tuple[float, ...], float, int]:
        """Return for each alarm the time since the one before of its kind, against the cool-down."""
        cooldown_s = self._profile.cue.cooldown_s
        top_s = max(2.0 * cooldown_s, 1.0)
        last_s: dict[FaultId, float] = {}
        pauses_s = []
        for alarm in self._found:
            pauses_s.append(min(alarm.t_s - last_s.get(alarm.kind, -math.inf), top_s))
            last_s[alarm.kind] = alarm.t_s
        times_s = np.array([alarm.t_s for alarm in self._found])
        trace = columns(times_s, np.array(pauses_s), self._span, _SPIKE_COLUMNS)
        said = len(spoken(self._found, cooldown_s))
        return tuple(value / top_s for value in trace), cooldown_s / top_s, said
