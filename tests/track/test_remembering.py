"""A tracker that remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from livecoach.track.remembering import RememberingTracker
from livecoach.track.replay import Recording, ReplayTracker, load_landmarks, save_landmarks
from tests.support.bodies import SIZE_PX, filmed, pull, session, sighted

FRAMES = [frame for frame, _ in sighted(filmed(session(pull(2.0)), 10.0), 10.0)]


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    poses = filmed(session(pull(2.0)), 10.0)
    path = tmp_path / "a.npz"
    save_landmarks(path, poses, [frame.t_s for frame in FRAMES], image_size_px=SIZE_PX, model_name="full")
    return load_landmarks(path)


def test_it_sees_what_the_tracker_sees_and_once_more_without_it(recording: Recording):
    tracker, plain = ReplayTracker(recording), ReplayTracker(recording)
    remembering = RememberingTracker(tracker)
    first = [remembering.track(frame) for frame in FRAMES]
    assert remembering.model_name == tracker.model_name
    for seen, frame in zip(first, FRAMES, strict=True):
        assert seen.state is plain.track(frame).state
    tracker.close()  # from now on it would refuse to track
    assert [remembering.track(frame) for frame in FRAMES] == first


def test_after_a_reset_it_asks_the_tracker_again(recording: Recording):
    remembering = RememberingTracker(ReplayTracker(recording))
    first = remembering.track(FRAMES[0])
    remembering.reset()
    assert remembering.track(FRAMES[0]) is not first
