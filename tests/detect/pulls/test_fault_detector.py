import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import (
    BaselineHow,
    Event,
    EvidenceSource,
    Grade,
    Measures,
    Observability,
    Phase,
    Reference,
    View,
)
from livecoach.detect.pulls.fault_detector import FaultDetector, FaultUpdate
from livecoach.detect.pulls.reps import Motion
from livecoach.faults.evidence import (
    LIMITED,
    NETWORK_UNSETTLED,
    Evidence,
    Factors,
    FaultContext,
    Number,
    RestPrior,
    by_landmarks,
    by_network,
    by_rest,
)
from livecoach.faults.pulls import lumbar_extension
from tests.detect.moments import PROFILE, baseline, measures, moment

FPS = 30.0
LIMIT = 10.0
ON, OFF = PROFILE.fault("lumbar_extension").on_s, PROFILE.fault("lumbar_extension").off_s
LEAVE = PROFILE.fault("lumbar_extension").leave_ratio
values = st.lists(st.sampled_from([0.0, 0.55 * LIMIT, 0.8 * LIMIT, 1.2 * LIMIT, 3.0 * LIMIT, math.nan]), max_size=60)


PRIOR = RestPrior(Number(3.0, ""), Number(0.0, ""), dict.fromkeys(View, Number(1.5, "")))


class OneNumber:
    """A rule that reads its score from the measure ``score``: the detector alone is tested, without a body.

    The front judges fully, the side is limited, the back shows nothing.
    """

    factors = Factors(Number(1.0, ""), Number(3.0, ""), Number(2.5, ""))
    channels = ("score",)

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        return {View.FRONT: (Observability.FULL, ""), View.SIDE: (Observability.LIMITED, "low")}.get(
            view, (Observability.NONE, "no")
        )

    def scores(self, measures: Measures, baseline: object) -> tuple[float, ...]:
        return tuple(measures[name] for name in self.channels)

    def limits(self, now: FaultContext) -> tuple[float, ...]:
        return (now.scaled(LIMIT),)

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        scaled = replace(now, option=lambda _: LIMIT)
        seen = now.measures["seen"]
        yield from by_network(scaled, () if math.isnan(seen) else (seen,), self.limits(now))
        rested = now.measures["rested"]
        yield from by_rest(scaled, () if math.isnan(rested) else (rested,), self.limits(now), PRIOR)
        yield from by_landmarks(scaled, self, self.limits(now), self.factors)
        if now.pulling and now.baseline.how is not BaselineHow.STILL:
            yield Evidence(now.measures["bare"], 20.0, reference=Reference.VERTICAL)


class TwoChannels(OneNumber):
    """As ``OneNumber``, with a second channel of twice the limit, which does not count from the side."""

    channels = ("score", "other")

    def limits(self, now: FaultContext) -> tuple[float, ...]:
        return LIMIT, (2.0 * LIMIT if now.view is View.FRONT else math.inf)


class WithNetwork(OneNumber):
    """As ``OneNumber``, with narrower limits where the network predicts nothing."""

    factors = Factors(Number(0.8, ""), Number(3.0, ""), Number(2.5, ""))


def detector(rule: OneNumber | None = None) -> FaultDetector:
    return FaultDetector(replace(lumbar_extension.FAULT, rule=rule or OneNumber(), network=("seen",)))


def calibrated(rule: OneNumber | None = None, clean: float = 0.0) -> FaultDetector:
    """A judge that knows the person's own clean rep: ``clean`` at every drive."""
    judge = detector(rule)
    seen = [measures(0.0, score=clean, other=clean)] * 2
    judge.learn(zip(seen, (Motion(Phase.DRIVE, 0.5, False), Motion(Phase.RETURN, 0.5, True)), strict=True), baseline())
    return judge


def run(
    judge: FaultDetector, scores: Sequence[float], *, fps: float = FPS, start: int = 0, **more: object
) -> list[FaultUpdate]:
    reference = more.pop("reference", baseline())
    return [
        judge.update(moment(measures(t_s, score=score), t_s=t_s, reference=reference, **more))  # type: ignore[arg-type]
        for index, score in enumerate(scores, start)
        for t_s in [index / fps]
    ]


def events(verdicts: Sequence[FaultUpdate]) -> tuple[list[Event], list[Event]]:
    opened = [verdict.opened for verdict in verdicts if verdict.opened is not None]
    return opened, [verdict.closed for verdict in verdicts if verdict.closed is not None]


@given(st.sampled_from([10.0, 15.0, 30.0, 60.0, 120.0]))
def test_a_fault_opens_and_closes_after_the_profiles_times_at_every_rate(fps):
    bad = math.ceil(1.0 * fps)
    opened, closed = events(run(calibrated(), [2.0 * LIMIT] * bad + [0.0] * bad, fps=fps))
    assert len(opened) == len(closed) == 1
    assert ON - 1e-6 <= opened[0].start_s < ON + 1.0 / fps + 1e-6
    assert closed[0].end_s is not None
    assert OFF - 1e-6 <= closed[0].end_s - bad / fps < OFF + 1.0 / fps + 1e-6
    assert closed[0].start_s == opened[0].start_s


def test_shorter_than_its_dwell_is_no_fault():
    short = [2.0 * LIMIT] * max(int(ON * FPS) - 1, 1) + [0.0] * 10
    assert events(run(calibrated(), short * 5)) == ([], [])


def test_between_the_leave_limit_and_the_limit_everything_stays_as_it_is():
    between = [0.5 * (1.0 + LEAVE) * LIMIT] * 60
    assert events(run(calibrated(), between)) == ([], [])
    opened, closed = events(run(calibrated(), [1.5 * LIMIT] * 30 + between))
    assert (len(opened), closed) == (1, [])


@given(values)
def test_an_unknown_value_neither_opens_nor_closes_and_is_unsure(scores):
    active = False
    for verdict, score in zip(run(calibrated(), scores), scores, strict=True):
        assert verdict.reading.unsure == math.isnan(score)
        if math.isnan(score):
            assert (verdict.opened, verdict.closed) == (None, None)
            assert verdict.reading.active == active
        active = verdict.reading.active


@given(values)
def test_events_open_and_close_in_turn_and_agree_with_the_meter(scores):
    now_open: Event | None = None
    for verdict in run(calibrated(), scores):
        if verdict.opened is not None:
            assert now_open is None
            now_open = verdict.opened
        if verdict.closed is not None:
            assert now_open is not None
            assert verdict.closed.start_s == now_open.start_s
            now_open = None
        assert verdict.reading.active == (now_open is not None)


def test_nobody_in_view_is_unsure_and_changes_nothing():
    judge = calibrated()
    run(judge, [2.0 * LIMIT] * 30)
    gone = [judge.update(moment(None, t_s=1.0 + index, reference=baseline())) for index in range(5)]
    assert events(gone) == ([], [])
    assert all(verdict.reading.active and verdict.reading.unsure for verdict in gone)


def test_the_event_keeps_its_peak_its_limit_its_grade_and_its_rep():
    clear = 1.1 * PROFILE.fault("lumbar_extension").clear_ratio * LIMIT
    scores = [1.2 * LIMIT] * 15 + [clear] * 5 + [1.2 * LIMIT] * 15 + [0.0] * 30
    opened, closed = events(run(calibrated(), scores, rep=3))
    assert (opened[0].end_s, opened[0].grade) == (None, Grade.MILD)
    event = closed[0]
    assert (event.peak, event.limit, event.unit, event.rep) == (clear, LIMIT, "deg", 3)
    assert event.peak_s == pytest.approx(15 / FPS)
    assert event.grade is Grade.CLEAR


def test_outside_of_a_rep_nothing_opens():
    assert events(run(calibrated(), [3.0 * LIMIT] * 60, rep=None)) == ([], [])


def test_a_fault_ends_with_its_rep():
    judge = calibrated()
    run(judge, [3.0 * LIMIT] * 30)
    _, closed = events(run(judge, [3.0 * LIMIT] * 30, start=30, rep=None))
    assert len(closed) == 1


@given(st.floats(-30.0, 30.0))
def test_the_own_clean_rep_is_taken_off(clean):
    judge = calibrated(clean=clean)
    assert run(judge, [clean + 3.0])[0].reading.value == pytest.approx(3.0)


def test_before_the_clean_rep_only_gross_faults_count():
    judge = detector()
    assert not judge.calibrated
    gross = 2.5 * LIMIT
    reading = run(judge, [0.9 * gross] * 60)[-1].reading
    assert (reading.limit, reading.active) == (gross, False)
    assert events(run(detector(), [1.1 * gross] * 60))[0]


def test_a_rep_of_which_nothing_was_known_calibrates_nothing():
    judge = detector()
    judge.learn([(measures(0.0, score=math.nan), Motion(Phase.DRIVE, 0.5, False))], baseline())
    assert run(judge, [1.0])[0].reading.limit == 2.5 * LIMIT


def test_a_view_of_low_confidence_needs_twice_the_limit():
    side = baseline(view=View.SIDE)
    reading = run(calibrated(), [0.9 * LIMITED.value * LIMIT] * 60, reference=side)[-1].reading
    assert (reading.limit, reading.judged, reading.active) == (LIMITED.value * LIMIT, Observability.LIMITED, False)
    assert run(calibrated(), [1.1 * LIMITED.value * LIMIT] * 60, reference=side)[-1].reading.active


def test_a_view_that_cannot_show_it_never_opens():
    verdicts = run(calibrated(), [9.0 * LIMIT] * 60, reference=baseline(view=View.BACK))
    assert events(verdicts) == ([], [])
    assert all(verdict.reading.unsure and verdict.reading.why for verdict in verdicts)


@pytest.mark.parametrize("how", [BaselineHow.CALIBRATION, BaselineHow.BEST_EFFORT])
def test_who_never_stood_still_is_judged_with_low_confidence_and_wider_limits(how):
    reading = run(calibrated(), [1.5 * LIMIT] * 60, reference=baseline(how))[-1].reading
    assert (reading.judged, reading.limit) == (Observability.LIMITED, OneNumber.factors.unsettled.value * LIMIT)
    assert reading.why


def test_without_a_baseline_nothing_is_known_about_a_pull():
    verdicts = run(calibrated(), [9.0 * LIMIT] * 60, reference=baseline(BaselineHow.NONE))
    assert events(verdicts) == ([], [])
    assert all(verdict.reading.unsure for verdict in verdicts)


def test_another_profile_counts_from_the_next_frame_on():
    judge = calibrated()
    before = run(judge, [0.9 * LIMIT] * 30)[-1].reading
    after = run(judge, [0.9 * LIMIT] * 30, start=30, profile=PROFILE.with_sensitivity(7))
    assert not before.active
    assert after[0].reading.limit < before.limit
    assert after[-1].reading.active


def both_channels(score: float, other: float, view: View) -> FaultUpdate:
    now = measures(0.0, view, score=score, other=other)
    return calibrated(TwoChannels()).update(moment(now, t_s=0.0, reference=baseline(view=view)))


def test_the_channel_furthest_past_its_own_limit_is_shown():
    assert both_channels(12.0, 15.0, View.FRONT).reading.value == 12.0
    reading = both_channels(12.0, 30.0, View.FRONT).reading
    assert (reading.value, reading.limit) == (30.0, 2.0 * LIMIT)


@given(st.floats(-30.0, 30.0), st.floats(-30.0, 30.0))
def test_a_channel_that_a_view_does_not_tell_is_never_shown(score, other):
    reading = both_channels(score, other, View.SIDE).reading
    assert (reading.value, reading.limit) == (score, LIMITED.value * LIMIT)


def test_a_flush_closes_what_is_open_once():
    judge = calibrated()
    run(judge, [2.0 * LIMIT] * 30)
    closed = judge.flush(1.0)
    assert closed is not None
    assert closed.end_s == 1.0
    assert judge.flush(1.0) is None


@given(values, values)
def test_after_a_reset_it_is_a_new_one(before, after):
    used = calibrated()
    run(used, before)
    used.reset()
    assert not used.calibrated
    one, other = (run(judge, after) for judge in (used, detector()))
    assert events(one) == events(other)
    assert [verdict.reading.active for verdict in one] == [verdict.reading.active for verdict in other]


def test_a_score_that_needs_no_reference_counts_where_nobody_stood_still():
    def leaning(how: BaselineHow) -> FaultUpdate:
        judge = calibrated()
        return [
            judge.update(moment(measures(index / FPS, score=0.0, bare=30.0), t_s=index / FPS, reference=baseline(how)))
            for index in range(30)
        ][-1]

    assert leaning(BaselineHow.BEST_EFFORT).reading.active
    assert not leaning(BaselineHow.STILL).reading.active
    event = leaning(BaselineHow.NONE).reading
    assert (event.value, event.limit) == (30.0, 20.0)


def test_an_event_says_where_its_peak_comes_from():
    opened, closed = events(run(calibrated(clean=0.5), [0.5 + 2.0 * LIMIT, 0.5 + 3.0 * LIMIT] * 15 + [0.5] * 30))
    (event,) = closed
    assert opened[0].start_s == event.start_s
    assert event.peak == pytest.approx(3.0 * LIMIT)
    assert event.baseline == pytest.approx(0.5)
    assert (event.by, event.against) == (EvidenceSource.LANDMARKS, Reference.CLEAN_REP)
    assert event.limit == pytest.approx(LIMIT)


def looked_on(score: float, seen: float, how: BaselineHow) -> Event:
    """The event of a pull whose landmarks score ``score`` and whose eye sees ``seen``; clean, they score 2."""
    judge = calibrated(WithNetwork(), clean=2.0)
    pull = [measures(index / FPS, score=score, seen=seen, bare=0.0) for index in range(10)]
    [event] = events([judge.update(moment(now, t_s=now.t_s, reference=baseline(how))) for now in pull])[0]
    return event


@pytest.mark.parametrize(
    ("how", "ratio"), [(BaselineHow.STILL, 1.0), (BaselineHow.CALIBRATION, NETWORK_UNSETTLED.value)]
)
@pytest.mark.parametrize("score", [-50.0, 2.0, 50.0])
def test_where_the_eye_looks_on_it_alone_counts_and_nothing_is_taken_off(how, ratio, score):
    event = looked_on(score, 30.0, how)
    assert (event.peak, event.limit) == (30.0, ratio * LIMIT)
    assert (event.by, event.against) == (EvidenceSource.NETWORK, Reference.CLEAN_REP)
    assert math.isnan(event.baseline)


@pytest.mark.parametrize(("how", "ratio"), [(BaselineHow.STILL, 1.0), (BaselineHow.CALIBRATION, 3.0)])
def test_where_the_eye_sees_nothing_the_landmarks_count_above_the_own_clean_rep(how, ratio):
    event = looked_on(50.0, math.nan, how)
    assert (event.peak, event.baseline) == (48.0, 2.0)
    assert event.limit == pytest.approx(ratio * WithNetwork.factors.landmarks.value * LIMIT)
    assert (event.by, event.against) == (EvidenceSource.LANDMARKS, Reference.CLEAN_REP)


def against_rest(rested: float, *, judge: FaultDetector | None = None) -> FaultUpdate:
    """The last of many frames in which a network sees ``rested`` against the rest, and the landmarks nothing."""
    judge = judge or detector(OneNumber())
    updates = [
        judge.update(moment(measures(index / FPS, score=0.0, rested=rested), t_s=index / FPS, reference=baseline()))
        for index in range(30)
    ]
    return updates[-1]


def test_before_the_clean_rep_a_network_judges_against_the_rest_above_what_people_show():
    limit, usual = 1.5 * LIMIT, 3.0
    assert not against_rest(usual + 0.9 * limit).reading.active
    judge = detector(OneNumber())
    assert against_rest(usual + 1.1 * limit, judge=judge).reading.active
    event = judge.flush(9.0)
    assert event is not None
    assert (event.by, event.against, event.limit) == (EvidenceSource.NETWORK, Reference.REST, limit)
    assert event.peak == pytest.approx(1.1 * limit)


def test_the_own_clean_rep_goes_before_the_rest():
    assert not against_rest(99.0, judge=calibrated()).reading.active


def test_how_a_rep_compares_with_the_clean_one_is_its_median_at_the_top():
    judge = calibrated(clean=5.0)
    run(judge, [5.0 - 2.0 * LIMIT] * 9 + [99.0], drive=0.8)
    assert judge.take_excess() == pytest.approx(-2.0)
    assert math.isnan(judge.take_excess())
    run(judge, [0.0] * 10, drive=0.4)
    assert math.isnan(judge.take_excess())


def test_a_clean_rep_may_take_the_place_of_those_before():
    judge = calibrated(clean=5.0)
    now = [(measures(0.0, score=1.0), Motion(Phase.DRIVE, 0.5, False))]
    judge.learn(now, baseline(), instead=True)
    assert run(judge, [1.0])[0].reading.value == pytest.approx(0.0)
