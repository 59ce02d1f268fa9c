"""The course of one pull, and its times between the frames: the same at every frame rate.

Times are taken where the arms move, as crossings of a level between two frames. The time of an extreme is the earliest
frame that reaches it (``Sample.above``, ``Sample.below``): in a level stretch rounding would choose the frame.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from livecoach.core.rounding import LEVEL, SLACK_S


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame's pull, in the unit of ``measure_names.PULL``."""

    t_s: float
    pull: float

    def above(self, other: Sample) -> bool:
        """Return whether this pull is higher than the other's, by more than rounding."""
        return self.pull > other.pull + LEVEL

    def below(self, other: Sample) -> bool:
        """Return whether this pull is lower than the other's, by more than rounding."""
        return self.pull < other.pull - LEVEL


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
        while self._frames[0].t_s < now.t_s - self._longest_s - SLACK_S:
            self._frames.popleft()

    def begin_at(self, turn: Sample, before: Sample) -> None:
        """Forget what was before ``turn``, one of the frames, and what was from ``before`` on."""
        self._frames = deque(frame for frame in self._frames if turn.t_s <= frame.t_s < before.t_s)

    def rising_crossing_s(self, level: float, until_s: float) -> float:
        """Return when the pull last rose through ``level`` before ``until_s``; the first frame when it never did."""
        low = level + LEVEL  # a stretch at the level itself has not passed it yet
        risen = [(a, b) for a, b in pairwise(self._frames) if a.pull <= low < b.pull and b.t_s <= until_s]
        return _between_s(*risen[-1], level) if risen else self._frames[0].t_s

    def falling_crossing_s(self, level: float, until_s: float) -> float:
        """Return when the pull last sank through ``level`` before ``until_s``; the last frame when it never did."""
        high = level - LEVEL
        sunk = [(a, b) for a, b in pairwise(self._frames) if a.pull >= high > b.pull and b.t_s <= until_s]
        return _between_s(*sunk[-1], level) if sunk else self._frames[-1].t_s

    def centre_s(self, level: float, since_s: float) -> float:
        """Return the time of the centre of gravity of what lies above ``level`` after ``since_s`` (some of it must)."""
        area = moment = 0.0
        for a, b in pairwise(self._frames):
            if b.t_s <= since_s:
                continue
            part = (max(a.pull - level, 0.0) + max(b.pull - level, 0.0)) * (b.t_s - a.t_s)
            area += part
            moment += part * 0.5 * (a.t_s + b.t_s)
        return moment / area


def _between_s(one: Sample, other: Sample, level: float) -> float:
    share = (level - one.pull) / (other.pull - one.pull)
    return one.t_s + min(max(share, 0.0), 1.0) * (other.t_s - one.t_s)
