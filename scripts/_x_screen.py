"""When a picture is really on the screen: one pixel, asked of the X server again and again. Nothing without one."""

from __future__ import annotations

import ctypes
import math
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.out.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY_S = 0.0001
_PAUSE_S = 0.03
_TITLE = "livecoach bench"
_ZPIXMAP = 2
_ALL_PLANES = 0xFFFFFFFF


class _Pixel:
    """One pixel of the screen, read through a connection of its own."""

    def __init__(self, x11: Any, x: int, y: int) -> None:
        x11.XOpenDisplay.restype = x11.XGetImage.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = x11.XGetPixel.restype = ctypes.c_ulong
        x11.XDefaultRootWindow.argtypes = x11.XCloseDisplay.argtypes = x11.XDestroyImage.argtypes = (ctypes.c_void_p,)
        x11.XGetPixel.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
        sizes = (ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int)
        x11.XGetImage.argtypes = (ctypes.c_void_p, ctypes.c_ulong, *sizes)
        self._x11, self._place = x11, (x, y)
        self._display = x11.XOpenDisplay(None)
        if not self._display:
            raise OSError("no X server")
        self._root = x11.XDefaultRootWindow(self._display)

    def bright(self) -> bool:
        """Return whether it is nearer to white than to black now."""
        image = self._x11.XGetImage(self._display, self._root, *self._place, 1, 1, _ALL_PLANES, _ZPIXMAP)
        if not image:
            raise OSError("the window is not on the screen")
        value = self._x11.XGetPixel(image, 0, 0)
        self._x11.XDestroyImage(image)
        return bool(value & 0x80)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)


@contextmanager
def _changes(pixel: _Pixel) -> Iterator[list[tuple[float, bool]]]:
    """Note on a thread when the pixel turns bright or dark, as (time.perf_counter(), bright)."""
    seen: list[tuple[float, bool]] = []
    over = threading.Event()

    def watch() -> None:
        last = pixel.bright()
        while not over.wait(_EVERY_S):
            now = pixel.bright()
            if now is not last:
                seen.append((time.perf_counter(), now))
                last = now

    thread = threading.Thread(target=watch, name="pixel")
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def turns_ms(size_px: tuple[int, int], turns: int) -> tuple[list[float], list[float]] | None:
    """Show black and white pictures in turn; return for each turn when it was on the screen and when the turn ended.

    Both are milliseconds since the window got the picture. None where there is no X server to ask, or where something
    else covers the middle of the window.
    """
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    pictures = [np.full((size_px[1], size_px[0], 3), 255 * bright, np.uint8) for bright in (False, True)]
    given: list[tuple[float, float, bool]] = []
    with Window(_TITLE) as window:
        for number in range(20):
            window.show(pictures[number % 2 == 0])
            window.poll()
        x, y, width, height = cv2.getWindowImageRect(_TITLE)
        try:
            pixel = _Pixel(x11, x + width // 2, y + height // 2)
        except OSError:
            return None
        with _changes(pixel) as seen:
            for number in range(turns):
                time.sleep(_PAUSE_S)
                bright = number % 2 == 0
                start_s = time.perf_counter()
                window.show(pictures[bright])
                window.poll()
                given.append((start_s, time.perf_counter(), bright))
            time.sleep(_PAUSE_S)
        pixel.close()
    shown, ended = [], []
    next_s = [start_s for start_s, _, _ in given[1:]] + [math.inf]
    for (start_s, end_s, bright), until_s in zip(given, next_s, strict=True):
        there = [at_s for at_s, now in seen if start_s <= at_s < until_s and now is bright]
        if there:
            shown.append(1000.0 * (there[0] - start_s))
            ended.append(1000.0 * (end_s - start_s))
    return (shown, ended) if len(shown) > turns // 2 else None
