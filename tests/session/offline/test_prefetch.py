# ruff: noqa: PT012 -- how a block ends is what is tested
from __future__ import annotations

import os
import signal
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.capture.clip import ClipSource
from livecoach.core.landmarks import COUNT
from livecoach.errors import LivecoachError
from livecoach.session.interrupts import held_interrupts
from livecoach.session.offline.prefetch import look_ahead
from livecoach.track.replay import Recording, ReplayTracker
from tests.support.clips import level, steady, write_clip

if TYPE_CHECKING:
    from pathlib import Path

FRAMES = 30


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Thirty grey frames, each of another grey than the one before."""
    return write_clip(tmp_path / "grey.mp4", steady(25.0, FRAMES))


def tracker(frames: int = FRAMES) -> ReplayTracker:
    """Give nobody in each of ``frames`` frames."""
    points, world = np.full((frames, COUNT, 2), np.nan), np.full((frames, COUNT, 3), np.nan)
    times_s = np.array(steady(25.0, frames))
    return ReplayTracker(Recording(times_s, points, world, points[:, :, 0], (64, 48), "full"))


def test_every_frame_comes_in_order_with_what_was_seen_in_it(clip: Path):
    with held_interrupts() as held, ClipSource(clip) as source:
        seen = list(look_ahead(source, tracker(), held))
    assert [look.frame.index for look in seen] == list(range(FRAMES))
    assert [level(look.frame.image_bgr) for look in seen] == [index % 6 for index in range(FRAMES)]
    assert all(look.sighting.pose is None for look in seen)
    assert all(look.track_ms >= 0.0 and look.capture_ms >= 0.0 for look in seen)


def test_what_the_tracker_raises_comes_after_the_frames_before(clip: Path):
    closed = tracker()
    given = []
    with held_interrupts() as held, ClipSource(clip) as source, pytest.raises(LivecoachError, match="closed"):
        for look in look_ahead(source, closed, held):
            given.append(look.frame.index)
            if len(given) == 5:
                closed.close()
    assert given in ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5])


def test_a_signal_stops_it_between_two_frames(clip: Path):
    given = []
    with pytest.raises(KeyboardInterrupt), held_interrupts() as held, ClipSource(clip) as source:
        for look in look_ahead(source, tracker(), held):
            given.append(look.frame.index)
            if len(given) == 5:
                os.kill(os.getpid(), signal.SIGINT)
    assert given == [0, 1, 2, 3, 4]


def test_no_thread_is_left_when_it_is_closed_early(clip: Path):
    with held_interrupts() as held, ClipSource(clip) as source, closing(look_ahead(source, tracker(), held)) as seen:
        assert next(seen).frame.index == 0
