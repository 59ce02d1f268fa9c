from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import View
from livecoach.measure.mobility import (
    HANDS_LIMIT_PERCENT,
    MDC,
    Range,
    elbows_behind_percent,
    hands_aside_percent,
    head_deg,
    shoulders_deg,
)
from tests.support.bodies import PULLED, Arm, Body, Camera, both, mirrored, seen

SEEN_FROM = st.sampled_from([-90.0, -60.0, -40.0, 30.0, 45.0, 75.0, 110.0])


@given(yaw_deg=SEEN_FROM, lifted_deg=st.floats(-70.0, 10.0), spread_deg=st.floats(0.0, 40.0))
def test_the_elbows_are_as_far_behind_from_wherever_they_are_seen(yaw_deg: float, lifted_deg: float, spread_deg: float):
    pose = seen(both(Arm(lifted_deg, 90.0, spread_deg)), Camera(yaw_deg))
    lifted, spread = math.radians(lifted_deg), math.radians(spread_deg)
    true = -100.0 * 0.28 / 0.5 * math.sin(lifted) * math.cos(spread)
    assert elbows_behind_percent(pose, yaw_deg) == pytest.approx(true, abs=0.1)
    assert elbows_behind_percent(mirrored(pose), -yaw_deg) == pytest.approx(true, abs=0.1)


@given(yaw_deg=SEEN_FROM, scale=st.floats(0.5, 2.0), roll_deg=st.floats(-5.0, 5.0))
def test_nearness_and_a_leaning_body_change_little(yaw_deg: float, scale: float, roll_deg: float):
    near = seen(Body(PULLED, PULLED, lean_deg=roll_deg), Camera(yaw_deg, scale))
    far = seen(both(PULLED), Camera(yaw_deg))
    assert elbows_behind_percent(near, yaw_deg) == pytest.approx(elbows_behind_percent(far, yaw_deg), abs=1.0)


@pytest.mark.parametrize("yaw_deg", [0.0, 20.0, -20.0, 130.0, 180.0, math.nan])
def test_what_a_view_does_not_show_is_unknown(yaw_deg: float):
    assert math.isnan(elbows_behind_percent(seen(both(PULLED), Camera(0.0)), yaw_deg))


@given(yaw_deg=st.floats(-60.0, 60.0), turn_deg=st.floats(-80.0, 80.0))
def test_the_head_s_angle_counts_from_the_camera_to_the_person_s_left(yaw_deg: float, turn_deg: float):
    pose = seen(Body(head_turn_deg=turn_deg), Camera(yaw_deg))
    # The figure's nose lies 0.67 of the ears' distance ahead of them, where the model puts it at 0.6.
    assert math.remainder(head_deg(pose) - (turn_deg - yaw_deg), 360.0) == pytest.approx(0.0, abs=4.0)
    assert shoulders_deg(pose) == pytest.approx(-yaw_deg, abs=0.1)
    assert math.remainder(head_deg(mirrored(pose)) + head_deg(pose), 360.0) == pytest.approx(0.0, abs=0.01)


@given(turn_deg=st.floats(-30.0, 30.0), lifted_deg=st.floats(5.0, 20.0), scale=st.floats(0.5, 1.5))
def test_hands_are_carried_to_the_side_that_the_body_turns_to(turn_deg: float, lifted_deg: float, scale: float):
    hanging = both(Arm(lifted_deg, 15.0))
    pose = seen(hanging, Camera(-turn_deg, scale))
    aside = hands_aside_percent(pose)
    assert shoulders_deg(pose) == pytest.approx(turn_deg, abs=0.1)
    assert aside == pytest.approx(hands_aside_percent(seen(hanging, Camera(-turn_deg))), abs=0.1)
    assert hands_aside_percent(mirrored(pose)) == pytest.approx(-aside, abs=0.1)
    if abs(turn_deg) > 15.0 and lifted_deg > 10.0:
        assert aside * math.copysign(1.0, turn_deg) > HANDS_LIMIT_PERCENT


def test_hands_out_of_the_picture_are_unknown():
    assert math.isnan(hands_aside_percent(seen(both(Arm()), Camera(shift_px=(0.0, 260.0)))))
    assert hands_aside_percent(seen(both(Arm()))) == pytest.approx(0.0, abs=0.1)


def test_every_range_has_a_limit_in_the_views_that_show_it():
    assert set(MDC) == set(Range)
    assert set(MDC[Range.ELBOWS_BEHIND]) == {View.SIDE, View.THREE_QUARTER_FRONT}
    assert set(MDC[Range.HEAD_LEFT]) == set(MDC[Range.HEAD_RIGHT])
    assert all(limit > 0.0 for views in MDC.values() for limit in views.values())
