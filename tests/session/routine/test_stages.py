"""What follows from a stage of a routine and one tick of its clock."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.routine import Ending, RoutineItem, RoutineStage, Unit, Work
from livecoach.session.routine.stages import (
    MOMENT_S,
    Introduction,
    RoutineProgress,
    RoutineSetting,
    Skip,
    Tick,
    advance,
)

ITEMS = (RoutineItem("one", 2, 6, Unit.BREATHS, 20.0), RoutineItem("two", 1, 8, Unit.REPS, 30.0))
INTRO = Introduction((("first", 2.0), ("second", 3.0)), 6.5)
SETTING = RoutineSetting(ITEMS, (INTRO, INTRO), INTRO, "day_1_of_10")
DONE = Work(True, 6, 6, finished=True)


def test_the_introduction_says_its_lines_and_leads_to_the_exercise() -> None:
    said = []
    now = RoutineProgress()
    for _ in range(13):
        following = advance(now, Tick(0.5, Work()), SETTING)
        now = following.stage
        said.append(following.line)
    assert said == ["first"] * 3 + ["second"] * 9 + [""]
    assert now.stage is RoutineStage.EXERCISE


def test_a_set_that_is_done_leads_to_a_rest_and_the_last_one_to_the_next_exercise() -> None:
    first = advance(RoutineProgress(RoutineStage.EXERCISE), Tick(0.1, DONE), SETTING)
    assert (first.stage.stage, first.stage.set_index, first.line, first.effects) == (
        RoutineStage.REST,
        2,
        "set_done",
        (),
    )
    rested = advance(first.stage, Tick(20.0, Work()), SETTING).stage
    assert rested.stage is RoutineStage.EXERCISE
    second = advance(rested, Tick(0.1, replace(DONE, up=True)), SETTING)
    assert (second.stage.index, second.line) == (1, "come_down")
    assert [(result.ending, result.count, result.goal) for result in second.effects] == [(Ending.DONE, 12, 12)]


def test_whoever_goes_on_skips_what_is_on_and_keeps_what_was_done() -> None:
    skipped = advance(RoutineProgress(RoutineStage.EXERCISE), Skip(Work(count=3)), SETTING)
    assert [(result.ending, result.count) for result in skipped.effects] == [(Ending.SKIPPED, 3)]
    shown = advance(skipped.stage, Skip(Work()), SETTING).stage
    assert shown.stage is RoutineStage.INTRO
    assert advance(shown, Skip(Work()), SETTING).stage.stage is RoutineStage.EXERCISE


def test_the_last_card_says_that_it_was_all_and_which_day_it_was() -> None:
    last = RoutineProgress(RoutineStage.EXERCISE, index=1)
    over = advance(last, Tick(0.1, replace(DONE, all_sets=True)), SETTING)
    assert (over.stage.stage, over.line) == (RoutineStage.FINISHED, "routine_done")
    assert advance(over.stage, Tick(MOMENT_S, Work()), SETTING).line == "day_1_of_10"


ticks = st.builds(
    Tick,
    st.floats(0.0, 1.0),
    st.builds(Work, st.booleans(), st.integers(0, 6), st.just(6), st.booleans(), st.booleans()),
)


@given(st.lists(st.one_of(ticks, st.builds(Skip, st.just(Work()))), max_size=60))
def test_exercises_come_in_their_order_and_each_has_one_result(signals: list[Tick | Skip]) -> None:
    now, told = RoutineProgress(), []
    for signal in signals:
        following = advance(now, signal, SETTING)
        assert following == advance(now, signal, SETTING)
        assert following.stage.index in (now.index, now.index + 1)
        now = following.stage
        told += following.effects
    assert tuple(told) == now.results
    assert [result.index for result in told] == list(range(len(told)))
    assert (now.stage is RoutineStage.FINISHED) == (len(told) == len(ITEMS))
