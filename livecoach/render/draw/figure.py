"""A drawn figure that shows how an exercise is done: a pale body in clear lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.render.draw.palette import WHITE
from livecoach.render.draw.sprite import Sprite, coloured, over

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """Two coverages 0..255 of one size (h, w): of body and lines together, and of the lines alone."""

    cover: NDArray[np.uint8]
    lines: NDArray[np.uint8]

    @property
    def aspect(self) -> float:
        """Width over height."""
        return float(self.cover.shape[1] / self.cover.shape[0])


@lru_cache(maxsize=8)
def figure_sprite(figure: Figure, width: int, height: int) -> Sprite:
    """Return the figure in a box of that size in pixels."""
    cover, lines = (
        np.asarray(cv2.resize(layer, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        for layer in (figure.cover, figure.lines)
    )
    return over(coloured(np.asarray(cv2.subtract(cover, lines), np.uint8), WHITE), coloured(lines, WHITE))
