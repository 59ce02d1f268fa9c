import pytest

from livecoach.config.schema import HoldSection
from livecoach.core import floor_measure_names
from livecoach.core.types import Measures, View
from tests.support.exercises import ALL_FOUR_REACH

RIGHT = {
    floor_measure_names.TRUNK_LEVEL_DEG: 11.0,
    floor_measure_names.INSIDE: 1.0,
    floor_measure_names.KNEE_OVER_HIP: -0.87,
    floor_measure_names.THIGH_LEAN_DEG: -4.0,
    floor_measure_names.ARM_LEAN_DEG: 0.1,
}


def problem(**wrong: float) -> str:
    assert ALL_FOUR_REACH.hold is not None
    measures = Measures(0.0, View.SIDE, 90.0, 1.0, RIGHT | wrong)
    return next((check.line for check in ALL_FOUR_REACH.hold.checks if check.wrong(measures, HoldSection())), "")


def test_the_right_position_has_no_problem():
    assert problem() == ""


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({floor_measure_names.TRUNK_LEVEL_DEG: 80.0}, "on_all_fours"),
        ({floor_measure_names.KNEE_OVER_HIP: 0.8}, "on_all_fours"),
        ({floor_measure_names.INSIDE: 0.8}, "all_in_picture"),
        ({floor_measure_names.THIGH_LEAN_DEG: 25.0}, "knees_under_hips"),
        ({floor_measure_names.ARM_LEAN_DEG: 25.0}, "hands_under_shoulders"),
    ],
)
def test_each_thing_that_is_wrong_has_its_sentence(wrong, line):
    assert problem(**wrong) == line


def test_it_is_judged_by_the_outline_and_corrects_reach_neck_and_low_back():
    assert ALL_FOUR_REACH.needs_mask
    assert [fault.id for fault in ALL_FOUR_REACH.faults] == ["reach_lost", "neck_crane", "low_back_sag"]
