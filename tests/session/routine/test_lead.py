from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from livecoach.config.schema import Profile
from livecoach.core.hold import HoldPhase, HoldReading, HoldResult
from livecoach.core.routine import Ending, ItemResult, RoutineItem, RoutinePlan, RoutineStage, Today, Unit, Work
from livecoach.core.types import Cue, Frame, PoseObservation, Step, TrackState
from livecoach.render.views import RoutineView
from livecoach.session.engine.engine import Engine
from livecoach.session.guide.lead import ExerciseGuide
from livecoach.session.routine.flow import RoutineGuide
from livecoach.session.routine.lead import HoldWork, PullWork, RoutineLead
from tests.support.exercises import PIT_PULL

HOLD = RoutineItem("hip_lift_90_90", 1, 6, Unit.BREATHS, 30.0)
PULLS = RoutineItem("pit_pull", 1, 8, Unit.REPS, 30.0)
IMAGE = np.zeros((480, 640, 3), np.uint8)


def step(t_s: float, hold: HoldReading | None = None, cue: Cue | None = None) -> Step:
    return Step(Frame(round(10 * t_s), t_s, IMAGE), PoseObservation(None, TrackState.OK), hold=hold, cue=cue)


def reading(t_s: float, phase: HoldPhase, breaths: int = 0, **more: object) -> HoldReading:
    return replace(HoldReading(t_s, phase, breaths=breaths, goal_breaths=6), **more)  # type: ignore[arg-type]


def over(t_s: float, breaths: int) -> HoldReading:
    """Return the end of a hold: held to the last breath, or left before and so in set-up again."""
    result = HoldResult(1, 0.0, t_s, t_s, breaths, 6, ())
    return reading(t_s, HoldPhase.DONE if breaths == 6 else HoldPhase.SETUP, breaths, result=result)


def test_a_hold_is_work_while_it_is_held_and_done_with_its_breaths():
    work = HoldWork(HOLD)
    assert work.update(step(0.0, reading(0.0, HoldPhase.READY)))[0] == Work(goal=6)
    assert work.update(step(1.0, reading(1.0, HoldPhase.HOLD, 2)))[0] == Work(True, 2, 6, up=True)
    assert work.update(step(2.0, reading(2.0, HoldPhase.LOST, 2)))[0] == Work(True, 2, 6)
    assert work.update(step(3.0, over(3.0, 6)))[0] == Work(False, 6, 6, finished=True, up=True)


def test_a_hold_is_done_where_one_breath_was_missed_and_nobody_is_up_any_more():
    result = HoldResult(1, 0.0, 30.0, 30.0, 5, 6, ())
    done = reading(30.0, HoldPhase.DONE, 5, result=result, value=0.0, limit=0.03)
    assert HoldWork(HOLD).update(step(30.0, done))[0] == Work(False, 5, 6, finished=True)


def test_a_hold_that_is_given_up_is_tried_once_more():
    work = HoldWork(HOLD)
    assert not work.update(step(1.0, over(1.0, 4)))[0].finished
    assert work.update(step(2.0, over(2.0, 2)))[0] == Work(False, 4, 6, finished=True, ending=Ending.PART)
    assert not work.update(step(3.0, over(3.0, 1)))[0].finished  # another set has its own tries


def test_a_hold_whose_breaths_cannot_be_seen_does_not_last_for_ever():
    work = HoldWork(HOLD)
    assert not work.update(step(89.0, reading(89.0, HoldPhase.HOLD, 2, held_s=89.0)))[0].finished
    assert work.update(step(90.0, reading(90.0, HoldPhase.HOLD, 2, held_s=90.0)))[0] == Work(
        True, 2, 6, finished=True, ending=Ending.PART, up=True
    )


def test_what_the_hold_says_is_heard():
    cue = Cue("exhale_longer", "Breathe out longer", 1, 1.0, 2.0)
    assert HoldWork(HOLD).update(step(1.0, reading(1.0, HoldPhase.HOLD), cue))[1] is cue


def test_a_frame_that_tells_nothing_is_no_work():
    assert HoldWork(HOLD).update(step(0.0))[0] == Work(goal=6)


def lead(items: tuple[RoutineItem, ...] = (HOLD, PULLS)) -> tuple[RoutineLead, RoutineGuide, list[ItemResult]]:
    flow = RoutineGuide(RoutinePlan("x", 10, items), (("lift_lie",),) * len(items), Today(1, 10, 1), "en")
    inner = ExerciseGuide(Engine(PIT_PULL, Profile()), Profile(), Path("there"), guided=False)
    told: list[ItemResult] = []
    titles = {item.exercise: item.exercise for item in items}
    return RoutineLead(flow, HoldWork(HOLD), inner, told.append, RoutineView(titles)), flow, told


def test_nothing_is_judged_before_the_exercise_and_what_it_came_to_is_told_at_once():
    led, flow, told = lead()
    t_s = 0.0
    while not led.judging:
        t_s += 0.1
        led.follow(step(t_s))
    assert flow.stage is RoutineStage.EXERCISE
    led.follow(step(t_s + 0.1, over(t_s + 0.1, 6)))
    assert [(one.exercise, one.ending) for one in told] == [("hip_lift_90_90", Ending.DONE)]
    assert led.over(t_s)
    assert not led.judging


def test_what_a_hold_says_of_itself_is_not_heard_in_the_rest_between_two_sets():
    led, flow, _ = lead((replace(HOLD, sets=2), PULLS))
    t_s = 0.0
    while flow.stage is not RoutineStage.EXERCISE:
        t_s += 0.1
        led.follow(step(t_s))
    led.follow(step(t_s + 0.1, over(t_s + 0.1, 6)))
    assert flow.stage is RoutineStage.REST
    assert led.judging
    heard = []
    for i in range(2, 100):
        now_s = t_s + 0.1 * i
        cue = Cue("lift_now", "Breathe out, and lift your hips", 1, now_s, now_s + 1.0)
        said = led.follow(step(now_s, reading(now_s, HoldPhase.READY), cue)).cue
        heard += [said.sound] if said is not None else []
    assert heard == ["rest"]


def test_an_exercise_that_is_skipped_is_told_and_over():
    led, flow, told = lead()
    led.follow(step(0.1))
    led.skip()
    assert led.judging
    led.follow(step(0.2, reading(0.2, HoldPhase.HOLD, 3)))
    led.skip()
    assert [(one.ending, one.count) for one in told] == [(Ending.SKIPPED, 3)]
    assert led.over(0.2)
    assert flow.index == 1


def test_the_screen_is_told_where_the_routine_is():
    led, _, _ = lead()
    assert led.shown(0.0) is None
    led.follow(step(0.1))
    shown = led.shown(0.1)
    assert isinstance(shown, RoutineView)
    assert shown.state is not None
    assert shown.state.stage is RoutineStage.INTRO


def test_pulls_without_a_guide_are_not_counted_as_work():
    inner = ExerciseGuide(Engine(PIT_PULL, Profile()), Profile(), Path("there"), guided=False)
    assert PullWork(PULLS, inner).update(step(0.0))[0] == Work(goal=8)
