import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import Baseline, BaselineHow, EvidenceSource, Observability, Reference, View
from livecoach.faults.evidence import Evidence
from livecoach.faults.pulls.shrug import FAULT, ShrugRule, network_scores
from tests.detect.moments import measured, measures, relaxed
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
        replace(measures, values=dict(measures.values) | dict(zip(measure_names.AGAINST_CLEAN, values, strict=True)))
    )


def against_rest(
    rest_deg: float, reach_deg: float, *, view: View = View.THREE_QUARTER_FRONT, risen_m: float = 0.0, **more: Any
) -> Evidence | None:
    """The network's evidence against the rest, of shoulders that it sees so far above the rest and above the reach."""
    camera = Camera(30.0)
    now = measured(Body(left_shrug_m=risen_m, right_shrug_m=risen_m), camera)
    predicted = dict.fromkeys(measure_names.AGAINST_REST, rest_deg)
    predicted |= dict.fromkeys(measure_names.AGAINST_REACH, reach_deg)
    now = replace(now, values=dict(now.values) | predicted)
    found = RULE.evidence(context(FAULT, now, relaxed(camera), view=view, **more))
    return next((one for one in found if one.source is EvidenceSource.NETWORK), None)


@given(st.floats(-5.0, 25.0), st.floats(-5.0, 25.0), st.floats(0.5, 10.0))
def test_against_the_rest_more_rise_is_more_whichever_shows_it(rest_deg: float, reach_deg: float, more_deg: float):
    before = against_rest(rest_deg, reach_deg)
    more = [
        against_rest(rest_deg + more_deg, reach_deg),
        against_rest(rest_deg, reach_deg + more_deg),
        against_rest(rest_deg, reach_deg, risen_m=0.02),
    ]
    assert before is not None
    assert before.reference is Reference.REST
    assert all(one is not None and one.value > before.value for one in more)


@pytest.mark.parametrize("view", View)
def test_what_people_show_in_clean_pulls_is_no_shrug_against_the_rest_and_twelve_degrees_are(view: View):
    clean, shrugged = against_rest(1.5, -1.0, view=view), against_rest(12.0, 12.0, view=view)
    assert clean is not None
    assert shrugged is not None
    assert clean.share < 0.5
    assert shrugged.share > 1.0


@pytest.mark.parametrize("more", [{"drive": 0.3}, {"clean": (0.0, 0.0, 0.0)}, {"hanging": True}, {"pulling": False}])
def test_nothing_is_compared_with_the_rest_in_the_reach_or_when_there_is_a_clean_rep(more: dict[str, Any]):
    assert against_rest(15.0, 15.0, **more) is None


def test_nothing_is_compared_with_the_rest_without_rest_or_reach():
    assert against_rest(math.nan, 5.0) is None
    assert against_rest(5.0, math.nan) is None


def test_replayed_values_wait_for_a_baseline():
    predicted = dict.fromkeys((*measure_names.AGAINST_REST, *measure_names.AGAINST_REACH), 15.0)
    now = measures(0.0)
    now = replace(now, values=dict(now.values) | predicted)
    without = Baseline(BaselineHow.NONE)
    found = RULE.evidence(context(FAULT, now, without, view=View.FRONT))
    assert not [one for one in found if one.reference is Reference.REST and one.known]


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
