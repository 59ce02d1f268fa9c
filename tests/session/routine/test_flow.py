from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.routine import Ending, RoutineItem, RoutinePlan, RoutineStage, Today, Unit, Work
from livecoach.core.types import Cue
from livecoach.core.words.phrases import spoken
from livecoach.session.routine.flow import RoutineGuide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.routine import RoutineState

PLAN = RoutinePlan(
    "daily",
    10,
    (
        RoutineItem("hip_lift_90_90", 1, 6, Unit.BREATHS, 20.0),
        RoutineItem("all_four_reach", 2, 3, Unit.BREATHS, 10.0),
        RoutineItem("pit_pull", 3, 8, Unit.REPS, 0.0),
    ),
)
WORDS = (("camera_floor", "lift_lie"), ("reach_kneel",), ("camera_chest", "pull_reach"))
TODAY = Today(4, 10, 4)
DT_S = 0.1


class Play:
    """Feeds a flow with even frames."""

    def __init__(self, flow: RoutineGuide) -> None:
        self.flow = flow
        self.t_s = 0.0

    def for_s(self, seconds: float, work: Work | None = None, dt_s: float = DT_S) -> list[RoutineState]:
        states = []
        for _ in range(round(seconds / dt_s)):
            self.t_s += dt_s
            states.append(self.flow.update(self.t_s, work))
        return states

    def until(self, stage: RoutineStage) -> list[RoutineState]:
        states = self.for_s(DT_S)
        while states[-1].stage is not stage:
            states += self.for_s(DT_S)
            assert self.t_s < 1000.0
        return states


def flow(today: Today = TODAY) -> RoutineGuide:
    return RoutineGuide(PLAN, WORDS, today, "en")


def said(states: list[RoutineState]) -> list[str]:
    return [state.cue.sound for state in states if state.cue is not None]


def done(count: int, *, all_sets: bool = False, ending: Ending = Ending.DONE) -> Work:
    return Work(True, count, count, finished=True, all_sets=all_sets, ending=ending)


def test_a_whole_routine_in_order():
    play = Play(flow())
    intro = play.until(RoutineStage.EXERCISE)
    assert said(intro) == ["day_4_of_10", "camera_floor", "lift_lie"]
    assert intro[0].line == "day_4_of_10"
    working = play.for_s(30.0, Work(True, 3, 6))
    assert {(state.stage, state.index) for state in working} == {(RoutineStage.EXERCISE, 0)}
    assert working[-1].exercise_s == pytest.approx(30.0)
    rest = play.for_s(DT_S, done(6)) + play.until(RoutineStage.INTRO)
    assert (rest[0].index, rest[0].line) == (1, "set_done")
    assert said(rest) == ["set_done", "rest", "get_ready", "reach_kneel"]
    assert rest[0].cue is not None
    assert rest[0].cue.t_s == pytest.approx(play.t_s - (len(rest) - 1) * DT_S)
    assert [state.left_s for state in rest[:-1]] == sorted((state.left_s for state in rest[:-1]), reverse=True)
    play.until(RoutineStage.EXERCISE)
    play.for_s(DT_S, done(3))
    between = play.until(RoutineStage.EXERCISE)  # the second set of the reach, without another how-to
    assert {state.stage for state in between[:-1]} == {RoutineStage.REST}
    assert (between[-1].index, between[-1].set_index) == (1, 2)
    play.for_s(DT_S, done(2, ending=Ending.PART))
    assert said(play.until(RoutineStage.EXERCISE))[-2:] == ["camera_chest", "pull_reach"]
    last = play.for_s(DT_S, done(24, all_sets=True))
    assert [(one.exercise, one.ending, one.count, one.goal) for one in play.flow.results] == [
        ("hip_lift_90_90", Ending.DONE, 6, 6),
        ("all_four_reach", Ending.PART, 5, 6),
        ("pit_pull", Ending.DONE, 24, 24),
    ]
    end = play.for_s(70.0)
    assert {state.stage for state in end} == {RoutineStage.FINISHED}
    assert said(last + end) == ["routine_done", "day_4_of_10"]
    assert play.flow.over


def test_after_a_hold_it_says_to_come_down_also_as_the_last_thing():
    up = Work(True, 3, 3, finished=True, up=True)
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    assert said(play.for_s(DT_S, up) + play.for_s(10.0)) == ["come_down", "rest"]
    holds = RoutinePlan("x", 10, PLAN.items[:1])
    play = Play(RoutineGuide(holds, WORDS[:1], TODAY, "en"))
    play.until(RoutineStage.EXERCISE)
    assert said(play.for_s(DT_S, up) + play.for_s(20.0)) == ["come_down", "routine_done", "day_4_of_10"]


def test_to_come_down_is_said_once_also_when_the_hold_says_it_as_well():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    cue = Cue("come_down", spoken("en")["come_down"], 5, play.t_s, play.t_s + 2.0)
    first = play.flow.update(play.t_s + DT_S, Work(True, 3, 3, finished=True, up=True), cue)
    play.t_s += DT_S
    assert said([first, *play.for_s(5.0)]) == ["come_down", "rest"]


def test_a_hold_that_was_given_up_is_not_praised():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    assert said(play.for_s(DT_S, done(2, ending=Ending.PART)) + play.for_s(5.0)) == ["rest"]


def test_a_routine_that_goes_on_says_so_and_not_the_day():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    play.for_s(DT_S, done(6))
    again = Play(flow(Today(4, 10, 4, play.flow.results)))
    assert (again.flow.index, again.flow.stage) == (1, RoutineStage.INTRO)
    assert said(again.until(RoutineStage.EXERCISE)) == ["routine_resumed", "reach_kneel"]


def test_later_days_of_a_long_plan_are_not_spoken():
    play = Play(RoutineGuide(PLAN, WORDS, Today(20, 100, 20), "de"))
    assert said(play.until(RoutineStage.EXERCISE)) == ["camera_floor", "lift_lie"]


def test_going_on_passes_rest_and_how_to_and_skips_an_exercise():
    play = Play(flow())
    play.for_s(1.0)
    play.flow.skip()
    assert (play.flow.stage, play.flow.index) == (RoutineStage.EXERCISE, 0)
    play.for_s(1.0, Work(True, 2, 6))
    play.flow.skip(Work(True, 2, 6))
    assert [(one.ending, one.count) for one in play.flow.results] == [(Ending.SKIPPED, 2)]
    rest = play.for_s(1.0)
    assert (rest[-1].stage, rest[-1].index, rest[-1].line) == (RoutineStage.REST, 1, "skipped")
    play.flow.skip()
    assert play.flow.stage is RoutineStage.INTRO


def test_time_that_was_not_seen_does_not_count():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    play.for_s(DT_S, done(6))
    before = play.for_s(5.0)[-1].left_s
    play.t_s += 600.0
    assert play.for_s(DT_S)[-1].left_s == pytest.approx(before - 1.0)
    play.flow.new_times()
    play.t_s = 0.0
    assert play.for_s(DT_S)[-1].left_s == pytest.approx(before - 1.0)


def test_in_an_exercise_its_own_cues_are_heard():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    cue = Cue("shoulders_down", "Shoulders down", 1, play.t_s, play.t_s + 1.0)
    assert play.flow.update(play.t_s + DT_S, Work(), cue).cue is cue


def test_the_last_count_is_heard_before_what_follows():
    play = Play(flow())
    play.until(RoutineStage.EXERCISE)
    cue = Cue("rep_6", "Rep 6", 1, play.t_s, play.t_s + 1.0)
    last = play.flow.update(play.t_s + DT_S, done(6), cue)
    assert last.stage is RoutineStage.REST
    assert said([last]) == ["rep_6"]
    assert said(play.for_s(3.0)) == ["set_done"]


@pytest.mark.parametrize("fps", [5, 12, 30, 60])
def test_every_frame_rate_takes_the_same_time(fps: int):
    play = Play(flow())
    states = [play.for_s(1.0 / fps, dt_s=1.0 / fps)[0]]
    while states[-1].stage is RoutineStage.INTRO:
        states += play.for_s(1.0 / fps, dt_s=1.0 / fps)
    reference = Play(flow())
    reference.until(RoutineStage.EXERCISE)
    assert play.t_s == pytest.approx(reference.t_s, abs=2.0 / fps + DT_S)


def test_every_word_of_it_can_be_said():
    assert {line for words in WORDS for line in words} <= set(spoken("en"))


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("time"), st.floats(0.0, 30.0)),
        st.tuples(st.just("work"), st.integers(0, 6)),
        st.tuples(st.just("finish"), st.integers(0, 6)),
        st.tuples(st.just("skip"), st.just(0)),
        st.tuples(st.just("kill"), st.just(0)),
    ),
    max_size=60,
)


def played(events: list[tuple[str, float]]) -> Iterator[tuple[str, RoutineGuide, int, int]]:
    """Yield after each event: what it was, the flow, how many were over before it and which item was on."""
    now, t_s = flow(), 0.0
    for what, value in events:
        over, index = len(now.results), now.index
        if what == "time":
            for _ in range(int(value / 0.9)):
                t_s += 0.9
                now.update(t_s)
        elif what == "skip":
            now.skip()
        elif what == "kill":
            if over == len(PLAN.items):
                return
            now, t_s = flow(Today(4, 10, 4, now.results)), 0.0
        else:
            t_s += 0.1
            now.update(t_s, Work(True, int(value), 6, finished=what == "finish"))
        yield what, now, over, index


@given(EVENTS)
def test_no_exercise_is_passed_over_unasked(events: list[tuple[str, float]]):
    for what, now, over, index in played(events):
        fresh = now.results[over:]
        assert len(fresh) <= 1
        if fresh:
            assert what in ("finish", "skip")
            assert (fresh[0].ending is Ending.SKIPPED) == (what == "skip")
            assert fresh[0].index == index
        assert [one.index for one in now.results] == list(range(len(now.results)))
        assert now.index == min(len(now.results), len(PLAN.items) - 1)
        assert (now.stage is RoutineStage.FINISHED) == (len(now.results) == len(PLAN.items))


@given(EVENTS)
def test_a_kill_at_any_moment_goes_on_at_the_same_exercise(events: list[tuple[str, float]]):
    for _, now, _, _ in played(events):
        if len(now.results) < len(PLAN.items):
            again = flow(Today(4, 10, 4, now.results))
            assert (again.index, again.results) == (now.index, now.results)
