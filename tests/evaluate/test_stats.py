from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.evaluate.stats import f1, f1_by_clip, median_off, number, wilson


def test_wilson_is_the_textbook_interval():
    # 8 of 10: Wilson's interval without correction of continuity is 0.490 to 0.943.
    rate = wilson(8, 10)
    assert (rate.value, rate.low, rate.high) == pytest.approx((0.8, 0.4902, 0.9433), abs=1e-4)


def test_nothing_counted_is_unknown():
    assert math.isnan(wilson(0, 0).value)
    assert math.isnan(f1_by_clip([]).value)
    assert math.isnan(f1_by_clip([(0, 0, 0)]).value)


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share_and_stays_within_0_and_1(found: int, others: int):
    if found + others:
        rate = wilson(found, found + others)
        assert 0.0 <= rate.low <= rate.value + 1e-12
        assert rate.value - 1e-12 <= rate.high <= 1.0


counts = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


@given(counts)
def test_f1_is_that_of_the_sums_and_its_interval_the_same_each_time(clips: list[tuple[int, int, int]]):
    tp, fp, fn = (sum(column) for column in zip(*clips, strict=True))
    rate = f1_by_clip(clips)
    if tp + fp + fn == 0:
        assert math.isnan(rate.value)
        return
    assert rate.value == pytest.approx(f1(tp, fp, fn))
    assert 0.0 <= rate.low <= rate.high <= 1.0
    assert rate == f1_by_clip(clips)


def test_clips_that_differ_make_a_wide_interval():
    alike = f1_by_clip([(4, 1, 1)] * 10)
    apart = f1_by_clip([(8, 0, 0), (0, 2, 2)] * 5)
    assert alike.value == apart.value == pytest.approx(0.8)
    assert alike.high - alike.low < 1e-9
    assert apart.high - apart.low > 0.2


def test_numbers_as_reports_write_them():
    assert (number(0.123456), number(float("nan"))) == (0.1235, None)
    assert median_off([-3.0, 1.0, 2.0]) == 2.0
    assert math.isnan(median_off([]))
