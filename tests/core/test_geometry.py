import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from livecoach.core.geometry import angle_deg, tilt_deg, trunk_axes, unit, wrap_deg

coordinates = st.floats(-10.0, 10.0).map(lambda value: round(value, 3))
angles_deg = st.floats(-720.0, 720.0)


def points(dimensions: int) -> st.SearchStrategy[NDArray[np.float64]]:
    return st.lists(coordinates, min_size=dimensions, max_size=dimensions).map(np.array)


def rotation(yaw_deg: float, pitch_deg: float = 0.0) -> NDArray[np.float64]:
    yaw, pitch = np.deg2rad([yaw_deg, pitch_deg])
    about_y = np.array([[np.cos(yaw), 0.0, np.sin(yaw)], [0.0, 1.0, 0.0], [-np.sin(yaw), 0.0, np.cos(yaw)]])
    about_x = np.array([[1.0, 0.0, 0.0], [0.0, np.cos(pitch), -np.sin(pitch)], [0.0, np.sin(pitch), np.cos(pitch)]])
    return about_y @ about_x


@given(points(3))
def test_a_unit_vector_has_length_one_and_the_same_direction(vector):
    assume(np.linalg.norm(vector) > 0.0)
    assert np.linalg.norm(unit(vector)) == pytest.approx(1.0)
    assert unit(vector) @ vector == pytest.approx(np.linalg.norm(vector))


def test_a_zero_vector_has_no_direction():
    assert np.isnan(unit(np.zeros(3))).all()


@given(st.tuples(*[points(3)] * 3), st.builds(rotation, angles_deg, angles_deg), points(3), st.floats(0.1, 10.0))
def test_an_angle_stays_when_all_is_turned_moved_and_scaled(corners, turn, shift, scale):
    a, vertex, b = corners
    assume(min(np.linalg.norm(a - vertex), np.linalg.norm(b - vertex)) > 0.01)
    turned = [scale * (turn @ point) + shift for point in corners]
    # The arc cosine is flat at its ends: there the seventh digit of the cosine is a hundredth of a degree.
    assert angle_deg(*turned) == pytest.approx(angle_deg(a, vertex, b), abs=0.01)
    assert angle_deg(b, vertex, a) == pytest.approx(angle_deg(a, vertex, b))


@pytest.mark.parametrize("expected_deg", [0.0, 30.0, 90.0, 135.0, 180.0])
def test_an_angle_is_what_was_drawn(expected_deg):
    angle = math.radians(expected_deg)
    drawn = np.array([math.cos(angle), math.sin(angle)])
    assert angle_deg(np.array([1.0, 0.0]), np.zeros(2), drawn) == pytest.approx(expected_deg, abs=1e-5)


@given(points(2), st.integers(0, 2))
def test_an_angle_with_an_unknown_or_coinciding_point_is_unknown(point, place):
    corners = [np.array([1.0, 0.0]), np.zeros(2), np.array([0.0, 1.0])]
    corners[place] = np.full(2, np.nan)
    assert math.isnan(angle_deg(*corners))
    assert math.isnan(angle_deg(point, point, np.array([20.0, 20.0])))


@given(st.floats(-179.0, 179.0), points(2), st.floats(0.1, 500.0))
def test_a_tilt_is_positive_to_the_right_of_the_picture(drawn_deg, lower, length):
    angle = math.radians(drawn_deg)
    upper = lower + length * np.array([math.sin(angle), -math.cos(angle)])
    assert tilt_deg(lower, upper) == pytest.approx(drawn_deg, abs=1e-6)
    flip = np.array([-1.0, 1.0])
    assert tilt_deg(flip * lower, flip * upper) == pytest.approx(-drawn_deg, abs=1e-6)


def test_a_tilt_with_an_unknown_point_is_unknown():
    assert math.isnan(tilt_deg(np.full(2, np.nan), np.zeros(2)))


def trunk(turn: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Shoulders and hips, left before right, of a person who faces the camera, then turned."""
    upright = [[0.18, -0.5, 0.0], [-0.18, -0.5, 0.0], [0.12, 0.0, 0.0], [-0.12, 0.0, 0.0]]
    return [turn @ np.array(point) for point in upright]


def test_who_faces_the_camera_has_left_at_the_pictures_right_and_forward_towards_the_camera():
    assert trunk_axes(*trunk(np.eye(3))) == pytest.approx(
        np.array([[1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, -1.0]])
    )


@given(angles_deg, angles_deg)
def test_the_trunks_axes_turn_with_the_trunk_and_stay_orthonormal(yaw_deg, pitch_deg):
    turn = rotation(yaw_deg, pitch_deg)
    axes = trunk_axes(*trunk(turn))
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-9)
    assert axes == pytest.approx(trunk_axes(*trunk(np.eye(3))) @ turn.T, abs=1e-9)


def test_the_shoulders_own_slope_does_not_tilt_the_trunks_axes():
    left_shoulder, right_shoulder, left_hip, right_hip = trunk(np.eye(3))
    slope = np.array([0.0, 0.03, 0.0])
    axes = trunk_axes(left_shoulder - slope, right_shoulder + slope, left_hip, right_hip)
    assert axes == pytest.approx(trunk_axes(*trunk(np.eye(3))))


def test_axes_of_an_unknown_trunk_are_unknown():
    corners = trunk(np.eye(3))
    corners[0] = np.full(3, np.nan)
    assert np.isnan(trunk_axes(*corners)).all()


@given(angles_deg, st.integers(-3, 3))
def test_a_wrapped_angle_is_the_same_direction_within_half_a_turn(angle, turns):
    wrapped = wrap_deg(angle)
    assert -180.0 <= wrapped < 180.0
    assert math.remainder(wrapped - angle - 360.0 * turns, 360.0) == pytest.approx(0.0, abs=1e-6)
