"""The phases of a hold: set up, ready, held, lost, done. A pure state machine over what is detected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.hold import HoldPhase
from livecoach.core.rounding import SLACK_S
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


class HoldPhases:
    """Follows one person through one hold after another."""

    def __init__(self, breaths: HoldBreaths, goal: int) -> None:
        self._breaths = breaths
        self.goal = goal
        self.reset()

    def reset(self) -> None:
        """Forget everything but the number of holds."""
        self.phase = HoldPhase.SETUP
        self.start_s = math.nan
        self.end_s = math.nan
        self.held_s = 0.0
        self.count = 0
        self._last_s = math.nan
        self._lost_s = math.nan
        self._seen_s = math.nan

    @property
    def running(self) -> bool:
        """Whether a hold has begun and is not over."""
        return self.phase in (HoldPhase.HOLD, HoldPhase.LOST)

    def update(self, now: Now) -> HoldPhase:
        """Feed one frame that shows the person; return the phase."""
        before, self.phase = self.phase, self._next(now)
        if self.phase is HoldPhase.HOLD and before is HoldPhase.HOLD:
            self.held_s += now.t_s - self._last_s
        self._last_s = self._seen_s = now.t_s
        return self.phase

    def unseen(self, t_s: float) -> HoldPhase:
        """Feed one frame in which nobody is seen; return the phase."""
        if not t_s - self._seen_s <= UNSEEN_S + SLACK_S:
            if self.phase is HoldPhase.HOLD:
                self._lose(self._seen_s)
            elif self.phase in (HoldPhase.READY, HoldPhase.DONE):
                self.phase = HoldPhase.SETUP
        self._last_s = t_s
        return self.phase

    def over(self, t_s: float) -> bool:
        """Return whether a lost hold is given up."""
        return self.phase is HoldPhase.LOST and t_s - self._lost_s > GIVEN_UP_S + SLACK_S

    def _next(self, now: Now) -> HoldPhase:
        up = now.holding.where is HoldState.UP
        match self.phase:
            case HoldPhase.SETUP:
                return HoldPhase.READY if now.problem == "" else HoldPhase.SETUP
            case HoldPhase.READY:
                if up:
                    return self._begin(now)
                return HoldPhase.SETUP if now.problem else HoldPhase.READY
            case HoldPhase.HOLD:
                return self._hold(now, up)
            case HoldPhase.LOST:
                return self._again(now, up)
        return HoldPhase.DONE if up and not now.basic else HoldPhase.READY

    def _begin(self, now: Now) -> HoldPhase:
        self.start_s = now.t_s
        self.end_s = math.nan
        self.held_s = 0.0
        self.count = 0
        self._breaths.begin(now.t_s)
        return HoldPhase.HOLD

    def _hold(self, now: Now, up: bool) -> HoldPhase:
        self.count = self._breaths.full(now.holding.last_held_s)
        if self.count >= self.goal:
            self.end_s = now.t_s
            return HoldPhase.DONE
        if up and not now.basic:
            return HoldPhase.HOLD
        if not self._whole(now.holding.last_held_s):
            return self._lose(now.holding.last_held_s)
        self.end_s = now.holding.last_held_s
        return HoldPhase.DONE

    def _whole(self, well_s: float) -> bool:
        """Whether whoever comes down now has done all breaths: one may have been missed, which the time then tells."""
        return self.count >= max(self.goal - 1, 1) and self._breaths.fit(self.goal, well_s)

    def _lose(self, well_s: float) -> HoldPhase:
        self._lost_s = self.end_s = well_s
        self.phase = HoldPhase.LOST
        return HoldPhase.LOST

    def _again(self, now: Now, up: bool) -> HoldPhase:
        # What was told late may belong to the time before it was lost.
        self.count = self._breaths.full(self._lost_s)
        if self.count >= self.goal or self._whole(self._lost_s):
            return HoldPhase.DONE
        if not up or now.basic:
            return HoldPhase.LOST
        self._breaths.lost(self._lost_s, now.t_s)
        return HoldPhase.HOLD
