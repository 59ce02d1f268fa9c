"""When a longer exhale is asked for."""

from __future__ import annotations

from itertools import pairwise

from livecoach.core.breath import Breath, BreathReading, BreathState
from livecoach.detect.breath.exhale import REST_S, ExhaleWatcher

ASKED_S = 6.0


def told(t_s: float, *exhales_s: float, late_s: float = 2.0) -> BreathReading:
    """A reading in which breaths with these exhales become known, the last one ``late_s`` after its end."""
    breaths = []
    end_s = t_s - late_s
    for exhale_s in reversed(exhales_s):
        breaths.append(Breath(end_s - exhale_s - 2.0, end_s - exhale_s, end_s))
        end_s -= exhale_s + 2.0
    return BreathReading(t_s, BreathState.SEEN, breaths=tuple(reversed(breaths)))


def said(*readings: BreathReading, watcher: ExhaleWatcher | None = None) -> list[bool]:
    watcher = watcher or ExhaleWatcher()
    return [watcher.update(reading, ASKED_S) for reading in readings]


def test_two_short_exhales_in_a_row_are_told_once() -> None:
    assert said(told(10.0, 3.0), told(15.0, 3.0), told(20.0, 3.0)) == [False, True, False]
    assert said(told(10.0, 3.0, 3.0)) == [True]


def test_long_enough_is_silence_and_half_a_second_is_not_told() -> None:
    assert not any(said(*(told(10.0 * n, 5.6) for n in range(1, 8))))
    assert not any(said(told(10.0, 3.0), told(20.0, 7.0), told(30.0, 3.0)))


def test_nothing_is_said_without_a_breath_that_was_trusted() -> None:
    unclear = [BreathReading(float(t_s), BreathState.UNCLEAR) for t_s in range(60)]
    assert not any(said(*unclear))


def test_old_news_are_not_told() -> None:
    assert said(told(30.0, 3.0, 3.0, late_s=8.0)) == [False]


def test_it_is_said_rarely() -> None:
    readings = [told(4.0 * n, 2.0) for n in range(1, 16)]
    times_s = [reading.t_s for reading, now in zip(readings, said(*readings), strict=True) if now]
    assert len(times_s) >= 2
    assert all(later - earlier >= REST_S for earlier, later in pairwise(times_s))


def test_reset_equals_new() -> None:
    watcher = ExhaleWatcher()
    said(told(10.0, 3.0), told(15.0, 3.0), watcher=watcher)
    watcher.reset()
    assert said(told(10.0, 3.0), told(15.0, 3.0), watcher=watcher) == [False, True]
