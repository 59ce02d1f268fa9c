"""The picture of a photo session: the camera's, the earlier photo as a ghost over it, what to do, the self-timer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly
from livecoach.render.palette import INK, WHITE
from livecoach.render.sprite import panel_sprite, paste, text_sprite
from livecoach.render.text import BOLD, Font, ascent_px, fit_line, width_px

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
    bottom = _plate(image, banner, Font(max(14, height // 16), 11, BOLD), (edge, edge))
    if count is not None:
        _plate(image, str(count), Font(height // 5, 11, BOLD), (edge, bottom + edge))
    return readonly(image)


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
    """Write on a plate at the left, beside the person, at most half of the picture wide; return its lower edge."""
    x, top = corner
    pad = font.em // 2
    shown, em = fit_line(text, image.shape[1] // 2 - x - 2 * pad, font)
    width, height = width_px(shown, em, font.weight) + 2 * pad, round(1.6 * em)
    paste(image, panel_sprite(width, height, em // 3, INK, 0.82), x, top)
    baseline = top + (height + round(0.75 * em)) // 2
    paste(image, text_sprite(shown, em, font.weight, WHITE), x + pad, baseline - ascent_px(em))
    return top + height
