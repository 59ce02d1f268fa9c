"""A clip that plays at its own speed, like a camera: for a live session on a file, and for the demo's window."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.closable import Closing
from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from livecoach.capture.clip import ClipSource
    from livecoach.capture.source import SourceInfo
    from livecoach.core.types import Frame


class PacedClip(Closing):
    """Releases each frame of ``clip`` (which it owns) at its time; the clock starts with the first read.

    When the reader is late the newest frame that is due wins, and those before it are counted as dropped.
    """

    def __init__(self, clip: ClipSource) -> None:
        self._clip = clip
        self._following: Frame | None = None
        self._closed = threading.Event()
        self.zero_s = NAN
        self.info: SourceInfo = replace(clip.info, live=True)

    @property
    def notice(self) -> str:
        """The clip's own."""
        return self._clip.notice

    @property
    def ended(self) -> bool:
        """Whether the last frame has been read."""
        return self._closed.is_set() or (self._following is None and self._clip.ended)

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the newest frame that is due, waiting for the next one to be."""
        now_s = time.perf_counter()
        deadline_s = now_s + timeout_s
        if math.isnan(self.zero_s):
            self.zero_s = now_s
        frame = self._next_due(deadline_s)
        if frame is None:
            return None
        # Only what is decoded already is looked at: a slow decoder must not make an endless chase.
        while (newer := self._newer_due()) is not None:
            frame = replace(newer, dropped_before=newer.dropped_before + frame.dropped_before + 1)
        return frame

    def close(self) -> None:
        """Close the clip and wake a reader that waits."""
        self._closed.set()
        self._clip.close()

    def _peek(self, timeout_s: float) -> Frame | None:
        if self._following is None:
            self._following = self._clip.read(timeout_s)
        return self._following

    def _next_due(self, deadline_s: float) -> Frame | None:
        frame = self._peek(max(0.0, deadline_s - time.perf_counter()))
        if frame is None:
            return None
        due_s = self.zero_s + frame.t_s
        closed = self._closed.wait(max(0.0, min(due_s, deadline_s) - time.perf_counter()))
        if closed or due_s > deadline_s:
            return None
        self._following = None
        return frame

    def _newer_due(self) -> Frame | None:
        frame = self._peek(0.0)
        if frame is None or self.zero_s + frame.t_s > time.perf_counter():
            return None
        self._following = None
        return frame
