"""How many alarms other limits would have given: the recorded scores, judged again.

All limits of a fault are moved together (by the sensitivity or by the fault's slider), so a score that was the given
share of its limit then is the same share of the corresponding limit at any setting. That share, times the fault's main
limit of that time, is what is kept: one number to compare with the main limit of any profile. (What an unsettled
start adds to a limit scales with it here; the detector scales that with the sensitivity alone.)
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from livecoach.core.rounding import passed
from livecoach.core.timing import Dwell, crossed_s
from livecoach.core.types import PULLING, Phase
from livecoach.core.unknown import NAN
from livecoach.faults.registry import rep_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import FaultState

FAULT_IDS: Final = tuple(fault.id for fault in rep_faults())
FRAMES_MAX: Final = 54_000
"""Half an hour at 30 frames a second, about 2 MB; what is older no longer counts."""

RESTING: Final = 0
"""Between two pulls, where nothing opens."""

STANDING: Final = -1
"""Before the first pull, where faults are reported as well."""


class Scored(Protocol):
    """One frame's verdict: the common part of a Step and a LoggedFrame."""

    @property
    def phase(self) -> Phase:
        """Where in the rep the person is."""

    @property
    def rep_count(self) -> int:
        """Reps counted until now."""

    @property
    def readings(self) -> tuple[FaultState, ...]:
        """The meter of each fault."""


class Series(NamedTuple):
    """n frames, oldest first: times (n,), the pull each lies in (n,), RESTING or STANDING, and scores (n, faults).

    A score is in the unit of its fault's main limit as scaled by the sensitivity; NaN where it was not judged.
    """

    t_s: NDArray[np.float64]
    pull: NDArray[np.int32]
    score: NDArray[np.float64]

    def since(self, t_s: float) -> Series:
        """Return the frames from ``t_s`` on."""
        first = int(np.searchsorted(self.t_s, t_s))
        return Series(self.t_s[first:], self.pull[first:], self.score[first:])


class Alarm(NamedTuple):
    """One event that a setting would have opened."""

    t_s: float
    kind: FaultId
    pull: int


class History:
    """The scores of a session so far; the oldest quarter is forgotten whenever ``frames_max`` are full."""

    def __init__(self, frames_max: int = FRAMES_MAX) -> None:
        self._count = 0
        self._t_s = np.zeros(frames_max)
        self._pull = np.zeros(frames_max, np.int32)
        self._score = np.zeros((frames_max, len(FAULT_IDS)))

    def add(self, t_s: float, verdict: Scored, profile: Profile, *, stranger: bool = False) -> None:
        """Take in the verdict on one frame and the profile it was judged by; a time that does not rise is left out.

        ``stranger``: nothing is known of the person yet, so faults are judged while standing.
        """
        if self._count and t_s <= self._t_s[self._count - 1]:
            return
        if self._count == len(self._t_s):
            self._forget(max(1, self._count // 4))
        at = self._count
        self._t_s[at] = t_s
        self._pull[at] = _pull(verdict, stranger=stranger)
        self._score[at] = NAN
        for reading in verdict.readings:
            if not reading.unsure:
                share = reading.value / reading.limit
                self._score[at, FAULT_IDS.index(reading.kind)] = share * main_limit(profile, reading.kind)
        self._count += 1

    @property
    def series(self) -> Series:
        """Everything kept, as views that the next ``add`` may change."""
        return Series(self._t_s[: self._count], self._pull[: self._count], self._score[: self._count])

    def _forget(self, frames: int) -> None:
        for column in (self._t_s, self._pull, self._score):
            column[: self._count - frames] = column[frames : self._count].copy()
        self._count -= frames


def _pull(verdict: Scored, *, stranger: bool) -> int:
    if stranger or verdict.phase is Phase.SETUP:
        return STANDING
    return verdict.rep_count + 1 if verdict.phase in PULLING else RESTING


def main_limit(profile: Profile, kind: FaultId) -> float:
    """Return the fault's main limit in its unit, as the sensitivity scales it."""
    return profile.scaled(profile.fault(kind).limit)


def alarms(series: Series, kind: FaultId, profile: Profile) -> tuple[Alarm, ...]:
    """Return the events of one fault that ``profile`` would have opened, with the judge's hysteresis and dwell."""
    score = series.score[:, FAULT_IDS.index(kind)]
    limit, settings = main_limit(profile, kind), profile.fault(kind)
    dwell = Dwell(settings.on_s, settings.off_s)
    found = []
    done = 0
    doing = series.pull != RESTING
    # Frames at rest under the limit change nothing; only from a frame above it on is there something to time.
    for start in np.flatnonzero(doing & (score > limit)).tolist():
        if start < done:
            continue
        for at in range(start, len(score)):
            now, was_active = (float(series.t_s[at]), float(score[at] / limit)), dwell.active
            before = (float(series.t_s[at - 1]), float(score[at - 1] / limit)) if at and doing[at - 1] else None
            threshold = settings.leave_ratio if was_active else 1.0
            wanted = None if math.isnan(now[1]) else now[1] > threshold and bool(doing[at])
            if dwell.update(now[0], wanted, crossed_s(before, now, threshold)) and not was_active:
                found.append(Alarm(float(series.t_s[at]), kind, int(series.pull[at])))
            done = at + 1
            if wanted is False and not dwell.active:
                break
    return tuple(found)


def all_alarms(series: Series, profile: Profile) -> tuple[Alarm, ...]:
    """Return the events of all faults in the order of their times."""
    return tuple(sorted(alarm for kind in FAULT_IDS for alarm in alarms(series, kind, profile)))


def spoken(found: Iterable[Alarm], cooldown_s: float) -> tuple[Alarm, ...]:
    """Return the alarms that are said aloud: not again within the cool-down nor within the same pull."""
    last: dict[FaultId, Alarm] = {}
    said = []
    for alarm in found:
        before = last.get(alarm.kind)
        same_pull = before is not None and alarm.pull == before.pull != STANDING
        if before is None or (passed(alarm.t_s, before.t_s, cooldown_s) and not same_pull):
            said.append(alarm)
            last[alarm.kind] = alarm
    return tuple(said)


def seconds_above(series: Series, profile: Profile) -> NDArray[np.float64]:
    """Return for each frame (n,) how long some fault has been above its limit without a break, in s."""
    limits = np.array([main_limit(profile, kind) for kind in FAULT_IDS])
    above = (series.score > limits) & (series.pull != RESTING)[:, None]
    before = np.vstack((np.zeros((1, len(FAULT_IDS)), bool), above[:-1])) if len(above) else above
    began = np.where(above & ~before, series.t_s[:, None], -np.inf)
    since = series.t_s[:, None] - np.maximum.accumulate(began, axis=0) if len(above) else began
    longest: NDArray[np.float64] = np.where(above, since, 0.0).max(axis=1, initial=0.0)
    return longest


def shares(series: Series, profile: Profile) -> NDArray[np.float64]:
    """Return the largest score of each frame (n,) as a share of its limit; NaN where nothing is judged."""
    limits = np.array([main_limit(profile, kind) for kind in FAULT_IDS])
    share = np.where(np.isnan(series.score), -np.inf, series.score / limits).max(axis=1, initial=-np.inf)
    return np.where(np.isinf(share), NAN, share)


def columns(t_s: NDArray[np.float64], values: NDArray[np.float64], span: tuple[float, float], n: int) -> list[float]:
    """Return the largest of the values in each of n columns of time that fill ``span``; NaN where there is none."""
    start_s, end_s = span
    place = np.floor((t_s - start_s) / max(end_s - start_s, 1e-9) * n)
    column = np.clip(place, 0, n - 1).astype(int)
    largest = np.full(n, -np.inf)
    known = np.isfinite(values) & (t_s >= start_s)
    np.maximum.at(largest, column[known], values[known])
    return [value if math.isfinite(value) else NAN for value in largest.tolist()]
