"""The pictures of a highlights clip: a title, and two pictures side by side under their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.render.draw.layout import Rect, columns, rows
from livecoach.render.draw.paint import paint
from livecoach.render.draw.palette import BLUE, INK, SOFT, WHITE
from livecoach.render.draw.scene import line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, round_zeros

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HEADING: Final = 1 / 14
_SMALLEST_EM: Final = 8


def pair_size_px(size_px: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a pair of pictures of that size: as wide as one, each half as large, a heading above."""
    width, height = (max(2, value // 2) for value in size_px)
    return 2 * width, height + heading_px(size_px)


def heading_px(size_px: tuple[int, int]) -> int:
    """Return the height of the heading over a pair of pictures of that size, even."""
    return 2 * max(8, round(size_px[1] * _HEADING / 2))


def pair_card(
    left: NDArray[np.uint8], right: NDArray[np.uint8] | None, left_text: str, right_text: str
) -> NDArray[np.uint8]:
    """Return two BGR pictures of one size side by side; without the right one the left stands in the middle."""
    size_px = left.shape[1], left.shape[0]
    width, height = pair_size_px(size_px)
    bar = heading_px(size_px)
    card = np.full((height, width, 3), INK, np.uint8)
    box = Rect(0, bar, width // 2, height - bar)
    half = (box.w, box.h)
    if right is None:
        box = box._replace(x=width // 4)
    card[box.y : box.bottom, box.x : box.right] = cv2.resize(left, half, interpolation=cv2.INTER_AREA)
    heads = [(Rect(0, 0, width, bar), left_text, WHITE)]
    if right is not None:
        card[box.y : box.bottom, box.w :] = cv2.resize(right, half, interpolation=cv2.INTER_AREA)
        one, other = columns(Rect(0, 0, width, bar), 2)
        heads = [(one, left_text, WHITE), (other, right_text, BLUE)]
    em = max(_SMALLEST_EM, round(0.6 * bar))
    paint(
        card,
        [
            line_in(head.inset(bar // 3, 0), round_zeros(text), Font(em, _SMALLEST_EM, BOLD), colour)
            for head, text, colour in heads
        ],
    )
    return card


def title_card(size_px: tuple[int, int], lines: Sequence[str]) -> NDArray[np.uint8]:
    """Return a BGR picture of that size with the first line large and the others below it."""
    width, height = size_px
    card = np.full((height, width, 3), INK, np.uint8)
    em = max(_SMALLEST_EM, round(min(0.12 * height, 0.07 * width)))
    middle = Rect(0, height // 4, width, height // 2).inset(width // 16, 0)
    for number, (box, line) in enumerate(zip(rows(middle, len(lines)), lines, strict=True)):
        font = Font(em if number == 0 else round(0.6 * em), _SMALLEST_EM, REGULAR if number else BOLD)
        paint(card, [line_in(box, round_zeros(line), font, SOFT if number else WHITE)])
    return card
