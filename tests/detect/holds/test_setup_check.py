import pytest

from livecoach.config.schema import HoldSection
from livecoach.core import floor_measure_names
from livecoach.core.types import Measures, View
from livecoach.detect.holds.setup_check import SetUpCheck, SetUpWatcher, not_level, out_of_picture

CHECKS = (SetUpCheck("lie_on_back", not_level, basic=True), SetUpCheck("all_in_picture", out_of_picture))


def at(t_s: float, level_deg: float, inside: float = 1.0) -> Measures:
    return Measures(
        t_s, View.SIDE, 90.0, 1.0, {floor_measure_names.TRUNK_LEVEL_DEG: level_deg, floor_measure_names.INSIDE: inside}
    )


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_what_is_wrong_is_told_once_it_lasts_the_first_thing_first(fps):
    watcher = SetUpWatcher(CHECKS)
    told = {t_s: watcher.update(at(t_s, 80.0, 0.5), HoldSection()) for t_s in (n / fps for n in range(round(2 * fps)))}
    assert next(t_s for t_s, line in told.items() if line) == pytest.approx(0.7, abs=0.11)
    assert watcher.update(at(2.0, 80.0, 0.5), HoldSection()) == "lie_on_back"


def test_a_moment_changes_nothing_and_a_nan_is_nothing_wrong():
    watcher = SetUpWatcher(CHECKS)
    for n in range(30):
        watcher.update(at(n / 30.0, float("nan")), HoldSection())
    assert [watcher.update(at(1.0 + n / 30.0, 80.0), HoldSection()) for n in range(10)] == [""] * 10
