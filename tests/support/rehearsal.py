"""A person in front of the camera who does each exercise of a routine when it is time, from clips of rendered people.

Times are those of the frames, not of a clock, so that a busy machine changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import av
import cv2
import numpy as np

from livecoach.capture.source import SourceInfo
from livecoach.core.types import Frame, readonly
from livecoach.core.unknown import NAN
from livecoach.output.audio.sink import SilentSink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

FPS = 15.0


def pictures(clip: Path) -> tuple[bytes, ...]:
    """Return a clip as JPEG pictures, FPS of them a second."""
    jpegs: list[bytes] = []
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            assert frame.time is not None
            while len(jpegs) / FPS <= frame.time + 1e-3:
                picture = frame.to_ndarray(format="bgr24")
                jpegs.append(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())
    return tuple(jpegs)


class Rehearsal:
    """A source: ``clips`` by the exercise's place; ``place`` tells which one is on and whether it is being done.

    Before, the first picture of its clip stands; after the clip the last. It ends when ``over`` says so.
    """

    notice = ""
    zero_s = 0.0

    def __init__(
        self, clips: Sequence[Sequence[bytes]], place: Callable[[], tuple[int, bool]], over: Callable[[], bool]
    ) -> None:
        self.info = SourceInfo("rehearsal", 640, 480, FPS, None, NAN, live=True)
        self._clips = clips
        self._place = place
        self._over = over
        self._number = 0
        self._shown = [0] * len(clips)

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be shown."""
        return self._over()

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the next frame."""
        place, doing = self._place()
        clip = self._clips[place]
        image = cv2.imdecode(np.frombuffer(clip[self._shown[place]], np.uint8), cv2.IMREAD_COLOR)
        self._shown[place] = min(self._shown[place] + doing, len(clip) - 1)
        frame = Frame(self._number, self._number / FPS, readonly(np.ascontiguousarray(image, np.uint8)))
        self._number += 1
        return frame

    def close(self) -> None:
        """Do nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        """Do nothing."""


class ListeningSink(SilentSink):
    """Remembers what it was asked to play, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def play(self, sound_id: str) -> None:
        """Remember the sound."""
        self.heard.append(sound_id)
