import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.config.schema import Profile
from livecoach.core.types import Judged, View
from livecoach.detect.lumbar_extension import LumbarExtensionRule
from tests.detect.moments import measured, relaxed
from tests.support.bodies import Body, Camera

RULE = LumbarExtensionRule()
PROFILE = Profile()


def score(lean_deg: float, yaw_deg: float) -> float:
    camera = Camera(yaw_deg)
    return RULE.scores(measured(Body(lean_deg=lean_deg), camera), relaxed(camera))[0]


@given(st.floats(30.0, 150.0), st.sampled_from([-1.0, 1.0]), st.floats(-20.0, 20.0))
def test_leaning_back_is_positive_at_both_sides_and_about_as_large_as_it_is(yaw_deg, side, lean_deg):
    assert score(lean_deg, side * yaw_deg) == pytest.approx(lean_deg, abs=0.05 * abs(lean_deg) + 0.01)


@given(st.floats(30.0, 150.0), st.floats(1.0, 20.0))
def test_leaning_forward_is_none(yaw_deg, lean_deg):
    assert score(-lean_deg, yaw_deg) < 0.0


@given(st.floats(0.0, 30.0), st.floats(0.0, 20.0))
def test_near_the_front_it_is_never_made_larger_than_it_is(yaw_deg, lean_deg):
    # A projected angle grows a little faster than the angle itself.
    assert score(lean_deg, yaw_deg) <= 1.05 * lean_deg + 0.01


@given(st.floats(30.0, 150.0), st.floats(0.0, 0.08))
def test_a_forward_head_is_no_arch(yaw_deg, head_m):
    camera = Camera(yaw_deg)
    assert RULE.scores(measured(Body(head_m=head_m), camera), relaxed(camera))[0] <= 0.01


def test_the_front_and_the_back_cannot_show_it():
    seen_from = {view for view in View if RULE.judged(view, seen=False)[0] is Judged.YES}
    assert seen_from == {View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK}
    assert not math.isnan(score(10.0, 0.0))


@pytest.mark.parametrize("yaw_deg", [35.0, 90.0, 140.0, -60.0])
def test_hanging_back_needs_no_reference(yaw_deg):
    """Where nobody stood still, the first pull may be the fault itself; a seated row's 15 degrees are none."""
    values = [
        RULE.bare_score(measured(Body(lean_deg=lean_deg), Camera(yaw_deg)), Profile())
        for lean_deg in (-40.0, 15.0, 32.0)
    ]
    assert [value > limit for value, limit in values] == [False, False, True]


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
def test_from_the_front_and_behind_hanging_back_is_not_seen(yaw_deg):
    assert math.isnan(RULE.bare_score(measured(Body(lean_deg=30.0), Camera(yaw_deg)), Profile())[0])


@pytest.mark.parametrize("still", [True, False])
def test_from_the_side_the_eye_must_see_more_than_in_the_own_clean_rep(still):
    limits = {
        (view, seen): RULE.limits(PROFILE, view, seen=seen, still=still)[0] for view in View for seen in (True, False)
    }
    side = PROFILE.lumbar_extension.limit if still else PROFILE.lumbar_extension.side_limit
    assert limits.pop((View.SIDE, True)) == side
    assert set(limits.values()) == {PROFILE.lumbar_extension.limit} != {PROFILE.lumbar_extension.side_limit}


@pytest.mark.parametrize("view", [View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK])
def test_the_lean_from_the_still_stance_counts_as_much_as_what_the_eye_sees(view):
    assert RULE.joined((9.0,), (6.0,), view, still=True) == pytest.approx((5.0,))
    assert RULE.joined((6.0,), (9.0,), view, still=True) == pytest.approx((5.0,))
    assert RULE.joined((9.0,), (5.0,), view, still=False) == pytest.approx((6.0,))


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@pytest.mark.parametrize("still", [True, False])
def test_from_the_front_and_behind_the_eye_alone_counts(view, still):
    assert RULE.joined((9.0,), (6.0,), view, still=still) == (6.0,)
