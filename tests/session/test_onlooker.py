"""What the eye must remember, through the engine and on the bundled clip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livecoach.capture.source import open_source
from livecoach.config.schema import Profile
from livecoach.core import names
from livecoach.core.resources import PACKAGE
from livecoach.core.types import Frame, Rep, Sighting, Step
from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.measure.meter import Meter
from livecoach.session.engine import Engine
from livecoach.session.onlooker import Onlooker, RecordedOnlooker
from livecoach.session.setup import new_engine
from livecoach.track.eye import Eye
from livecoach.track.landmarker import MediaPipeTracker
from livecoach.track.models import eye_model, resolve_model
from tests.support.bodies import SIZE_PX, filmed, pull, session, sighted

FPS = 10.0
POSES = filmed(session(pull(2.4), pull(2.4)), FPS)


@pytest.fixture(scope="module")
def eye() -> Eye:
    return Eye(eye_model())


@pytest.fixture(scope="module")
def frames() -> list[tuple[Frame, Sighting]]:
    """A stick figure's landmarks over one picture of noise: still, then two pulls."""
    rng = np.random.default_rng(3)
    width, height = SIZE_PX
    noise = rng.integers(0, 255, (height // 8, width // 8, 3), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    return [(replace(frame, image_bgr=noise), sighting) for frame, sighting in sighted(POSES, FPS)]


def seen_by(onlooker: Onlooker | RecordedOnlooker, frames: list[tuple[Frame, Sighting]]) -> np.ndarray:
    engine = Engine(PIT_PULL, Profile(), watching=onlooker)
    steps = [engine.step(frame, sighting) for frame, sighting in frames]
    return np.array([values(step) for step in steps])


def values(step: Step) -> list[float]:
    assert step.measures is not None
    return [step.measures[name] for name in names.SEEN]


def test_nothing_is_told_before_there_is_something_to_compare_with(eye: Eye, frames: list[tuple[Frame, Sighting]]):
    seen = seen_by(Onlooker(eye), frames)
    assert np.isnan(seen[: int(FPS)]).all()
    assert np.isfinite(seen[-int(FPS) :]).all()


def test_reset_equals_new(eye: Eye, frames: list[tuple[Frame, Sighting]]):
    onlooker = Onlooker(eye)
    first = seen_by(onlooker, frames)
    onlooker.reset()
    np.testing.assert_array_equal(seen_by(onlooker, frames), first)


def test_a_recorded_onlooker_gives_back_what_was_seen(eye: Eye, frames: list[tuple[Frame, Sighting]]):
    seen = seen_by(Onlooker(eye), frames)
    np.testing.assert_array_equal(seen_by(RecordedOnlooker(seen), frames), seen)
    np.testing.assert_array_equal(seen_by(RecordedOnlooker(seen[:50]), frames)[:50], seen[:50])
    assert np.isnan(seen_by(RecordedOnlooker(seen[:50]), frames)[50:]).all()


def test_a_person_at_rest_is_compared_with_the_rest(eye: Eye, frames: list[tuple[Frame, Sighting]]):
    meter, onlooker = Meter(), Onlooker(eye)
    for frame, sighting in frames[:20]:
        assert sighting.pose is not None
        measures = meter.measure(sighting.pose)
        seen = onlooker.see(frame, sighting.pose, measures, settled=True, resting=True)
        assert np.abs(seen).max() < 3.0


@pytest.mark.slow
def test_the_shrug_of_the_bundled_clip_stands_out():
    """demo.mp4: six reps, the second with a shrug of 18 degrees, the fourth with an arch, the others clean."""
    engine = new_engine(PIT_PULL, Profile())
    steps: list[Step] = []
    with (
        open_source(str(PACKAGE / "assets" / "demo.mp4")) as source,
        MediaPipeTracker(resolve_model("full")) as tracker,
    ):
        while not source.ended:
            frame = source.read()
            if frame is not None:
                steps.append(engine.step(frame, tracker.track(frame)))
    last = engine.finish()
    assert last is not None
    reps = [step.rep for step in [*steps, last] if step.rep is not None]
    assert len(reps) == 6
    rises = [highest_deg(steps, rep) for rep in reps]
    assert rises[1] > 8.0
    assert max(rises[2], *rises[4:]) < 0.5 * rises[1]


def highest_deg(steps: list[Step], rep: Rep) -> float:
    within = [step.measures for step in steps if rep.start_s <= step.frame.t_s <= rep.end_s and step.measures]
    rise = [0.5 * (m[names.CLAVICLE_LEFT_DEG] + m[names.CLAVICLE_RIGHT_DEG]) for m in within]
    return float(np.nanmax(rise))
