from __future__ import annotations

import threading

import numpy as np
import pytest

from livecoach.capture.handoff import Handoff
from livecoach.core.types import Frame

GUARD_S = 10.0
IMAGE = np.zeros((2, 2, 3), np.uint8)


def frame(index: int, dropped_before: int = 0) -> Frame:
    return Frame(index, float(index), IMAGE, dropped_before)


def test_frames_come_in_order_then_nothing() -> None:
    handoff = Handoff(3)
    assert all(handoff.put(frame(n)) for n in range(3))
    handoff.finish()
    assert not handoff.drained
    got = [handoff.get(0.0) for _ in range(3)]
    assert [each.index for each in got if each] == [0, 1, 2]
    assert handoff.drained
    assert handoff.get(GUARD_S) is None


def test_the_newest_wins_and_every_frame_it_replaced_is_counted() -> None:
    handoff = Handoff(newest_wins=True)
    for n in range(4):
        handoff.put(frame(n, dropped_before=n % 2))
    newest = handoff.get(0.0)
    assert newest is not None
    assert (newest.index, newest.dropped_before) == (3, 5)
    assert handoff.get(0.0) is None


def test_what_the_maker_raised_is_raised_once_after_its_last_frame() -> None:
    handoff = Handoff(2)
    handoff.put(frame(0))
    handoff.finish(RuntimeError("decoder broke"))
    assert handoff.get(0.0) is not None
    assert not handoff.drained
    with pytest.raises(RuntimeError, match="decoder broke"):
        handoff.get(0.0)
    assert handoff.get(0.0) is None
    assert handoff.drained


def test_closing_wakes_a_maker_that_waits_for_room() -> None:
    handoff = Handoff(1)
    handoff.put(frame(0))
    answers: list[bool] = []
    maker = threading.Thread(target=lambda: answers.append(handoff.put(frame(1))))
    maker.start()
    handoff.close()
    maker.join(GUARD_S)
    assert answers == [False]


def test_closing_wakes_a_reader_that_waits_for_a_frame() -> None:
    handoff = Handoff(1)
    answers: list[Frame | None] = []
    reader = threading.Thread(target=lambda: answers.append(handoff.get(GUARD_S * 10)))
    reader.start()
    handoff.close()
    reader.join(GUARD_S)
    assert answers == [None]
    assert handoff.drained
