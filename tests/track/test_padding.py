"""When a frame is shown with a margin, and that nobody is lost or moved by it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import TrackState
from livecoach.exercises.catalogue import exercise_named
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.padding import PATIENCE_S, Padding, size_px, with_padding
from tests.track.bodies import GREY, behind_bgr, frames, person_bgr


def shown(found: list[bool], fps: float = 30.0) -> list[bool]:
    """Whether each frame had the margin, when somebody is ``found`` in it or not."""
    margin, wide = Padding(), []
    for index, there in enumerate(found):
        wide.append(margin.wanted(index / fps))
        margin.note(index / fps, found=there)
    return wide


@given(st.lists(st.booleans(), min_size=1, max_size=90), st.sampled_from([10.0, 30.0, 60.0]))
def test_it_never_changes_while_somebody_is_tracked(found: list[bool], fps: float) -> None:
    wide = shown(found, fps)
    assert all(wide[i] == wide[i - 1] for i in range(1, len(wide)) if found[i - 1])


@given(st.sampled_from([10.0, 15.0, 30.0, 60.0]))
def test_nobody_for_a_while_gets_every_other_frame_the_margin(fps: float) -> None:
    wide = shown([False] * int(3 * fps), fps)
    first = wide.index(True)
    assert PATIENCE_S <= first / fps + 1e-9 <= PATIENCE_S + 1.0 / fps + 1e-9
    assert wide[first:] == [index % 2 == 0 for index in range(len(wide) - first)]


def test_the_picture_lies_in_the_middle_and_its_edges_go_on() -> None:
    person = person_bgr()
    wide = with_padding(person)
    down, across = size_px(*person.shape[:2])
    assert np.array_equal(wide[down:-down, across:-across], person)
    assert (wide[: down + 1, across] == person[0, 0]).all()


@pytest.mark.parametrize("name", ["pit_pull", "all_four_reach"])
def test_who_is_not_found_otherwise_is_found_where_they_are(name: str) -> None:
    masks = exercise_named(name).needs_mask
    with MediaPipeTracker(resolve_model("full"), masks=masks) as tracker:
        sightings = [tracker.track(frame) for frame in frames([behind_bgr()] * 45)]
    assert all(sighting.pose is None for sighting in sightings[: int(30 * PATIENCE_S)])
    last = sightings[-1]
    assert last.state is TrackState.OK
    assert last.pose is not None
    assert last.pose.image_size_px == (640, 480)
    assert last.pose.xy_px[0] == pytest.approx(np.array([327.0, 75.0]), abs=8.0)
    assert last.pose.xy_px[11:13].mean(axis=0) == pytest.approx(np.array([315.0, 121.0]), abs=8.0)
    if masks:
        assert last.mask is not None
        assert last.mask.shape == (480, 640)
        assert last.mask[200, 315] > 200
        assert last.mask[200, 60] < 50


def test_an_empty_picture_stays_empty() -> None:
    with MediaPipeTracker(resolve_model("full")) as tracker:
        assert all(tracker.track(frame).raw is None for frame in frames([GREY] * 60))
