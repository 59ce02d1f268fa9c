"""Who is suddenly elsewhere is somebody else, until they come back or stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.track.body_place import place_of
from livecoach.track.subject.subject_lock import HOLD_S, SubjectLock, jumped
from tests.track.bodies import moved, scaled, standing

if TYPE_CHECKING:
    from livecoach.core.types import Pose

FPS = 30.0


def at(pose: Pose, frame: int, fps: float = FPS) -> Pose:
    return replace(pose, t_s=frame / fps)


@given(speed=st.floats(0.0, 3.5), dt_s=st.floats(1 / 120, 1.0))
def test_the_fastest_real_trunks_do_not_jump(speed: float, dt_s: float) -> None:
    assert not jumped(standing(), replace(moved(standing(), right_px=speed * dt_s * 120.0), t_s=dt_s))


def test_a_glitch_to_another_place_jumps() -> None:
    assert jumped(standing(), replace(moved(standing(), right_px=100.0), t_s=1 / FPS))


@given(right_px=st.floats(130.0, 240.0), left=st.booleans(), growth=st.floats(0.8, 1.25))
def test_somebody_beside_is_refused_and_hidden_but_never_the_person(right_px: float, left: bool, growth: float) -> None:
    loyalty = SubjectLock()
    other = scaled(moved(standing(), right_px=-right_px if left else right_px), growth)
    assert not loyalty.is_other(at(standing(), 0))
    assert loyalty.is_other(at(other, 1))
    hidden = loyalty.hidden_px(1 / FPS)
    assert hidden is not None
    assert hidden[0] <= place_of(other).x < hidden[1]
    assert not hidden[0] <= place_of(standing()).x < hidden[1]
    assert not loyalty.is_other(at(standing(), 2))
    assert loyalty.hidden_px(1 / FPS) is None


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
def test_who_stays_elsewhere_is_followed_after_the_same_time_at_every_frame_rate(fps: float) -> None:
    loyalty, other = SubjectLock(), moved(standing(), right_px=250.0)
    loyalty.is_other(at(standing(), 0, fps))
    refused = [frame for frame in range(1, int(6 * fps)) if loyalty.is_other(at(other, frame, fps))]
    assert refused == list(range(1, len(refused) + 1))
    assert len(refused) / fps == pytest.approx(HOLD_S, abs=1.01 / fps)


def test_reset_equals_a_new_one() -> None:
    loyalty = SubjectLock()
    loyalty.is_other(at(standing(), 0))
    loyalty.is_other(at(moved(standing(), right_px=250.0), 1))
    loyalty.reset()
    assert loyalty.hidden_px(1 / FPS) is None
    assert not loyalty.is_other(at(moved(standing(), right_px=250.0), 2))


def test_who_is_above_or_below_is_followed_as_soon_as_a_body_could_be_there_and_nothing_is_hidden() -> None:
    loyalty, lower = SubjectLock(), moved(standing(), down_px=155.0)
    loyalty.is_other(at(standing(), 0))
    refused = [frame for frame in range(1, 30) if loyalty.is_other(at(lower, frame))]
    assert refused == list(range(1, 7))
    assert loyalty.hidden_px(1 / FPS) is None


@given(right_px=st.floats(130.0, 240.0), left=st.booleans(), frames=st.integers(1, 3))
def test_a_slip_over_two_or_three_frames_is_a_jump_too(right_px: float, left: bool, frames: int) -> None:
    loyalty, way_px = SubjectLock(), -right_px if left else right_px
    for frame in range(6):
        assert not loyalty.is_other(at(standing(), frame))
    told = [loyalty.is_other(at(moved(standing(), right_px=way_px * n / frames), 5 + n)) for n in range(1, frames + 1)]
    assert told[-1]
    hidden = loyalty.hidden_px((5 + frames) / FPS)
    assert hidden is not None
    assert not hidden[0] <= place_of(standing()).x < hidden[1]
    assert not loyalty.is_other(at(standing(), 6 + frames))


def test_nothing_is_hidden_for_longer_than_somebody_else_is_refused() -> None:
    loyalty = SubjectLock()
    loyalty.is_other(at(standing(), 0))
    assert loyalty.is_other(at(moved(standing(), right_px=250.0), 1))
    assert loyalty.hidden_px(1 / FPS + 0.99 * HOLD_S) is not None
    assert loyalty.hidden_px(1 / FPS + HOLD_S) is None


def test_who_is_chosen_is_kept_and_the_other_refused_and_hidden_until_they_are_found() -> None:
    loyalty, other = SubjectLock(), moved(standing(), right_px=250.0)
    loyalty.is_other(at(other, 0))
    loyalty.choose(at(standing(), 0), at(other, 0))
    assert all(loyalty.is_other(at(other, frame)) for frame in range(1, 60))
    assert loyalty.hidden_px(60 / FPS) is not None
    assert not loyalty.is_other(at(moved(standing(), right_px=20.0), 60))
    assert loyalty.hidden_px(60 / FPS) is None
    assert loyalty.kept_since_s == 0.0


def test_it_tells_since_when_somebody_is_kept_who_may_be_new() -> None:
    loyalty, elsewhere = SubjectLock(), moved(standing(), right_px=150.0)
    assert loyalty.kept_since_s is None
    loyalty.is_other(at(standing(), 0))
    loyalty.is_other(at(standing(), 30))
    loyalty.is_other(at(standing(), 90))
    assert loyalty.kept_since_s == 0.0
    assert not loyalty.is_other(at(elsewhere, 150))
    assert loyalty.kept_since_s == 150 / FPS


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
@pytest.mark.parametrize("way", [-1.0, 1.0])
def test_who_glides_away_with_a_passer_is_back_as_soon_as_they_are_seen_at_home(fps: float, way: float) -> None:
    lock, home_s, walk_s, speed_px_per_s = SubjectLock(), 2.0, 0.6, 400.0
    frames = round(home_s * fps), round((home_s + walk_s) * fps)
    for frame in range(frames[1]):
        away_px = way * speed_px_per_s * max(0.0, frame / fps - home_s)
        assert not lock.is_other(at(moved(standing(), right_px=away_px), frame, fps))
    assert lock.away_from_home()
    passer = moved(standing(), right_px=way * speed_px_per_s * walk_s)
    assert not lock.at_home(at(passer, frames[1], fps))
    assert not lock.is_other(at(standing(), frames[1], fps))
    assert not lock.away_from_home()
    assert lock.is_other(at(passer, frames[1] + 1, fps))
    assert not lock.is_other(at(standing(), frames[1] + 2, fps))


def test_somebody_at_home_who_is_much_larger_is_not_the_person() -> None:
    lock = SubjectLock()
    for frame in range(60):
        lock.is_other(at(standing(), frame))
    lock.is_other(at(moved(standing(), right_px=250.0), 60))
    assert not lock.at_home(scaled(standing(), 1.5))
    assert lock.at_home(moved(standing(), right_px=10.0))


def test_a_home_is_known_after_a_second_and_moves_with_who_walks_on() -> None:
    lock = SubjectLock()
    for frame in range(30):
        lock.is_other(at(standing(), frame))
        assert lock.home() is None
    for frame in range(30, 300):
        lock.is_other(at(moved(standing(), right_px=2.0 * min(frame - 30, 90)), frame))
    home = lock.home()
    assert home is not None
    assert home.x == pytest.approx(place_of(standing()).x + 180.0)
