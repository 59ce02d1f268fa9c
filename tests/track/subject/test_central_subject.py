"""Of two people the one in the picture's middle is coached, whomever the landmarker takes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from livecoach.capture.open import open_source
from livecoach.core.types import TrackState, readonly
from livecoach.errors import ModelError
from livecoach.session.factory import new_tracker
from livecoach.track.mediapipe_tracker import MediaPipeTracker, PeopleFinder
from livecoach.track.model_files import ModelFile, resolve_model
from livecoach.track.subject import person_finder
from livecoach.track.subject.central_subject import (
    AGAIN_S,
    CLEARLY,
    LOOKS,
    CentralSubject,
    from_middle,
    is_better_subject,
)
from livecoach.track.subject.people_tracks import CONFIRM_S
from livecoach.track.subject.subject_tracker import SubjectTracker
from tests.support.exercises import PIT_PULL
from tests.support.passerby import demo_frames
from tests.track.bodies import GREY, frames, moved, person_bgr, scaled, standing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Pose
    from livecoach.track.tracker import Tracker

MIDDLE = standing()
EDGE = moved(standing(), right_px=240.0)


def mirrored(pose: Pose) -> Pose:
    width = pose.image_size_px[0]
    return replace(pose, xy_px=readonly(np.float32([width, 0.0]) + pose.xy_px * np.float32([-1.0, 1.0])))


def test_the_one_clearly_nearer_the_middle_is_coached_unless_far_behind():
    assert is_better_subject(MIDDLE, EDGE)
    assert not is_better_subject(EDGE, MIDDLE)
    assert not is_better_subject(moved(MIDDLE, right_px=200.0), EDGE)
    assert not is_better_subject(scaled(MIDDLE, 0.5), EDGE)
    assert is_better_subject(scaled(MIDDLE, 0.7), EDGE)


def test_who_is_far_behind_is_left_for_somebody_about_as_near_the_middle_and_for_nobody_at_the_edge():
    assert is_better_subject(moved(MIDDLE, right_px=50.0), scaled(MIDDLE, 0.5))
    assert not is_better_subject(EDGE, scaled(MIDDLE, 0.5))


bodies = st.builds(
    lambda right_px, factor: moved(scaled(standing(), factor), right_px=right_px),
    st.floats(-300.0, 300.0),
    st.floats(0.3, 1.5),
)


@given(one=bodies, other=bodies)
def test_mirroring_the_picture_mirrors_the_choice_and_never_both_are_rather_to_be_coached(one: Pose, other: Pose):
    nearer = abs(from_middle(one) - from_middle(other))
    assume(abs(nearer - CLEARLY) > 1e-4)  # at the limit itself rounding decides
    assert is_better_subject(mirrored(one), mirrored(other)) is is_better_subject(one, other)
    assert not (is_better_subject(one, other) and is_better_subject(other, one))


def chosen_at(*looks: Pose | None, followed: Pose = EDGE) -> list[bool]:
    """Whether each look, at which somebody else is seen or nobody, tells to follow them."""
    choice, told = CentralSubject(), []
    for number, other in enumerate(looks):
        t_s = number * CONFIRM_S
        people = [followed] if other is None else [followed, other]
        told.append(choice.due(followed, 0.0, t_s) and choice.looked(t_s, people, followed) is not None)
    return told


def test_it_takes_two_looks_of_three_that_see_the_same_person():
    assert chosen_at(MIDDLE, MIDDLE, MIDDLE) == [False, True, False]
    assert chosen_at(MIDDLE, None, MIDDLE)[2]
    assert chosen_at(None, MIDDLE, MIDDLE)[2]
    assert not any(chosen_at(MIDDLE, None, None, MIDDLE))


def test_who_walks_by_at_the_start_is_not_chosen():
    assert not any(chosen_at(*(moved(MIDDLE, right_px=75.0 * step) for step in (-1, 0, 1)), followed=EDGE))


def test_it_looks_once_when_who_is_followed_is_in_the_middle_and_else_three_times():
    for followed, looks in ((MIDDLE, 1), (EDGE, LOOKS)):
        choice, looked = CentralSubject(), 0
        for frame in range(300):
            if choice.due(followed, 0.0, frame / 30.0):
                assert choice.looked(frame / 30.0, [followed], followed) is None
                looked += 1
        assert looked == looks
        assert choice.settled


def test_it_looks_again_for_who_comes_later_but_a_choice_that_found_nobody_is_not_repeated_at_once():
    choice = CentralSubject()
    for t_s in (0.0, CONFIRM_S):
        assert choice.due(EDGE, 0.0, t_s)
        chosen = choice.looked(t_s, [EDGE, MIDDLE], EDGE)
    assert chosen is MIDDLE
    assert not choice.due(EDGE, CONFIRM_S, CONFIRM_S)
    assert not choice.due(EDGE, 4.0, 4.0)
    assert choice.due(EDGE, CONFIRM_S + AGAIN_S, CONFIRM_S + AGAIN_S)
    choice.reset()
    assert choice.due(EDGE, 0.0, 0.0)


def beside(edge_bgr: NDArray[np.uint8], middle_bgr: NDArray[np.uint8], *, flipped: bool) -> NDArray[np.uint8]:
    """Two pictures (480, 640, 3) of one person side by side (480, 800, 3): one at the left edge, one in the middle."""
    two = np.hstack([edge_bgr[:, 220:420], middle_bgr[:, 120:520]])
    whole = cv2.copyMakeBorder(two, 0, 0, 0, 200, cv2.BORDER_REPLICATE)
    return readonly(np.ascontiguousarray(whole[:, ::-1] if flipped else whole).astype(np.uint8))


def pictures(clip: Path, end_s: float) -> list[NDArray[np.uint8]]:
    with open_source(str(clip)) as source:
        read = [frame for _ in range(60) if (frame := source.read()) is not None]
    return [frame.image_bgr for frame in read if frame.t_s < end_s]


def followed_from_middle(tracker: Tracker, shown: list[Frame]) -> list[float]:
    with tracker:
        sightings = [tracker.track(frame) for frame in shown]
    assert all(sighting.state is TrackState.OK for sighting in sightings)
    return [from_middle(sighting.pose) for sighting in sightings if sighting.pose is not None]


def assert_the_middle_is_chosen(shown: list[Frame]) -> None:
    model = resolve_model("full")
    # The landmarker alone takes the one at the edge: without that this would show nothing.
    assert min(followed_from_middle(MediaPipeTracker(model), shown)) > 3 * CLEARLY
    followed = followed_from_middle(new_tracker(PIT_PULL, model), shown)
    late = [share for frame, share in zip(shown, followed, strict=True) if frame.t_s > CONFIRM_S + 0.15]
    assert len(late) > 4
    assert max(late) < CLEARLY


@pytest.mark.parametrize("flipped", [False, True])
def test_the_one_in_the_middle_is_followed_though_the_landmarker_takes_the_other(flipped: bool):
    pair = next(demo_frames()).image_bgr, person_bgr()
    assert_the_middle_is_chosen(frames([beside(*pair, flipped=flipped)] * 12, fps=10.0))


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize(("edge", "middle"), [("dev08_y-90_B", "dev13_y180_A"), ("dev03_y0_D", "dev08_y-90_B")])
def test_the_one_in_the_middle_is_followed_of_two_who_move(shared: Path, edge: str, middle: str, flipped: bool):
    both = (pictures(shared / "truth" / "dev" / f"{name}.mp4", 1.2) for name in (edge, middle))
    assert_the_middle_is_chosen(frames([beside(*pair, flipped=flipped) for pair in zip(*both, strict=True)]))


@pytest.mark.parametrize("flipped", [False, True])
def test_who_is_followed_in_the_middle_is_kept(flipped: bool):
    shown = frames([beside(person_bgr(), next(demo_frames()).image_bgr, flipped=flipped)] * 12, fps=10.0)
    model = resolve_model("full")
    alone = followed_from_middle(MediaPipeTracker(model), shown)
    assert max(alone) < CLEARLY
    assert followed_from_middle(SubjectTracker(model), shown) == alone


def test_a_finder_that_fails_is_told_and_done_without(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refused(_: ModelFile) -> PeopleFinder:
        raise ModelError("no memory")

    monkeypatch.setattr(person_finder, "PeopleFinder", refused)
    with SubjectTracker(resolve_model("lite")) as tracker:
        sightings = [tracker.track(frame) for frame in frames([person_bgr(), person_bgr(), GREY])]
    assert sightings[1].state is TrackState.OK
    assert "Nobody else is looked for: no memory" in caplog.text


def test_the_finder_is_loaded_before_the_first_frame_which_would_come_late_otherwise(monkeypatch: pytest.MonkeyPatch):
    made: list[PeopleFinder] = []

    class Counted(PeopleFinder):
        def __init__(self, model: ModelFile) -> None:
            super().__init__(model)
            made.append(self)

    monkeypatch.setattr(person_finder, "PeopleFinder", Counted)
    with SubjectTracker(resolve_model("lite")) as tracker:
        assert len(made) == 1
        for frame in frames([person_bgr()] * 2):
            tracker.track(frame)
    assert len(made) == 1
