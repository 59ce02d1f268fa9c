"""The picture of a photo session: the camera's, the earlier photo as a ghost over it, what to do, the self-timer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly
from livecoach.render.draw.palette import INK, WHITE
from livecoach.render.draw.sprite import panel_sprite, paste, text_sprite
from livecoach.render.draw.text import BOLD, LINE, Font, ascent_px, fit_lines, width_px

if TYPE_CHECKING:
    from numpy.typing import NDArray

GHOST_SHARE: Final = 0.35


def draw_booth(
    image_bgr: NDArray[np.uint8],
    ghost_bgr: NDArray[np.uint8] | None,
    banner: str,
    count: int | None,
    *,
    mirrored: bool,
) -> NDArray[np.uint8]:
    """Return a new picture of the same size; the ghost fills the picture's height, as its camera saw it."""
    height = image_bgr.shape[0]
    image = image_bgr.copy()
    if ghost_bgr is not None:
        image = np.asarray(
            cv2.addWeighted(image, 1.0 - GHOST_SHARE, _fitted(ghost_bgr, image), GHOST_SHARE, 0.0), np.uint8
        )
    if mirrored:
        image = np.ascontiguousarray(image[:, ::-1])
    edge = height // 30
    bottom = _plate(image, banner, banner_font(height), (edge, edge))
    if count is not None:
        _plate(image, str(count), Font(height // 5, 11, BOLD), (edge, bottom + edge))
    return readonly(image)


def banner_font(height: int) -> Font:
    """Return the font of what to do, for a picture of that height."""
    return Font(max(14, height // 16), 11, BOLD)


def plate_lines(text: str, size_px: tuple[int, int], font: Font) -> tuple[tuple[str, ...], int]:
    """Return the lines of a plate and their font size: at most half of the picture wide and a third of it high."""
    width, height = size_px
    return fit_lines(text, width // 2 - height // 30 - 2 * _pad(width, font), height // 3, font)


def _pad(width: int, font: Font) -> int:
    return min(font.em // 2, width // 20)


def _fitted(ghost_bgr: NDArray[np.uint8], image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the ghost scaled to the picture's height, in its middle; what it does not cover stays the picture."""
    height, width = image.shape[:2]
    share = height / ghost_bgr.shape[0]
    scaled = np.asarray(cv2.resize(ghost_bgr, (max(1, round(ghost_bgr.shape[1] * share)), height)), np.uint8)
    result = image.copy()
    ours, theirs = max(0, (width - scaled.shape[1]) // 2), max(0, (scaled.shape[1] - width) // 2)
    common = min(width, scaled.shape[1])
    result[:, ours : ours + common] = scaled[:, theirs : theirs + common]
    return result


def _plate(image: NDArray[np.uint8], text: str, font: Font, corner: tuple[int, int]) -> int:
    """Write on a plate at the left, beside the person; return its lower edge."""
    x, top = corner
    pad = _pad(image.shape[1], font)
    lines, em = plate_lines(text, (image.shape[1], image.shape[0]), font)
    first, line_px = round(1.6 * em), round(LINE * em)
    width = max((width_px(line, em, font.weight) for line in lines), default=0) + 2 * pad
    height = first + line_px * max(0, len(lines) - 1)
    paste(image, panel_sprite(width, height, em // 3, INK, 0.82), x, top)
    baseline = top + (first + round(0.75 * em)) // 2
    for number, line in enumerate(lines):
        place = baseline + number * line_px - ascent_px(em)
        paste(image, text_sprite(line, em, font.weight, WHITE), x + pad, place)
    return top + height
