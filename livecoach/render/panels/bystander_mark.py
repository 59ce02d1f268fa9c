"""Marks somebody else in the picture who is not judged: their place turns grey and dim, with a word on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import INK, PANEL, WHITE
from livecoach.render.draw.scene import Item, Panel, line_in
from livecoach.render.draw.text import REGULAR, Font, width_px

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from livecoach.core.geometry import Box
    from livecoach.render.draw.layout import Layout

_EASE_S: Final = 0.35
"""Time constant: searches come about once a second, and nothing on the screen may jump."""

_LONGEST_DT_S: Final = 0.5
_LEAST_SHOWN: Final = 0.02
_TOLD_FROM: Final = 0.5
_DARKER: Final = 0.55
_LEAST_WIDTH: Final = 0.35
"""A person mostly hidden behind the subject is not marked, because that would dim the subject."""

_BESIDE: Final = 0.15
"""Room left beside the coached person's points, in heights of their bounds: clothes and hair reach so far."""


class Mark(NamedTuple):
    """Where the mark is, in pixels of the picture as drawn, and how strong, 0..1."""

    box: Box
    strength: float

    @property
    def rect(self) -> Rect:
        """Return the box in whole pixels."""
        left, top, right, bottom = (round(edge) for edge in self.box)
        return Rect(left, top, max(right - left, 0), max(bottom - top, 0))


class BystanderMark:
    """Smooths the boxes of occasional searches, and fades in and out; feed every frame in order."""

    def __init__(self) -> None:
        self._box: Box | None = None
        self._strength = 0.0
        self._last_s = math.nan

    def update(self, t_s: float, box: Box | None) -> Mark | None:
        """Return what to draw at ``t_s`` seconds for the box that was seen last, None for nothing."""
        dt_s = 0.0 if math.isnan(self._last_s) else min(max(t_s - self._last_s, 0.0), _LONGEST_DT_S)
        self._last_s = t_s
        share = 1.0 - math.exp(-dt_s / _EASE_S)
        self._strength += share * ((box is not None) - self._strength)
        if box is not None:
            before = self._box or box
            left, top, right, bottom = (old + share * (new - old) for old, new in zip(before, box, strict=True))
            self._box = left, top, right, bottom
        if self._strength < _LEAST_SHOWN and box is None:
            self._box = None
        return None if self._box is None else Mark(self._box, self._strength)


def beside(mark: Mark, points: NDArray[np.floating]) -> Mark | None:
    """Return the mark without the columns of the coached person's ``points`` (33, 2); None when little is left."""
    seen = points[np.isfinite(points).all(axis=1)]
    if not len(seen):
        return mark
    (own_left, own_top), (own_right, own_bottom) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
    room = _BESIDE * min(own_bottom - own_top, own_right - own_left)
    left, top, right, bottom = mark.box
    if left + right > own_left + own_right:
        cut = max(left, own_right + room), top, right, bottom
    else:
        cut = left, top, min(right, own_left - room), bottom
    return mark._replace(box=cut) if cut[2] - cut[0] > _LEAST_WIDTH * (right - left) else None


def mirrored(box: Box, width: int) -> Box:
    """Return the box in a picture ``width`` pixels wide that is flipped left to right."""
    return width - box[2], box[1], width - box[0], box[3]


def paint_bystander(image: NDArray[np.uint8], mark: Mark) -> None:
    """Turn the mark's place grey and dim in ``image`` (changed), with a soft edge."""
    height, width = image.shape[:2]
    rect = mark.rect
    x, y = max(rect.x, 0), max(rect.y, 0)
    right, bottom = min(rect.right, width), min(rect.bottom, height)
    if right - x < 2 or bottom - y < 2:
        return
    place = image[y:bottom, x:right]
    grey = cv2.cvtColor(cv2.cvtColor(place, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR).astype(np.float32)
    dim = (1.0 - _DARKER) * grey + _DARKER * np.array(INK, np.float32)
    cover = mark.strength * _soft(place.shape[1], place.shape[0])[:, :, None]
    place[:] = np.rint(place + cover * (dim - place)).astype(np.uint8)


def bystander_label(place: Layout, mark: Mark, taken: Iterable[Item], words: Translator) -> Iterator[Item]:
    """Yield the word on the mark, as high on it as is free of the ``taken`` panels; nothing where none is free."""
    if mark.strength < _TOLD_FROM:
        return
    text, em = words(_("not judged")), place.small
    width, height = width_px(text, em, REGULAR) + round(1.2 * em), round(1.75 * em)
    area = place.help
    x = min(max(mark.rect.middle[0] - width // 2, area.x), area.right - width)
    panels = [item.rect for item in taken if isinstance(item, Panel)]
    first, last = max(mark.rect.y + height // 2, area.y), min(mark.rect.bottom, area.bottom) - height
    for y in range(first, last + 1, max(height // 2, 1)):
        rect = Rect(x, y, width, height)
        if not any(rect.overlaps(panel) for panel in panels):
            yield Panel(rect, PANEL, height // 3)
            yield line_in(rect, text, Font(em, em, REGULAR), WHITE)
            return


def _soft(width: int, height: int) -> NDArray[np.float32]:
    """Return the coverage 0..1 of a rectangle (height, width) that fades towards its edges."""
    edge = max(2.0, 0.08 * min(width, height))
    across, down = (np.clip(np.minimum(np.arange(n) + 1.0, n - np.arange(n)) / edge, 0.0, 1.0) for n in (width, height))
    return np.asarray(down[:, None] * across[None, :], np.float32)
