import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.core.types import BaselineHow, EvidenceSource, Measures, Observability, Phase, Reference, View
from livecoach.detect.pulls.fault_detector import FaultDetector
from livecoach.detect.pulls.reps import Motion
from livecoach.faults.evidence import Evidence
from livecoach.faults.pulls.lumbar_extension import FAULT, LumbarExtensionRule, network_scores
from tests.detect.moments import baseline, measured, measures, moment, relaxed
from tests.faults.contexts import context
from tests.support.bodies import Body, Camera

RULE = LumbarExtensionRule()
PROFILE = Profile()
KNOWN = [view for view in View if view is not View.UNKNOWN]


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
    seen_from = {view for view in View if RULE.observability(view, network=False)[0] is Observability.FULL}
    assert seen_from == {View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK}
    assert not math.isnan(score(10.0, 0.0))


def lean(lean_deg: float, yaw_deg: float, how: BaselineHow = BaselineHow.NONE) -> list[bool]:
    """Whether the lean behind the vertical is beyond its limit; empty where it is not judged."""
    now = context(FAULT, measured(Body(lean_deg=lean_deg), Camera(yaw_deg)), baseline(how))
    return [one.value > one.limit for one in RULE.evidence(now) if one.reference is Reference.VERTICAL]


@pytest.mark.parametrize("yaw_deg", [35.0, 90.0, 140.0, -60.0])
def test_hanging_back_needs_no_reference(yaw_deg):
    """Where nobody stood still, the first pull may be the fault itself; a seated row's 15 degrees are none."""
    assert [lean(lean_deg, yaw_deg) for lean_deg in (-40.0, 15.0, 32.0)] == [[False], [False], [True]]
    assert lean(32.0, yaw_deg, BaselineHow.STILL) == []


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
def test_from_the_front_and_behind_hanging_back_is_not_seen(yaw_deg):
    assert lean(30.0, yaw_deg) == []


angles_deg = st.one_of(st.just(math.nan), st.floats(-40.0, 40.0))


@given(st.floats(-40.0, 40.0), angles_deg)
def test_where_the_trunk_s_motion_is_known_it_alone_is_the_arch(moved_deg, seen_deg):
    assert network_scores(looked_on(moved_deg, seen_deg)) == (moved_deg,)


@given(st.floats(-40.0, 40.0))
def test_before_the_trunk_s_motion_is_known_the_shoulder_eye_is_asked(seen_deg):
    assert network_scores(looked_on(math.nan, seen_deg)) == (seen_deg,)


def test_where_neither_eye_sees_anything_there_is_no_score():
    assert network_scores(looked_on(math.nan, math.nan)) == ()


@pytest.mark.parametrize("view", KNOWN)
@pytest.mark.parametrize(("moved_deg", "told"), [(1.1, True), (0.9, False)])
@pytest.mark.parametrize("others_deg", [-30.0, 0.0, 30.0])
def test_the_motion_of_the_trunk_alone_judges_from_every_view(view, moved_deg, told, others_deg):
    """In limits; neither the shoulder eye nor the trunk's lean in the picture adds or takes away anything."""
    limit = PROFILE.fault("lumbar_extension").limit
    judge, rest = FaultDetector(FAULT), baseline(view=view)
    upright = looked_on(math.nan, math.nan, lean_deg=0.0, view=view)
    judge.learn([(upright, Motion(Phase.DRIVE, 0.5, False)), (upright, Motion(Phase.RETURN, 0.5, True))], rest)
    arched = looked_on(moved_deg * limit, others_deg, lean_deg=others_deg, view=view)
    verdicts = [judge.update(moment(arched, t_s=index / 30.0, reference=rest)) for index in range(10)]
    reading = verdicts[-1].reading
    assert (reading.value, reading.limit, reading.judged) == (moved_deg * limit, limit, Observability.FULL)
    assert reading.active == told
    assert [verdict.opened.by for verdict in verdicts if verdict.opened is not None] == [EvidenceSource.NETWORK] * told


def looked_on(moved_deg: float, seen_deg: float, *, lean_deg: float = 20.0, view: View = View.SIDE) -> Measures:
    """A frame in which the trunk moved so much for the trunk eye and the low back so much for the shoulder eye."""
    values = {measure_names.LUMBAR_FLOW_DEG: moved_deg, measure_names.LUMBAR_SEEN_DEG: seen_deg}
    return measures(
        0.0, view, **values, **{measure_names.TRUNK_ANGLE_DEG: lean_deg, measure_names.HEAD_ANGLE_DEG: lean_deg}
    )


@pytest.mark.parametrize("view", View)
def test_the_limit_is_the_same_from_every_view(view):
    predicted, blind = looked_on(3.0, 3.0, view=view), looked_on(math.nan, math.nan, view=view)
    limits = [
        [one.limit for one in RULE.evidence(context(FAULT, now, view=view, clean=(0.0,)))] for now in (predicted, blind)
    ]
    assert limits[0][0] == PROFILE.fault("lumbar_extension").limit
    assert limits[0][1:] == limits[1]
    assert limits[1] == pytest.approx([5.5, 13.0], abs=0.3)  # the limits that the landmarks were measured with


def test_with_the_network_every_known_view_is_sure():
    assert {RULE.observability(view, network=True) for view in KNOWN} == {(Observability.FULL, "")}
    assert RULE.observability(View.UNKNOWN, network=True) == (Observability.NONE, "the view is not known yet")


def test_without_the_network_the_front_and_the_back_say_why_they_do_not_judge():
    assert {RULE.observability(view, network=False) for view in (View.FRONT, View.BACK)} == {
        (Observability.NONE, "an arched back is not visible from the front or the back: turn a little to the side")
    }
    assert RULE.observability(View.UNKNOWN, network=False) == (Observability.NONE, "the view is not known yet")


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
@pytest.mark.parametrize("learnt", [False, True])
def test_from_the_front_and_behind_a_sideways_lean_is_none_while_the_eye_has_nothing_to_compare_with(view, learnt):
    judge, rest = FaultDetector(FAULT), baseline(view=view)
    upright = looked_on(math.nan, 0.0, lean_deg=0.0, view=view)
    if learnt:
        judge.learn([(upright, Motion(Phase.DRIVE, 0.5, False))], rest)
    judge.update(moment(upright, t_s=0.0, reference=rest))
    lost = looked_on(math.nan, math.nan, lean_deg=30.0, view=view)
    leant = lost if learnt else looked_on(math.nan, 0.0, lean_deg=30.0, view=view)
    verdicts = [judge.update(moment(leant, t_s=index / 30.0, reference=rest)) for index in range(1, 10)]
    assert all(verdict.reading.unsure and not verdict.reading.active for verdict in verdicts)


def against_rest(
    shoulder_net_deg: float, trunk_net_deg: float, *, view: View = View.SIDE, drive: float = 1.0
) -> Evidence | None:
    """The networks' evidence against the rest, of an arch that they see as so large."""
    now = measures(
        0.0,
        **{
            measure_names.LUMBAR_REST_DEG: shoulder_net_deg,
            measure_names.LUMBAR_FLOW_REST_DEG: trunk_net_deg,
        },
    )
    found = RULE.evidence(context(FAULT, now, baseline(), view=view, drive=drive))
    return next((one for one in found if one.source is EvidenceSource.NETWORK), None)


@pytest.mark.parametrize("view", View)
def test_what_people_show_in_clean_pulls_is_no_arch_against_the_rest_and_fifteen_degrees_are(view: View):
    clean, arched = against_rest(1.5, 8.0, view=view), against_rest(10.0, 25.0, view=view)
    assert clean is not None
    assert arched is not None
    assert arched.reference is Reference.REST
    assert clean.share < 0.5
    assert arched.share > 1.0


def test_people_lean_back_the_more_the_further_they_pull():
    early, late = against_rest(5.0, 5.0, drive=0.5), against_rest(5.0, 5.0, drive=1.0)
    assert early is not None
    assert late is not None
    assert early.value > late.value


def test_nothing_is_compared_with_the_rest_in_the_reach_or_where_a_network_does_not_know():
    assert against_rest(15.0, 15.0, drive=0.3) is None
    assert against_rest(math.nan, 5.0) is None
    assert against_rest(5.0, math.nan) is None
