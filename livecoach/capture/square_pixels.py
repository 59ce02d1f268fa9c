"""The size at which a picture's pixels are square: PAL and NTSC video, some phones and IP cameras have others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fractions import Fraction

# Pixels are at most twice as wide as high in real formats (anamorphic film); beyond twice that the header is damaged.
_ODDEST_PIXEL: Final = 4.0


def square_size_px(width: int, height: int, pixel_aspect: Fraction | float | None) -> tuple[int, int]:
    """Return the size at which pixels of ``pixel_aspect`` (width over height) become square; none are thrown away.

    Unknown (None, 0) and absurd ratios count as 1.
    """
    ratio = float(pixel_aspect or 1.0)
    if not 1.0 / _ODDEST_PIXEL <= ratio <= _ODDEST_PIXEL:
        return width, height
    return (round(width * ratio), height) if ratio >= 1.0 else (width, round(height / ratio))
