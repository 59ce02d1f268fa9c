"""A photo with the points that can be moved by the mouse: the person as large as fits, and which keys do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly
from livecoach.render.draw.palette import BLUE, BONE, INK, OUTLINE, SOFT, WHITE
from livecoach.render.draw.sprite import paste, text_sprite
from livecoach.render.draw.text import BOLD, REGULAR, Font, ascent_px, fit_line, width_px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SIZE_PX: Final = (1280, 720)
_HEAD_H: Final = 72
_FOOT_H: Final = 56
_EDGE: Final = 28
_ROOM: Final = 0.12
"""Room around the person on each side, over the longer extent of the points."""

_DOT_PX: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a photo in the picture: ``scale`` picture pixels for one of its own, beginning at ``corner_px``."""

    scale: float
    corner_px: tuple[float, float]
    left_px: float

    def to_picture(self, point_px: tuple[float, float]) -> tuple[int, int]:
        """Return the place of a point of the photo in the picture."""
        x, y = ((p - c) * self.scale for p, c in zip(point_px, self.corner_px, strict=True))
        return round(self.left_px + x), round(_HEAD_H + y)

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the photo at a point of the picture."""
        across, down = (x - self.left_px) / self.scale, (y - _HEAD_H) / self.scale
        return self.corner_px[0] + across, self.corner_px[1] + down


def place_of(points_px: Sequence[tuple[float, float]]) -> Place:
    """Return the place that shows all these points of a photo with some room around them."""
    points = np.array(points_px, float)
    low, high = points.min(axis=0), points.max(axis=0)
    room = _ROOM * float((high - low).max())
    low, high = low - room, high + room
    width, height = (float(side) for side in high - low)
    scale = min((SIZE_PX[0] - 2 * _EDGE) / width, (SIZE_PX[1] - _HEAD_H - _FOOT_H) / height)
    return Place(scale, (float(low[0]), float(low[1])), (SIZE_PX[0] - scale * width) / 2.0)


def draw_points(
    image_bgr: NDArray[np.uint8],
    place: Place,
    lines_px: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    joints_px: Sequence[tuple[tuple[float, float], bool]],
    words: tuple[str, str],
) -> NDArray[np.uint8]:
    """Return the picture of ``SIZE_PX`` (BGR, read-only): lines, joints (and whether moved), title and keys."""
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), INK, np.uint8)
    onto = np.array(
        [
            [place.scale, 0.0, place.left_px - place.scale * place.corner_px[0]],
            [0.0, place.scale, _HEAD_H - place.scale * place.corner_px[1]],
        ]
    )
    cv2.warpAffine(image_bgr, onto, SIZE_PX, image, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    image[:_HEAD_H], image[SIZE_PX[1] - _FOOT_H :] = INK, INK
    for a, b in lines_px:
        cv2.line(image, place.to_picture(a), place.to_picture(b), OUTLINE, 4, cv2.LINE_AA)
        cv2.line(image, place.to_picture(a), place.to_picture(b), BONE, 2, cv2.LINE_AA)
    for point, moved in joints_px:
        at = place.to_picture(point)
        cv2.circle(image, at, _DOT_PX + 2, OUTLINE, -1, cv2.LINE_AA)
        cv2.circle(image, at, _DOT_PX, BLUE if moved else WHITE, 2, cv2.LINE_AA)
        cv2.circle(image, at, 1, WHITE, -1)
    title, keys = words
    _line(image, title, 48, Font(30, 16, BOLD), WHITE)
    _line(image, keys, SIZE_PX[1] - 18, Font(26, 16, REGULAR), SOFT)
    return readonly(image)


def _line(image: NDArray[np.uint8], text: str, baseline: int, font: Font, colour: tuple[int, int, int]) -> None:
    shown, em = fit_line(text, SIZE_PX[0] - 2 * _EDGE, font)
    left = (SIZE_PX[0] - width_px(shown, em, font.weight)) // 2
    paste(image, text_sprite(shown, em, font.weight, colour), left, baseline - ascent_px(em))
