"""A routine in every stage that the screen can be asked to show, with the longest texts it can carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.core.routine import Ending, ItemResult, RoutineItem, RoutineStage, RoutineState, Today, Unit, Work
from livecoach.core.types import Step
from livecoach.core.words.phrases import spoken
from livecoach.exercises.catalogue import exercises
from livecoach.render.session_state import HELP, Halt, SessionState, Status
from livecoach.render.views import RoutineView
from livecoach.session.routine.figures import figures_of
from tests.render.scenes import LONG_NOTE, calm

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMES: Final = ("hip_lift_90_90", "all_four_reach", "pit_pull")
FIGURES: Final = figures_of(exercises()[name] for name in NAMES)


def view(language: str, state: RoutineState) -> RoutineView:
    """Return what the screen is given; an exercise without a drawing among it."""
    titles = {name: exercise.title(language) for name, exercise in exercises().items()}
    return RoutineView({name: f"Stütz im Vierfüßlerstand {name}"[:28] for name in NAMES} | titles, FIGURES, state)


def routine_states() -> Iterator[RoutineState]:
    """Yield every stage of each exercise."""
    for index, name in enumerate(NAMES):
        unit = Unit.REPS if name == "pit_pull" else Unit.BREATHS
        item = RoutineItem(name, 10, 30, unit, 900.0)
        results = tuple(ItemResult(i, NAMES[i % 3], Ending.PART, 288, 300, Unit.BREATHS) for i in range(5 * index))
        state = RoutineState(RoutineStage.INTRO, item, index, 20, Today(366, 366, 366), results=results)
        for line in ("lift_lie", "reach_push", "camera_chest", "day_4_of_10"):
            yield replace(state, line=line)
        for set_index in (1, 10):
            yield replace(state, stage=RoutineStage.REST, line="get_ready", left_s=899.4, done=0.4, set_index=set_index)
        yield replace(state, stage=RoutineStage.EXERCISE, work=Work(goal=30))
        yield replace(state, stage=RoutineStage.EXERCISE, exercise_s=5999.0, work=Work(True, 28, 30), set_index=10)
        yield replace(state, stage=RoutineStage.FINISHED, line="routine_done", today=Today(1, 10, 1))


def routines(size: tuple[int, int], language: str) -> Iterator[tuple[Step, SessionState]]:
    """Yield every stage, bare and with everything else on the screen."""
    step = calm(size)
    for state in routine_states():
        flow = None
        if state.stage is RoutineStage.EXERCISE and state.item.unit is Unit.REPS:
            flow = GuideState(Stage.RUNNING, reps=28, goal_reps=30)
        bare = SessionState(replace(view(language, state), guide=flow))
        yield step, bare
        yield step, replace(bare, status=Status(5999.0, muted=True, notes=(LONG_NOTE,)))
        yield step, replace(bare, halt=Halt.PAUSED)
        yield step, replace(bare, opened=HELP)
    for reading in holds():
        notice = spoken(language)["lift_lie"]
        held = Step(step.frame, step.sighting, hold=reading, notice=notice)
        yield held, SessionState()
        yield held, SessionState(status=Status(muted=True, notes=(LONG_NOTE,)))


def holds() -> Iterator[HoldReading]:
    """Yield a hold in every phase, with and without something wrong."""
    for phase in HoldPhase:
        yield HoldReading(1.0, phase, breaths=28, goal_breaths=30)
        yield HoldReading(1.0, phase, problem="lift_lie", goal_breaths=6)
        yield HoldReading(1.0, phase, active=("hip_drop",), goal_breaths=6)
        for lost in ("hip_drop", "reach_lost"):
            told = HoldReading(1.0, phase, value=0.01, limit=0.02, held_s=5999.0, goal_breaths=30, lost=lost)
            yield told
            yield replace(told, active=(lost,))
