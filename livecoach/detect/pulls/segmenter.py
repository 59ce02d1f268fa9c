"""Pulls counted by the movement network; where in a pull the person is now, by the travel of the elbows.

The two answer different questions. What is under way now, and how far, must be known at once: faults are judged by it.
Whether it was a pull at all is known better a third of a second later, by a network that has seen what followed.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from livecoach.core import measure_names
from livecoach.core.movements import MOVEMENTS, PULLS, Movement, RefusedMovement
from livecoach.core.types import Phase
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.candidate import Drawn, Looked, Memory
from livecoach.detect.pulls.reader import MovementReader
from livecoach.detect.pulls.reps import Motion, Pull, PullCounter
from livecoach.detect.pulls.segments import Point, advance, cut_off
from livecoach.detect.pulls.vetoes import Terms, veto_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.config.schema import Reps
    from livecoach.core.types import Measures, Pose
    from livecoach.detect.pulls.network import MovementNetwork
    from livecoach.detect.pulls.reader import Reading
    from livecoach.detect.pulls.segments import Segment, State

_LEAST_TRAVEL = 0.35
"""The elbows' travel shows a pull, and times it, when it is this share of a full one."""

_REMEMBERED_S = 3.0
_SMOOTHED = 3
"""Samples over whose mean the level is taken: a landmark that jumps for one frame makes no pull."""

_ABSENT_S = 1.0
"""After so long out of view a pull that was under way is forgotten, as ``reps`` does."""

_NAMED_S = 2.0
_NAMED_SHARE = 0.75
_SHORTEST_LOOK = 0.9
"""A movement is named when the network was this sure of it over so long."""


_NOT_JUDGED = frozenset({Movement.PRESS, Movement.RAISE, Movement.CURL})
"""Arms and shoulders go up in these by what they are: no fault of a pull is told. A shrug stays one."""


class RepCounting(Protocol):
    """What the engine asks of whatever counts pulls."""

    @property
    def full_travel(self) -> float:
        """The person's own full travel."""

    @property
    def travels(self) -> tuple[float, ...]:
        """Travels of the last reps, oldest first."""

    def recall(self, travels: Iterable[float]) -> None:
        """Begin with the travels of an earlier session."""

    def update(self, measures: Measures | None, pose: Pose | None) -> Motion:
        """Feed one frame (None: nobody in view); return the motion, with ``finished`` set once for each pull."""

    def flush(self) -> Pull | None:
        """End of the input: return the pull under way, if it counts."""


class PullSegmenter:
    """Follows one person's movement; counts what the exercise counts and says why it counts nothing else."""

    def __init__(self, settings: Reps, network: MovementNetwork, movements: frozenset[Movement] = PULLS) -> None:
        self._settings = settings
        self._movements = movements
        self._shrugs = Movement.SHRUG in movements
        self._reader = MovementReader(network)
        self._live = PullCounter(settings)
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._reader.reset()
        self._live.reset()
        self._refused: tuple[RefusedMovement, ...] = ()
        self._forget()

    def _forget(self) -> None:
        """Begin with somebody who comes into view."""
        self._memory = Memory(self._settings.max_s + _REMEMBERED_S)
        self._state: State | None = None
        self._levels: deque[Reading] = deque(maxlen=_SMOOTHED)
        self._kinds: deque[Looked] = deque()
        self._shares = np.zeros(len(MOVEMENTS))
        self._other: Movement | None = None

    @property
    def full_travel(self) -> float:
        """The person's own full travel: median of the last reps, or the usual one."""
        return self._live.full_travel

    @property
    def travels(self) -> tuple[float, ...]:
        """Travels of the last reps, oldest first."""
        return self._live.travels

    def recall(self, travels: Iterable[float]) -> None:
        """Begin with the travels of an earlier session; what this one has shown already goes first."""
        self._live.recall(travels)

    def update(self, measures: Measures | None, pose: Pose | None) -> Motion:
        """Feed one frame (None: nobody in view); return the motion, with ``finished`` set once for each pull."""
        motion = self._live.update(measures)
        self._refused = ()
        finished = None
        if measures is not None and pose is not None:
            finished = self._read(self._reader.feed(pose))
            self._memory.draw(Drawn(measures.t_s, measures[measure_names.PULL], measures.yaw_deg))
        other = self._other
        if other in _NOT_JUDGED and motion.phase is not Phase.SETUP:
            motion = Motion(Phase.REACH, NAN, False)
        return replace(motion, finished=finished, refused=self._refused, looks_like=other)

    def flush(self) -> Pull | None:
        """End of the input: return the pull under way if it was a full one or on its way back, and counts."""
        self._refused = ()
        finished = self._read(self._reader.flush())
        if finished is None and self._levels and self._state is not None:
            last = Point(self._levels[-1].t_s, self._level(self._levels[-1]))
            segment = cut_off(self._state, last, full=self._settings.hold_share - 0.1)
            finished = self._judged(segment) if segment is not None else None
        self._live.flush()
        self._state = None
        return finished

    def _level(self, reading: Reading) -> float:
        """Return how far a movement that counts is drawn."""
        answer = reading.answer
        return max(answer.pull if self._movements & PULLS else 0.0, answer.shrug if self._shrugs else 0.0)

    def _read(self, readings: list[Reading]) -> Pull | None:
        finished = None
        for reading in readings:
            if not reading.seen:
                continue
            if self._levels and reading.t_s - self._levels[-1].t_s > _ABSENT_S:
                self._forget()
            self._levels.append(reading)
            if len(self._levels) < _SMOOTHED:
                continue
            middle = self._levels[_SMOOTHED // 2]
            level = sum(self._level(one) for one in self._levels) / _SMOOTHED
            looked = Looked(Point(middle.t_s, level), middle.answer.kinds)
            self._memory.look(looked)
            self._name(looked)
            self._state, segment = advance(self._state, looked.point)
            if segment is not None:
                finished = self._judged(segment) or finished
        return finished

    def _name(self, looked: Looked) -> None:
        """Note which movement the last seconds showed, if it is surely one that this exercise does not count."""
        self._kinds.append(looked)
        self._shares += looked.kinds
        while self._kinds[0].point.t_s < looked.point.t_s - _NAMED_S:
            self._shares -= self._kinds.popleft().kinds
        surest = MOVEMENTS[int(np.argmax(self._shares))]
        seen_s = looked.point.t_s - self._kinds[0].point.t_s
        counts = surest in self._movements or surest in (Movement.NOTHING, Movement.OTHER)
        named = self._shares.max() >= _NAMED_SHARE * len(self._kinds) and seen_s >= _SHORTEST_LOOK * _NAMED_S
        self._other = surest if named and not counts else None

    def _judged(self, segment: Segment) -> Pull | None:
        """Return the segment as a pull; None, and why in ``refused``, where it does not count."""
        candidate = self._memory.candidate(segment, _LEAST_TRAVEL * self.full_travel)
        full = self.full_travel if self.travels else None
        veto = veto_of(candidate, Terms(self._movements, self._settings, full))
        if veto is not None:
            refusal = RefusedMovement(candidate.start_s, candidate.end_s, candidate.movement, veto)
            self._refused = (*self._refused, refusal)
            return None
        travel = self.full_travel if np.isnan(candidate.travel) else candidate.travel
        return Pull(candidate.start_s, candidate.peak_s, candidate.end_s, travel)


def pull_counter(settings: Reps, network: MovementNetwork | None, movements: frozenset[Movement]) -> RepCounting:
    """Return what counts pulls; without the network, which tells movements apart, every pull counts."""
    return PullCounter(settings) if network is None else PullSegmenter(settings, network, movements)
