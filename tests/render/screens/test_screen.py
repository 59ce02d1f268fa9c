"""Which screen is chosen, for every state of a session."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.core.routine import RoutineStage, Unit
from livecoach.render.compose import widgets
from livecoach.render.screens.result import ResultView
from livecoach.render.screens.screen import (
    Counting,
    Finishing,
    Help,
    Holding,
    Paused,
    Placing,
    Resting,
    Result,
    RoutineCard,
    RoutineEnd,
    Running,
    Saving,
    Settings,
    Summary,
    choose_screen,
    guide_of,
    marks_bystanders,
    routine_of,
    session_of,
    uncovered,
)
from livecoach.render.session_state import HELP, Halt, SessionState
from tests.render.guides import summaries
from tests.render.routines import routine_states, view
from tests.render.scenes import calm, panels

STEP = calm((640, 480))
PANEL = next(panels())
SUMMARY = next(summaries())
RESULT = ResultView("Range", ())


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (Stage.GET_READY, Placing),
        (Stage.STILL, Placing),
        (Stage.CALIBRATE, Counting),
        (Stage.RUNNING, Running),
        (Stage.PAUSED, Counting),
        (Stage.RESTING, Resting),
        (Stage.FINISHED, Finishing),
    ],
)
def test_each_stage_of_the_guide_has_its_screen(stage: Stage, kind: type) -> None:
    guide = GuideState(stage)
    screen = choose_screen(STEP, SessionState(guide))
    assert isinstance(screen, kind)
    assert guide_of(screen) is guide
    assert routine_of(screen) is None


def test_a_session_that_nobody_leads_runs_or_holds() -> None:
    assert choose_screen(STEP, SessionState()) == Running()
    held = replace(STEP, hold=HoldReading(1.0, HoldPhase.HOLD, breaths=2, goal_breaths=6))
    assert choose_screen(held, SessionState()) == Holding(2, 6)


def test_a_routine_shows_cards_around_its_exercises_and_the_day_at_the_end() -> None:
    for state in routine_states():
        screen = choose_screen(STEP, SessionState(view("en", state)))
        match state.stage:
            case RoutineStage.EXERCISE:
                kind: type = Holding if state.item.unit is Unit.BREATHS else Running
            case RoutineStage.FINISHED:
                kind = RoutineEnd
            case _:
                kind = RoutineCard
        assert isinstance(screen, kind)
        routine = routine_of(screen)
        assert routine is not None
        assert routine.state is state


def test_last_screens_take_the_place_of_everything() -> None:
    for opened, halt in product((None, HELP, PANEL), Halt):
        assert choose_screen(STEP, SessionState(SUMMARY, opened, halt)) == Summary(SUMMARY)
        assert choose_screen(STEP, SessionState(RESULT, opened, halt)) == Result(RESULT)


@pytest.mark.parametrize("stage", Stage)
def test_help_and_settings_lie_over_the_session_and_a_pause_over_all(stage: Stage) -> None:
    guide = GuideState(stage)
    under = choose_screen(STEP, SessionState(guide))
    for opened, covered in ((None, under), (HELP, Help(under)), (PANEL, Settings(under, PANEL))):
        assert choose_screen(STEP, SessionState(guide, opened)) == covered
        assert choose_screen(STEP, SessionState(guide, opened, Halt.PAUSED)) == Paused(covered)
        saving = choose_screen(STEP, SessionState(guide, opened, Halt.SAVING))
        assert saving == Saving(covered)
        assert session_of(saving) == under
        assert uncovered(saving) == (under if opened is None else None)
        assert marks_bystanders(saving) == (opened is None and isinstance(under, Placing | Counting | Running))


def test_every_screen_lists_its_widgets() -> None:
    leds = (None, *map(GuideState, Stage), *(view("en", state) for state in routine_states()), SUMMARY, RESULT)
    for led, opened, halt in product(leds, (None, HELP, PANEL), Halt):
        assert widgets(choose_screen(STEP, SessionState(led, opened, halt)))
