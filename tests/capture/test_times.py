from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.capture.times import LONGEST_GAP_S, SteadyTimes, frame_interval_s

PTS_S = st.one_of(st.none(), st.floats(-1e5, 1e5))
INTERVAL_S = 0.1


def times(pts_s: list[float | None], interval_s: float = 0.1) -> list[float]:
    steady = SteadyTimes(interval_s)
    return [steady.following(pts) for pts in pts_s]


@given(st.lists(PTS_S, min_size=1, max_size=40), st.floats(1 / 240, 1.0))
def test_times_start_at_zero_and_rise_strictly_whatever_the_file_says(
    pts_s: list[float | None], interval_s: float
) -> None:
    result = times(pts_s, interval_s)
    assert result[0] == 0.0
    assert all(after > before for before, after in pairwise(result))


@given(st.lists(st.floats(0.001, 5.0), max_size=40), st.floats(-100, 100))
def test_rising_times_are_kept_and_counted_from_the_first(gaps_s: list[float], start_s: float) -> None:
    pts_s = [start_s]
    for gap_s in gaps_s:
        pts_s.append(pts_s[-1] + gap_s)
    assert times(list(pts_s)) == pytest.approx([pts - start_s for pts in pts_s], abs=1e-9)


def test_a_repeated_time_is_put_half_an_interval_later_and_the_next_true_one_stands() -> None:
    assert times([0.0, 0.1, 0.1, 0.2]) == pytest.approx([0.0, 0.1, 0.15, 0.2])


def test_missing_times_go_on_at_the_clips_rate_and_true_ones_join_on() -> None:
    assert times([None, None, None]) == pytest.approx([0.0, 0.1, 0.2])
    assert times([None, None, 7.0, 7.1]) == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_a_clock_that_begins_again_goes_on_from_the_frame_before() -> None:
    assert times([5.0, 5.1, 5.2, 0.0, 0.1]) == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])


@pytest.mark.parametrize(("fps", "expected_s"), [(25.0, 0.04), (None, 1 / 30), (0.0, 1 / 30), (90000.0, 1 / 30)])
def test_an_absurd_rate_counts_as_unknown(fps: float | None, expected_s: float) -> None:
    assert frame_interval_s(fps) == pytest.approx(expected_s)


@given(st.lists(st.tuples(PTS_S, PTS_S), min_size=1, max_size=40))
def test_times_rise_strictly_and_never_far_whatever_both_clocks_say(
    raw_s: list[tuple[float | None, float | None]],
) -> None:
    steady = SteadyTimes(INTERVAL_S)
    result = [steady.following(pts_s, dts_s) for pts_s, dts_s in raw_s]
    assert result[0] == 0.0
    assert all(0.0 < after - before <= LONGEST_GAP_S + 1e-6 for before, after in pairwise(result))


@given(st.permutations(range(6)), st.integers(1, 20), st.integers(0, 5))
def test_a_clip_whose_packets_are_numbered_as_they_lie_is_as_long_as_it_was(
    order: list[int], groups: int, delay: int
) -> None:
    """In an AVI with B-frames pictures come with the numbers of their packets, not those of their places."""
    numbers = [6 * group + place for group in range(groups) for place in order] + [6 * groups]
    steady = SteadyTimes(INTERVAL_S)
    result = [steady.following(number * INTERVAL_S, (at + delay) * INTERVAL_S) for at, number in enumerate(numbers)]
    assert result[-1] == pytest.approx((len(numbers) - 1) * INTERVAL_S, abs=6 * INTERVAL_S)
    assert all(0.0 < after - before <= 6 * INTERVAL_S + 1e-9 for before, after in pairwise(result))


def test_where_presentation_times_are_missing_decoding_times_tell_of_a_pause() -> None:
    steady = SteadyTimes(INTERVAL_S)
    assert [steady.following(None, dts_s) for dts_s in (3.0, 3.1, 5.0)] == pytest.approx([0.0, 0.1, 2.0])


@given(st.floats(LONGEST_GAP_S + 1.0, 1e7))
def test_a_gap_is_bounded_and_what_it_left_out_is_known(gap_s: float) -> None:
    steady = SteadyTimes(INTERVAL_S)
    result = [steady.following(pts_s) for pts_s in (0.0, 0.1, 0.1 + gap_s, 0.2 + gap_s)]
    assert result == pytest.approx([0.0, 0.1, 0.1 + LONGEST_GAP_S, 0.2 + LONGEST_GAP_S], abs=1e-6)
    assert steady.left_out_s == pytest.approx(gap_s - LONGEST_GAP_S)


def test_a_pause_of_half_a_minute_is_kept() -> None:
    assert times([0.0, 0.1, 30.0, 30.1]) == pytest.approx([0.0, 0.1, 30.0, 30.1])
