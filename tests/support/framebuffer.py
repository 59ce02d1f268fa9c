"""What a private X server shows, read from its framebuffer file many times a second without asking the server."""

from __future__ import annotations

import mmap
import struct
import threading
import time
from typing import TYPE_CHECKING, Self

import numpy as np

from tests.support import marker

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.render.draw.layout import Rect

_WORDS = 25
"""32-bit big-endian words of an xwd header (XWDFile.h) before the window's name."""
_WIDTH, _HEIGHT, _BYTES_PER_LINE, _COLOURS = 4, 5, 12, 19
_COLOUR_BYTES = 12
_EVERY_S = 0.004


class Framebuffer:
    """The screen of Xvfb started with ``-fbdir folder``."""

    def __init__(self, folder: Path) -> None:
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(f">{_WORDS}I", self._map[: 4 * _WORDS])
        self._start = header[0] + _COLOUR_BYTES * header[_COLOURS]
        self._width, self._height, self._line = header[_WIDTH], header[_HEIGHT], header[_BYTES_PER_LINE]

    def picture(self, rect: Rect) -> NDArray[np.uint8]:
        """Return a copy of a part of the screen, BGR."""
        first, last = (self._start + line * self._line for line in (rect.y, rect.y + rect.h))
        lines = np.frombuffer(self._map[first:last], np.uint8).reshape(rect.h, self._line // 4, 4)
        return lines[:, rect.x : rect.x + rect.w, :3].copy()

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()


class Watch:
    """Notes when each marked frame first appears in ``rect``; ``seen`` is (time.perf_counter(), number), rising."""

    def __init__(self, framebuffer: Framebuffer, rect: Rect) -> None:
        self.seen: list[tuple[float, int]] = []
        self._framebuffer = framebuffer
        self._rect = rect
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="screen-watch")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        last = -1
        while not self._over.wait(_EVERY_S):
            at_s = time.perf_counter()
            number = marker.read(self._framebuffer.picture(self._rect))
            # Two looks that agree: one may fall into the middle of painting.
            if number is not None and number > last and number == marker.read(self._framebuffer.picture(self._rect)):
                last = number
                self.seen.append((at_s, number))
