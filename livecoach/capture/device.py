"""Opens OpenCV's captures, each system's back end with what it needs; open means that a picture came."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.opencv import cv2
from livecoach.capture.square_pixels import square_size_px

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.capture.source import CameraOptions

_OPEN_TIMEOUT_MS = 5000
_READ_TIMEOUT_MS = 2000
_FIRST_PICTURE_S = 5.0
_RETRY_S = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture (height, width, 3) and ``time.perf_counter()`` when it was taken from the device."""

    image_bgr: NDArray[np.uint8]
    at_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A capture that works, its first picture, and the rate and pixel format that it says it has.

    ``pixel_aspect`` is the width of its pixels over their height: ``take`` makes them square.
    """

    capture: cv2.VideoCapture
    first: Picture
    fps: float
    fourcc: str
    pixel_aspect: float = 1.0


def webcam_backends(platform: str = sys.platform) -> tuple[int, ...]:
    """Return OpenCV's back ends for webcams, best first.

    DirectShow opens at once where Media Foundation can take many seconds.
    """
    if platform == "win32":
        return (cv2.CAP_DSHOW, cv2.CAP_MSMF)
    if platform == "darwin":
        return (cv2.CAP_AVFOUNDATION,)
    return (cv2.CAP_V4L2,) if platform.startswith("linux") else (cv2.CAP_ANY,)


def take(capture: cv2.VideoCapture, pixel_aspect: float = 1.0) -> Picture | None:
    """Wait for the device's next picture, its pixels of ``pixel_aspect`` made square; None when it gives none."""
    try:
        if not capture.grab():
            return None
        at_s = time.perf_counter()
        ok, image = capture.retrieve()
    except cv2.error:
        return None
    if not ok or image is None or image.size == 0:
        return None
    size_px = square_size_px(image.shape[1], image.shape[0], pixel_aspect)
    if size_px != (image.shape[1], image.shape[0]):
        image = cv2.resize(image, size_px)
    return Picture(np.ascontiguousarray(image, dtype=np.uint8), at_s)


def webcam(index: int, options: CameraOptions) -> Opened | None:
    """Open webcam ``index`` and wait for its first picture, at most a few seconds for each back end."""
    for backend in webcam_backends():
        capture = cv2.VideoCapture(index, backend)
        if capture.isOpened():
            _ask(capture, backend, options)
        opened = _opened(capture, _FIRST_PICTURE_S)
        if opened is not None:
            return opened
    return None


def network(url: str) -> Opened | None:
    """Open a stream; gives up by itself when the network is dead, on opening and on every picture."""
    parameters = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_TIMEOUT_MS),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_TIMEOUT_MS),
        # Frame threads hold back a frame each.
        *(cv2.CAP_PROP_N_THREADS, 1),
    ]
    return _opened(cv2.VideoCapture(url, cv2.CAP_FFMPEG, parameters), 0.0)


def _opened(capture: cv2.VideoCapture, patience_s: float) -> Opened | None:
    deadline_s = time.perf_counter() + patience_s
    while capture.isOpened():
        pixel_aspect = _pixel_aspect(capture)
        first = take(capture, pixel_aspect)
        if first is not None:
            return Opened(capture, first, capture.get(cv2.CAP_PROP_FPS), _fourcc(capture), pixel_aspect)
        if time.perf_counter() >= deadline_s:
            break
        time.sleep(_RETRY_S)
    capture.release()
    return None


def _pixel_aspect(capture: cv2.VideoCapture) -> float:
    """Return the width of a stream's pixels over their height as far as OpenCV knows it, else 1."""
    across, down = capture.get(cv2.CAP_PROP_SAR_NUM), capture.get(cv2.CAP_PROP_SAR_DEN)
    return across / down if across > 0.0 and down > 0.0 else 1.0


def _ask(capture: cv2.VideoCapture, backend: int, options: CameraOptions) -> None:
    """Ask for size, rate and MJPG: 1280x720 raw is 55 MB/s at 30 fps, more than USB 2 carries."""
    mjpg = (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    size_and_rate = [
        (cv2.CAP_PROP_FRAME_WIDTH, options.width_px),
        (cv2.CAP_PROP_FRAME_HEIGHT, options.height_px),
        (cv2.CAP_PROP_FPS, options.fps),
    ]
    # DirectShow forgets the format when the size is set after it (opencv/opencv#9084); V4L2 wants it first.
    wishes = [*size_and_rate, mjpg] if backend == cv2.CAP_DSHOW else [mjpg, *size_and_rate]
    # Two: with one, V4L2 has no buffer to fill while a picture is decoded, and every other frame is lost.
    for prop, value in [*wishes, (cv2.CAP_PROP_BUFFERSIZE, 2)]:
        capture.set(prop, value)


def _fourcc(capture: cv2.VideoCapture) -> str:
    code = int(capture.get(cv2.CAP_PROP_FOURCC))
    letters = "".join(chr(code >> shift & 0xFF) for shift in (0, 8, 16, 24)) if code > 0 else ""
    return letters.strip() if letters.isascii() and letters.isprintable() else ""
