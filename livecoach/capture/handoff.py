"""Hands frames from the thread that makes them to the one that reads them; neither can block the other forever."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from livecoach.core.types import Frame


class Handoff:
    """A queue of at most ``room`` frames.

    When it is full, ``put`` waits for the reader. With ``newest_wins`` there is room for one, which the next replaces
    and counts in its ``dropped_before``.
    """

    def __init__(self, room: int = 1, *, newest_wins: bool = False) -> None:
        self._room = 1 if newest_wins else room
        self._newest_wins = newest_wins
        self._frames: deque[Frame] = deque()
        self._changed = threading.Condition()
        self._finished = False
        self._closed = False
        self._error: BaseException | None = None

    @property
    def drained(self) -> bool:
        """Whether ``get`` will never give a frame again."""
        with self._changed:
            return self._closed or (self._finished and not self._frames and self._error is None)

    def put(self, frame: Frame) -> bool:
        """Hand one frame over; return False when the reader has closed and the maker should stop."""
        with self._changed:
            if self._newest_wins and self._frames:
                replaced = self._frames.popleft()
                frame = replace(frame, dropped_before=frame.dropped_before + replaced.dropped_before + 1)
            self._changed.wait_for(lambda: self._closed or len(self._frames) < self._room)
            if self._closed:
                return False
            self._frames.append(frame)
            self._changed.notify_all()
            return True

    def finish(self, error: BaseException | None = None) -> None:
        """Say that no frame will follow, and why if it went wrong."""
        with self._changed:
            self._finished = True
            self._error = error
            self._changed.notify_all()

    def get(self, timeout_s: float) -> Frame | None:
        """Return the oldest frame, or None when nothing came in time or nothing will come.

        Raises what the maker raised, once, after the last frame it made.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._frames or self._finished or self._closed, timeout_s)
            if self._closed:
                return None
            if self._frames:
                frame = self._frames.popleft()
                self._changed.notify_all()
                return frame
            error, self._error = self._error, None
        if error is not None:
            raise error
        return None

    def close(self) -> None:
        """Stop: wake a maker that waits for room and a reader that waits for a frame."""
        with self._changed:
            self._closed = True
            self._frames.clear()
            self._changed.notify_all()
