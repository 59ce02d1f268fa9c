"""A decoded picture as a player would show it: turned and mirrored, with square pixels, in the standard range.

Conversion is done by one swscale context that is kept: making one for every frame costs four times as much, and
OpenCV's YUV conversion is no quicker and takes every clip for BT.601 in limited range.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
from av.video.reformatter import ColorRange, ColorTrc, VideoReformatter

from livecoach.capture.square_pixels import square_size_px
from livecoach.capture.tone import standard_range
from livecoach.core.types import readonly

if TYPE_CHECKING:
    from fractions import Fraction

    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

_MATRIX: Final = struct.Struct("=9i")


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a coded picture is to be shown: its axes swapped first (``transposed``), then mirrored."""

    transposed: bool = False
    mirrored: bool = False
    flipped: bool = False

    def apply(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (h, w, 3) as it is to be shown; the same array when there is nothing to do."""
        if self.transposed:
            image_bgr = np.asarray(cv2.transpose(image_bgr), np.uint8)
        if self.mirrored or self.flipped:
            code = -1 if self.mirrored and self.flipped else 1 if self.mirrored else 0
            image_bgr = np.asarray(cv2.flip(image_bgr, code), np.uint8)
        return image_bgr


def orientation_of(display_matrix: bytes) -> Orientation:
    """Return what a display matrix asks for: the nearest of the four turns, mirrored or not.

    The matrix is nine 32-bit numbers a b u c d v x y w (ISO/IEC 14496-12, 8.3.2): the point (p, q) of the coded picture
    is shown at (a p + c q + x, b p + d q + y). Bytes of another length or an empty matrix ask for nothing.
    """
    if len(display_matrix) != _MATRIX.size:
        return Orientation()
    a, b, _, c, d, *_ = _MATRIX.unpack(display_matrix)
    if abs(b) + abs(c) > abs(a) + abs(d):
        return Orientation(transposed=True, mirrored=c < 0, flipped=b < 0)
    return Orientation(mirrored=a < 0, flipped=d < 0)


class PictureConverter:
    """Turns decoded frames into BGR pictures; keep one for each stream."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()
        self._matrix = b""
        self._orientation = Orientation()

    def convert(self, picture: VideoFrame, pixel_aspect: Fraction | float | None) -> NDArray[np.uint8]:
        """Return the picture as contiguous, read-only BGR (h, w, 3)."""
        width, height = square_size_px(picture.width, picture.height, pixel_aspect)
        high_range = picture.color_trc == ColorTrc.SMPTE2084
        # One thread: the decoder's own threads and the landmarker have the cores already.
        converted = self._reformatter.reformat(
            picture,
            width=width,
            height=height,
            format="bgr48le" if high_range else "bgr24",
            dst_color_range=ColorRange.JPEG if high_range else None,
            threads=1,
        )
        pixels: NDArray[Any] = converted.to_ndarray()
        image_bgr = standard_range(pixels) if high_range else pixels
        upright = self._oriented(picture).apply(image_bgr)
        return np.asarray(readonly(np.ascontiguousarray(upright, dtype=np.uint8)), np.uint8)

    def _oriented(self, picture: VideoFrame) -> Orientation:
        side_data: Any = picture.side_data.get("DISPLAYMATRIX")
        matrix = bytes(side_data) if side_data is not None else b""
        if matrix != self._matrix:
            self._matrix, self._orientation = matrix, orientation_of(matrix)
        return self._orientation
