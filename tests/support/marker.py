"""A number in a corner that can be read back from a screen or a clip: which frame is shown, seen from outside.

Two rows of black and white cells, the lower one the upper one's opposite, in a place that no panel of the screen covers
while the help is closed. Anything drawn over it makes it unreadable, never another number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS: Final = 11
CELL_PX: Final = 10
LEFT_PX, TOP_PX = 8, 310
CONTRAST: Final = 60


def stamp(image_bgr: NDArray[np.uint8], number: int) -> None:
    """Draw ``number`` into a picture of 640x480."""
    for bit in range(BITS):
        left = LEFT_PX + bit * CELL_PX
        one = number >> bit & 1
        for row, value in enumerate((one, 1 - one)):
            top = TOP_PX + row * CELL_PX
            image_bgr[top : top + CELL_PX, left : left + CELL_PX] = 235 * value + 10


def read(image_bgr: NDArray[np.uint8]) -> int | None:
    """Return the number, None where there is none."""
    block = image_bgr[TOP_PX : TOP_PX + 2 * CELL_PX, LEFT_PX : LEFT_PX + BITS * CELL_PX].astype(np.float32)
    # The middle of each cell: compression blurs its edges.
    cells = block.mean(axis=2).reshape(2, CELL_PX, BITS, CELL_PX)[:, 3:-3, :, 3:-3].mean(axis=(1, 3))
    difference = cells[0] - cells[1]
    if (np.abs(difference) < CONTRAST).any():
        return None
    return int(sum(1 << bit for bit in range(BITS) if difference[bit] > 0))
