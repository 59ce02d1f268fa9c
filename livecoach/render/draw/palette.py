"""Every colour on the screen, as BGR; red is kept for faults, and a shape or a word goes with each colour.

Blue, orange and white are distinct under all common colour blindness (Okabe and Ito, "Color Universal Design", 2008).
Opacities are chosen so that the text on a panel keeps a contrast of 4.5 to 1 over any picture (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from typing import Final, NamedTuple

Bgr = tuple[int, int, int]

WHITE: Final[Bgr] = (250, 248, 247)
SOFT: Final[Bgr] = (212, 206, 202)
BLUE: Final[Bgr] = (255, 192, 74)
DIM_BLUE: Final[Bgr] = (190, 150, 84)
ORANGE: Final[Bgr] = (48, 166, 255)
RED: Final[Bgr] = (66, 84, 255)
INK: Final[Bgr] = (26, 21, 20)
TRACK: Final[Bgr] = (84, 74, 68)
WELL: Final[Bgr] = (50, 43, 40)
BONE: Final[Bgr] = (244, 236, 226)
OUTLINE: Final[Bgr] = (40, 34, 32)


class Surface(NamedTuple):
    """A panel's colour, its opacity 0..1 and the colour of the main text on it."""

    colour: Bgr
    opacity: float
    text: Bgr


PANEL: Final = Surface(INK, 0.82, WHITE)
FAULT: Final = Surface((30, 26, 168), 0.92, WHITE)
ADVICE: Final = Surface(ORANGE, 0.94, INK)
SURFACES: Final = (PANEL, FAULT, ADVICE)
ON_PANEL: Final = (WHITE, SOFT, BLUE, ORANGE)
