"""The phases of a hold: set up, ready, held, lost, done. Pure functions, and a shell that feeds and obeys them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from livecoach.core.hold import HoldPhase
from livecoach.core.rounding import SLACK_S
from livecoach.core.transition import Transition
from livecoach.core.unknown import NAN
from livecoach.detect.holds.holding import HoldState

if TYPE_CHECKING:
    from livecoach.detect.holds.hold_breaths import HoldBreaths
    from livecoach.detect.holds.holding import Holding

GIVEN_UP_S: Final = 20.0
"""A lost hold that is not taken up again by then is over."""

UNSEEN_S: Final = 3.0
"""For so long a hold that cannot be seen is thought to go on."""


@dataclass(frozen=True, slots=True)
class Now:
    """One frame: ``problem`` as the set-up has it (None: not known yet), ``basic`` whether it is another exercise."""

    t_s: float
    problem: str | None
    basic: bool
    holding: Holding


@dataclass(frozen=True, slots=True)
class BreathSignals:
    """The full breaths of this hold, of the ``goal``, and whether its time is that of all of them."""

    goal: int
    count: int = 0
    fits: bool = False

    @property
    def whole(self) -> bool:
        """Whether whoever comes down now has done all breaths: one may have been missed, which the time then tells."""
        return self.count >= max(self.goal - 1, 1) and self.fits


@dataclass(frozen=True, slots=True)
class CountFrom:
    """Effect: breaths are counted anew from ``t_s``."""

    t_s: float


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Effect: breaths that begin in ``[start_s, end_s)`` do not count."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class HoldProgress:
    """Where a hold is, and what it remembers; NaN is a time that has not come."""

    phase: HoldPhase = HoldPhase.SETUP
    start_s: float = NAN
    end_s: float = NAN
    held_s: float = 0.0
    count: int = 0
    last_s: float = NAN
    lost_s: float = NAN
    seen_s: float = NAN


Next = Transition[HoldProgress, CountFrom | LeaveOut]


def advance(before: HoldProgress, now: Now, breaths: BreathSignals) -> Next:
    """Return what follows from a frame that shows the person."""
    following = _next(before, now, breaths)
    after = following.stage
    if after.phase is HoldPhase.HOLD and before.phase is HoldPhase.HOLD:
        after = replace(after, held_s=after.held_s + (now.t_s - before.last_s))
    return replace(following, stage=replace(after, last_s=now.t_s, seen_s=now.t_s))


def advance_unseen(before: HoldProgress, t_s: float) -> Next:
    """Return what follows from a frame in which nobody is seen."""
    after = before
    if not t_s - before.seen_s <= UNSEEN_S + SLACK_S:
        if before.phase is HoldPhase.HOLD:
            after = _lost(before, before.seen_s)
        elif before.phase in (HoldPhase.READY, HoldPhase.DONE):
            after = replace(before, phase=HoldPhase.SETUP)
    return Transition(replace(after, last_s=t_s))


def given_up(progress: HoldProgress, t_s: float) -> bool:
    """Return whether a lost hold is over."""
    return progress.phase is HoldPhase.LOST and t_s - progress.lost_s > GIVEN_UP_S + SLACK_S


def _next(before: HoldProgress, now: Now, breaths: BreathSignals) -> Next:
    up = now.holding.where is HoldState.UP
    match before.phase:
        case HoldPhase.SETUP:
            return _to(before, HoldPhase.READY if now.problem == "" else HoldPhase.SETUP)
        case HoldPhase.READY if up:
            began = replace(before, phase=HoldPhase.HOLD, start_s=now.t_s, end_s=NAN, held_s=0.0, count=0)
            return Transition(began, effects=(CountFrom(now.t_s),))
        case HoldPhase.READY:
            return _to(before, HoldPhase.SETUP if now.problem else HoldPhase.READY)
        case HoldPhase.HOLD:
            return Transition(_held(replace(before, count=breaths.count), now, breaths, up=up))
        case HoldPhase.LOST:
            return _again(replace(before, count=breaths.count), now, breaths, up=up)
    return _to(before, HoldPhase.DONE if up and not now.basic else HoldPhase.READY)


def _to(before: HoldProgress, phase: HoldPhase) -> Next:
    return Transition(replace(before, phase=phase))


def _held(hold: HoldProgress, now: Now, breaths: BreathSignals, *, up: bool) -> HoldProgress:
    last_held_s = now.holding.last_held_s
    if hold.count >= breaths.goal:
        return replace(hold, phase=HoldPhase.DONE, end_s=now.t_s)
    if up and not now.basic:
        return hold
    return replace(hold, phase=HoldPhase.DONE, end_s=last_held_s) if breaths.whole else _lost(hold, last_held_s)


def _lost(hold: HoldProgress, last_held_s: float) -> HoldProgress:
    return replace(hold, phase=HoldPhase.LOST, lost_s=last_held_s, end_s=last_held_s)


def _again(lost: HoldProgress, now: Now, breaths: BreathSignals, *, up: bool) -> Next:
    # What was told late may belong to the time before it was lost.
    if lost.count >= breaths.goal or breaths.whole:
        return _to(lost, HoldPhase.DONE)
    if not up or now.basic:
        return Transition(lost)
    return Transition(replace(lost, phase=HoldPhase.HOLD), effects=(LeaveOut(lost.lost_s, now.t_s),))


class HoldPhases:
    """Follows one person through one hold after another: feeds the breaths to the phases, and obeys their effects."""

    def __init__(self, breaths: HoldBreaths, goal: int) -> None:
        self._breaths = breaths
        self.goal = goal
        self.reset()

    def reset(self) -> None:
        """Forget everything but the number of holds."""
        self.now = HoldProgress()

    @property
    def phase(self) -> HoldPhase:
        """Where the hold is."""
        return self.now.phase

    @property
    def running(self) -> bool:
        """Whether a hold has begun and is not over."""
        return self.phase in (HoldPhase.HOLD, HoldPhase.LOST)

    def update(self, now: Now) -> HoldPhase:
        """Feed one frame that shows the person; return the phase."""
        return self._obey(advance(self.now, now, self._signals(now)))

    def unseen(self, t_s: float) -> HoldPhase:
        """Feed one frame in which nobody is seen; return the phase."""
        return self._obey(advance_unseen(self.now, t_s))

    def over(self, t_s: float) -> bool:
        """Return whether a lost hold is given up."""
        return given_up(self.now, t_s)

    def next_hold(self) -> None:
        """Begin to count and to time another hold."""
        self.now = replace(self.now, count=0, held_s=0.0)

    def _signals(self, now: Now) -> BreathSignals:
        if not self.running:
            return BreathSignals(self.goal)
        until_s = now.holding.last_held_s if self.phase is HoldPhase.HOLD else self.now.lost_s
        return BreathSignals(self.goal, self._breaths.full(until_s), self._breaths.fit(self.goal, until_s))

    def _obey(self, following: Next) -> HoldPhase:
        self.now = following.stage
        for effect in following.effects:
            match effect:
                case CountFrom(t_s):
                    self._breaths.begin(t_s)
                case LeaveOut(start_s, end_s):
                    self._breaths.lost(start_s, end_s)
        return self.phase
