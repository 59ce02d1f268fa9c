"""A stretch of a source that stays open, with times from zero, so that several sessions can share one camera."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.closable import Closing

if TYPE_CHECKING:
    from livecoach.capture.source import Source, SourceInfo
    from livecoach.core.types import Frame


class Stretch(Closing):
    """From the first frame read on; closing it leaves ``source`` open."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._first: Frame | None = None

    @property
    def info(self) -> SourceInfo:
        """That of the source."""
        return self._source.info

    @property
    def notice(self) -> str:
        """That of the source."""
        return self._source.notice

    @property
    def ended(self) -> bool:
        """Whether the source has ended."""
        return self._source.ended

    @property
    def zero_s(self) -> float:
        """``time.perf_counter()`` at the first frame's time; the source's own before it."""
        return self._source.zero_s + (self._first.t_s if self._first is not None else 0.0)

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the source's next frame by the times and numbers of this stretch; raises what the source raises."""
        frame = self._source.read(timeout_s)
        if frame is None:
            return None
        if self._first is None:
            self._first = replace(frame, dropped_before=0)
            return replace(self._first, index=0, t_s=0.0)
        return replace(frame, index=frame.index - self._first.index, t_s=frame.t_s - self._first.t_s)

    def close(self) -> None:
        """Do nothing: the source goes on."""
