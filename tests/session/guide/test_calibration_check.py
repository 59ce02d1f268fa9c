from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livecoach.core.types import Frame, Phase, PoseObservation, Rep, Step, TrackState, readonly
from livecoach.session.guide.calibration_check import CalibrationCheck

STEP = Step(
    Frame(0, 0.0, readonly(np.zeros((1, 1, 3), np.uint8))), PoseObservation(None, TrackState.OK), phase=Phase.DRIVE
)
GOOD = Rep(1, 1.0, 2.0, 3.5, 1.0, True, ())


def watched(whole: int = 30, broken: int = 0) -> CalibrationCheck:
    check = CalibrationCheck()
    for index in range(whole + broken):
        check.update(STEP, whole=index < whole)
    return check


def test_a_slow_clean_whole_pull_is_good():
    assert watched().verdict(GOOD) == ""


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("shrug", "once_more_shoulders"),
        ("lumbar_extension", "once_more_ribs"),
        ("head_protrusion", "once_more_chin"),
    ],
)
def test_a_fault_in_it_is_named(kind: str, line: str):
    assert watched().verdict(replace(GOOD, faults=(kind,))) == line


def test_a_hasty_pull_is_not_long_enough():
    assert watched().verdict(replace(GOOD, end_s=1.9)) == "once_more_slowly"


def test_most_of_it_must_show_the_whole_upper_body():
    assert watched(whole=20, broken=10).verdict(GOOD) == "once_more_whole"
    assert watched(whole=29, broken=1).verdict(GOOD) == ""


def test_each_pull_is_watched_anew():
    check = watched(whole=0, broken=30)
    assert check.verdict(GOOD) == "once_more_whole"
    check.update(STEP, whole=True)
    assert check.verdict(GOOD) == ""


def test_only_the_pull_itself_counts():
    check = watched()
    for _ in range(100):
        check.update(replace(STEP, phase=Phase.REACH), whole=False)
    assert check.verdict(GOOD) == ""
