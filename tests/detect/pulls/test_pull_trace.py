"""The times of a pull between its frames."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.detect.pulls.pull_trace import PullTrace, Sample

rates = st.sampled_from([10.0, 15.0, 30.0, 60.0])
holds_s = st.floats(0.3, 5.0)
RISE_S, FALL_S = 0.8, 1.1


def pulled(t_s: float, hold_s: float) -> float:
    """A level reach, a drive, a level hold, a return, and a level reach again; from 0 to 1."""
    share = min(max(t_s - 1.0, 0.0) / RISE_S, 1.0, max(1.0 + RISE_S + hold_s + FALL_S - t_s, 0.0) / FALL_S)
    return 0.5 - 0.5 * math.cos(math.pi * share)


def course_of(fps: float, phase: float, hold_s: float) -> PullTrace:
    course = PullTrace(30.0)
    for index in range(int((3.0 + RISE_S + hold_s + FALL_S) * fps)):
        t_s = (index + phase) / fps
        (course.add if index else course.begin)(Sample(t_s, pulled(t_s, hold_s)))
    return course


@given(rates, st.floats(0.0, 1.0), holds_s)
def test_its_times_are_those_of_the_movement_at_every_rate(fps, phase, hold_s):
    course = course_of(fps, phase, hold_s)
    top_s = 1.0 + RISE_S + 0.5 * hold_s
    # A straight line between the frames cuts the bends of the movement: by less than a third of a frame.
    assert course.rising_crossing_s(0.5, top_s) == pytest.approx(1.0 + 0.5 * RISE_S, abs=0.3 / fps)
    end_s = 2.5 + RISE_S + hold_s + FALL_S
    assert course.falling_crossing_s(0.5, end_s) == pytest.approx(1.0 + RISE_S + hold_s + 0.5 * FALL_S, abs=0.3 / fps)
    exact = [index / 1000.0 for index in range(int(1000 * (3.0 + RISE_S + hold_s + FALL_S)))]
    over = [max(pulled(t_s, hold_s) - 0.5, 0.0) for t_s in exact]
    centre_s = sum(t_s * part for t_s, part in zip(exact, over, strict=True)) / sum(over)
    assert course.centre_s(0.5, 0.0) == pytest.approx(centre_s, abs=0.1 / fps)


def test_a_level_that_was_never_passed_is_the_end_of_what_is_known():
    course = PullTrace(30.0)
    course.begin(Sample(1.0, 0.4))
    course.add(Sample(2.0, 0.9))
    course.add(Sample(3.0, 0.6))
    assert course.rising_crossing_s(0.1, 2.0) == 1.0
    assert course.falling_crossing_s(0.1, 3.0) == 3.0


def test_the_centre_leaves_out_what_was_before():
    course = PullTrace(30.0)
    course.begin(Sample(0.0, 0.0))
    for t_s, value in ((1.0, 1.0), (2.0, 0.0), (3.0, 0.0), (4.0, 1.0), (5.0, 0.0)):
        course.add(Sample(t_s, value))
    assert course.centre_s(0.5, 0.0) == pytest.approx(2.5)
    assert course.centre_s(0.5, 2.5) == pytest.approx(4.0)


def test_what_is_older_than_the_longest_pull_is_forgotten():
    course = PullTrace(1.0)
    course.begin(Sample(0.0, 0.0))
    for index in range(1, 100):
        course.add(Sample(0.1 * index, 1.0))
    assert course.rising_crossing_s(0.5, 10.0) == pytest.approx(8.9)


def test_the_next_pull_begins_at_the_turn_and_its_present_frame_is_still_to_come():
    course = PullTrace(30.0)
    frames = [Sample(0.1 * index, value) for index, value in enumerate((0.0, 1.0, 0.1, 0.3, 0.5))]
    course.begin(frames[0])
    for frame in frames[1:]:
        course.add(frame)
    course.begin_at(frames[2], frames[4])
    course.add(frames[4])
    assert course.rising_crossing_s(0.4, 1.0) == pytest.approx(0.35)
    assert course.rising_crossing_s(0.0, 1.0) == pytest.approx(0.2)
