"""What is remembered of the last seconds, and what one segment of it looks like as a pull."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.movements import MOVEMENTS, Movement
from livecoach.detect.pulls.arms import BEHIND_DEG, between_deg
from livecoach.detect.pulls.pull_trace import PullTrace, Sample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from livecoach.detect.pulls.segments import Point, Segment

START_SHARE = 0.12
"""Share of its own travel at which the drive has begun."""

LAG_S = 0.075
"""Smoothed measures come so late (``core.filters``: half of both windows); 0.08 s in the rendered pulls."""

END_SHARE = 0.2
"""Share of its own travel within which the return has ended: the arms still move there, after it they stand."""

_FIRST_S = 0.35
_FIRST_LEVEL = 0.25
"""A pull that begins so soon after the person is first seen, above this level, began before."""

_AGREE_S = 0.5
"""The times by the elbows' travel and by the level differ by less, or the travel shows something else."""

_REACH_S = 0.6


@dataclass(frozen=True, slots=True)
class Looked:
    """One sample: the level, smoothed, and the shares of ``MOVEMENTS``."""

    point: Point
    kinds: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One frame: how far the elbows are drawn back (``PULL``), and from where the camera sees the person."""

    t_s: float
    pull: float
    yaw_deg: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment with its times and what speaks for and against it.

    ``travel`` is in the unit of ``measure_names.PULL``, NaN where the elbows' travel does not show the segment;
    ``kinds`` are the mean shares of ``MOVEMENTS``; ``long_s`` counts from the start to the turn, ``turned_deg`` is how
    far the body turned meanwhile.
    ``started_midway``: it was under way when the person was first seen.
    """

    start_s: float
    peak_s: float
    end_s: float
    travel: float
    kinds: tuple[float, ...]
    long_s: float
    turned_deg: float
    started_midway: bool

    @property
    def movement(self) -> Movement:
        """The likeliest movement."""
        return MOVEMENTS[int(np.argmax(self.kinds))]

    def share(self, movements: Iterable[Movement]) -> float:
        """Return how surely it is one of these movements."""
        return sum(self.kinds[MOVEMENTS.index(movement)] for movement in movements)


class Memory:
    """The samples and frames of the last ``longest_s``."""

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._looked: deque[Looked] = deque()
        self._drawn: deque[Drawn] = deque()
        self._first_s: float | None = None

    def look(self, looked: Looked) -> None:
        """Remember a sample."""
        if self._first_s is None:
            self._first_s = looked.point.t_s
        self._looked.append(looked)
        while self._looked[0].point.t_s < looked.point.t_s - self._longest_s:
            self._looked.popleft()

    def draw(self, drawn: Drawn) -> None:
        """Remember a frame."""
        self._drawn.append(drawn)
        while self._drawn[0].t_s < drawn.t_s - self._longest_s:
            self._drawn.popleft()

    def candidate(self, segment: Segment, least_travel: float) -> Candidate:
        """Return the segment with its times, those of the elbows' travel where it is ``least_travel`` or more."""
        looked = [one for one in self._looked if segment.low.t_s <= one.point.t_s <= segment.back.t_s]
        start_s, peak_s, end_s = _times_s(_traced(Sample(one.point.t_s, one.point.level) for one in looked), segment)
        within = [one for one in looked if one.point.t_s >= start_s]
        weights = np.array([max(one.point.level - segment.low.level, 0.05) for one in within])
        kinds = weights @ np.array([one.kinds for one in within]) / weights.sum()
        # Within the segment alone, so that two pulls never overlap.
        first_s = max(segment.low.t_s, start_s - _REACH_S)
        drawn = [one for one in self._drawn if first_s <= one.t_s <= segment.back.t_s]
        timed = _by_the_elbows(drawn, (start_s, peak_s, end_s), least_travel, cut=segment.cut)
        assert self._first_s is not None
        return Candidate(
            *(timed or (start_s, peak_s, end_s, float("nan"))),
            kinds=tuple(kinds.tolist()),
            long_s=segment.back.t_s - start_s,
            turned_deg=_turned_deg(drawn),
            started_midway=start_s - self._first_s < _FIRST_S and segment.low.level > _FIRST_LEVEL,
        )


def _traced(samples: Iterable[Sample]) -> PullTrace:
    trace = PullTrace(math.inf)
    for sample in samples:
        trace.add(sample)
    return trace


def _times_s(course: PullTrace, segment: Segment) -> tuple[float, float, float]:
    """Return start, peak and end of a segment by the network's level."""
    span = segment.high.level - segment.low.level
    start_s = course.rising_crossing_s(segment.low.level + START_SHARE * span, segment.high.t_s)
    back = segment.back.level + END_SHARE * (segment.high.level - segment.back.level)
    end_s = segment.back.t_s if segment.cut else course.falling_crossing_s(back, segment.back.t_s)
    return start_s, course.centre_s(segment.low.level + 0.5 * span, start_s), end_s


def _by_the_elbows(
    drawn: list[Drawn], level_s: tuple[float, float, float], least_travel: float, *, cut: bool
) -> tuple[float, float, float, float] | None:
    """Return start, peak, end and travel by the elbows' travel, None where it does not show the pull.

    The elbows' travel is seen at the frame rate and fits the rendered elbows' true way best, but not from every view:
    it must agree with ``level_s``, the times by the level.
    """
    inside = [one for one in drawn if level_s[0] <= one.t_s <= level_s[2]]
    if not inside:
        return None
    high = max(inside, key=lambda one: one.pull)
    low = min((one for one in drawn if one.t_s <= high.t_s), key=lambda one: one.pull)
    turn = min((one for one in drawn if one.t_s >= high.t_s), key=lambda one: one.pull)
    travel = high.pull - low.pull
    if travel < least_travel or (not cut and high.pull - turn.pull < 0.5 * travel):
        return None
    trace = _traced(Sample(one.t_s, one.pull) for one in drawn if one.t_s >= low.t_s)
    start_s = trace.rising_crossing_s(low.pull + START_SHARE * travel, high.t_s)
    end_s = level_s[2] if cut else trace.falling_crossing_s(turn.pull + END_SHARE * travel, turn.t_s)
    peak_s = trace.centre_s(high.pull - 0.5 * travel, start_s)
    start_s, peak_s, end_s = start_s - LAG_S, peak_s - LAG_S, end_s - (0.0 if cut else LAG_S)
    agrees = all(abs(a - b) <= _AGREE_S for a, b in zip((start_s, peak_s, end_s), level_s, strict=True))
    return (start_s, peak_s, end_s, travel) if agrees and start_s < peak_s < end_s else None


def _turned_deg(drawn: list[Drawn]) -> float:
    """Return how far the body turned from the first frame on; from behind the yaw is too unsure to say."""
    seen = [one.yaw_deg for one in drawn if abs(one.yaw_deg) < BEHIND_DEG]
    return max((between_deg(seen[0], yaw_deg) for yaw_deg in seen), default=0.0)
