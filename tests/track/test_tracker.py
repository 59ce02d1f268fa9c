"""The contract that every tracker keeps, on real frames: a person, an empty grey picture, the person again."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from livecoach.core.types import Frame, PoseObservation, TrackState
from livecoach.errors import LivecoachError
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks
from livecoach.track.subject.subject_tracker import SubjectTracker
from livecoach.track.tracker import Tracker
from tests.track.bodies import GREY, SIZE_PX, frames, person_bgr

Make = Callable[[], Tracker]
PERSON = person_bgr()
FRAMES = frames([*(np.roll(PERSON, shift, axis=1) for shift in range(4)), *[GREY] * 12, PERSON, PERSON], fps=10.0)
GONE = FRAMES[15]


def watch(tracker: Tracker) -> list[PoseObservation]:
    return [tracker.track(frame) for frame in FRAMES]


@pytest.fixture(scope="module")
def live() -> list[PoseObservation]:
    """What the full model sees in FRAMES."""
    with MediaPipeTracker(resolve_model("full")) as tracker:
        return watch(tracker)


@pytest.fixture(params=["mediapipe", "replay", "floor", "choosing"])
def make(request: pytest.FixtureRequest, live: list[PoseObservation], tmp_path: Path) -> Make:
    """Makes new trackers of one kind; the replayed ones read what the full model saw."""
    if request.param == "mediapipe":
        return lambda: MediaPipeTracker(resolve_model("full"))
    if request.param == "floor":
        return lambda: SubjectTracker(resolve_model("full"), upright=False)
    if request.param == "choosing":
        return lambda: SubjectTracker(resolve_model("full"))
    path = tmp_path / "landmarks.npz"
    times = [frame.t_s for frame in FRAMES]
    save_landmarks(path, [seen.raw for seen in live], times, image_size_px=SIZE_PX, model_name="full")
    return lambda: ReplayTracker(load_landmarks(path))


def assert_same(one: list[PoseObservation], other: list[PoseObservation]) -> None:
    for a, b in zip(one, other, strict=True):
        assert (a.state, a.why, a.advice, a.pose is None, a.raw is None) == (
            b.state,
            b.why,
            b.advice,
            b.pose is None,
            b.raw is None,
        )
        if a.raw is not None and b.raw is not None:
            assert (a.raw.frame_index, a.raw.t_s, a.raw.image_size_px) == (
                b.raw.frame_index,
                b.raw.t_s,
                b.raw.image_size_px,
            )
            np.testing.assert_array_equal(a.raw.xy_px, b.raw.xy_px)
            np.testing.assert_array_equal(a.raw.world_m, b.raw.world_m)
            np.testing.assert_array_equal(a.raw.visibility, b.raw.visibility)


def test_a_person_is_found(make: Make) -> None:
    with make() as tracker:
        assert tracker.model_name == "full"
        sighting = tracker.track(FRAMES[0])
    assert sighting.state is TrackState.OK
    pose = sighting.pose
    assert pose is not None
    assert (pose.frame_index, pose.t_s, pose.image_size_px) == (0, 0.0, SIZE_PX)
    for array, shape in ((pose.xy_px, (33, 2)), (pose.world_m, (33, 3)), (pose.visibility, (33,))):
        assert array.shape == shape
        assert array.dtype == np.float32
        assert not array.flags.writeable
        assert np.isfinite(array).all()
    assert pose.xy_px[0, 1] < pose.xy_px[11, 1] < pose.xy_px[23, 1] < pose.xy_px[27, 1]


def test_an_empty_picture_is_a_state(make: Make) -> None:
    with make() as tracker:
        gone = watch(tracker)[GONE.index]
    assert (gone.pose, gone.raw, gone.state) == (None, None, TrackState.SEARCHING)
    assert gone.advice


def test_every_kind_sees_the_same_and_says_it_of_the_frame_asked_about(make: Make, live: list[PoseObservation]) -> None:
    with make() as tracker:
        seen = watch(tracker)
    assert_same(seen, live)
    for frame, sighting in zip(FRAMES, seen, strict=True):
        for pose in (sighting.pose, sighting.raw):
            assert pose is None or (pose.frame_index, pose.t_s) == (frame.index, frame.t_s)


def test_reset_equals_a_new_one(make: Make, live: list[PoseObservation]) -> None:
    with make() as tracker:
        watch(tracker)
        tracker.reset()
        assert_same(watch(tracker), live)


@pytest.mark.parametrize("t_s", [0.0, -1.0, float("nan")])
def test_times_must_rise(make: Make, t_s: float) -> None:
    with make() as tracker:
        tracker.track(FRAMES[0])
        with pytest.raises(ValueError, match="must rise"):
            tracker.track(Frame(1, t_s, PERSON))


def test_times_closer_than_a_millisecond_are_fine(make: Make) -> None:
    with make() as tracker:
        for index in range(3):
            assert tracker.track(Frame(index, index * 1e-4, PERSON)).pose is not None


def test_closing_twice_is_fine_and_tracking_after_it_is_not(make: Make) -> None:
    tracker = make()
    tracker.close()
    tracker.close()
    with pytest.raises(LivecoachError, match="closed"):
        tracker.track(FRAMES[0])
