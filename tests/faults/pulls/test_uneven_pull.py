import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.core.types import Baseline, Measures, Observability, View, readonly
from livecoach.faults.pulls.uneven_pull import ELBOW_DROP, FAULT, WRIST_ASIDE, UnevenPullRule, asymmetry
from livecoach.measure.meter import Meter
from tests.detect.moments import PROFILE, baseline, measures
from tests.faults.contexts import context
from tests.support.bodies import PULLED, REACHED, Body, Camera, mirrored, pulling, seen

RULE = UnevenPullRule()
LIMIT = PROFILE.fault("uneven_pull").limit


def facing(yaw_deg: float, view: View = View.THREE_QUARTER_FRONT) -> Baseline:
    return replace(baseline(view=view), yaw_deg=yaw_deg)


def apart(drives: float, yaw_deg: float) -> Measures:
    """What the rule measures when the left arm is ahead by this share of the full drive."""
    wrist = 1.2 * math.sin(math.radians(yaw_deg))
    return measures(0.0, **{WRIST_ASIDE: wrist * drives, ELBOW_DROP: 0.25 * drives})


@given(st.floats(-180.0, 180.0), st.floats(-1.0, 1.0))
def test_the_score_is_the_difference_of_the_drives_from_every_side(yaw_deg, drives):
    scores = RULE.scores(apart(drives, yaw_deg), facing(yaw_deg))
    assert scores == pytest.approx([abs(drives), -drives, drives], abs=1e-6)


@pytest.mark.parametrize("yaw_deg", [35.0, -60.0, 90.0])
@pytest.mark.parametrize("lagging", ["left", "right"])
def test_an_arm_that_stays_in_front_is_behind_the_other_in_a_clean_pull(yaw_deg, lagging):
    def scores(body: Body) -> tuple[float, ...]:
        return RULE.scores(Meter().measure(seen(body, Camera(yaw_deg))), facing(yaw_deg))

    half_way = replace(pulling(1.0), **{lagging: REACHED})
    _, left_behind, right_behind = (
        one - clean for one, clean in zip(scores(half_way), scores(pulling(1.0)), strict=True)
    )
    assert left_behind == pytest.approx(-right_behind)
    assert 0.5 * LIMIT < (left_behind if lagging == "left" else right_behind) < 1.5


@given(st.floats(5.0, 175.0))
@settings(max_examples=20)
def test_a_mirror_image_swaps_the_sides(yaw_deg):
    pose = seen(Body(left=PULLED, right=REACHED), Camera(yaw_deg))
    aside, drop = asymmetry(pose)
    assert asymmetry(mirrored(pose)) == pytest.approx((aside, -drop), abs=1e-3)


def test_without_a_torso_nothing_is_known():
    pose = seen(Body(), Camera())
    flat = replace(pose, xy_px=readonly(np.zeros_like(pose.xy_px)))
    assert all(math.isnan(value) for value in asymmetry(flat))


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_either_arm_behind_counts_above_the_own_clean_rep(side):
    now = context(FAULT, apart(side * 0.9, 45.0), facing(45.0), clean=(0.2, side * -0.2, side * 0.2))
    first = next(RULE.evidence(now))
    assert first.value == pytest.approx(0.7)
    assert first.limit == LIMIT


def test_before_the_clean_rep_only_a_gross_difference_counts():
    [rest] = RULE.evidence(context(FAULT, apart(-0.5, 45.0), facing(45.0)))
    assert rest.value == pytest.approx(0.5)
    assert rest.limit > rest.value


def test_where_the_wrists_way_shows_it_is_judged_fully_elsewhere_only_clear_differences():
    full = {view for view in View if RULE.observability(view, network=False)[0] is Observability.FULL}
    assert full == {View.THREE_QUARTER_FRONT}
    assert RULE.observability(View.BACK, network=False)[0] is Observability.LIMITED
    assert RULE.observability(View.UNKNOWN, network=False)[0] is Observability.NONE
