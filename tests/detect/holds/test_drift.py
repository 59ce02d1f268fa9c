import math

import pytest

from livecoach.config.schema import HoldSection
from livecoach.core import floor_measure_names
from livecoach.core.types import Measures, View
from livecoach.detect.holds.drift import LOW_BACK_SAG, NECK_CRANE, DriftWatcher


def at(t_s: float, **values: float) -> Measures:
    return Measures(t_s, View.SIDE, 90.0, 1.0, values)


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_a_lifted_head_is_told_after_half_a_second_and_ends_when_it_is_back(fps):
    watcher = DriftWatcher(NECK_CRANE)
    times = [n / fps for n in range(round(8 * fps))]
    off = [
        t_s for t_s in times if watcher.update(at(t_s, head_deg=-70.0 if 3.0 <= t_s < 5.0 else -95.0), HoldSection())
    ]
    assert off[0] == pytest.approx(3.5, abs=0.11)
    assert off[-1] == pytest.approx(5.5, abs=0.11)
    assert watcher.peak == pytest.approx(25.0)


def test_a_reach_that_fades_as_a_whole_is_no_sag():
    watcher = DriftWatcher(LOW_BACK_SAG)
    off = [
        watcher.update(at(n / 30.0, back=0.35 - 0.0004 * n, low_back=0.3 - 0.0002 * n), HoldSection())
        for n in range(200)
    ]
    assert not any(off)


def test_a_low_back_that_sinks_more_than_the_middle_sags():
    watcher = DriftWatcher(LOW_BACK_SAG)
    for n in range(60):
        watcher.update(at(n / 30.0, back=0.35, low_back=0.3), HoldSection())
    off = [watcher.update(at(2.0 + n / 30.0, back=0.335, low_back=0.265), HoldSection()) for n in range(60)]
    assert off[-1]


def test_the_unknown_neither_opens_nor_closes():
    watcher = DriftWatcher(NECK_CRANE)
    for n in range(60):
        watcher.update(at(n / 30.0, head_deg=-95.0), HoldSection())
    assert not any(watcher.update(at(2.0 + n / 30.0, head_deg=math.nan), HoldSection()) for n in range(60))


def test_its_measures_are_those_of_the_floor():
    assert {"head_deg", "back", "low_back"} <= set(floor_measure_names.ALL)
