"""Measuring, fitting and rasterising text in OpenCV's built-in anti-aliased sans face (Rubik, variable weight)."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

REGULAR: Final = 400
BOLD: Final = 600

# Rubik's metrics per em, measured on the ink of capitals with umlauts and of descenders.
CAP: Final = 0.75
ASCENT: Final = 0.98
DESCENT: Final = 0.26
OVERSHOOT: Final = 0.035
LINE: Final = 1.28

_BREAKS_TRIED: Final = 300
"""Ways to break a text that are compared for even lines; long texts are simply filled."""


class Font(NamedTuple):
    """A wanted size, the smallest acceptable one (em in pixels) and a weight."""

    em: int
    em_min: int
    weight: int


@lru_cache(maxsize=1)
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")


@lru_cache(maxsize=4096)
def width_px(text: str, em: int, weight: int) -> int:
    """Return the advance width of one line at font size ``em`` pixels."""
    _, _, width, _ = cv2.getTextSize((1, 1), text, (0, 0), _face(), em, weight)
    return int(width)


def _shortened(text: str, width: int, em: int, weight: int) -> str:
    kept = text
    while kept and width_px(kept + "…", em, weight) > width:
        kept = kept[:-1].rstrip()
    return kept + "…" if kept else ""


@lru_cache(maxsize=1024)
def fit_line(text: str, width: int, font: Font) -> tuple[str, int]:
    """Return the text and the largest font size, from wanted to smallest, at which it is at most ``width`` wide.

    What is too long even at the smallest loses its end to an ellipsis.
    """
    for em in range(font.em, font.em_min - 1, -1):
        if width_px(text, em, font.weight) <= width:
            return text, em
    return _shortened(text, width, font.em_min, font.weight), font.em_min


def _wrapped(text: str, width: int, em: int, weight: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width_px(f"{lines[-1]} {word}", em, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(lines: list[str], em: int, weight: int) -> tuple[str, ...]:
    """Return the same number of lines, more even: the longest as short as possible, then the others alike."""
    words = " ".join(lines).split()
    if len(lines) < 2 or math.comb(len(words) - 1, len(lines) - 1) > _BREAKS_TRIED:
        return tuple(lines)

    def cost(broken: tuple[str, ...]) -> tuple[int, int]:
        widths = [width_px(line, em, weight) for line in broken]
        return max(widths), sum((max(widths) - width) ** 2 for width in widths)

    return min((_broken(words, ends) for ends in combinations(range(1, len(words)), len(lines) - 1)), key=cost)


def _broken(words: list[str], ends: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *ends, len(words))
    return tuple(" ".join(words[start:end]) for start, end in pairwise(edges))


@lru_cache(maxsize=256)
def fit_lines(text: str, width: int, height: int, font: Font) -> tuple[tuple[str, ...], int]:
    """Return the lines, broken between words, and the largest font size at which they fit into width x height.

    What is too long even at the smallest loses its end to an ellipsis.
    """
    for em in range(font.em, font.em_min - 1, -1):
        lines = _wrapped(text, width, em, font.weight)
        if len(lines) * LINE * em <= height and all(width_px(line, em, font.weight) <= width for line in lines):
            return _balanced(lines, em, font.weight), em
    smallest = font._replace(em=font.em_min)
    room = max(1, int(height / (LINE * smallest.em)))
    lines = _wrapped(text, width, smallest.em, smallest.weight)
    lines = [*lines[: room - 1], " ".join(lines[room - 1 :])]
    return tuple(fit_line(line, width, smallest)[0] for line in lines), smallest.em


def round_zeros(number: int | str) -> str:
    """Return a number, or a text, with the letter O for 0: the face strikes its zero through; from afar an 8."""
    return str(number).replace("0", "O")


def ascent_px(em: int) -> int:
    """Return how many rows above the baseline the highest letter may take."""
    return int(np.ceil(ASCENT * em))


def descent_px(em: int) -> int:
    """Return how many rows below the baseline the lowest letter may take."""
    return int(np.ceil(DESCENT * em))


def extent_px(text: str, em: int) -> tuple[int, int]:
    """Return the rows that a line may take above and below its baseline; figures need less than letters."""
    if text.replace("O", "0").isdigit():
        return int(np.ceil((CAP + OVERSHOOT) * em)), int(np.ceil(OVERSHOOT * em))
    return ascent_px(em), descent_px(em)


def mask(text: str, em: int, weight: int) -> NDArray[np.uint8]:
    """Return the coverage 0..255 of one line, ascent + descent rows high and its advance width wide."""
    height = ascent_px(em) + descent_px(em)
    canvas = np.zeros((height, max(1, width_px(text, em, weight))), np.uint8)
    cv2.putText(canvas, text, (0, ascent_px(em)), (255,), _face(), em, weight)
    return canvas
