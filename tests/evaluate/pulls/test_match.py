"""Hand-made verdicts against hand-made labels: each rule of counting in one test."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from livecoach.core.types import Event, Grade, Observability, Rep, View
from livecoach.core.unknown import NAN
from livecoach.evaluate.labelled_clip import Label, LabelledClip, TrueRep
from livecoach.evaluate.outcome import Outcome
from livecoach.evaluate.pulls.match import ClipResult, compare
from livecoach.evaluate.pulls.verdict import Meters, Predictions

SHRUG = "shrug"


def true_rep(number: int, label: Label = Label.CLEAN) -> TrueRep:
    """A rep of two seconds, from twice its number on."""
    return TrueRep(number, 2.0 * number, 2.0 * number + 2.0, {SHRUG: label}, {SHRUG: 10.0})


def rep(index: int, peak_s: float, *, calibration: bool = False) -> Rep:
    return Rep(index, peak_s - 0.8, peak_s, peak_s + 0.8, 1.0, calibration, ())


def alarm(start_s: float) -> Event:
    return Event(SHRUG, start_s, None, 0.02, start_s, 0.013, "", Grade.MILD, None)


def verdict(
    reps: list[Rep], events: list[Event], state: Observability = Observability.FULL, value: float = 0.01
) -> Predictions:
    """Ten seconds at 10 frames a second, the meter at ``value`` all the time."""
    t_s = np.arange(100) / 10
    meters = Meters(np.full(100, value), np.full(100, 0.013), (state,) * 100, ("",) * 100)
    return Predictions(t_s, View.SIDE, tuple(reps), tuple(events), {SHRUG: meters}, {})


def clip(*labels: Label, yaw_deg: float = NAN) -> LabelledClip:
    return LabelledClip(Path(), "clip", yaw_deg, tuple(true_rep(number, label) for number, label in enumerate(labels)))


def outcomes(result: ClipResult) -> list[Outcome]:
    return [row.outcome for row in result.rows]


def each_counted(count: int) -> list[Rep]:
    return [rep(number + 1, 2.0 * number + 1.0) for number in range(count)]


def test_each_rep_is_one_of_four():
    labels = clip(Label.FAULT, Label.FAULT, Label.CLEAN, Label.CLEAN)
    result = compare(labels, verdict(each_counted(4), [alarm(1.0), alarm(5.0)]), {})
    assert outcomes(result) == [
        Outcome.TRUE_POSITIVE,
        Outcome.FALSE_NEGATIVE,
        Outcome.FALSE_POSITIVE,
        Outcome.TRUE_NEGATIVE,
    ]
    assert result.false_alarms == {(SHRUG, Observability.FULL): 1}


def test_borderline_and_calibration_reps_are_not_scored():
    counted = [rep(1, 1.0, calibration=True), rep(2, 3.0)]
    result = compare(clip(Label.FAULT, Label.BORDERLINE), verdict(counted, [alarm(1.0), alarm(3.0)]), {})
    assert outcomes(result) == [Outcome.NOT_SCORED, Outcome.NOT_SCORED]
    assert result.calibrated_on == ("shrug",)
    assert result.false_alarms == {}


def test_an_alarm_in_a_clean_calibration_rep_is_still_heard():
    result = compare(clip(Label.CLEAN), verdict([rep(1, 1.0, calibration=True)], [alarm(1.0)]), {})
    assert outcomes(result) == [Outcome.NOT_SCORED]
    assert result.false_alarms == {(SHRUG, Observability.FULL): 1}


def test_what_the_view_cannot_judge_is_not_scored():
    result = compare(clip(Label.FAULT), verdict(each_counted(1), [], Observability.NONE), {})
    assert outcomes(result) == [Outcome.NOT_JUDGED]


def test_a_rep_without_a_single_known_value_is_not_judged():
    result = compare(clip(Label.FAULT), verdict(each_counted(1), [], value=NAN), {})
    assert outcomes(result) == [Outcome.NOT_JUDGED]
    assert result.rows[0].why == "nothing could be measured in this rep"


def test_low_confidence_is_scored_under_its_own_name():
    result = compare(clip(Label.FAULT), verdict(each_counted(1), [alarm(1.0)], Observability.LIMITED), {})
    assert [(row.state, row.outcome) for row in result.rows] == [(Observability.LIMITED, Outcome.TRUE_POSITIVE)]


def test_one_alarm_in_a_rep_counts_and_others_repeat():
    result = compare(clip(Label.FAULT), verdict(each_counted(1), [alarm(0.5), alarm(1.0), alarm(1.5)]), {})
    assert [(row.outcome, row.alarms) for row in result.rows] == [(Outcome.TRUE_POSITIVE, 3)]
    assert result.false_alarms == {}


def test_an_alarm_outside_of_all_reps_is_a_false_one():
    assert compare(clip(Label.FAULT), verdict(each_counted(1), [alarm(8.0)]), {}).false_alarms == {
        (SHRUG, Observability.FULL): 1
    }


def test_an_uncounted_rep_misses_its_fault_and_proves_no_silence():
    result = compare(clip(Label.FAULT, Label.CLEAN, Label.FAULT), verdict([], [alarm(5.0)]), {})
    assert outcomes(result) == [Outcome.FALSE_NEGATIVE, Outcome.NOT_SCORED, Outcome.TRUE_POSITIVE]
    assert result.missed == (0, 1, 2)


def test_reps_outside_and_second_ones_within_are_extra():
    counted = [rep(1, 0.5), rep(2, 1.5), rep(3, 9.0)]
    result = compare(clip(Label.CLEAN), verdict(counted, []), {})
    assert (result.true_reps, result.reps, result.extra_s) == (1, 3, (1.5, 9.0))


def test_the_delay_runs_from_the_truths_crossing():
    result = compare(
        clip(Label.FAULT, Label.FAULT), verdict(each_counted(2), [alarm(1.0), alarm(3.0)]), {(0, SHRUG): 0.7}
    )
    assert result.rows[0].delay_s == pytest.approx(0.3)
    assert math.isnan(result.rows[1].delay_s)


@pytest.mark.parametrize(
    ("yaw_deg", "view"),
    [(0.0, View.FRONT), (-45.0, View.THREE_QUARTER_FRONT), (270.0, View.SIDE), (190.0, View.BACK), (NAN, View.SIDE)],
)
def test_the_view_is_the_labels_or_else_the_products(yaw_deg: float, view: View):
    assert compare(clip(Label.CLEAN, yaw_deg=yaw_deg), verdict(each_counted(1), []), {}).view is view


def test_a_fault_that_was_not_labelled_has_no_row():
    unlabelled = replace(true_rep(0), labels={})
    result = compare(LabelledClip(Path(), "clip", 0.0, (unlabelled,)), verdict(each_counted(1), [alarm(1.0)]), {})
    assert result.rows == ()
    assert result.false_alarms == {}


def test_a_clip_without_frames_has_every_rep_missed():
    empty = Predictions(np.zeros(0), View.UNKNOWN, (), (), {}, {})
    result = compare(clip(Label.FAULT), empty, {})
    assert (result.reps, result.missed, result.rows) == (0, (0,), ())
