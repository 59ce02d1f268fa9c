"""Layout: from the picture's size to named rectangles. Pure arithmetic, no picture and no text.

The count stands at the top left, the meters at the top right, the banner and one line of notes at the bottom;
the middle stays free for the person. Lengths grow with the picture's shorter side, so portrait works too.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

SMALLEST_PX: Final = (200, 160)
SMALL_TEXT_PX: Final = 11
READABLE: Final = 1 / 12


class Rect(NamedTuple):
    """A rectangle in pixels, half-open: x <= column < right, y <= row < bottom."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """Return the first column to the right of it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """Return the first row below it."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[int, int]:
        """Return its centre."""
        return self.x + self.w // 2, self.y + self.h // 2

    def inset(self, dx: int, dy: int) -> Rect:
        """Return it smaller by dx at the left and right and by dy at the top and bottom, never below zero size."""
        return Rect(self.x + dx, self.y + dy, max(self.w - 2 * dx, 0), max(self.h - 2 * dy, 0))

    def overlaps(self, other: Rect) -> bool:
        """Return whether they share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect) -> bool:
        """Return whether ``other`` lies wholly inside."""
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom


class Layout(NamedTuple):
    """Sizes and rectangles for one picture size; text sizes are font sizes (em) in pixels."""

    pad: int
    radius: int
    small: int
    main: int
    phase_text: int
    tally: Rect
    ring: Rect
    phase: Rect
    dots: Rect
    meters: Rect
    badges: Rect
    notes: Rect
    status: Rect
    banner: Rect
    help: Rect


@lru_cache(maxsize=8)
def layout(width: int, height: int) -> Layout | None:
    """Return the layout for a picture of that size in pixels, None when it is too small for any text."""
    if width < SMALLEST_PX[0] or height < SMALLEST_PX[1]:
        return None
    side = min(width, height)
    margin = max(6, round(0.032 * side))
    pad = max(6, round(0.026 * side))
    gap = max(4, round(0.014 * side))
    small = max(SMALL_TEXT_PX, round(0.03 * side))
    main = math.ceil(READABLE * height) + 1

    ring_d = min(max(round(0.24 * side), round(0.16 * height)), round(0.30 * width))
    phase_text = max(small + 2, round(0.30 * ring_d))
    phase_h = round(1.15 * phase_text)
    dots_h = max(8, round(0.03 * side))
    ring = Rect(margin + pad, margin + pad, ring_d, ring_d)
    phase = Rect(ring.x, ring.bottom + gap, ring_d, phase_h)
    dots = Rect(ring.x, phase.bottom + gap, ring_d, dots_h)
    tally = Rect(margin, margin, ring_d + 2 * pad, dots.bottom + pad - margin)

    note_lines = 1 if width >= 55 * small else 2
    note_h = round((1.25 * note_lines + 0.5) * small)
    note_y = height - margin - note_h
    status_w = round(12 * small)
    status_h = round(1.75 * small)
    status = Rect(width - margin - status_w, height - margin - status_h, status_w, status_h)
    notes = Rect(margin, note_y, width - 2 * margin - status_w - gap, note_h)

    banner_h = round((1.75 if width > height else 2.9) * main)
    banner = Rect(margin, note_y - gap - banner_h, width - 2 * margin, banner_h)

    meters_w = max(round(0.345 * side), round(9.6 * small) + 2 * pad)
    meters_h = min(round(0.60 * side), banner.y - gap - margin)
    meters = Rect(width - margin - meters_w, margin, meters_w, meters_h)
    badges = Rect(tally.right + gap, margin, meters.x - tally.right - 2 * gap, round(4 * small))
    help_ = Rect(margin, margin, width - 2 * margin, banner.y - gap - margin)
    return Layout(
        pad, max(6, round(0.032 * side)), small, main, phase_text,
        tally, ring, phase, dots, meters, badges, notes, status, banner, help_,
    )  # fmt: skip


def columns(area: Rect, n: int) -> tuple[Rect, ...]:
    """Return n columns of equal width that fill ``area`` from left to right."""
    edges = [area.x + area.w * i // n for i in range(n + 1)]
    return tuple(Rect(left, area.y, right - left, area.h) for left, right in pairwise(edges))


def rows(area: Rect, n: int) -> tuple[Rect, ...]:
    """Return n rows of equal height that fill ``area`` from top to bottom."""
    edges = [area.y + area.h * i // n for i in range(n + 1)]
    return tuple(Rect(area.x, top, area.w, bottom - top) for top, bottom in pairwise(edges))
