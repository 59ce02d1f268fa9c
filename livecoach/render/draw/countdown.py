"""The ring of a countdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import WHITE
from livecoach.render.draw.scene import Item, Ring, line_in
from livecoach.render.draw.text import BOLD, Font, round_zeros

if TYPE_CHECKING:
    from collections.abc import Iterator


def countdown_ring(box: Rect, left_s: float, done: float, em_min: int) -> Iterator[Item]:
    """Yield a ring that empties, around the seconds left."""
    yield Ring(box, max(3, round(0.05 * box.w)), 1.0 - done)
    figures_h = round(0.5 * box.w)
    figures = Rect(box.x + round(0.15 * box.w), box.middle[1] - figures_h // 2, round(0.7 * box.w), figures_h)
    yield line_in(figures, round_zeros(math.ceil(left_s - 1e-6)), Font(figures_h, em_min, BOLD), WHITE)
