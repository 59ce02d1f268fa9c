import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.filters import WindowSmoother, median_ignoring_nan

RATES = (10.0, 15.0, 30.0, 60.0, 120.0)
rates = st.sampled_from(RATES)
numbers = st.floats(-1e3, 1e3)
series = st.lists(numbers | st.just(math.nan), min_size=1, max_size=40)
MEDIAN_S, MEAN_S = 0.1, 0.17
window_s = MEDIAN_S + MEAN_S


def smoothed(values: list[float], fps: float, smoother: WindowSmoother | None = None) -> list[float]:
    smoother = smoother or WindowSmoother(MEDIAN_S, MEAN_S)
    return [float(smoother.update(index / fps, np.array([value]))[0]) for index, value in enumerate(values)]


@given(st.lists(st.lists(numbers | st.just(math.nan), min_size=3, max_size=3), min_size=1, max_size=9))
def test_the_median_is_numpys_of_what_is_known(rows):
    table = np.array(rows)
    expected = [np.median(known) if (known := column[np.isfinite(column)]).size else math.nan for column in table.T]
    assert median_ignoring_nan(table) == pytest.approx(np.array(expected), nan_ok=True)


@given(numbers, rates)
def test_a_constant_stays_what_it_is(value, fps):
    assert smoothed([value] * 30, fps) == pytest.approx([value] * 30)


@given(series, rates)
def test_it_never_leaves_the_range_of_its_window_and_an_unknown_value_stays_unknown(values, fps):
    for index, smooth in enumerate(smoothed(values, fps)):
        assert math.isnan(smooth) == math.isnan(values[index])
        window = [
            value
            for place, value in enumerate(values[: index + 1])
            # The line from the last frame before each of the two windows enters it.
            if (index - place - 2) / fps < window_s and not math.isnan(value)
        ]
        if not math.isnan(smooth):
            assert min(window) - 1e-6 <= smooth <= max(window) + 1e-6


@given(st.floats(-50.0, 50.0), rates)
def test_a_steady_change_is_followed_at_every_rate_with_the_same_small_lag(slope, fps):
    smooth = smoothed([slope * index / fps for index in range(int(2 * fps))], fps)
    lag_s = 0.5 * window_s
    now_s = (len(smooth) - 1) / fps
    # Two frames in the median's window, as at 15 a second, are not quite symmetric in it.
    assert smooth[-1] == pytest.approx(slope * (now_s - lag_s), abs=abs(slope) * 0.006 + 1e-9)


@given(rates)
def test_by_default_it_lags_by_75_ms(fps):
    ramp = [index / fps for index in range(int(2 * fps))]
    assert ramp[-1] - smoothed(ramp, fps, WindowSmoother())[-1] == pytest.approx(0.075, abs=0.006)


def test_a_slow_movement_comes_out_alike_at_every_rate():
    def movement(t_s: float) -> float:
        return math.sin(2.0 * math.pi * 0.4 * t_s)

    fastest = 2.0 * math.pi * 0.4
    curves = {fps: smoothed([movement(index / fps) for index in range(int(5 * fps))], fps) for fps in RATES}
    for tenth in range(5, 45):
        now = [curves[fps][round(tenth * fps / 10)] for fps in RATES if tenth * fps % 10 == 0]
        assert max(now) - min(now) <= 0.02 * fastest  # 20 ms


@given(st.lists(st.floats(0.004, 0.15), min_size=40, max_size=60))
def test_frames_that_come_unevenly_lag_no_more(gaps_s):
    smoother = WindowSmoother(MEDIAN_S, MEAN_S)
    for t_s in np.cumsum(gaps_s):
        smooth = float(smoother.update(t_s, np.array([t_s]))[0])
        if t_s > 1.0:
            assert t_s - smooth == pytest.approx(0.5 * window_s, abs=0.5 * MEDIAN_S)


def test_a_first_value_is_believed_and_soon_after_a_gap_it_is_as_without_one():
    smoother = WindowSmoother(MEDIAN_S, MEAN_S)
    assert smoother.update(0.0, np.array([5.0])) == pytest.approx([5.0])
    gappy, whole = WindowSmoother(MEDIAN_S, MEAN_S), WindowSmoother(MEDIAN_S, MEAN_S)
    for index in range(40):
        t_s = index / 30.0
        seen = gappy.update(t_s, np.array([math.nan if index in (20, 25, 26) else t_s]))
        expected = whole.update(t_s, np.array([t_s]))
        if index > 34:
            assert seen == pytest.approx(expected, abs=0.01)


def test_a_single_outlier_is_gone_at_30_fps():
    assert smoothed([1.0, 1.0, 1.0, 50.0, 1.0, 1.0], 30.0) == pytest.approx([1.0] * 6)


@given(series, series, rates)
def test_each_value_is_smoothed_by_itself(one, other, fps):
    length = min(len(one), len(other))
    smoother = WindowSmoother(MEDIAN_S, MEAN_S)
    pairs = [smoother.update(index / fps, np.array([one[index], other[index]])) for index in range(length)]
    assert [pair[0] for pair in pairs] == pytest.approx(smoothed(one[:length], fps), nan_ok=True)
    assert [pair[1] for pair in pairs] == pytest.approx(smoothed(other[:length], fps), nan_ok=True)


@given(series, series, rates)
def test_after_a_reset_it_is_a_new_one(before, after, fps):
    used = WindowSmoother(MEDIAN_S, MEAN_S)
    smoothed(before, fps, used)
    used.reset()
    assert smoothed(after, fps, used) == pytest.approx(smoothed(after, fps), nan_ok=True)
