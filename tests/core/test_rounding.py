from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.rounding import LEVEL, first_highest, nearest_to_zero, order_with_ties, passed

rounding = st.floats(-1e-9, 1e-9)
# Multiples of a hundredth: two of them are either equal or clearly different.
hundredths = st.integers(-300, 300).map(lambda number: number / 100)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 3))
    exact = np.array([[draw(hundredths) for _ in range(columns)] for _ in range(rows)])
    noise = np.array([[draw(rounding) for _ in range(columns)] for _ in range(rows)])
    return exact, exact + noise


@given(tables())
def test_the_order_of_equal_rows_is_theirs_whatever_their_last_digits(table):
    exact, disturbed = table
    assert (order_with_ties(disturbed) == exact.argsort(axis=0, kind="stable")).all()


@given(tables(), st.integers(1, 4))
def test_the_nearest_are_the_first_of_those_that_are_equally_near(table, count):
    exact, disturbed = np.abs(table[0][:, 0]), table[1][:, 0] - table[0][:, 0] + np.abs(table[0][:, 0])
    assert list(nearest_to_zero(disturbed, count)) == list(exact.argsort(kind="stable")[:count])


@given(st.lists(st.tuples(hundredths, rounding), min_size=1, max_size=20))
def test_the_highest_is_the_first_that_reaches_it(pairs):
    exact = [value for value, _ in pairs]
    found = first_highest(range(len(pairs)), lambda place: sum(pairs[place]))
    assert found == exact.index(max(exact))


def test_an_unknown_value_is_never_the_highest():
    assert first_highest([math.nan, 1.0, 2.0, math.nan], lambda value: value) == 2.0
    assert math.isnan(first_highest([math.nan, math.nan], lambda value: value))


def test_a_clear_difference_is_no_tie():
    assert first_highest([1.0, 1.0 + 2.0 * LEVEL], lambda value: value) > 1.0


@given(st.integers(1, 600), st.sampled_from([10.0, 25.0, 29.97, 30.0, 60.0]), st.floats(0.0, 1e6))
def test_a_number_of_frames_has_passed_at_its_last_frame_wherever_the_clock_starts(frames, fps, start_s):
    since_s, length_s = start_s + 1.0 / fps, frames / fps
    assert passed(start_s + (frames + 1) / fps, since_s, length_s)
    assert not passed(start_s + frames / fps, since_s, length_s)


@pytest.mark.parametrize("times", [(math.nan, 0.0), (0.0, math.nan)])
def test_from_an_unknown_time_nothing_has_passed(times):
    assert not passed(*times, 0.0)
