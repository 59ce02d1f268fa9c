"""When a hold is over, from made-up heights and breaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.core.breath import BreathPhase, BreathReading, BreathState, BreathTurn
from livecoach.core.hold import HoldPhase
from livecoach.detect.holds.hold_breaths import HoldBreaths
from livecoach.detect.holds.holding import Holding, HoldState
from livecoach.session.engine.hold_phases import (
    GIVEN_UP_S,
    UNSEEN_S,
    BreathSignals,
    CountFrom,
    HoldPhases,
    HoldProgress,
    LeaveOut,
    Now,
    advance,
    advance_unseen,
    given_up,
)

if TYPE_CHECKING:
    from collections.abc import Collection

CYCLE_S = 4.0
LATE_S = 1.0
"""A turn is told this much later."""

LOST_S = 1.0
"""So long after it was last held a hold is known to be lost."""


def phases_until(left_s: float, unseen: Collection[int] = ()) -> list[HoldPhase]:
    """Six breaths from 0.5 s on, but come down at ``left_s``; of the breaths ``unseen`` nothing is told."""
    breaths = HoldBreaths()
    phases, seen = HoldPhases(breaths, goal=6), []
    turns = [
        BreathTurn(phase, 0.5 + CYCLE_S * index + after_s)
        for index in range(8)
        if index not in unseen
        for phase, after_s in ((BreathPhase.INHALE, 0.0), (BreathPhase.EXHALE, 1.5))
    ]
    for frame in range(round(10 * (left_s + 4.0))):
        t_s = frame / 10
        news = tuple(turn for turn in turns if t_s - 0.1 < turn.t_s + LATE_S <= t_s)
        breaths.update(BreathReading(t_s, BreathState.SEEN, turns=news))
        where = HoldState.UP if t_s < left_s + LOST_S else HoldState.LOST
        seen.append(phases.update(Now(t_s, "", False, Holding(where, last_held_s=min(t_s, left_s)))))
    return seen


def test_six_breaths_end_a_hold():
    seen = phases_until(30.0)
    assert HoldPhase.DONE in seen
    assert HoldPhase.LOST not in seen


@pytest.mark.parametrize("missed", range(6))
def test_coming_down_after_six_breaths_is_no_fault_where_one_was_not_seen(missed: int):
    seen = phases_until(24.4, {missed})
    assert HoldPhase.DONE in seen
    assert HoldPhase.LOST not in seen


@pytest.mark.parametrize("left_s", [8.4, 12.4, 16.4, 20.4])
def test_coming_down_earlier_is_a_lost_hold(left_s: float):
    seen = phases_until(left_s)
    assert HoldPhase.LOST in seen
    assert HoldPhase.DONE not in seen


def test_two_breaths_that_were_not_seen_are_not_given():
    assert HoldPhase.LOST in phases_until(24.4, {1, 3})


UP, DOWN, GONE = (Holding(where, last_held_s=9.0) for where in (HoldState.UP, HoldState.DOWN, HoldState.LOST))


def test_a_hold_begins_when_the_position_is_right_and_the_body_rises():
    ready = advance(HoldProgress(), Now(1.0, "", False, DOWN), BreathSignals(6)).stage
    assert ready.phase is HoldPhase.READY
    assert advance(ready, Now(1.1, "lift_lie", False, DOWN), BreathSignals(6)).stage.phase is HoldPhase.SETUP
    began = advance(ready, Now(2.0, "", False, UP), BreathSignals(6))
    assert (began.stage.phase, began.stage.start_s) == (HoldPhase.HOLD, 2.0)
    assert began.effects == (CountFrom(2.0),)


def test_a_hold_ends_with_its_breaths_or_is_lost_and_taken_up_again():
    hold = HoldProgress(HoldPhase.HOLD, start_s=2.0, last_s=9.0, seen_s=9.0)
    assert advance(hold, Now(9.5, "", False, UP), BreathSignals(6, 6)).stage.phase is HoldPhase.DONE
    assert advance(hold, Now(9.5, "", False, GONE), BreathSignals(6, 5, fits=True)).stage.phase is HoldPhase.DONE
    lost = advance(hold, Now(10.0, "", False, GONE), BreathSignals(6, 3)).stage
    assert (lost.phase, lost.lost_s, lost.end_s, lost.count) == (HoldPhase.LOST, 9.0, 9.0, 3)
    again = advance(lost, Now(12.0, "", False, UP), BreathSignals(6, 3))
    assert again.stage.phase is HoldPhase.HOLD
    assert again.effects == (LeaveOut(9.0, 12.0),)
    assert not given_up(lost, 9.0 + GIVEN_UP_S)
    assert given_up(lost, 9.1 + GIVEN_UP_S)


def test_who_is_not_seen_for_long_has_lost_the_hold():
    hold = HoldProgress(HoldPhase.HOLD, start_s=2.0, last_s=9.0, seen_s=9.0)
    assert advance_unseen(hold, 9.0 + UNSEEN_S).stage.phase is HoldPhase.HOLD
    lost = advance_unseen(hold, 9.1 + UNSEEN_S).stage
    assert (lost.phase, lost.lost_s) == (HoldPhase.LOST, 9.0)
