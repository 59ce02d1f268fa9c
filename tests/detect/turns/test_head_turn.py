from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.detect.turns.head_turn import HeadTurn, HeadTurns

RATES = [10.0, 25.0, 30.0, 60.0]


def there_and_back(t_s: float, reach_deg: float) -> float:
    """A second in the middle, 0.6 s there, 0.8 s held, 0.6 s back."""
    shares = ((1.0, 0.0), (1.6, 1.0), (2.4, 1.0), (3.0, 0.0))
    if t_s <= 1.0 or t_s >= 3.0:
        return 0.0
    for (start, low), (end, high) in pairwise(shares):
        if t_s <= end:
            return reach_deg * (low + (high - low) * (t_s - start) / (end - start))
    raise AssertionError


def turns(
    head: Callable[[float], float],
    shoulders: Callable[[float], float] = lambda _: 0.0,
    *,
    fps: float = 30.0,
    seconds: float = 5.0,
    resting: Callable[[float], bool] = lambda _: True,
) -> list[HeadTurn]:
    watch, found = HeadTurns(), []
    for index in range(round(seconds * fps)):
        t_s = index / fps
        turn = watch.update(t_s, head(t_s), shoulders(t_s), resting=resting(t_s))
        if turn is not None:
            found.append(turn)
    return found


@pytest.mark.parametrize("fps", RATES)
@given(reach_deg=st.floats(25.0, 110.0), left=st.booleans(), middle_deg=st.floats(-180.0, 180.0))
def test_a_turn_is_found_with_its_side_and_reach_at_any_rate(
    fps: float, reach_deg: float, left: bool, middle_deg: float
):
    side = 1.0 if left else -1.0
    [turn] = turns(
        lambda t_s: middle_deg + side * there_and_back(t_s, reach_deg),
        lambda t_s: middle_deg + side * there_and_back(t_s, 5.0),
        fps=fps,
    )
    assert turn.left is left
    assert turn.reach_deg == pytest.approx(reach_deg, abs=0.5)
    assert turn.shoulders_deg == pytest.approx(5.0, abs=1.0)
    assert 1.0 < turn.start_s < turn.peak_s < turn.end_s < 3.5


def test_the_hands_way_to_the_turn_s_side_comes_along_and_unseen_hands_are_unknown():
    for aside, expected in ((5.0, -5.0), (-5.0, 5.0)):
        watch, found = HeadTurns(), []
        for index in range(150):
            t_s = index / 30.0
            hands = 2.0 + there_and_back(t_s, aside) if index % 3 else math.nan
            found.append(watch.update(t_s, -there_and_back(t_s, 50.0), 0.0, hands, resting=True))
        [turn] = [one for one in found if one is not None]
        assert turn.hands_percent == pytest.approx(expected, abs=0.2)
    [unseen] = turns(lambda t_s: there_and_back(t_s, 50.0))
    assert math.isnan(unseen.hands_percent)


def test_a_glance_and_one_frame_s_error_are_no_turn():
    assert turns(lambda t_s: there_and_back(t_s, 18.0)) == []
    assert turns(lambda t_s: 60.0 if 2.0 <= t_s < 2.04 else 0.0) == []


def test_a_swing_through_counts_for_less_than_its_end():
    [turn] = turns(lambda t_s: 70.0 * max(0.0, 1.0 - abs(t_s - 2.0) / 0.5))
    assert 40.0 < turn.reach_deg < 60.0


def test_unknown_angles_neither_begin_nor_end_a_turn():
    assert turns(lambda _: math.nan) == []
    [turn] = turns(lambda t_s: math.nan if 1.9 < t_s < 2.1 else there_and_back(t_s, 50.0))
    assert turn.reach_deg == pytest.approx(50.0, abs=0.5)


def test_nothing_counts_while_the_arms_are_at_work():
    assert turns(lambda t_s: there_and_back(t_s, 50.0), resting=lambda t_s: t_s < 1.0 or t_s > 3.2) == []


def test_who_stands_elsewhere_begins_from_there():
    def body(t_s: float) -> float:
        return 0.0 if t_s < 1.5 else 60.0 * min(t_s - 1.5, 1.0)

    found = turns(lambda t_s: body(t_s) - there_and_back(t_s - 3.0, 40.0), body, seconds=8.0)
    assert [(turn.left, round(turn.reach_deg)) for turn in found][-1:] == [(False, 40)]
    assert len(found) == 1


def test_back_is_asked_for_when_the_head_rests_far_out():
    watch = HeadTurns()
    asked = []
    for index in range(150):
        t_s = index / 30.0
        watch.update(t_s, there_and_back(t_s, 50.0), 0.0, resting=True)
        if watch.back:
            asked.append(t_s)
    assert 1.8 < asked[0] < 2.4
    assert asked[-1] < 3.3


def test_reset_equals_a_new_one():
    watch = HeadTurns()
    for index in range(60):
        watch.update(index / 30.0, there_and_back(index / 30.0, 50.0), 0.0, resting=True)
    watch.reset()
    assert vars(watch) == vars(HeadTurns())
