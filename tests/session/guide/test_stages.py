"""What follows from a stage and the signals of one frame, without an engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.guide_state import SetPlan, Stage
from livecoach.core.types import Baseline, BaselineHow, Frame, PoseObservation, Rep, Step, TrackState
from livecoach.session.guide.signals import Signals
from livecoach.session.guide.stages import Effect, GuideProgress, GuideSignals, advance

PLAN = SetPlan(sets=2, reps=2, rest_s=20.0)
HERE = Signals(present=True, problem="", whole_s=2.0)
KNOWN = Baseline(BaselineHow.STILL, 0.0, 3.0)
PICTURE = np.zeros((1, 1, 3), np.uint8)


def signals(
    person: Signals = HERE,
    t_s: float = 10.0,
    *,
    baseline: Baseline = KNOWN,
    rep: Rep | None = None,
    calibrating: bool = False,
    again: str = "",
) -> GuideSignals:
    step = Step(Frame(0, t_s, PICTURE), PoseObservation(None, TrackState.OK), baseline=baseline, rep=rep)
    return GuideSignals(replace(step, calibrating=calibrating), person, again=again)


def rep(index: int = 1, calibration: bool = False) -> Rep:
    return Rep(index, 1.0, 2.0, 3.0, 1.0, calibration, ())


def test_who_pulls_of_their_own_accord_runs_from_every_stage_that_waits() -> None:
    for stage in (Stage.GET_READY, Stage.PAUSED, Stage.RESTING):
        after = advance(GuideProgress(stage), signals(rep=rep()), PLAN).stage
        assert (after.stage, len(after.reps)) == (Stage.RUNNING, 1)


def test_who_leaves_the_picture_is_paused_and_who_comes_back_goes_on() -> None:
    gone = advance(GuideProgress(Stage.RUNNING), signals(Signals(present=False, problem="into_picture")), PLAN)
    assert gone.stage.stage is Stage.PAUSED
    assert gone.line == "paused"
    back = advance(gone.stage, signals(replace(HERE, raised_s=0.5), t_s=20.0), PLAN)
    assert (back.stage.stage, back.line) == (Stage.RUNNING, "resumed")
    elsewhere = advance(gone.stage, signals(replace(HERE, moved=True), t_s=20.0), PLAN)
    assert elsewhere.stage.stage is Stage.STILL
    assert elsewhere.effects == (Effect.RECALIBRATE, Effect.WATCH_STILL)


def test_a_calibration_rep_is_asked_for_once_more_and_then_taken_as_it_is() -> None:
    now = GuideProgress(Stage.CALIBRATE)
    once_more = advance(now, signals(rep=rep(calibration=True), again="once_more_slowly"), PLAN)
    assert (once_more.stage.stage, once_more.line) == (Stage.STILL, "once_more_slowly")
    assert Effect.RECALIBRATE in once_more.effects
    second = replace(once_more.stage, stage=Stage.CALIBRATE)
    taken = advance(second, signals(rep=rep(calibration=True), again="once_more_slowly"), PLAN)
    assert (taken.stage.stage, taken.line, taken.effects) == (Stage.RUNNING, "go", ())
    good = advance(now, signals(rep=rep(calibration=True)), PLAN)
    assert good.effects == (Effect.LEARNED,)


def test_a_set_ends_with_its_last_rep_and_the_rest_with_its_time() -> None:
    now = GuideProgress(Stage.RUNNING, reps=(rep(1), rep(2)))
    resting = advance(now, signals(), PLAN)
    assert (resting.stage.stage, resting.line) == (Stage.RESTING, "set_done")
    waits = advance(resting.stage, signals(t_s=10.0 + 15.0), PLAN)
    assert (waits.stage.stage, waits.line) == (Stage.RESTING, "get_ready")
    runs = advance(resting.stage, signals(t_s=10.0 + 20.0), PLAN)
    assert (runs.stage.stage, runs.stage.set_index, runs.stage.reps, runs.line) == (Stage.RUNNING, 2, (), "go")
    last = advance(replace(runs.stage, reps=(rep(1), rep(2))), signals(t_s=60.0), PLAN)
    assert (last.stage.stage, last.line) == (Stage.FINISHED, "finished")


@pytest.mark.parametrize("stage", [Stage.CALIBRATE, Stage.RUNNING])
def test_a_calibration_that_was_asked_for_by_key_begins_with_standing_still(stage: Stage) -> None:
    after = advance(GuideProgress(stage), signals(baseline=Baseline(BaselineHow.NONE)), PLAN)
    assert (after.stage.stage, after.effects, after.line) == (Stage.STILL, (Effect.WATCH_STILL,), "hold_still")


people = st.builds(
    Signals,
    present=st.booleans(),
    problem=st.sampled_from(["", "into_picture"]),
    view=st.sampled_from(["", "turn"]),
    whole_s=st.floats(0.0, 10.0),
    hanging_s=st.floats(0.0, 20.0),
    raised_s=st.floats(0.0, 2.0),
    moved=st.booleans(),
)


@given(
    stage=st.sampled_from(Stage),
    person=people,
    how=st.sampled_from(BaselineHow),
    calibrating=st.booleans(),
    pulled=st.booleans(),
    done=st.integers(0, 2),
)
def test_every_transition_is_a_value_and_only_a_new_calibration_is_asked_for_from_standing_still(
    *, stage: Stage, person: Signals, how: BaselineHow, calibrating: bool, pulled: bool, done: int
) -> None:
    now = GuideProgress(stage, reps=tuple(map(rep, range(1, done + 1))))
    given_now = signals(
        person, baseline=Baseline(how, 0.0, 3.0), rep=rep(9) if pulled else None, calibrating=calibrating
    )
    after = advance(now, given_now, PLAN)
    assert after == advance(now, given_now, PLAN)
    assert after.stage.set_index <= PLAN.sets or stage is Stage.RESTING
    if Effect.RECALIBRATE in after.effects:
        assert after.stage.stage is Stage.STILL
        assert stage is not Stage.STILL
    if stage is Stage.FINISHED:
        assert after.stage.stage is Stage.FINISHED
    if after.stage.stage is not stage:
        assert after.stage.entered_s == given_now.t_s
