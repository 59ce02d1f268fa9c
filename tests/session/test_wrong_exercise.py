"""Whoever does another exercise than the one asked for is told how to come into the right one, and nothing else."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.guide_state import SetPlan, Stage
from livecoach.core.resources import demo_clip
from livecoach.core.types import Frame
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_engine, new_tracker
from livecoach.session.guide.session_guide import SessionGuide
from livecoach.track.model_files import resolve_model
from tests.support.paths import FLOOR

STANDING, LYING, ON_ALL_FOURS = demo_clip(), FLOOR / "hl_clean_b.mp4", FLOOR / "a4_clean_a.mp4"


def beginning(clip: Path, seconds: float = 2.5, fps: float = 10.0) -> list[Frame]:
    with open_source(str(clip)) as source:
        every = max(1, round((source.info.fps or fps) / fps))
        frames = (frame for _ in range(10_000) if not source.ended and (frame := source.read()) is not None)
        return list(islice(frames, 0, round(seconds * fps) * every, every))


@pytest.mark.parametrize("exercise", ["pit_pull", "row"])
@pytest.mark.parametrize("clip", [LYING, ON_ALL_FOURS], ids=lambda clip: clip.stem)
def test_whoever_is_on_the_floor_is_asked_up_before_any_pull(exercise: str, clip: Path):
    profile = Profile()
    engine, flow = new_engine(exercise_named(exercise), profile), SessionGuide(SetPlan(), profile)
    with new_tracker(exercise_named(exercise), resolve_model("lite")) as tracker:
        states = [flow.update(engine.step(frame, tracker.track(frame))) for frame in beginning(clip)]
    assert states[-1].line == "get_up"
    assert {state.stage for state in states} == {Stage.GET_READY}
    assert [state.cue.sound for state in states if state.cue is not None] == ["get_ready", "get_up"]


@pytest.mark.parametrize(
    ("exercise", "clip", "line"),
    [
        ("hip_lift_90_90", STANDING, "lie_on_back"),
        ("hip_lift_90_90", ON_ALL_FOURS, "lie_on_back"),
        ("all_four_reach", STANDING, "on_all_fours"),
        ("all_four_reach", LYING, "on_all_fours"),
    ],
)
def test_whoever_is_not_in_the_position_of_a_hold_is_asked_into_it(exercise: str, clip: Path, line: str):
    engine = new_engine(exercise_named(exercise), Profile())
    with new_tracker(exercise_named(exercise), resolve_model("lite")) as tracker:
        steps = [engine.step(frame, tracker.track(frame)) for frame in beginning(clip)]
    assert steps[-1].hold is not None
    assert steps[-1].hold.line == line
    assert [step.cue.sound for step in steps if step.cue is not None] == [line]
