"""Stances to centimetres and claims, on a stick figure of known measures."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.landmarks import Landmark
from livecoach.core.types import View
from livecoach.posture.measure.photo_measures import (
    ASSUMED_HEIGHT_CM,
    LEGS_SHARE,
    MDC_CM,
    Mismatch,
    PhotoMeasure,
    cm_per_px,
    facing,
    floor_px,
    measure_photo,
    mismatches,
    near_side,
    up_deg,
)
from livecoach.posture.measure.stance import Stance, mean_stance
from tests.support.bodies import Arm, Body, Camera, both, seen

SHIFT = (0.0, 40.0)
RELAXED = Body()


def stance(
    yaw_deg: float = 90.0, body: Body = RELAXED, *, scale: float = 1.0, shift: tuple[float, float] = SHIFT
) -> Stance:
    return mean_stance([seen(body, Camera(yaw_deg=yaw_deg, scale=scale, shift_px=shift))])


def rolled(found: Stance, angle_deg: float) -> Stance:
    """The same stance as a camera sees it that leans by ``angle_deg``."""
    turn = math.radians(angle_deg)
    middle = np.array(found.size_px) / 2.0
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    return replace(found, xy_px=(found.xy_px - middle) @ matrix.T + middle)


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
def test_ahead_is_where_the_person_faces_from_either_side(yaw_deg: float):
    raised = measure_photo(stance(yaw_deg, both(Arm(lifted_deg=40.0))), 170.0)
    behind = measure_photo(stance(yaw_deg, both(Arm(lifted_deg=-30.0))), 170.0)
    assert raised[PhotoMeasure.ELBOW_AHEAD_HIP] > 5.0
    assert behind[PhotoMeasure.ELBOW_AHEAD_HIP] < -5.0
    assert facing(stance(yaw_deg)) == (-1.0 if yaw_deg > 0 else 1.0)


def test_the_head_forward_is_ahead_of_the_shoulder():
    change = (
        measure_photo(stance(90.0, Body(head_m=0.06)), 170.0)[PhotoMeasure.EAR_AHEAD_SHOULDER]
        - measure_photo(stance(90.0), 170.0)[PhotoMeasure.EAR_AHEAD_SHOULDER]
    )
    scale = cm_per_px(stance(90.0), 170.0) * 220.0 / 100.0
    assert change == pytest.approx(6.0 * scale, abs=0.2)


def test_raised_shoulders_shorten_the_neck_from_side_and_back():
    for yaw_deg in (90.0, 180.0):
        relaxed, shrugged = (
            measure_photo(stance(yaw_deg, body), 170.0)[PhotoMeasure.NECK_LENGTH]
            for body in (Body(), Body(left_shrug_m=0.03, right_shrug_m=0.03))
        )
        assert relaxed - shrugged > 2.0


def test_from_behind_the_higher_left_shoulder_is_positive():
    found = measure_photo(stance(180.0, Body(left_shrug_m=0.04)), 170.0)
    assert found[PhotoMeasure.SHOULDER_LEVEL] > 2.5
    assert set(found) == set(MDC_CM[View.BACK])


@given(st.floats(0.6, 1.0), st.floats(-60.0, 60.0), st.floats(120.0, 220.0))
def test_measures_do_not_depend_on_distance_and_place_and_grow_with_the_height(scale, right_px, height_cm):
    first = measure_photo(stance(90.0), ASSUMED_HEIGHT_CM)
    other = measure_photo(stance(90.0, scale=scale, shift=(right_px, 20.0)), height_cm)
    for measure, value in first.items():
        assert other[measure] == pytest.approx(value * height_cm / ASSUMED_HEIGHT_CM, abs=0.05)


@given(st.floats(-3.0, 3.0))
def test_most_of_a_camera_s_lean_is_put_right(angle_deg: float):
    for yaw_deg in (90.0, -90.0, 180.0):
        level, leaning = stance(yaw_deg), rolled(stance(yaw_deg), angle_deg)
        assert up_deg(leaning) - up_deg(level) == pytest.approx(-LEGS_SHARE * angle_deg, abs=0.01)


def test_somebody_who_stands_upright_is_not_turned():
    for yaw_deg in (90.0, -90.0, 180.0):
        assert abs(up_deg(stance(yaw_deg))) < 4.0
    assert up_deg(stance(-90.0)) == pytest.approx(-up_deg(stance(90.0)), abs=0.01)


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
def test_from_the_side_the_far_arm_counts_for_the_hands_alone(yaw_deg: float):
    raised = Arm(lifted_deg=40.0)
    far = Body(right=raised) if yaw_deg > 0.0 else Body(left=raised)
    near = Body(left=raised) if yaw_deg > 0.0 else Body(right=raised)
    plain = measure_photo(stance(yaw_deg), 170.0)
    other = measure_photo(stance(yaw_deg, far), 170.0)
    assert other[PhotoMeasure.ELBOW_AHEAD_HIP] == pytest.approx(plain[PhotoMeasure.ELBOW_AHEAD_HIP], abs=0.01)
    assert other[PhotoMeasure.WRIST_AHEAD_HIP] > plain[PhotoMeasure.WRIST_AHEAD_HIP] + 5.0
    assert measure_photo(stance(yaw_deg, near), 170.0)[PhotoMeasure.ELBOW_AHEAD_HIP] > 5.0


@given(st.floats(-4.0, 4.0), st.sampled_from([90.0, -90.0]))
def test_a_camera_that_moved_round_changes_the_arms_by_less_than_their_own_turn(turn_deg: float, yaw_deg: float):
    def ahead(found: Stance) -> tuple[float, float]:
        side = near_side(found)
        elbow, hip = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)[side], (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)[side]
        plain = facing(found) * float(found.xy_px[elbow, 0] - found.xy_px[hip, 0]) * cm_per_px(found, 170.0)
        return plain, measure_photo(found, 170.0)[PhotoMeasure.ELBOW_AHEAD_HIP]

    (plain, put_right), (plain_after, after) = ahead(stance(yaw_deg)), ahead(stance(yaw_deg + turn_deg))
    assert abs(after - put_right) <= abs(plain_after - plain) + 0.05


def test_no_measures_from_the_front():
    assert measure_photo(stance(0.0), 170.0) == {}


def test_the_floor_lies_below_the_ankles_and_is_guessed_without_feet():
    whole = stance(90.0)
    ankles = whole.xy_px[Landmark.LEFT_ANKLE]
    assert floor_px(whole)[1] > ankles[1]
    cut = stance(90.0, shift=(0.0, 150.0))
    assert not cut.whole
    assert floor_px(cut)[1] > cut.size_px[1]


def test_the_same_stance_is_comparable():
    assert mismatches(stance(90.0), stance(86.0, scale=0.95)) == ()


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (stance(90.0, shift=(0.0, 150.0)), Mismatch.FEET_CUT_OFF),
        (stance(70.0), Mismatch.TURNED),
        (stance(60.0), Mismatch.OBLIQUE),
        (stance(-90.0), Mismatch.OTHER_SIDE),
        (stance(90.0, scale=0.7), Mismatch.DISTANCE),
        (stance(90.0, both(Arm(bent_deg=90.0))), Mismatch.ARMS),
    ],
)
def test_a_different_view_distance_or_stance_is_said(after: Stance, said: Mismatch):
    assert said in mismatches(stance(90.0), after)


def test_feet_and_knees_count_as_stance():
    back = stance(180.0)
    wide, bent = back.xy_px.copy(), back.xy_px.copy()
    wide[Landmark.LEFT_ANKLE, 0] -= 40.0
    bent[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 0] += 40.0
    assert Mismatch.FEET in mismatches(back, replace(back, xy_px=wide))
    assert Mismatch.KNEES in mismatches(back, replace(back, xy_px=bent))
