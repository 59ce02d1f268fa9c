"""What was told of holds against the labels, from made-up readings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from livecoach.evaluate.holds.labels import load_hold_labels
from livecoach.evaluate.holds.match import compare_hold
from livecoach.evaluate.holds.report import hold_markdown, summarise_holds
from livecoach.evaluate.outcome import Outcome
from tests.evaluate.labelled_holds import LEFT_S, label, labelled, told

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.evaluate.holds.labels import HoldClip

LOST, NECK, SAG = "reach_lost", "neck_crane", "low_back_sag"


@pytest.fixture
def clip(tmp_path: Path) -> Any:
    def made(**more: Any) -> HoldClip:
        return load_hold_labels(labelled(tmp_path, a=label(**more)))[0]

    return made


def test_a_clean_hold_that_is_told_clean_is_silent(clip: Any) -> None:
    outcome = compare_hold(clip(), told(), [])
    assert {trial.outcome for trial in outcome.faults.values()} == {Outcome.TRUE_NEGATIVE}
    assert set(outcome.faults) == {LOST, NECK, SAG}
    assert (outcome.position, outcome.breaths, outcome.breaths_true) == (Outcome.TRUE_NEGATIVE, 6, 6)
    assert outcome.begun_off_s == pytest.approx(-0.2)
    assert math.isnan(outcome.left_off_s)


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
def test_an_alarm_counts_from_where_the_fault_begins(clip: Any, fps: float) -> None:
    sagging = clip(set={"sag": 20.0}, fault_s=[17.0, LEFT_S])
    trial = compare_hold(sagging, told((SAG, 12.0), (SAG, 18.5), fps=fps), []).faults[SAG]
    assert (trial.outcome, trial.false_alarms) == (Outcome.TRUE_POSITIVE, 1)
    assert trial.after_s == pytest.approx(1.5, abs=0.1)
    early = compare_hold(sagging, told((SAG, 12.0), fps=fps), []).faults[SAG]
    assert (early.outcome, early.false_alarms) == (Outcome.FALSE_NEGATIVE, 1)


def test_an_alarm_without_a_fault_is_false(clip: Any) -> None:
    faults = compare_hold(clip(), told((NECK, 12.0)), []).faults
    assert (faults[NECK].outcome, faults[NECK].false_alarms) == (Outcome.FALSE_POSITIVE, 1)
    assert faults[SAG].outcome is Outcome.TRUE_NEGATIVE


def test_a_lost_hold_is_found_and_put(clip: Any) -> None:
    outcome = compare_hold(clip(left_s=20.0), told((LOST, 22.0), breaths=2), [])
    assert outcome.faults[LOST].outcome is Outcome.TRUE_POSITIVE
    assert (outcome.faults[LOST].after_s, outcome.left_off_s) == pytest.approx((2.0, 1.0))
    assert (outcome.breaths, outcome.breaths_true) == (2, 3)


def test_a_hold_that_never_came_about_is_a_miss_and_no_proof_of_silence(clip: Any) -> None:
    outcome = compare_hold(clip(left_s=20.0), told(problem="knees_under_hips"), [])
    assert outcome.faults[LOST].outcome is Outcome.FALSE_NEGATIVE
    assert outcome.faults[SAG].outcome is Outcome.NOT_JUDGED
    assert (outcome.position, outcome.breaths) == (Outcome.FALSE_POSITIVE, None)
    assert compare_hold(clip(), [], []).faults[SAG].outcome is Outcome.NOT_JUDGED


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("knees_under_hips", Outcome.TRUE_POSITIVE),
        ("side_to_camera", Outcome.FALSE_NEGATIVE),
        ("", Outcome.FALSE_NEGATIVE),
    ],
)
def test_a_wrong_position_wants_its_own_line_and_no_other_trial(clip: Any, said: str, outcome: Outcome) -> None:
    compared = compare_hold(clip(set={"thigh": 28.0}), told(problem=said), [])
    assert (compared.position, compared.told_position) == (outcome, said)
    assert compared.faults == {}


def test_the_report_says_what_was_measured(clip: Any) -> None:
    outcomes = [
        compare_hold(clip(), told((NECK, 12.0)), []),
        compare_hold(clip(set={"sag": 20.0}, fault_s=[17.0]), told((SAG, 18.5), breaths=5), []),
        compare_hold(clip(left_s=20.0), told((LOST, 22.0), breaths=3), []),
        compare_hold(clip(set={"thigh": 28.0}), told(problem="side_to_camera"), []),
        compare_hold(clip(set={"thigh": 28.0}), told(problem="knees_under_hips"), []),
    ]
    summary = summarise_holds(outcomes)
    head = {"set": "made", "version": "1", "model": "full", "profile": "default", "failed": []}
    text = hold_markdown(head | summary)
    assert "| low back sagged | 1 | 0 | 0 | 2 | 0 | 0 | 100.0 % (21-100) | 0.0 % (0-66) | 1.5 s |" in text
    assert "| head lifted | 0 | 0 | 1 | 2 | 0 | 1 | - | 33.3 % (6-79) | - |" in text
    assert "| wrong position | 1 | 1 | 0 | 3 | 0 | 0 | 50.0 % (9-91) | 0.0 % (0-56) | - |" in text
    assert "hips dropped" not in text
    assert "A hold was detected in 3 of 3 clips with a right position" in text
    assert "0.2 s from its true beginning (at most 0.2)" in text
    assert "Breaths were counted exactly in 2 of 3 (mean absolute error 0.33)" in text
    assert "knees_under_hips: side_to_camera" in text
    assert "reach lost +2.0 s" in text
    assert "head lifted: 1 false" in text


def test_nothing_to_count_is_told_as_nothing() -> None:
    head = {
        "set": "none",
        "version": "1",
        "model": "full",
        "profile": "default",
        "failed": [{"clip": "x", "error": "No."}],
    }
    assert "A hold was detected in 0 of 0" in hold_markdown(head | summarise_holds([]))
