"""An exercise of one's own in the engine: its views, its faults and its words."""

from __future__ import annotations

from functools import cache

import pytest

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.types import Observability, Step
from livecoach.exercises.exercise_file import parse_exercise
from livecoach.session.engine.engine import Engine
from livecoach.session.factory import for_exercise, new_engine, new_tracker
from livecoach.track.model_files import resolve_model
from tests.support.bodies import Camera, filmed, pull, session, shrugging, sighted
from tests.support.exercises import PIT_PULL
from tests.support.paths import ROOT

PULLS = session(pull(2.0), pull(2.0, fault=shrugging(0.05)), pull(2.0))
HEAD = 'name = "mine"\ntitle = "Mine"\nmovement = "pull"\n'
OWN = "Armpits heavy"


@cache
def coached(text: str, yaw_deg: float, language: str = "en") -> tuple[Step, ...]:
    exercise = parse_exercise(text, "mine.toml")
    profile = for_exercise(Profile(language=language), exercise)
    return steps(Engine(exercise, profile), yaw_deg)


def steps(engine: Engine, yaw_deg: float) -> tuple[Step, ...]:
    made = [engine.step(frame, seen) for frame, seen in sighted(filmed(PULLS, 30.0, Camera(yaw_deg)), 30.0)]
    closing = engine.finish()
    return (*made, closing) if closing is not None else tuple(made)


def faults(made: tuple[Step, ...]) -> list[tuple[str, ...]]:
    return [step.rep.faults for step in made if step.rep is not None]


def test_an_exercise_without_anything_of_its_own_is_judged_as_a_pit_pull() -> None:
    own, shipped = coached(HEAD + "dose.lead = false\n", 40.0), steps(Engine(PIT_PULL, Profile()), 40.0)
    assert faults(own) == faults(shipped) == [(), ("shrug",), ()]
    assert [step.readings for step in own][-1] == [step.readings for step in shipped][-1]


def test_from_a_view_that_it_does_not_want_reps_are_counted_and_no_fault_is_judged() -> None:
    text = HEAD + 'views = ["side"]\n'
    made = coached(text, 40.0)
    assert faults(made) == [(), (), ()]
    last = made[-1].readings
    assert {reading.judged for reading in last} == {Observability.NONE}
    assert {reading.why for reading in last} == {"this exercise is not judged from this view"}
    assert all(reading.unsure and not reading.active for reading in last)


def test_from_a_view_that_it_wants_everything_is_judged() -> None:
    assert faults(coached(HEAD + 'views = ["three_quarter_front"]\n', 40.0)) == [(), ("shrug",), ()]


def test_only_the_faults_that_it_lists_are_judged_by_its_limits() -> None:
    made = coached(HEAD + '[[faults]]\nid = "shrug"\n[limits]\nshrug.limit = 0.05\n', 40.0)
    assert [reading.kind for reading in made[-1].readings] == ["shrug"]
    wide = next(reading for step in made for reading in step.readings if not reading.unsure)
    usual = next(r for step in coached(HEAD, 40.0) for r in step.readings if not r.unsure)
    assert wide.limit > usual.limit


@pytest.mark.parametrize(("language", "text"), [("en", OWN), ("de", "Achseln schwer")])
def test_its_own_words_are_shown_and_the_usual_sound_is_played(language: str, text: str) -> None:
    cue = f'cue = {{ en = "{OWN}", de = "Achseln schwer" }}'
    made = coached(f'{HEAD}[[faults]]\nid = "shrug"\n{cue}\n', 40.0, language)
    said = [step.cue for step in made if step.cue is not None and step.cue.because is not None]
    assert [(one.sound, one.text) for one in said] == [("shoulders_down", text)]
    assert made[-1].corrections == {"shrug": text}


def test_the_own_words_of_a_hold_stand_for_the_sound_of_its_fault() -> None:
    text = HEAD.replace("pull", "hip_lift") + f'[[faults]]\nid = "hip_drop"\ncue = "{OWN}"\n'
    exercise = parse_exercise(text, "mine.toml")
    engine, dropped = new_engine(exercise, Profile()), []
    clip = ROOT / "tests/data/floor/hl_drop_a.mp4"
    with open_source(str(clip)) as source, new_tracker(exercise, resolve_model("full")) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                step = engine.step(frame, tracker.track(frame))
                dropped += [step] if step.hold is not None and step.hold.active else []
    assert {step.notice for step in dropped} == {OWN}
    assert {(step.cue.sound, step.cue.text) for step in dropped if step.cue is not None} == {("hips_up", OWN)}
