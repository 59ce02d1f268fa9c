"""The list of webcams, for ``livecoach doctor``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from livecoach.capture import device
from livecoach.capture.opencv import cv2

_INDICES = range(6)


@dataclass(frozen=True, slots=True)
class CameraFound:
    """A webcam that opens: what ``--source`` takes, its name and the size it comes up with.

    One that gives no picture is usually held by another program.
    """

    index: int
    name: str
    width_px: int
    height_px: int
    gives_picture: bool


def list_cameras() -> tuple[CameraFound, ...]:
    """Try the first six indices and return those that open; takes about a second for each camera there is."""
    return tuple(found for index in _INDICES if (found := _probe(index)) is not None)


def _probe(index: int) -> CameraFound | None:
    for backend in device.webcam_backends():
        capture = cv2.VideoCapture(index, backend)
        try:
            if capture.isOpened():
                return CameraFound(
                    index=index,
                    name=_name(index, capture),
                    width_px=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
                    height_px=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
                    gives_picture=device.take(capture) is not None,
                )
        finally:
            capture.release()
    return None


def _name(index: int, capture: cv2.VideoCapture) -> str:
    """Return the kernel's name of the camera on Linux; elsewhere OpenCV knows only the back end."""
    entry = Path(f"/sys/class/video4linux/video{index}/name")
    if sys.platform.startswith("linux") and entry.is_file():
        return entry.read_text(encoding="utf-8", errors="replace").strip()
    return f"camera {index} ({capture.getBackendName()})"
