"""A picture fitted into a window of another shape or size, with bars, and mouse positions mapped back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Letterbox(NamedTuple):
    """How a picture stands in its window: ``scale`` times as large, that many columns and rows from the corner."""

    scale: float = 1.0
    left: int = 0
    top: int = 0

    def to_picture(self, x: int, y: int) -> tuple[int, int]:
        """Return the pixel of the picture at a place of the window; it lies outside of it where the place does."""
        return round((x - self.left) / self.scale), round((y - self.top) / self.scale)


def fitted(image: NDArray[np.uint8], window_px: Sequence[int]) -> tuple[NDArray[np.uint8], Letterbox]:
    """Return what a window of that width and height shows of a picture: all of it, as large as possible, undistorted.

    Nothing is done for a window without a size.
    """
    height, width = image.shape[:2]
    across, down = window_px
    if min(across, down) <= 0 or (width, height) == (across, down):
        return image, Letterbox()
    scale = min(across / width, down / height)
    size = max(1, min(across, round(width * scale))), max(1, min(down, round(height * scale)))
    left, top = (across - size[0]) // 2, (down - size[1]) // 2
    shown = np.zeros((down, across, 3), np.uint8)
    shown[top : top + size[1], left : left + size[0]] = cv2.resize(image, size)
    return shown, Letterbox(scale, left, top)
