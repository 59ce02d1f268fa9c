import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.config.schema import BaselineSection
from livecoach.core import measure_names
from livecoach.core.types import Baseline, BaselineHow, Measures, View
from livecoach.measure.baseline import StillWatcher, baseline_of
from livecoach.measure.meter import Meter
from tests.support.bodies import HANGING, REACHED, Camera, Segment, filmed, nobody, still, swinging

SETTINGS = BaselineSection()
rates = st.sampled_from([10.0, 15.0, 30.0, 60.0])


def measured(*segments: Segment, fps: float = 30.0, camera: Camera = Camera(30.0)) -> list[Measures | None]:  # noqa: B008 -- frozen
    meter = Meter()
    return [None if pose is None else meter.measure(pose) for pose in filmed(segments, fps, camera)]


STANDING = tuple(measured(still(3.5)))


def watched(measures: list[Measures | None], watcher: StillWatcher | None = None) -> list[Baseline]:
    watcher = watcher or StillWatcher(SETTINGS)
    return [baseline for sample in measures if (baseline := watcher.update(sample)) is not None]


def sample(t_s: float, **values: float) -> Measures:
    return Measures(t_s, View.FRONT, 0.0, 1.0, values)


@given(st.lists(st.floats(-100.0, 100.0) | st.just(math.nan), min_size=1, max_size=30))
def test_a_baseline_is_the_median_and_spread_of_what_was_known(values):
    samples = [sample(0.1 * index, torso_px=value) for index, value in enumerate(values)]
    baseline = baseline_of(samples, BaselineHow.CALIBRATION)
    known = np.array([value for value in values if not math.isnan(value)])
    median = np.median(known) if known.size else math.nan
    spread = 1.4826 * np.median(np.abs(known - median)) if known.size else math.nan
    assert baseline.median[measure_names.TORSO_PX] == pytest.approx(median, nan_ok=True)
    assert baseline.spread[measure_names.TORSO_PX] == pytest.approx(spread, nan_ok=True)
    assert math.isnan(baseline.median[measure_names.PULL])
    assert (baseline.how, baseline.start_s, baseline.end_s) == (BaselineHow.CALIBRATION, 0.0, samples[-1].t_s)


@given(rates, st.floats(0.0, 1.0))
@settings(max_examples=8)
def test_who_stands_still_long_enough_is_taken_at_once_at_every_rate(fps, noise_px):
    measures = measured(still(SETTINGS.still_s + 0.5), fps=fps, camera=Camera(30.0, noise_px=noise_px))
    baseline = watched(measures)[0]
    assert (baseline.how, baseline.view) == (BaselineHow.STILL, View.THREE_QUARTER_FRONT)
    assert SETTINGS.still_s - 1e-6 <= baseline.end_s - baseline.start_s < SETTINGS.still_s + 1.0 / fps + 1e-6
    assert baseline.yaw_deg == pytest.approx(30.0, abs=2.0)
    rest = measured(still(0.5))[-1]
    assert rest is not None
    for name in (measure_names.TORSO_PX, measure_names.EAR_OVER_SHOULDER_LEFT_PX):
        assert baseline.median[name] == pytest.approx(rest[name], abs=noise_px + 1e-3)


def test_who_moves_all_the_time_is_not_taken():
    assert watched(measured(*[swinging(HANGING, REACHED, 1.5)] * 6)) == []


def test_standing_still_that_ends_early_does_not_count():
    assert watched(measured(still(SETTINGS.still_s - 1.0), *[swinging(HANGING, REACHED, 1.5)] * 3)) == []


def test_a_moment_of_stillness_does_not():
    assert watched(measured(still(1.0), *[swinging(HANGING, REACHED, 1.5)] * 3)) == []


def test_the_still_part_may_come_after_getting_into_position():
    baselines = watched(measured(*[swinging(HANGING, REACHED, 2.0)] * 2, still(4.0)))
    assert baselines[0].start_s > 3.0


def test_who_leaves_the_picture_starts_anew():
    baselines = watched(measured(still(1.4), nobody(0.2), still(1.4), nobody(0.2), still(4.0)))
    assert baselines[0].start_s == pytest.approx(3.2, abs=0.05)


@given(
    st.sampled_from([measure_names.WRIST_X_PX, measure_names.SHOULDER_Y_PX, measure_names.TORSO_PX]), st.integers(0, 80)
)
@settings(max_examples=10)
def test_what_cannot_be_measured_is_not_standing_still(name, lost):
    measures = list(STANDING)
    seen_now = measures[lost]
    assert seen_now is not None
    measures[lost] = replace(seen_now, values={**seen_now.values, name: math.nan})
    for baseline in watched(measures):
        assert not baseline.start_s <= seen_now.t_s <= baseline.end_s


def test_how_long_the_person_stood_still_is_told():
    watcher = StillWatcher(SETTINGS)
    assert watcher.still_for_s == 0.0
    watched(measured(still(1.0)), watcher)
    assert watcher.still_for_s == pytest.approx(1.0, abs=0.05)
    watcher.update(None)
    assert watcher.still_for_s == 0.0


def test_the_size_of_the_person_does_not_matter():
    for scale in (0.4, 2.0):
        assert len(watched(measured(still(3.2), camera=Camera(30.0, scale)))) >= 1


def test_after_a_reset_it_is_a_new_one():
    used = StillWatcher(SETTINGS)
    watched(measured(still(2.5)), used)
    used.reset()
    measures = measured(still(SETTINGS.still_s + 0.1))
    assert watched(measures, used) == watched(measures)
