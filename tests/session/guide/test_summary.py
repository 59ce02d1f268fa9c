from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from livecoach.core.guide_state import Hint, SetResult
from livecoach.core.types import Event, Frame, Grade, Phase, PoseObservation, Rep, Step, TrackState, readonly
from livecoach.core.words.translator import translator
from livecoach.faults.registry import texts_of
from livecoach.session.guide.summary import SummaryCollector, set_result
from tests.support.faults import REP_FAULT_IDS

PIXEL = readonly(np.zeros((1, 1, 3), np.uint8))
BARE = Step(Frame(0, 0.0, PIXEL), PoseObservation(None, TrackState.SEARCHING))


def rep(index: int, *faults: str, drive: float = 1.0, calibration: bool = False) -> Rep:
    return Rep(index, float(index), index + 0.5, index + 0.9, drive, calibration, faults)


def event(kind: str, number: int | None) -> Event:
    return Event(kind, 1.0, None, 1.0, 1.0, 0.5, "deg", Grade.MILD, number)


def collected(*steps: Step):
    collector = SummaryCollector()
    for step in steps:
        collector.update(step)
    return collector.summary()


def reps(*done: Rep) -> tuple[Step, ...]:
    return tuple(replace(BARE, rep=one) for one in done)


def test_nothing_seen_asks_to_be_seen():
    summary = collected(BARE)
    assert (summary.reps, summary.clean, summary.worst, summary.worst_phase) == (0, 0, None, None)
    assert math.isnan(summary.best_range)
    assert summary.hint is Hint.BE_SEEN


def test_the_worst_fault_is_the_one_in_most_reps_where_it_mostly_began():
    steps = [
        replace(BARE, phase=phase, opened=(event(kind, 1),))
        for kind, phase in (
            ("lumbar_extension", Phase.DRIVE),
            ("lumbar_extension", Phase.HOLD),
            ("lumbar_extension", Phase.HOLD),
            ("shrug", Phase.DRIVE),
        )
    ]
    arch, shrug = "lumbar_extension", "shrug"
    summary = collected(*steps, *reps(rep(1, arch), rep(2, arch, shrug), rep(3, arch), rep(4)))
    assert (summary.reps, summary.clean, summary.worst, summary.worst_reps) == (4, 1, arch, 3)
    assert summary.worst_phase is Phase.HOLD
    assert summary.hint is Hint.FAULT


def test_the_best_range_is_that_of_clean_reps_only():
    assert collected(*reps(rep(1, "shrug", drive=1.0), rep(2, drive=0.8), rep(3, drive=0.9))).best_range == 0.9


def test_the_rep_that_taught_the_movement_does_not_count():
    summary = collected(*reps(rep(1, calibration=True), rep(2)))
    assert (summary.reps, summary.clean) == (1, 1)
    assert set_result([rep(1, calibration=True), rep(2)]) == SetResult(1, 1)


def test_single_slips_leave_the_advice_to_the_range():
    clean = [rep(index) for index in range(2, 12)]
    assert collected(*reps(rep(1, "shrug"), *clean)).hint is Hint.KEEP
    short = [replace(one, drive=0.7) for one in clean]
    assert collected(*reps(rep(1, "shrug"), *short)).hint is Hint.FURTHER


def test_slips_of_several_kinds_together_are_not_all_good():
    slips = [rep(1, "shrug"), rep(2, "lumbar_extension"), rep(3, "shrug")]
    assert collected(*reps(*slips, *(rep(index) for index in range(4, 13)))).hint is Hint.FAULT


def test_of_equals_the_more_urgent_fault_is_the_worst():
    assert set_result([rep(1, "head_protrusion"), rep(2, "shrug")]).worst == "shrug"


def test_every_fault_has_its_own_advice():
    found = [collected(*reps(rep(1, kind))) for kind in REP_FAULT_IDS]
    assert {summary.hint for summary in found} == {Hint.FAULT}
    english = translator("en")
    assert len({texts_of(summary.worst, english).hint for summary in found if summary.worst}) == len(REP_FAULT_IDS)
