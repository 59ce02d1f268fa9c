"""The course of one pull, and its times between the frames: the same at every frame rate."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame's pull, in the unit of ``names.PULL``."""

    t_s: float
    pull: float


class PullTrace:
    """The frames of a pull from its lowest point on; what is older than ``longest_s`` is forgotten."""

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._frames: deque[Sample] = deque()

    def begin(self, low: Sample) -> None:
        """Forget what was before the lowest point."""
        self._frames.clear()
        self._frames.append(low)

    def add(self, now: Sample) -> None:
        """Take in a further frame."""
        self._frames.append(now)
        while self._frames[0].t_s < now.t_s - self._longest_s:
            self._frames.popleft()

    def begin_at(self, turn: Sample, before: Sample) -> None:
        """Forget what was before ``turn``, one of the frames, and what was from ``before`` on."""
        self._frames = deque(frame for frame in self._frames if turn.t_s <= frame.t_s < before.t_s)

    def rising_crossing_s(self, level: float, until_s: float) -> float:
        """Return when the pull last rose through ``level`` before ``until_s``; the first frame when it never did."""
        risen = [(a, b) for a, b in pairwise(self._frames) if a.pull <= level < b.pull and b.t_s <= until_s]
        return _between_s(*risen[-1], level) if risen else self._frames[0].t_s

    def falling_crossing_s(self, level: float, since_s: float) -> float:
        """Return when the pull first sank through ``level`` after ``since_s``; the last frame when it never did."""
        sunk = ((a, b) for a, b in pairwise(self._frames) if a.pull > level >= b.pull and a.t_s >= since_s)
        first = next(sunk, None)
        return _between_s(*first, level) if first is not None else self._frames[-1].t_s

    def centre_s(self, level: float, since_s: float) -> float:
        """Return the time of the centre of gravity of what lies above ``level`` after ``since_s`` (some of it must)."""
        area = moment = 0.0
        for a, b in pairwise(self._frames):
            if a.t_s < since_s:
                continue
            part = (max(a.pull - level, 0.0) + max(b.pull - level, 0.0)) * (b.t_s - a.t_s)
            area += part
            moment += part * 0.5 * (a.t_s + b.t_s)
        return moment / area


def _between_s(one: Sample, other: Sample, level: float) -> float:
    return one.t_s + (level - one.pull) / (other.pull - one.pull) * (other.t_s - one.t_s)
