"""What every rule keeps, whichever fault it sees; a rule's own signs are in the file of its name."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import Measures, Observability, Phase, View
from livecoach.detect.pulls.judge import FaultDetector
from livecoach.detect.pulls.reps import Motion
from livecoach.detect.pulls.rule import Rule
from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.measure.baseline import baseline_of
from livecoach.measure.meter import Meter
from tests.detect.moments import PROFILE, measured, moment, relaxed
from tests.support.bodies import Body, Camera, mirrored, seen, shrugging, unseen_world

RULES = PIT_PULL.rules
rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind.value)
faulty = Body(left_shrug_m=0.05, right_shrug_m=0.03, lean_deg=12.0, head_m=0.06)


@rules
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -135.0, 180.0])
def test_the_relaxed_person_scores_nothing(rule: Rule, yaw_deg):
    camera = Camera(yaw_deg)
    assert rule.scores(measured(Body(), camera), relaxed(camera)) == pytest.approx(
        [0.0] * len(limits_of(rule)), abs=1e-6
    )


def limits_of(rule: Rule, view: View = View.FRONT) -> tuple[float, ...]:
    return rule.limits(PROFILE, view, seen=True)


@rules
@given(st.floats(-180.0, 180.0), st.floats(0.3, 3.0), st.floats(-50.0, 50.0))
@settings(max_examples=15)
def test_size_and_place_in_the_picture_do_not_matter(rule: Rule, yaw_deg, scale, shift_px):
    here, there = Camera(yaw_deg), Camera(yaw_deg, scale, (shift_px, 0.5 * shift_px))
    scores = rule.scores(measured(faulty, here), relaxed(here))
    assert rule.scores(measured(faulty, there), relaxed(there)) == pytest.approx(scores, abs=2e-3)


@rules
@given(st.floats(5.0, 175.0))
@settings(max_examples=15)
def test_a_mirror_image_scores_the_same(rule: Rule, yaw_deg):
    camera = Camera(yaw_deg)
    rest, now = (Meter().measure(mirrored(seen(body, camera))) for body in (Body(), faulty))
    scores = rule.scores(measured(faulty, camera), relaxed(camera))
    twins = rule.scores(now, baseline_of([rest], relaxed(camera).how))
    assert sorted(twins) == pytest.approx(sorted(scores), abs=1e-3)


@rules
def test_what_is_unknown_has_no_score(rule: Rule):
    camera = Camera(45.0)
    blank = replace(measured(Body(), camera), values={})
    assert all(math.isnan(score) for score in rule.scores(blank, relaxed(camera)))


@rules
@given(st.integers(1, 9), st.sampled_from(View))
@settings(max_examples=20)
def test_more_sensitive_means_a_lower_limit(rule: Rule, sensitivity, view):
    calm, keen = (PROFILE.with_sensitivity(value) for value in (sensitivity, sensitivity + 1))
    assert rule.uncalibrated_limit(keen) < rule.uncalibrated_limit(calm)
    for lower, upper in zip(rule.limits(keen, view, seen=True), rule.limits(calm, view, seen=True), strict=True):
        assert lower < upper or math.isinf(upper)


@rules
@pytest.mark.parametrize("view", View)
def test_each_view_has_a_limit_for_each_channel_and_the_first_is_finite(rule: Rule, view):
    limits = limits_of(rule, view)
    assert len(limits) == len(rule.scores(measured(Body(), Camera()), relaxed(Camera())))
    assert 0.0 < limits[0] < math.inf
    assert all(limit > 0.0 for limit in limits)
    assert rule.uncalibrated_limit(PROFILE) > limits[0]
    assert rule.unsettled_ratio > 1.0


@rules
@pytest.mark.parametrize("view", View)
def test_a_view_that_does_not_show_the_fault_is_told_with_the_reason(rule: Rule, view):
    judged, why = rule.judged(view, seen=False)
    assert (why == "") == (judged is Observability.YES)
    assert view is not View.UNKNOWN or judged is Observability.NO


@rules
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -135.0, 180.0])
def test_where_the_eye_looks_on_it_alone_is_asked(rule: Rule, yaw_deg):
    camera = Camera(yaw_deg)
    rest, judge = relaxed(camera), FaultDetector(rule)
    motions = (Motion(Phase.DRIVE, 0.5, False), Motion(Phase.RETURN, 0.5, True))
    judge.learn([(measured(Body(), camera), motion) for motion in motions], rest)
    looked_on = [with_eye(measured(body, camera)) for body in (Body(), faulty)]
    readings = [
        judge.update(moment(now, t_s=0.1 * index, reference=rest)).reading for index, now in enumerate(looked_on)
    ]
    assert readings[0] == readings[1]
    assert readings[0].value in rule.network_scores(looked_on[0])
    assert readings[0].limit in limits_of(rule, rest.view)


def with_eye(measures: Measures) -> Measures:
    """The measures of a frame in which both eyes saw a little of everything."""
    return replace(measures, values=dict(measures.values) | dict.fromkeys(measure_names.NETWORK, 3.0))


@rules
def test_where_the_eye_sees_nothing_there_is_no_score_of_it(rule: Rule):
    assert rule.network_scores(measured(faulty, Camera(45.0))) == ()


@rules
def test_three_quarter_front_shows_every_fault(rule: Rule):
    assert rule.judged(View.THREE_QUARTER_FRONT, seen=False)[0] is not Observability.NO


@rules
def test_without_world_points_nothing_is_judged_as_surely_seen(rule: Rule):
    blind = Meter().measure(unseen_world(seen(shrugging(0.1))))
    assert rule.judged(blind.view, seen=False)[0] is Observability.NO
