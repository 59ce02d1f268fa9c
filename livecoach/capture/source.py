"""Where frames come from: one interface for a clip, a webcam and a camera on the network.

A source is opened by its spec: digits are a webcam, ``http(s)://`` and ``rtsp(s)://`` a camera on the network, anything
else is a clip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from livecoach.core.closable import Closable

if TYPE_CHECKING:
    from livecoach.core.types import Frame


@dataclass(frozen=True, slots=True)
class CameraOptions:
    """What to request from a webcam; it delivers the nearest it can."""

    width_px: int = 1280
    height_px: int = 720
    fps: float = 30


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Facts about a source: the size of its frames, rotation applied; NaN or None where unknown.

    ``live`` sources continue whether they are read or not. ``asked`` says what was requested from a camera and what it
    delivered.
    """

    name: str
    width_px: int
    height_px: int
    fps: float
    frames: int | None
    duration_s: float
    live: bool
    asked: str = ""


class Source(Closable, Protocol):
    """Gives frames with strictly rising index and ``t_s`` (the first has 0), pictures contiguous and read-only.

    ``zero_s`` is ``time.perf_counter()`` at ``t_s`` 0 of a live source, so that a frame's age is known; NaN for a clip
    that is read at its reader's own pace and for one that has not begun.
    """

    @property
    def info(self) -> SourceInfo:
        """What it is."""

    @property
    def notice(self) -> str:
        """Empty when all is well, otherwise one short sentence for the screen."""

    @property
    def ended(self) -> bool:
        """Whether no frame will ever come again."""

    @property
    def zero_s(self) -> float:
        """Time base of ``t_s``, see above."""

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the next frame, or None when there is nothing new within the time or it has ended.

        Raises SourceError (or whatever went wrong while reading) after the last frame that could be had.
        """

    def close(self) -> None:
        """Release the device or file; may be called twice, and while another thread reads."""
