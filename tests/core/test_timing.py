import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from livecoach.core.timing import Dwell, Settled, Vote, crossed_s, seconds_text

rates = st.sampled_from([10.0, 15.0, 30.0, 59.94, 120.0])
durations_s = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
wishes = st.lists(st.sampled_from([True, False, None]), max_size=60)


def states(dwell: Dwell, wanted: list[bool | None], fps: float) -> list[bool]:
    return [dwell.update(index / fps, wish) for index, wish in enumerate(wanted)]


@given(durations_s, durations_s, rates)
def test_it_turns_on_and_off_at_the_first_frame_after_its_time(on_s, off_s, fps):
    on_frames, off_frames = math.ceil(on_s * fps - 1e-4), math.ceil(off_s * fps - 1e-4)
    wanted = [True] * (on_frames + 2) + [False] * (off_frames + 2)
    seen = states(Dwell(on_s, off_s), wanted, fps)
    assert seen.index(True) == on_frames
    assert seen.index(False, on_frames) == on_frames + 2 + off_frames


@given(durations_s.filter(lambda on_s: on_s > 0.0), rates)
def test_shorter_than_its_time_changes_nothing(on_s, fps):
    short = math.ceil(on_s * fps - 1e-4)
    assert not any(states(Dwell(on_s, 0.2), ([True] * short + [False]) * 5, fps))


@given(wishes, durations_s, durations_s, rates)
def test_an_unknown_neither_opens_nor_closes(wanted, on_s, off_s, fps):
    dwell = Dwell(on_s, off_s)
    before = False
    for index, wish in enumerate(wanted):
        now = dwell.update(index / fps, wish)
        assert wish is not None or now == before
        assert now in (before, wish)
        before = now


@given(st.integers(1, 200), rates)
def test_the_clock_of_a_pending_change_stands_still_while_unknown(unknown_frames, fps):
    dwell = Dwell(0.5, 0.5)
    first = math.ceil(0.25 * fps)
    seen = states(dwell, [True] * (first + 1) + [None] * unknown_frames, fps)
    assert not any(seen)
    start = first + 1 + unknown_frames
    rest = [dwell.update((start + index) / fps, True) for index in range(math.ceil(0.5 * fps))]
    waited_s = first / fps + rest.index(True) / fps
    assert 0.5 - 1e-6 <= waited_s < 0.5 + 1.0 / fps + 1e-6


@given(wishes, wishes, durations_s, durations_s, rates)
def test_after_a_reset_it_is_a_new_one(before, after, on_s, off_s, fps):
    used = Dwell(on_s, off_s)
    states(used, before, fps)
    used.reset()
    assert states(used, after, fps) == states(Dwell(on_s, off_s), after, fps)


@given(st.sampled_from([10.0, 15.0, 30.0, 60.0]), st.floats(0.0, 1.0), st.floats(0.3, 0.7), durations_s)
def test_with_the_time_of_the_crossing_it_turns_on_at_the_first_frame_after_its_time_at_every_rate(
    fps, phase, crossing_s, on_s
):
    dwell = Dwell(on_s, 0.2)
    before = None
    for index in range(int(4 * fps)):
        now = ((index + phase) / fps, (index + phase) / fps - crossing_s)
        turned = dwell.update(now[0], now[1] > 0.0, crossed_s(before, now, 0.0))
        before = now
        if turned:
            break
    assert turned
    assert crossing_s + on_s - 1e-5 <= before[0] <= crossing_s + on_s + 1.0 / fps + 1e-5


def test_without_a_crossing_or_over_a_long_gap_the_change_is_now():
    assert crossed_s((1.0, 0.0), (1.1, 2.0), 1.0) == pytest.approx(1.05)
    assert crossed_s(None, (1.1, 2.0), 1.0) == 1.1
    assert crossed_s((1.0, 1.5), (1.1, 2.0), 1.0) == 1.1
    assert crossed_s((1.0, 1.0), (1.1, 1.0), 1.0) == 1.1
    assert crossed_s((1.0, math.nan), (1.1, 2.0), 1.0) == 1.1
    assert crossed_s((1.0, 0.0), (1.6, 2.0), 1.0) == 1.6


@pytest.mark.parametrize(
    ("t_s", "text"), [(0.0, "0:00.0"), (5.25, "0:05.2"), (65.2, "1:05.2"), (600.0, "10:00.0"), (math.nan, "--")]
)
def test_a_time_is_told_in_minutes_and_seconds(t_s, text):
    assert seconds_text(t_s, "en") == text
    assert seconds_text(t_s, "de") == text.replace(".", ",")


@given(st.floats(0.0, 10_000.0))
@example(59.97)
def test_there_are_never_sixty_seconds(t_s):
    minutes, seconds = seconds_text(t_s, "en").split(":")
    assert 0.0 <= float(seconds) < 60.0
    assert 60 * int(minutes) + float(seconds) == pytest.approx(t_s, abs=0.051)


def test_a_vote_needs_two_of_three_to_turn_on_and_three_to_turn_off() -> None:
    vote, told = Vote(), []
    for yes in (False, True, False, True, False, False, False, True):
        vote = vote.add(yes)
        told.append(vote.active)
    assert told == [False, False, False, True, True, True, False, False]


@given(st.lists(st.booleans()))
def test_a_vote_knows_how_many_agree_in_a_row_and_whether_the_last_disagree(samples: list[bool]) -> None:
    vote = Vote()
    for yes in samples:
        vote = vote.add(yes)
    last = ([False] * 3 + samples)[-3:]
    assert vote.undecided == (len(set(last)) > 1)
    assert vote.in_a_row == next((n for n, yes in enumerate(reversed(last)) if not yes), 3)


@given(hold_s=st.floats(0.1, 2.0), fps=st.sampled_from([10.0, 25.0, 30.0, 60.0]))
def test_a_value_settles_after_it_stood_long_enough(hold_s: float, fps: float) -> None:
    settled = Settled("old", hold_s)
    changed = [n for n in range(round(3.0 * fps)) if settled.update(n / fps, "new") == "new"]
    assert changed[0] / fps == pytest.approx(hold_s, abs=1.01 / fps)
    assert settled.update(4.0, "old") == "new"
