"""What every rule keeps, whichever fault it sees; a rule's own signs are in the file of its name."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import EvidenceSource, Measures, Observability, Phase, Reference, View
from livecoach.detect.pulls.fault_detector import FaultDetector
from livecoach.detect.pulls.reps import Motion
from livecoach.faults.evidence import Evidence, FaultContext, Rule
from livecoach.faults.fault import Fault
from livecoach.faults.registry import rep_faults
from livecoach.measure.baseline import baseline_of
from livecoach.measure.meter import Meter
from tests.detect.moments import PROFILE, measured, moment, relaxed
from tests.faults.contexts import context
from tests.support.bodies import Body, Camera, mirrored, seen, shrugging, unseen_world

faults = pytest.mark.parametrize("fault", rep_faults(), ids=lambda fault: fault.id)
with_network = pytest.mark.parametrize(
    "fault", [one for one in rep_faults() if one.network], ids=lambda fault: fault.id
)
faulty = Body(left_shrug_m=0.05, right_shrug_m=0.03, lean_deg=12.0, head_m=0.06)


def rule_of(fault: Fault) -> Rule:
    assert fault.rule is not None
    return fault.rule


def channels(fault: Fault) -> int:
    return len(rule_of(fault).scores(measured(Body(), Camera()), relaxed(Camera())))


def evidence(fault: Fault, now: FaultContext) -> list[Evidence]:
    return list(rule_of(fault).evidence(now))


@faults
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -135.0, 180.0])
def test_the_relaxed_person_scores_nothing(fault, yaw_deg):
    camera = Camera(yaw_deg)
    scores = rule_of(fault).scores(measured(Body(), camera), relaxed(camera))
    assert scores == pytest.approx([0.0] * channels(fault), abs=1e-6)


@faults
@given(st.floats(-180.0, 180.0), st.floats(0.3, 3.0), st.floats(-50.0, 50.0))
@settings(max_examples=15)
def test_size_and_place_in_the_picture_do_not_matter(fault, yaw_deg, scale, shift_px):
    here, there = Camera(yaw_deg), Camera(yaw_deg, scale, (shift_px, 0.5 * shift_px))
    scores = rule_of(fault).scores(measured(faulty, here), relaxed(here))
    assert rule_of(fault).scores(measured(faulty, there), relaxed(there)) == pytest.approx(scores, abs=2e-3)


@faults
@given(st.floats(5.0, 175.0))
@settings(max_examples=15)
def test_a_mirror_image_scores_the_same(fault, yaw_deg):
    camera = Camera(yaw_deg)
    rest, now = (Meter().measure(mirrored(seen(body, camera))) for body in (Body(), faulty))
    scores = rule_of(fault).scores(measured(faulty, camera), relaxed(camera))
    twins = rule_of(fault).scores(now, baseline_of([rest], relaxed(camera).how))
    assert sorted(twins) == pytest.approx(sorted(scores), abs=1e-3)


@faults
def test_what_is_unknown_has_no_value(fault):
    camera = Camera(45.0)
    blank = replace(measured(Body(), camera), values={})
    assert all(math.isnan(score) for score in rule_of(fault).scores(blank, relaxed(camera)))
    assert not any(one.known for one in evidence(fault, context(fault, blank, relaxed(camera))))


@faults
@given(st.integers(1, 9), st.sampled_from(View), st.booleans())
@settings(max_examples=20)
def test_more_sensitive_means_a_lower_limit(fault, sensitivity, view, learnt):
    clean = (0.0,) * channels(fault) if learnt else None
    calm, keen = (
        evidence(fault, context(fault, view=view, clean=clean, profile=PROFILE.with_sensitivity(value)))
        for value in (sensitivity, sensitivity + 1)
    )
    assert all(lower.limit < upper.limit for lower, upper in zip(keen, calm, strict=True))


@faults
@pytest.mark.parametrize("view", View)
def test_where_less_is_known_the_limit_is_larger(fault, view):
    clean = (0.0,) * channels(fault)
    learnt = evidence(fault, context(fault, view=view, clean=clean))[0].limit
    assert 0.0 < learnt < math.inf
    assert evidence(fault, context(fault, view=view))[0].limit > learnt
    assert evidence(fault, context(fault, view=view, clean=clean, limited=True))[0].limit >= learnt
    assert evidence(fault, context(fault, view=view, clean=clean, settled=False))[0].limit > learnt


@faults
@pytest.mark.parametrize("view", View)
def test_a_view_that_does_not_show_the_fault_says_why(fault, view):
    judged, why = rule_of(fault).observability(view, network=False)
    assert (why == "") == (judged is Observability.FULL)
    assert view is not View.UNKNOWN or judged is Observability.NONE


@with_network
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -135.0, 180.0])
def test_where_a_network_predicts_the_fault_it_alone_counts(fault, yaw_deg):
    camera = Camera(yaw_deg)
    rest, detector = relaxed(camera), FaultDetector(fault)
    motions = (Motion(Phase.DRIVE, 0.5, False), Motion(Phase.RETURN, 0.5, True))
    detector.learn([(measured(Body(), camera), motion) for motion in motions], rest)
    readings = [
        detector.update(moment(with_predictions(measured(body, camera)), t_s=0.1 * index, reference=rest)).reading
        for index, body in enumerate((Body(), faulty))
    ]
    assert readings[0] == readings[1]
    now = context(fault, with_predictions(measured(Body(), camera)), rest, clean=(0.0,) * channels(fault))
    first = evidence(fault, now)[0]
    assert (first.source, first.reference) == (EvidenceSource.NETWORK, Reference.CLEAN_REP)
    assert (readings[0].value, readings[0].limit) == (first.value, first.limit)


def with_predictions(measures: Measures) -> Measures:
    """The measures of a frame in which the networks predicted a little of everything."""
    return replace(measures, values=dict(measures.values) | dict.fromkeys(measure_names.NETWORK, 3.0))


@faults
def test_where_no_network_predicts_anything_the_landmarks_judge(fault):
    now = context(fault, measured(faulty, Camera(45.0)), relaxed(Camera(45.0)), clean=(0.0,) * channels(fault))
    assert {one.source for one in evidence(fault, now)} == {EvidenceSource.LANDMARKS}


@faults
def test_three_quarter_front_shows_every_fault(fault):
    assert rule_of(fault).observability(View.THREE_QUARTER_FRONT, network=False)[0] is not Observability.NONE


@faults
def test_without_world_points_nothing_is_judged_as_surely_seen(fault):
    blind = Meter().measure(unseen_world(seen(shrugging(0.1))))
    assert rule_of(fault).observability(blind.view, network=False)[0] is Observability.NONE
