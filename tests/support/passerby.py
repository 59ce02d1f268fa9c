"""A second person in the demo clip: its own, cut out, darker and mirrored, walks in beside it and out again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.capture.open import open_source
from livecoach.core.resources import demo_clip
from livecoach.core.types import readonly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from livecoach.core.types import Frame

_DIFFERENT = 14.0
_COLUMNS = slice(200, 400)
"""Of the demo clip (640x480): the person never leaves them."""


def demo_frames() -> Iterator[Frame]:
    """Yield the demo clip's frames."""
    with open_source(str(demo_clip())) as source:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                yield frame


def with_passerby(frames: Iterator[Frame], start_s: float, end_s: float) -> Iterator[Frame]:
    """Yield ``frames``; from ``start_s`` to ``end_s`` somebody walks in at the left, stays a while, and goes."""
    cutout: tuple[NDArray[np.uint8], NDArray[np.bool_]] | None = None
    for frame in frames:
        if cutout is None:
            cutout = _cut_out(frame.image_bgr)
        share = (frame.t_s - start_s) / (end_s - start_s)
        if not 0.0 <= share <= 1.0:
            yield frame
            continue
        inside = min(1.0, 4.0 * share, 4.0 * (1.0 - share))
        yield replace(frame, image_bgr=_pasted(frame.image_bgr, *cutout, right=round(190 * inside)))


def joined_by_somebody(image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture of any size with the demo's person standing at its left edge, cut off by its lower edge."""
    person, where = _cut_out(next(demo_frames()).image_bgr)
    scale = 0.8 * image_bgr.shape[0] / person.shape[0]
    person = cv2.resize(person, None, fx=scale, fy=scale).astype(np.uint8)
    shown = cv2.resize(where.astype(np.uint8), (person.shape[1], person.shape[0])) > 0
    image = image_bgr.copy()
    target = image[-person.shape[0] :, : person.shape[1]]
    target[shown] = person[shown]
    return readonly(image)


def _cut_out(image_bgr: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Return the person of a frame, mirrored and darker, and where in its box they are."""
    image = image_bgr.astype(np.float32)
    share = np.linspace(0.0, 1.0, image.shape[1], dtype=np.float32)[None, :, None]
    wall = image[:, :1] * (1.0 - share) + image[:, -1:] * share
    apart = cv2.GaussianBlur(np.abs(image - wall).max(axis=2), (0, 0), 1.5)
    box = image_bgr[:, _COLUMNS][:, ::-1]
    return (box * 0.8).astype(np.uint8), np.ascontiguousarray(apart[:, _COLUMNS][:, ::-1] > _DIFFERENT)


def _pasted(
    image_bgr: NDArray[np.uint8], person: NDArray[np.uint8], where: NDArray[np.bool_], right: int
) -> NDArray[np.uint8]:
    """Return the picture with the person's box ending at the column ``right``."""
    image = image_bgr.copy()
    if right > 0:
        width = min(right, person.shape[1])
        target = image[:, right - width : right]
        target[where[:, -width:]] = person[:, -width:][where[:, -width:]]
    return readonly(image)
