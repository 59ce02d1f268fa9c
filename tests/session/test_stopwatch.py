from __future__ import annotations

from livecoach.session.stopwatch import Stopwatch


def test_laps_of_a_name_add_up_and_are_taken_once():
    watch = Stopwatch()
    watch.lap("track")
    first_ms = watch.laps_ms["track"]
    watch.lap("judge")
    watch.lap("track")
    watch.note("age", 7.5)
    laps_ms = watch.take()
    assert list(laps_ms) == ["track", "judge", "age"]
    assert laps_ms["track"] >= first_ms >= 0.0
    assert laps_ms["age"] == 7.5
    assert watch.take() == {}
