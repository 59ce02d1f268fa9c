from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from livecoach.config.schema import Profile, SetsSection
from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.types import Rep, Step
from livecoach.render.screens.summary import SummaryView
from livecoach.session.engine.engine import Engine
from livecoach.session.guide.lead import ExerciseGuide
from tests.support.bodies import Camera, filmed, pull, pulling, session, sighted, still
from tests.support.exercises import PIT_PULL

FOLDER = Path("sessions") / "today"
ONE_SET = Profile(session=SetsSection(reps=2))


def led(*, guided: bool = True, after_s: float = 1.0) -> tuple[ExerciseGuide, list[tuple[Step, Step]], Engine]:
    """One set of two pulls after the first one, then ``after_s`` in the reach; the steps before and after the lead."""
    engine = Engine(PIT_PULL, ONE_SET)
    lead = ExerciseGuide(engine, ONE_SET, FOLDER, guided=guided)
    segments = (*session(pull(), pull(), pull()), still(after_s, pulling(0.0)))
    pairs = []
    for frame, sighting in sighted(filmed(segments, 10.0, Camera(45.0)), 10.0):
        step = engine.step(frame, sighting)
        pairs.append((step, lead.follow(step)))
    return lead, pairs, engine


def test_what_is_said_goes_into_the_steps():
    _, pairs, _ = led(after_s=4.0)
    said = [after.cue.sound for _, after in pairs if after.cue is not None]
    assert said[:4] == ["get_ready", "hold_still", "calibrating", "go"]
    assert "finished" in said


def test_without_a_guide_the_steps_stay_as_they_are():
    lead, pairs, engine = led(guided=False)
    assert all(before is after for before, after in pairs)
    assert lead.shown(5.0) is None
    assert lead.end(engine.finish()).reps == 2


def test_the_summary_comes_after_the_last_words_and_ends_the_session():
    lead, pairs, engine = led(after_s=2.0)
    ended_s = next(step.frame.t_s for step, after in pairs if after.cue is not None and after.cue.sound == "finished")
    last = lead.shown(ended_s + 1.0)
    assert isinstance(last, GuideState)
    assert last.stage is Stage.FINISHED
    shown = lead.shown(ended_s + 7.0)
    assert isinstance(shown, SummaryView)
    assert (shown.summary.reps, shown.folder) == (2, str(FOLDER))
    assert not lead.over(ended_s + 60.0)
    assert lead.over(ended_s + 67.0)
    assert lead.end(engine.finish()) == shown.summary


def test_what_moves_after_the_last_set_is_not_in_the_summary():
    lead, pairs, engine = led(after_s=2.0)
    before = lead.end(None)
    last, _ = pairs[-1]
    lead.follow(replace(last, rep=Rep(9, 50.0, 51.0, 52.0, 1.0, False, ("shrug",))))
    assert lead.end(engine.finish()) == before


def test_nobody_seen_is_a_summary_too():
    engine = Engine(PIT_PULL, ONE_SET)
    assert ExerciseGuide(engine, ONE_SET, FOLDER, guided=True).end(engine.finish()).reps == 0


@pytest.mark.parametrize("t_s", [0.0, 1e6])
def test_a_session_that_did_not_begin_is_not_over(t_s: float):
    assert not ExerciseGuide(Engine(PIT_PULL, ONE_SET), ONE_SET, FOLDER, guided=True).over(t_s)
