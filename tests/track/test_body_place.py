from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.track.body_place import BodyPlace, normalised_distance, place_of
from tests.support.bodies import PX_PER_M, SHOULDER_M, TORSO_M, Body, Camera, seen


@given(yaw_deg=st.floats(-180.0, 180.0), scale=st.floats(0.3, 2.0))
def test_the_scale_of_an_upright_body_is_its_torso_from_every_side(yaw_deg: float, scale: float):
    place = place_of(seen(Body(), Camera(yaw_deg, scale)))
    assert place.scale == pytest.approx(scale * TORSO_M * PX_PER_M, rel=1e-3)


def test_of_a_body_bent_towards_the_camera_it_is_the_width_of_the_shoulders():
    place = place_of(seen(Body(lean_deg=-85.0)))
    assert place.scale == pytest.approx(2.0 * SHOULDER_M * PX_PER_M, rel=1e-3)


@given(shift_px=st.tuples(st.floats(-300.0, 300.0), st.floats(-300.0, 300.0)))
def test_the_place_moves_with_the_body(shift_px: tuple[float, float]):
    here, there = place_of(seen(Body())), place_of(seen(Body(), Camera(shift_px=shift_px)))
    assert (there.x - here.x, there.y - here.y) == pytest.approx(shift_px, abs=1e-3)


def test_the_distance_is_in_lengths_of_the_larger_body_and_the_same_both_ways():
    small, large = BodyPlace(0.0, 0.0, 50.0), BodyPlace(300.0, 400.0, 250.0)
    assert normalised_distance(small, large) == normalised_distance(large, small) == 2.0
