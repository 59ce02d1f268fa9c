from __future__ import annotations

from dataclasses import replace

from livecoach.render.panels.rep_history import RepHistory, RepMark
from tests.render.scenes import calm, reps


def _told(n: int) -> RepHistory:
    history = RepHistory()
    for rep, events in reps()[:n]:
        history.update(replace(calm((320, 240)), rep=rep, rep_count=rep.index, closed=events))
    return history


def test_each_rep_is_marked_by_how_it_went() -> None:
    clean = RepMark.CLEAN
    assert _told(6).last(10) == (RepMark.CALIBRATION, clean, RepMark.MILD, clean, clean, RepMark.CLEAR)


def test_only_the_last_are_returned_oldest_first() -> None:
    assert _told(9).last(2) == (RepMark.CLEAN, RepMark.MILD)
    assert _told(9).last(0) == ()


def test_an_event_that_closes_after_its_rep_still_counts() -> None:
    rep, events = reps()[5]
    history = RepHistory()
    step = calm((320, 240))
    history.update(replace(step, rep=rep, rep_count=6))
    assert history.last(1) == (RepMark.MILD,)
    history.update(replace(step, rep_count=6, closed=events))
    assert history.last(1) == (RepMark.CLEAR,)


def test_a_new_count_starts_anew() -> None:
    history = _told(6)
    history.update(replace(calm((320, 240)), rep_count=0))
    assert history.last(10) == ()
