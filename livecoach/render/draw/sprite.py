"""Small pictures with transparency, made once and blended many times in integers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.render.draw.text import mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.render.draw.palette import Bgr

_SUPERSAMPLING = 4


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """Blending adds ``add`` (colour times opacity) to ``keep`` / 255 of what is there; both uint8 (h, w, 3).

    ``left`` and ``top`` are its offset inside its place: empty margins are left out.
    """

    keep: NDArray[np.uint8]
    add: NDArray[np.uint8]
    left: int = 0
    top: int = 0


def coloured(coverage: NDArray[np.uint8], colour: Bgr, opacity: float = 1.0) -> Sprite:
    """Return a sprite of one colour, from a coverage 0..255 of shape (h, w)."""
    alpha = np.arange(256, dtype=np.float32)[:, None] * opacity  # of each coverage there can be
    keep = np.repeat(np.rint(255.0 - alpha), 3, axis=1)
    add = np.floor(alpha / 255.0 * np.array(colour, np.float32))
    levels = cv2.cvtColor(coverage, cv2.COLOR_GRAY2BGR)
    keep, add = (cv2.LUT(levels, table.astype(np.uint8)[None]) for table in (keep, add))
    return Sprite(np.asarray(keep, np.uint8), np.asarray(add, np.uint8))


def over(lower: Sprite, upper: Sprite) -> Sprite:
    """Return one sprite that blends as ``lower`` and then ``upper`` would."""
    keep = cv2.multiply(lower.keep, upper.keep, scale=1 / 255)
    add = cv2.add(cv2.multiply(lower.add, upper.keep, scale=1 / 255), upper.add)
    return Sprite(np.asarray(keep, np.uint8), np.asarray(add, np.uint8))


def paste(image: NDArray[np.uint8], sprite: Sprite, x: int, y: int) -> None:
    """Blend the sprite into ``image`` (changed) with its place's top left corner at (x, y), cut at the edges."""
    height, width = sprite.keep.shape[:2]
    x, y = x + sprite.left, y + sprite.top
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + width, image.shape[1]), min(y + height, image.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = (slice(y0 - y, y1 - y), slice(x0 - x, x1 - x))
    region: Any = image[y0:y1, x0:x1]
    cv2.multiply(region, sprite.keep[part], dst=region, scale=1 / 255)
    cv2.add(region, sprite.add[part], dst=region)


@lru_cache(maxsize=256)
def text_sprite(text: str, em: int, weight: int, colour: Bgr) -> Sprite:
    """Return one line of text; only its ink, because the empty rows above and below cost as much as those with it."""
    coverage = mask(text, em, weight)
    left, top, width, height = cv2.boundingRect(coverage)
    ink = coverage[top : top + max(height, 1), left : left + max(width, 1)]
    sprite = coloured(ink, colour)
    return Sprite(sprite.keep, sprite.add, left, top)


@lru_cache(maxsize=24)
def panel_sprite(width: int, height: int, radius: int, colour: Bgr, opacity: float) -> Sprite:
    """Return a rectangle with round, smooth corners."""
    n = _SUPERSAMPLING
    r = min(radius, width // 2, height // 2)
    big = np.zeros((r * n, r * n), np.uint8)
    cv2.circle(big, (r * n, r * n), r * n, (255,), -1)
    corner = cv2.resize(big, (r, r), interpolation=cv2.INTER_AREA)
    coverage = np.full((height, width), 255, np.uint8)
    coverage[:r, :r] = corner
    coverage[:r, -r:] = corner[:, ::-1]
    coverage[-r:] = coverage[:r][::-1]
    return coloured(coverage, colour, opacity)


@lru_cache(maxsize=8)
def hatch_sprite(width: int, height: int, colour: Bgr) -> Sprite:
    """Return slanted stripes in an upright bar with round ends, the sign of low confidence."""
    stripes = np.zeros((height, width), np.uint8)
    pitch = max(6, width // 3)
    for offset in range(0, height + width, pitch):
        cv2.line(stripes, (0, offset), (width, offset - width), (255,), max(2, pitch // 3), cv2.LINE_AA)
    bar = np.zeros_like(stripes)
    r = width // 2
    cv2.line(bar, (r, r), (r, height - r - 1), (255,), width, cv2.LINE_AA)
    return coloured(np.minimum(stripes, bar), colour)
