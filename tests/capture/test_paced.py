from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

import pytest

from livecoach.capture.clip import ClipSource
from livecoach.capture.paced import PacedClip
from tests.support.clips import steady, write_clip

if TYPE_CHECKING:
    from pathlib import Path

GUARD_S = 20.0


def wait_until_decoded() -> None:
    """Wait for the decoder of a clip short enough to be decoded ahead as a whole."""
    for thread in threading.enumerate():
        if thread.name == "clip-decoder":
            thread.join(GUARD_S)


def test_no_frame_comes_before_its_time(tmp_path: Path) -> None:
    with PacedClip(ClipSource(write_clip(tmp_path / "clip.mp4", steady(60, 20)))) as source:
        assert math.isnan(source.zero_s)
        assert source.info.live
        count = 0
        while not source.ended:
            frame = source.read(GUARD_S)
            if frame is not None:
                assert time.perf_counter() >= source.zero_s + frame.t_s
                count += 1 + frame.dropped_before
    assert count == 20


def test_a_late_reader_gets_the_newest_frame_due_and_the_count_of_those_lost(tmp_path: Path) -> None:
    with PacedClip(ClipSource(write_clip(tmp_path / "clip.mp4", steady(10, 12)))) as source:
        assert source.read(GUARD_S) is not None
        wait_until_decoded()
        source.zero_s -= 0.85
        frame = source.read(GUARD_S)
        assert frame is not None
        assert frame.index >= 8
        assert frame.dropped_before == frame.index - 1


def test_the_last_frame_is_never_lost(tmp_path: Path) -> None:
    with PacedClip(ClipSource(write_clip(tmp_path / "clip.mp4", steady(10, 12)))) as source:
        wait_until_decoded()
        source.read(GUARD_S)
        source.zero_s -= 60.0
        frame = source.read(GUARD_S)
        assert frame is not None
        assert frame.index == 11
        assert source.ended


def test_nothing_due_in_time_is_none_and_loses_nothing(tmp_path: Path) -> None:
    with PacedClip(ClipSource(write_clip(tmp_path / "clip.mp4", [0.0, 30.0]))) as source:
        assert source.read(GUARD_S) is not None
        assert source.read(0.01) is None
        assert not source.ended
        source.zero_s -= 30.0
        last = source.read(GUARD_S)
        assert last is not None
        assert last.t_s == pytest.approx(30.0)


def test_closing_wakes_a_reader_that_waits_for_a_frame_to_be_due(tmp_path: Path) -> None:
    source = PacedClip(ClipSource(write_clip(tmp_path / "clip.mp4", [0.0, 600.0])))
    assert source.read(GUARD_S) is not None
    reader = threading.Thread(target=source.read, args=(600.0,))
    reader.start()
    source.close()
    reader.join(GUARD_S)
    assert not reader.is_alive()
