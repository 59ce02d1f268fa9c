"""Phases and reps, from the travel of the pull between the person's own extremes.

A rep is reach -> drive -> hold -> return. Nothing is compared with an absolute angle; arms that hang or that move
without pulling (getting into position, raises, circles, curls) start no rep.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.rounding import SLACK_S, passed, reached
from livecoach.core.types import Measures, Phase
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.arms import BEHIND_DEG, TURN_DEG, arms_hang, between_deg, furthest, is_pull
from livecoach.detect.pulls.pull_trace import PullTrace, Sample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.config.schema import Reps
    from livecoach.core.movements import Movement, RefusedMovement
    from livecoach.core.types import Pose

USUAL_TRAVEL = 0.9
"""Travel of a full pull until the person has shown their own; rendered and real pulls lie between 0.5 and 1.5."""

_USUAL_FROM_FRONT = 0.75
_FRONT_DEG = 25.0
"""From the front the hands' way towards the camera is seen short: of 34 rendered clips half show less than 0.77."""

_TRAVEL_RANGE = (0.5, 1.6)
_REMEMBERED_REPS = 5
_GAP_S = 1.0

_HANGING_S = 0.4
_RECENT_S = 2.0
_DRIVE_STARTS = 0.12
_RETURN_STARTS = 0.12
_RETURN_ENDS = 0.15
_FLUSH_SHARE = 0.5
_STEEP_SHARE = 0.2
"""A pull ends where the arms still move: the lowest frame of the level reach after it lies anywhere in it."""

_SETTLE_S = 0.8

_DIP_S = 0.15
"""Arms that are on their way back for a shorter time were not: an elbow that is lost for an instant looks so."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One finished pull: its travel in the unit of ``measure_names.PULL`` and its times, between the frames.

    It starts where the drive does and ends when it is back within a fifth of its travel; that is its length. Its
    peak is the centre of gravity of what lies above half of its travel: the highest frame of a level hold is anywhere.
    """

    start_s: float
    peak_s: float
    end_s: float
    travel: float


@dataclass(frozen=True, slots=True)
class Motion:
    """Where in a pull the person is now.

    ``drive`` is 0 in the reach and 1 at the person's own full pull; ``returning`` is the way back. ``refused`` holds
    what ended in this frame and did not count; ``looks_like`` is another movement that the last seconds showed.
    """

    phase: Phase
    drive: float
    returning: bool
    finished: Pull | None = None
    refused: tuple[RefusedMovement, ...] = ()
    looks_like: Movement | None = None


class PullCounter:
    """Follows one person's pulls frame by frame."""

    def __init__(self, settings: Reps) -> None:
        self._settings = settings
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._travels: deque[float] = deque(maxlen=_REMEMBERED_REPS)
        self._last_s, self._yaw_deg = -math.inf, NAN
        self._settled = False
        self._usual = USUAL_TRAVEL
        self._forget_pull()

    def _forget_pull(self) -> None:
        self._recent: deque[Measures] = deque()
        self._reached_s = -math.inf
        self._low: Sample | None = None
        self._high: Sample | None = None
        self._course = PullTrace(self._settings.max_s + _RECENT_S)
        self._back: Sample | None = None
        self._back_since_s = NAN
        self._hung_since_s = math.inf
        self._highest_hanging = False
        self._reach_deg = NAN
        self._away_deg = 0.0

    @property
    def full_travel(self) -> float:
        """The person's own full travel: median of the last reps, or the usual one."""
        low, high = _TRAVEL_RANGE
        return min(max(median(self._travels), low), high) if self._travels else self._usual

    @property
    def _shortest_travel(self) -> float:
        """The person's own shorter pulls: a pull that is half as long as the usual one may be much of another."""
        return max(min(self._travels), _TRAVEL_RANGE[0]) if self._travels else self._usual

    @property
    def _way_back(self) -> float:
        """How far a pull must come back; a first reach may have been further than those between pulls."""
        assert self._low is not None
        assert self._high is not None
        return (1.0 - self._settings.leave) * min(self._high.pull - self._low.pull, self.full_travel)

    @property
    def travels(self) -> tuple[float, ...]:
        """Travels of the last reps, oldest first."""
        return tuple(self._travels)

    def recall(self, travels: Iterable[float]) -> None:
        """Begin with the travels of an earlier session; what this one has shown already goes first."""
        if not self._travels:
            self._travels.extend(travels)

    def update(self, measures: Measures | None, pose: Pose | None = None) -> Motion:  # noqa: ARG002 -- as the segmenter
        """Feed one frame (None: nobody in view); return the motion, with ``finished`` set once for each pull."""
        if measures is None or math.isnan(measures[measure_names.PULL]):
            return self._motion(None, NAN)
        if measures.t_s - self._last_s > _GAP_S + SLACK_S:
            self._forget_pull()
        self._last_s, self._yaw_deg = measures.t_s, measures.yaw_deg
        if self._high is None:
            return self._reached(measures)
        # From behind the yaw is not sure enough to say.
        if max(abs(self._yaw_deg), abs(self._reach_deg)) < BEHIND_DEG:
            self._away_deg = max(self._away_deg, between_deg(self._yaw_deg, self._reach_deg))
        return self._returned(measures) if self._back is not None else self._pulled(measures)

    def flush(self) -> Pull | None:
        """End of the input: return the pull under way if it was a full one, or half of its way back was done."""
        finished = None
        if self._low is not None and self._high is not None:
            last = self._back or self._last
            travel = self._high.pull - self._low.pull
            full = reached(travel, self._settings.hold_share * self.full_travel) and not self._highest_hanging
            if full or self._back is not None or reached(self._high.pull - last.pull, _FLUSH_SHARE * travel):
                finished = self._finish(last, cut=self._back is None)
        self._forget_pull()
        return finished

    def _reached(self, measures: Measures) -> Motion:
        self._usual = _USUAL_FROM_FRONT if abs(measures.yaw_deg) < _FRONT_DEG else USUAL_TRAVEL
        now = Sample(measures.t_s, measures[measure_names.PULL])
        self._recent.append(measures)
        while self._recent[0].t_s < now.t_s - _RECENT_S - SLACK_S:
            self._recent.popleft()
        if arms_hang(measures):
            if passed(now.t_s, self._reached_s, _HANGING_S):
                self._low = None
            if self._low is None:
                return self._motion(None, now.pull)
        else:
            self._reached_s = now.t_s
            self._settled = True
        if self._low is None or now.below(self._low):
            self._low = now
            self._course.begin(now)
        else:
            self._course.add(now)
        travel = now.pull - self._low.pull
        if reached(travel, self._settings.enter * self._shortest_travel) and is_pull(self._recent, measures):
            self._high = self._last = now
            self._highest_hanging = arms_hang(measures)
            self._reach_deg = furthest(self._recent).yaw_deg
        return self._motion(now, now.pull)

    def _pulled(self, measures: Measures) -> Motion:
        assert self._low is not None
        assert self._high is not None
        now = self._last = Sample(measures.t_s, measures[measure_names.PULL])
        self._course.add(now)
        hanging = arms_hang(measures)
        if now.above(self._high):
            self._high, self._highest_hanging = now, hanging
        self._hung_since_s = min(self._hung_since_s, now.t_s) if hanging else math.inf
        if self._highest_hanging and passed(now.t_s, self._hung_since_s, _HANGING_S):
            self._forget_pull()  # from behind arms that are let down look as if they were pulled
            return self._reached(measures)
        if reached(self._high.pull - now.pull, self._way_back):
            self._back = now
            self._back_since_s = now.t_s
        return self._motion(now, now.pull)

    def _returned(self, measures: Measures) -> Motion:
        assert self._low is not None
        assert self._high is not None
        assert self._back is not None
        now = Sample(measures.t_s, measures[measure_names.PULL])
        self._course.add(now)
        self._recent.append(measures)
        if now.below(self._back):
            self._back = now
            self._recent.clear()
            self._recent.append(measures)
        if not passed(now.t_s, self._back_since_s, _DIP_S):
            if not reached(self._high.pull - now.pull, self._way_back):
                self._back = None
                self._recent.clear()
                self._last = now
            return self._motion(now, now.pull)
        travel = self._high.pull - self._low.pull
        near = reached(_RETURN_ENDS * travel, self._back.pull - self._low.pull)
        home = near and self._back is not now  # it sinks no further
        turned = reached(now.pull - self._back.pull, _RETURN_ENDS * travel)
        if not (home or turned or passed(now.t_s, self._back_since_s, _SETTLE_S)):
            return self._motion(now, now.pull)
        finished = self._finish(self._back)
        # The next pull begins where this one ended: frames lost about the turn must not cut off its beginning.
        turn, since, course = self._back, self._recent, self._course
        self._forget_pull()
        self._low, self._recent, self._course = turn, since, course
        self._recent.pop()  # the present frame comes again
        self._course.begin_at(turn, now)
        motion = self._reached(measures)
        return Motion(motion.phase, motion.drive, motion.returning, finished)

    def _finish(self, turn: Sample, *, cut: bool = False) -> Pull | None:
        """Return the pull that turns at ``turn``; ``cut``: the input ended on the way back."""
        assert self._low is not None
        assert self._high is not None
        travel = self._high.pull - self._low.pull
        start_s = self._course.rising_crossing_s(self._low.pull + _DRIVE_STARTS * self.full_travel, self._high.t_s)
        end_s = turn.t_s if cut else self._course.falling_crossing_s(turn.pull + _STEEP_SHARE * travel, turn.t_s)
        if not self._settings.min_s - SLACK_S <= end_s - start_s <= self._settings.max_s + SLACK_S:
            return None
        if self._travels and not reached(travel, self._settings.min_travel * self.full_travel):
            return None
        if self._away_deg > TURN_DEG:
            return None
        peak_s = self._course.centre_s(self._high.pull - 0.5 * travel, start_s)
        self._travels.append(travel)
        return Pull(start_s, peak_s, end_s, travel)

    def _motion(self, now: Sample | None, pull: float) -> Motion:
        if now is None or self._low is None:
            return Motion(Phase.REACH if self._settled else Phase.SETUP, NAN if math.isnan(pull) else 0.0, False)
        drive = min(max((pull - self._low.pull) / self.full_travel, 0.0), 1.0)
        if self._back is not None:
            return Motion(Phase.RETURN, drive, True)
        if self._high is None:
            moving = reached(pull - self._low.pull, _DRIVE_STARTS * self.full_travel)
            return Motion(Phase.DRIVE if moving else Phase.REACH, drive, False)
        travel = self._high.pull - self._low.pull
        if reached(self._high.pull - pull, _RETURN_STARTS * travel):
            return Motion(Phase.RETURN, drive, True)
        held = reached(travel, self._settings.hold_share * self.full_travel) or now.t_s > self._high.t_s
        return Motion(Phase.HOLD if held else Phase.DRIVE, drive, False)
