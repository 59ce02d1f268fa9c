from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.core.routine import Ending, ItemResult, RoutineStage, Unit
from livecoach.core.words.translator import languages, translator
from livecoach.render.compose import compose_screen
from livecoach.render.draw.palette import FAULT
from livecoach.render.draw.scene import Label, Panel, Picture
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.panels.routine_cards import result_text, time_text
from livecoach.render.panels.trace import TraceHistory
from livecoach.render.renderer import Renderer
from livecoach.render.screens.screen import shown
from livecoach.render.session_state import SessionState
from tests.render.panels.test_guide_panels import assert_tidy
from tests.render.routines import FIGURES, NAMES, routine_states, routines, view
from tests.render.scenes import calm, grey

SIZES = ((320, 240), (640, 480), (1280, 720), (1920, 1080), (480, 640), (720, 1280))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits_and_nothing_covers_anything(size: tuple[int, int], language: str):
    for step, overlay in routines(size, language):
        assert_tidy(compose_screen(shown(step, overlay), RepHistory(), translator(language), TraceHistory()), size)


def texts(overlay: SessionState) -> list[str]:
    step = calm((1280, 720))
    return [
        item.text
        for item in compose_screen(shown(step, overlay), RepHistory(), translator("en"), TraceHistory())
        if isinstance(item, Label)
    ]


def test_each_stage_says_what_it_is_about():
    said = {(state.stage, state.item.exercise): texts(SessionState(view("en", state))) for state in routine_states()}
    assert "n: next" in said[RoutineStage.INTRO, "pit_pull"]
    assert "Breathing pit pull" in said[RoutineStage.INTRO, "pit_pull"]
    assert "9OO" in said[RoutineStage.REST, "pit_pull"]
    assert {"28", "/ 3O", "Breaths"} <= set(said[RoutineStage.EXERCISE, "hip_lift_90_90"])
    assert "99:59" in said[RoutineStage.EXERCISE, "hip_lift_90_90"]
    assert {"Day 1 of 1O", "First day of a new streak", "q: close"} <= set(said[RoutineStage.FINISHED, "pit_pull"])


def test_a_hold_leads_itself_by_its_notices():
    step = replace(
        calm((1280, 720)), hold=HoldReading(1.0, HoldPhase.HOLD, breaths=2, goal_breaths=6), notice="Hips up"
    )
    items = compose_screen(shown(step, SessionState()), RepHistory(), translator("en"), TraceHistory())
    assert {"2", "/ 6", "Breaths", "Hips up"} <= {item.text for item in items if isinstance(item, Label)}
    wrong = replace(step, hold=replace(step.hold, active=("hip_drop",)))
    assert FAULT in [
        item.surface
        for item in compose_screen(shown(wrong, SessionState()), RepHistory(), translator("en"), TraceHistory())
        if isinstance(item, Panel)
    ]


def test_a_figure_is_drawn_in_its_card_and_keeps_its_shape():
    state = next(routine_states())
    step = calm((1280, 720), grey((1280, 720)))
    items = compose_screen(shown(step, SessionState(view("en", state))), RepHistory(), translator("en"), TraceHistory())
    [picture] = [item for item in items if isinstance(item, Picture)]
    assert picture.rect.w / picture.rect.h == pytest.approx(picture.figure.aspect, abs=0.02)
    drawn = Renderer().draw(step, SessionState(view("en", state)))
    part = drawn[picture.rect.y : picture.rect.bottom, picture.rect.x : picture.rect.right].astype(int)
    assert part.max() - np.median(part) > 100


def test_every_exercise_of_the_daily_routine_has_a_figure():
    assert set(FIGURES) == set(NAMES)
    for figure in FIGURES.values():
        assert figure.cover.shape == figure.lines.shape
        assert 0.02 < (figure.lines > 128).mean() < 0.3
        assert (figure.cover >= figure.lines).all()


def test_what_an_exercise_came_to_in_words():
    done = ItemResult(0, "x", Ending.DONE, 6, 6, Unit.BREATHS)
    assert result_text(done, translator("en")) == "6 of 6 breaths"
    part = ItemResult(0, "x", Ending.PART, 4, 6, Unit.BREATHS)
    assert result_text(part, translator("de")) == "4 von 6 Atemzügen, zum Teil"
    one = replace(done, unit=Unit.REPS, count=1, goal=1)
    assert [result_text(one, translator(language)) for language in ("en", "de")] == ["1 of 1 rep", "1 von 1 Zug"]
    assert time_text(83.9) == "1:23"
