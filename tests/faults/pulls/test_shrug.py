import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import Observability, View
from livecoach.faults.pulls.shrug import FAULT, ShrugRule, network_scores
from tests.detect.moments import measured, relaxed
from tests.faults.contexts import context
from tests.support.bodies import TORSO_M, Body, Camera, shrugging

RULE = ShrugRule()
yaws_deg = st.floats(-180.0, 180.0)
rises_m = st.floats(0.0, 0.08)


@given(yaws_deg, rises_m)
def test_the_score_is_the_rise_over_the_torso_from_every_side(yaw_deg, rise_m):
    camera = Camera(yaw_deg)
    scores = RULE.scores(measured(shrugging(rise_m), camera), relaxed(camera))
    assert scores == pytest.approx([rise_m / TORSO_M] * 3, abs=1e-3)


@given(st.floats(-60.0, 60.0), st.floats(0.02, 0.06))
def test_a_one_sided_shrug_shows_on_its_side(yaw_deg, rise_m):
    camera = Camera(yaw_deg)
    both, left, right = RULE.scores(measured(shrugging(rise_m, 0.0), camera), relaxed(camera))
    assert left > both > right
    assert both == pytest.approx(0.5 * rise_m / TORSO_M, abs=0.01)


@given(yaws_deg, st.floats(0.0, 0.05))
def test_sinking_shoulders_are_no_shrug(yaw_deg, drop_m):
    camera = Camera(yaw_deg)
    assert max(RULE.scores(measured(shrugging(-drop_m), camera), relaxed(camera))) <= 1e-3


@given(st.floats(-15.0, 15.0))
def test_leaning_is_no_shrug(lean_deg):
    camera = Camera(90.0)
    assert RULE.scores(measured(Body(lean_deg=lean_deg), camera), relaxed(camera)) == pytest.approx([0.0] * 3, abs=1e-3)


@given(st.floats(-5.0, 25.0), st.floats(-5.0, 25.0), st.floats(-20.0, 30.0))
def test_an_arch_that_is_seen_is_taken_off_and_a_bend_forwards_is_not(left_deg, right_deg, arch_deg):
    straight = seen(left_deg, right_deg, 0.0)
    both, left, right = seen(left_deg, right_deg, arch_deg)
    assert both == pytest.approx(0.5 * (left + right), abs=1e-9)
    assert straight[0] - both == pytest.approx(0.0005 * max(0.0, arch_deg), abs=1e-9)  # 0.002 torso lengths a degree


def test_where_the_eye_sees_nothing_there_is_no_score():
    assert seen(math.nan, math.nan, math.nan) == ()


def seen(left_deg: float, right_deg: float, arch_deg: float) -> tuple[float, ...]:
    values = (left_deg, right_deg, arch_deg, 0.0, 30.0)  # by the motion of the trunk nothing is taken off
    measures = measured(Body(), Camera(45.0))
    return network_scores(
        replace(measures, values=dict(measures.values) | dict(zip(measure_names.NETWORK, values, strict=True)))
    )


@pytest.mark.parametrize("view", [view for view in View if view is not View.UNKNOWN])
def test_one_side_alone_counts_only_from_the_front(view):
    left_m = measured(shrugging(0.05, 0.0), Camera(20.0))
    rest = relaxed(Camera(20.0))
    [value, *_] = [one.value for one in RULE.evidence(context(FAULT, left_m, rest, view=view, clean=(0.0, 0.0, 0.0)))]
    both, left, _ = RULE.scores(left_m, rest)
    assert value == pytest.approx(left if view in (View.FRONT, View.THREE_QUARTER_FRONT) else both)


def test_with_the_eye_every_known_view_is_sure():
    assert all(
        RULE.observability(view, network=True)[0] is Observability.FULL for view in View if view is not View.UNKNOWN
    )


def test_without_the_eye_the_side_and_the_back_show_only_clear_shrugs():
    assert RULE.observability(View.FRONT, network=False)[0] is Observability.FULL
    for view in (View.SIDE, View.THREE_QUARTER_BACK, View.BACK):
        assert RULE.observability(view, network=False)[0] is Observability.LIMITED
