import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import EvidenceSource, Observability, View
from livecoach.faults.evidence import Evidence
from livecoach.faults.pulls.head_protrusion import FAULT, HeadProtrusionRule
from tests.detect.moments import measured, measures, relaxed
from tests.faults.contexts import context
from tests.support.bodies import TORSO_M, Body, Camera

RULE = HeadProtrusionRule()


def score(head_m: float, yaw_deg: float) -> float:
    camera = Camera(yaw_deg)
    return RULE.scores(measured(Body(head_m=head_m), camera), relaxed(camera))[0]


@given(st.floats(20.0, 115.0), st.sampled_from([-1.0, 1.0]), st.floats(0.0, 0.08))
def test_a_forward_head_is_positive_at_both_sides_and_what_the_picture_shows_of_it(yaw_deg, side, head_m):
    shown_m = head_m * math.sin(math.radians(yaw_deg))
    assert score(head_m, side * yaw_deg) == pytest.approx(shown_m / TORSO_M, abs=1e-3)


@given(st.floats(25.0, 115.0), st.floats(0.01, 0.05))
def test_a_head_drawn_back_is_none(yaw_deg, back_m):
    assert score(-back_m, yaw_deg) < 0.0


def limit(view: View, **values: float) -> float:
    return next(RULE.evidence(context(FAULT, measures(0.0, view, **values), view=view, clean=(0.0,)))).limit


def test_landmarks_show_more_of_it_from_the_side_and_have_the_larger_limit_there():
    assert limit(View.THREE_QUARTER_FRONT) == pytest.approx(0.025, abs=0.001)
    assert limit(View.SIDE) == pytest.approx(0.036, abs=0.001)


def test_the_network_measures_in_centimetres_and_has_one_limit_from_everywhere():
    predicted = {measure_names.HEAD_SEEN_CM: 4.0}
    [only] = {limit(view, **predicted) for view in View}
    [first, *_] = RULE.evidence(context(FAULT, measures(0.0, **predicted), clean=(0.0,)))
    assert only < first.value


def test_with_the_network_three_quarter_front_and_the_side_are_sure_and_every_other_view_quiet():
    for view in (View.THREE_QUARTER_FRONT, View.SIDE):
        assert RULE.observability(view, network=True)[0] is Observability.FULL
    for view in (View.FRONT, View.THREE_QUARTER_BACK, View.BACK):
        assert RULE.observability(view, network=True)[0] is Observability.LIMITED
    assert RULE.observability(View.UNKNOWN, network=True)[0] is Observability.NONE


def test_without_the_network_it_is_judged_from_three_quarter_front_and_the_side_alone():
    seen_from = {view for view in View if RULE.observability(view, network=False)[0] is Observability.LIMITED}
    assert seen_from == {View.THREE_QUARTER_FRONT, View.SIDE}
    assert all(
        RULE.observability(view, network=False)[0] is Observability.NONE for view in View if view not in seen_from
    )


def against_rest(ahead_cm: float, *, view: View = View.SIDE, drive: float = 1.0) -> Evidence | None:
    """The network's evidence against the rest, of a head that it sees so far forward."""
    now = measures(0.0, **{measure_names.HEAD_REST_CM: ahead_cm})
    found = RULE.evidence(context(FAULT, now, view=view, drive=drive))
    return next((one for one in found if one.source is EvidenceSource.NETWORK), None)


@pytest.mark.parametrize("view", View)
def test_against_the_rest_four_centimetres_are_a_fault_and_people_s_own_way_is_none(view: View):
    clean, forward = against_rest(0.5, view=view), against_rest(4.0, view=view)
    assert clean is not None
    assert forward is not None
    assert clean.share < 0.5
    assert forward.share > 1.0


def test_nothing_is_compared_with_the_rest_in_the_reach_or_without_one():
    assert against_rest(4.0, drive=0.3) is None
    assert against_rest(math.nan) is None
