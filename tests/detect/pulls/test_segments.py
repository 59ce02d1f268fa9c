import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.detect.pulls.segments import Point, Segment, State, advance, cut_off


def followed(levels: list[float], rate_hz: float = 15.0) -> tuple[list[Segment], State | None]:
    state, segments = None, []
    for index, level in enumerate(levels):
        state, segment = advance(state, Point(index / rate_hz, level))
        if segment is not None:
            segments.append(segment)
    return segments, state


def waves(count: int, high: float = 0.95, low: float = 0.05, long: int = 30) -> list[float]:
    middle, swing = 0.5 * (high + low), 0.5 * (high - low)
    return [middle - swing * math.cos(2 * math.pi * i / long) for i in range(count * long + 3)]


@given(st.integers(1, 8), st.floats(0.6, 1.0), st.floats(0.0, 0.2), st.integers(10, 90))
def test_every_wave_is_one_segment(count, high, low, long):
    segments, _ = followed(waves(count, high, low, long))
    assert len(segments) == count
    for segment in segments:
        assert segment.low.t_s < segment.high.t_s < segment.back.t_s
        assert segment.high.level == pytest.approx(high, abs=0.1)


def test_shallow_waves_and_a_level_that_stays_are_none():
    assert not followed(waves(5, high=0.3))[0]
    assert not followed([0.9] * 100)[0]


def test_a_dip_in_the_hold_does_not_end_it():
    levels = [0.0, 0.3, 0.6, 0.9, 0.9, 0.6, 0.55, 0.9, 0.9, 0.5, 0.2, 0.0, 0.1]
    assert len(followed(levels)[0]) == 1


def test_the_next_pull_may_begin_before_the_reach_is_whole():
    levels = [0.0, 0.5, 1.0, 0.6, 0.35, 0.6, 1.0, 0.5, 0.0, 0.1]
    assert len(followed(levels)[0]) == 2


@pytest.mark.parametrize(("levels", "counts"), [([0.0, 0.5, 0.9], True), ([0.0, 0.5, 0.6], False), ([0.0, 0.1], False)])
def test_at_the_end_only_a_full_pull_or_one_on_its_way_back_counts(levels, counts):
    _, state = followed(levels)
    assert (cut_off(state, Point(9.0, levels[-1]), full=0.75) is not None) == counts
    _, returning = followed([0.0, 0.5, 0.6, 0.1])
    assert cut_off(returning, Point(9.0, 0.1), full=0.75) is not None
