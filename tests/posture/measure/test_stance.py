"""Looks to a stance: windows and back, mirrored or not, and backs that the model takes for fronts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.landmarks import Landmark
from livecoach.core.types import View
from livecoach.posture.measure.stance import Window, mean_stance, windows
from tests.support.bodies import Body, Camera, mirrored, seen

SIDE = seen(Body(), Camera(yaw_deg=90.0, shift_px=(0.0, 40.0)))
BACK = seen(Body(), Camera(yaw_deg=180.0, shift_px=(0.0, 40.0)))
FRONT = seen(Body(), Camera(yaw_deg=0.0, shift_px=(0.0, 40.0)))


def test_there_are_twelve_windows_half_of_them_mirrored_all_inside_of_the_photo():
    found = windows(SIDE)
    assert len(found) == 12
    assert sum(window.mirrored for window in found) == 6
    for window in found:
        assert 0 <= window.x0 < window.x1 <= 640
        assert 0 <= window.y0 < window.y1 <= 480


def test_a_window_cuts_its_part_and_mirrors_it():
    photo = np.arange(6 * 8 * 3, dtype=np.uint8).reshape(6, 8, 3)
    np.testing.assert_array_equal(Window(2, 1, 7, 5, False).of(photo), photo[1:5, 2:7])
    np.testing.assert_array_equal(Window(2, 1, 7, 5, True).of(photo), photo[1:5, 2:7][:, ::-1])


@given(st.integers(0, 200), st.integers(0, 200))
def test_what_a_mirrored_window_saw_comes_back_to_its_place_and_side(x0: int, y0: int):
    window = Window(x0, y0, 640, 480, True)
    flipped = mirrored(SIDE)
    shifted = (flipped.xy_px - np.array([0, y0])).astype(np.float32)
    back = window.to_photo(
        type(SIDE)(0, 0.0, shifted, flipped.world_m, flipped.visibility, (640 - x0, 480 - y0)), (640, 480)
    )
    np.testing.assert_allclose(back.xy_px, SIDE.xy_px, atol=1e-3)
    np.testing.assert_allclose(back.world_m, SIDE.world_m, atol=1e-6)


def test_the_stance_is_the_mean_of_the_looks():
    stance = mean_stance([SIDE, SIDE])
    np.testing.assert_allclose(stance.xy_px, SIDE.xy_px, atol=1e-3)
    assert (stance.view, stance.looks, stance.size_px) == (View.SIDE, 2, (640, 480))


@pytest.mark.parametrize("mistaken", [0, 1, 5])
def test_a_back_that_some_looks_take_for_a_front_stays_a_back_with_sides_in_order(mistaken: int):
    stance = mean_stance([BACK] * (6 - mistaken) + [FRONT] * mistaken)
    assert stance.view is View.BACK
    assert stance.xy_px[Landmark.LEFT_SHOULDER, 0] < stance.xy_px[Landmark.RIGHT_SHOULDER, 0]
    np.testing.assert_allclose(stance.xy_px[Landmark.LEFT_SHOULDER], BACK.xy_px[Landmark.LEFT_SHOULDER], atol=0.5)


def test_a_front_is_a_front():
    assert mean_stance([FRONT] * 6).view is View.FRONT


def test_whole_needs_the_feet_inside_and_seen():
    assert mean_stance([SIDE]).whole
    low = seen(Body(), Camera(yaw_deg=90.0, shift_px=(0.0, 150.0)))
    assert not mean_stance([low]).whole
    hidden = SIDE.visibility.copy()
    hidden[Landmark.LEFT_ANKLE :] = 0.5
    guessed = type(SIDE)(0, 0.0, SIDE.xy_px, SIDE.world_m, hidden, SIDE.image_size_px)
    assert not mean_stance([guessed]).whole
