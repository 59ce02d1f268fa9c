"""Tracks a clip's next frame while the one before is judged and drawn.

The landmarker waits for one core without holding Python's lock; on two cores all the rest of the work fits beside it.
The order and the results are those of tracking and judging in turn.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from concurrent.futures import Future

    from livecoach.capture.source import Source
    from livecoach.core.types import Frame, PoseObservation
    from livecoach.session.interrupts import DeferredSignals
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True, eq=False)
class PrefetchedFrame:
    """A frame, what the tracker saw in it, and how long reading and tracking took."""

    frame: Frame
    sighting: PoseObservation
    capture_ms: float
    track_ms: float


def look_ahead(source: Source, tracker: Tracker, held: DeferredSignals) -> Generator[PrefetchedFrame]:
    """Yield every frame of ``source`` in order; a signal that was held back raises KeyboardInterrupt between two.

    Raises what reading and tracking raise. Close the iterator when not all of it is taken, for it owns a thread.
    """
    with _one_opencv_thread(), ThreadPoolExecutor(1, thread_name_prefix="look-ahead") as pool:
        before: Future[PrefetchedFrame] | None = None
        for frame, capture_ms in _frames(source, held):
            following = pool.submit(_look, tracker, frame, capture_ms)
            if before is not None:
                yield before.result()
            before = following
        if before is not None:
            yield before.result()


@contextmanager
def _one_opencv_thread() -> Iterator[None]:
    """Keep OpenCV from splitting its work: its helpers wait for cores that are taken, which costs 4 ms a frame."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def _frames(source: Source, held: DeferredSignals) -> Iterator[tuple[Frame, float]]:
    while not source.ended:
        held.check()
        start_s = time.perf_counter()
        frame = source.read()
        if frame is not None:
            yield frame, 1000.0 * (time.perf_counter() - start_s)


def _look(tracker: Tracker, frame: Frame, capture_ms: float) -> PrefetchedFrame:
    start_s = time.perf_counter()
    sighting = tracker.track(frame)
    return PrefetchedFrame(frame, sighting, capture_ms, 1000.0 * (time.perf_counter() - start_s))
