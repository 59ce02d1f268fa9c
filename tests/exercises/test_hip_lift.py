import pytest

from livecoach.config.schema import HoldSection
from livecoach.core import floor_measure_names
from livecoach.core.breath import Posture
from livecoach.core.types import Measures, View
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import languages
from tests.support.exercises import HIP_LIFT_90_90

RIGHT = {
    floor_measure_names.TRUNK_LEVEL_DEG: 2.0,
    floor_measure_names.INSIDE: 1.0,
    floor_measure_names.KNEE_OVER_HIP: 0.85,
    floor_measure_names.KNEE_DEG: 92.0,
    floor_measure_names.HIP_DEG: 107.0,
    floor_measure_names.THIGH_LEAN_DEG: 8.0,
}


def problem(view: View = View.SIDE, **wrong: float) -> str:
    assert HIP_LIFT_90_90.hold is not None
    measures = Measures(0.0, view, 90.0, 1.0, RIGHT | wrong)
    return next((check.line for check in HIP_LIFT_90_90.hold.checks if check.wrong(measures, HoldSection())), "")


def test_it_is_done_lying_for_six_breaths():
    assert HIP_LIFT_90_90.posture is Posture.FLOOR
    assert (HIP_LIFT_90_90.dose.sets, HIP_LIFT_90_90.dose.count) == (1, 6)


def test_the_right_position_has_no_problem():
    assert problem() == ""


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({floor_measure_names.TRUNK_LEVEL_DEG: 80.0}, "lie_on_back"),
        ({floor_measure_names.KNEE_OVER_HIP: -0.8}, "lie_on_back"),
        ({floor_measure_names.INSIDE: 0.8}, "all_in_picture"),
        ({floor_measure_names.KNEE_DEG: 112.0}, "closer_to_wall"),
        ({floor_measure_names.KNEE_DEG: 70.0}, "away_from_wall"),
        ({floor_measure_names.THIGH_LEAN_DEG: 20.0}, "knees_over_hips"),
        ({floor_measure_names.THIGH_LEAN_DEG: -20.0}, "knees_over_hips"),
    ],
)
def test_each_thing_that_is_wrong_has_its_sentence(wrong, line):
    assert problem(**wrong) == line
    assert all(spoken(language)[line] for language in languages())


def test_a_body_whose_hips_lie_lower_than_its_shoulders_is_right():
    """The angle at the hip has that slope in it; the thighs are upright."""
    assert problem(**{floor_measure_names.HIP_DEG: 110.0}) == ""


def test_it_wants_to_be_seen_from_the_side():
    assert problem(View.THREE_QUARTER_BACK) == "side_to_camera"
