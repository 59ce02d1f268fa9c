"""On the floor the one who lies or kneels is followed, also when somebody who stands is found first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.capture.open import open_source
from livecoach.core.floor_measure_names import LEVEL_DEG
from livecoach.core.types import TrackState, readonly
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_tracker
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.subject.floor_pose import trunk_level_deg
from livecoach.track.subject.floor_subject import HIDE_S, LOOK_EVERY_S, FloorSubject
from livecoach.track.subject.people_tracks import CONFIRM_S
from tests.support.passerby import demo_frames
from tests.support.paths import FLOOR
from tests.track.bodies import GREY, moved, scaled, standing, turned

if TYPE_CHECKING:
    from livecoach.core.types import Frame, Pose
    from livecoach.track.tracker import Tracker

STANDING = moved(standing(), right_px=-180.0)
LYING = moved(turned(standing(), 90.0), right_px=40.0)


def with_somebody_at_the_left(clip: str, end_s: float) -> list[Frame]:
    """The beginning of a floor clip, beside it the demo's person from the same moments, side by side."""
    with open_source(str(FLOOR / f"{clip}.mp4")) as source:
        below = [frame for _ in range(40) if (frame := source.read()) is not None and frame.t_s < end_s]
    beside = [next(demo_frames()).image_bgr[:, 200:400]] * len(below)
    pairs = zip(below, beside, strict=True)
    return [replace(frame, image_bgr=readonly(np.hstack([other, frame.image_bgr]))) for frame, other in pairs]


def levels_deg(tracker: Tracker, frames: list[Frame]) -> list[float]:
    with tracker:
        sightings = [tracker.track(frame) for frame in frames]
    assert all(sighting.state is TrackState.OK for sighting in sightings)
    return [trunk_level_deg(sighting.pose) for sighting in sightings if sighting.pose is not None]


@pytest.mark.parametrize(("exercise", "clip"), [("hip_lift_90_90", "hl_drop_b"), ("all_four_reach", "a4_clean_a")])
def test_who_is_on_the_floor_is_followed_though_somebody_stands_beside_from_the_first_frame(exercise: str, clip: str):
    frames = with_somebody_at_the_left(clip, 1.0)
    model = resolve_model("full")
    # The landmarker alone takes the one who stands: without that this test would show nothing.
    assert min(levels_deg(MediaPipeTracker(model, upright=False), frames)) > LEVEL_DEG
    followed_deg = levels_deg(new_tracker(exercise_named(exercise), model), frames)
    late = [deg for frame, deg in zip(frames, followed_deg, strict=True) if frame.t_s > CONFIRM_S + 0.15]
    assert len(late) > 2
    assert max(late) < LEVEL_DEG


def search_at(*looks: tuple[float, Pose | None]) -> list[bool]:
    """Whether each look, with whoever was seen beside the one who stands, asks to begin anew."""
    search = FloorSubject()
    told = []
    for t_s, other in looks:
        assert search.due(STANDING, 0.0, t_s)
        people = [STANDING] if other is None else [STANDING, other]
        told.append(search.looked(t_s, people, STANDING) is not None)
    return told


def test_it_takes_two_looks_that_see_the_same_person_on_the_floor():
    elsewhere = moved(LYING, right_px=150.0)
    assert search_at((0.0, LYING), (0.5, LYING)) == [False, True]
    assert search_at((0.0, LYING), (0.5, elsewhere), (1.0, elsewhere)) == [False, False, True]
    assert search_at((0.0, LYING), (0.5, None), (2.5, LYING)) == [False, False, False]


def test_who_stands_too_or_is_far_behind_is_not_taken_for_somebody_on_the_floor():
    small = scaled(LYING, 0.3)
    assert search_at(*((0.5 * look, moved(standing(), right_px=40.0)) for look in (0, 3, 6))) == [False] * 3
    assert search_at(*((0.5 * look, small) for look in (0, 3, 6))) == [False] * 3


def test_nobody_is_looked_for_while_nobody_or_somebody_on_the_floor_is_followed():
    search = FloorSubject()
    assert not search.due(None, None, 0.0)
    assert not search.due(LYING, 0.0, 1.0)
    assert search.due(STANDING, 0.0, 2.0)
    assert not search.looked(2.0, [STANDING], STANDING)
    assert not search.due(STANDING, 0.0, 2.0 + 0.9 * LOOK_EVERY_S)
    assert search.due(STANDING, 0.0, 2.0 + LOOK_EVERY_S)


def test_who_stands_is_hidden_until_the_other_is_followed_or_not_found_in_time():
    picture = readonly(np.concatenate([GREY[:, :320] // 2, GREY[:, 320:]], axis=1))
    for found_again in (True, False):
        search = FloorSubject()
        assert search.shown(picture) is picture
        search.looked(0.0, [STANDING, LYING], STANDING)
        assert search.looked(0.5, [STANDING, LYING], STANDING)
        shown = search.shown(picture)
        x, y = STANDING.xy_px[0].astype(int)
        assert shown[y, x].tolist() != picture[y, x].tolist()
        x, y = LYING.xy_px[0].astype(int)
        assert shown[y, x].tolist() == picture[y, x].tolist()
        assert not search.due(STANDING, 0.0, 0.6)
        assert search.due(LYING if found_again else STANDING, 0.0, 0.5 + HIDE_S) is not found_again
        assert search.shown(picture) is picture


def test_reset_equals_a_new_one():
    search = FloorSubject()
    search.looked(0.0, [STANDING, LYING], STANDING)
    search.reset()
    assert search.due(STANDING, 0.0, 0.0)
    assert not search.looked(0.0, [STANDING, LYING], STANDING)
