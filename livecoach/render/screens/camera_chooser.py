"""The question which camera to use: a picture of each, its number, its name; read and answered from three metres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.paint import paint
from livecoach.render.draw.palette import BLUE, INK, PANEL, SOFT, TRACK, WELL, WHITE
from livecoach.render.draw.scene import Align, Bar, Panel, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from livecoach.render.draw.scene import Item

SIZE_PX: Final = (1280, 720)
MOST: Final = 9
"""One for each key from 1 to 9."""

_TITLE_H: Final = 104
_FOOT_H: Final = 76
_EDGE: Final = 28
_NAME_H: Final = 52


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One camera: its newest picture (None: none yet) and its name."""

    image_bgr: NDArray[np.uint8] | None
    name: str


@dataclass(frozen=True, slots=True)
class ChooserView:
    """The cameras, which of them is selected, and in how many seconds that one is taken (None: not by itself)."""

    tiles: tuple[Tile, ...]
    selected: int
    left_s: float | None = None


def tile_rects(count: int) -> tuple[Rect, ...]:
    """Return where the tiles of ``count`` cameras stand, row by row, in a picture of ``SIZE_PX``."""
    columns = _columns(count)
    rows = math.ceil(count / columns)
    width = (SIZE_PX[0] - (columns + 1) * _EDGE) // columns
    room = SIZE_PX[1] - _TITLE_H - _FOOT_H
    height = (room - (rows - 1) * _EDGE) // rows
    left = (SIZE_PX[0] - columns * width - (columns - 1) * _EDGE) // 2
    return tuple(
        Rect(left + (i % columns) * (width + _EDGE), _TITLE_H + (i // columns) * (height + _EDGE), width, height)
        for i in range(count)
    )


def moved(selected: int, count: int, right: int, down: int) -> int:
    """Return the tile that is ``right`` and ``down`` of the selected one, the same where there is none."""
    columns = _columns(count)
    column, row = selected % columns + right, selected // columns + down
    target = row * columns + column
    return target if 0 <= column < columns and 0 <= target < count and row >= 0 else selected


def tile_at(x: int, y: int, count: int) -> int | None:
    """Return which tile a point of the picture lies on."""
    inside = (i for i, rect in enumerate(tile_rects(count)) if rect.contains(Rect(x, y, 1, 1)))
    return next(inside, None)


def draw_chooser(view: ChooserView, words: Translator) -> NDArray[np.uint8]:
    """Return the picture of the question, ``SIZE_PX`` large."""
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), INK, np.uint8)
    rects = tile_rects(len(view.tiles))
    paint(image, _frames(rects, view.selected))
    for tile, rect in zip(view.tiles, rects, strict=True):
        _picture(image, tile, _inside(rect))
    paint(image, _texts(view, rects, words))
    return image


def draw_waiting(text: str) -> NDArray[np.uint8]:
    """Return the picture shown while cameras are looked for or opened."""
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), INK, np.uint8)
    paint(image, (line_in(Rect(_EDGE, 0, SIZE_PX[0] - 2 * _EDGE, SIZE_PX[1]), text, _TITLE, WHITE),))
    return image


_TITLE: Final = Font(62, 30, BOLD)


def _columns(count: int) -> int:
    return next(columns for columns, most in ((1, 1), (2, 4), (3, MOST)) if count <= most)


def _inside(rect: Rect) -> Rect:
    frame = rect.inset(8, 8)
    return frame._replace(h=frame.h - _NAME_H)


def _frames(rects: Sequence[Rect], selected: int) -> Iterator[Item]:
    for i, rect in enumerate(rects):
        yield Bar(rect, BLUE if i == selected else TRACK, 18)
        yield Bar(rect.inset(8, 8) if i == selected else rect.inset(3, 3), WELL, 12)


def _picture(image: NDArray[np.uint8], tile: Tile, room: Rect) -> None:
    """Draw the camera's picture as large as the room has it, whole and in its middle."""
    if tile.image_bgr is None:
        return
    height, width = tile.image_bgr.shape[:2]
    share = min(room.w / width, room.h / height)
    w, h = max(1, round(share * width)), max(1, round(share * height))
    x, y = room.x + (room.w - w) // 2, room.y + (room.h - h) // 2
    image[y : y + h, x : x + w] = cv2.resize(tile.image_bgr, (w, h), interpolation=cv2.INTER_AREA)


def _texts(view: ChooserView, rects: Sequence[Rect], words: Translator) -> Iterator[Item]:
    room = Rect(_EDGE, 0, SIZE_PX[0] - 2 * _EDGE, _TITLE_H)
    yield line_in(room, words(_("Which camera?")), _TITLE, WHITE)
    for number, (tile, rect) in enumerate(zip(view.tiles, rects, strict=True), start=1):
        inside, chosen = _inside(rect), number - 1 == view.selected
        badge = Rect(inside.x, inside.y, 78, 78)
        yield Panel(badge, PANEL, 16)
        yield line_in(badge, str(number), Font(60, 60, BOLD), BLUE if chosen else WHITE)
        if tile.image_bgr is None:
            yield line_in(inside.inset(badge.w, 0), words(_("no picture yet")), Font(34, 20, REGULAR), SOFT)
        name = Rect(inside.x + 8, inside.bottom, inside.w - 16, _NAME_H)
        yield line_in(name, tile.name, Font(32, 20, BOLD if chosen else REGULAR), WHITE if chosen else SOFT)
    foot = Rect(room.x, SIZE_PX[1] - _FOOT_H, room.w, _FOOT_H)
    told = (
        words(_("press its number, click it, or use the arrows and Enter"))
        if view.left_s is None
        else words(_("using camera {} again in {} s; press a key to choose"), view.selected + 1, math.ceil(view.left_s))
    )
    yield line_in(foot, told, Font(34, 22, REGULAR), SOFT if view.left_s is None else BLUE, Align.CENTRE)
