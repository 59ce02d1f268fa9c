"""Two photos side by side, both level and to the same scale, with the lines drawn and the table of what changed.

It gets plain numbers: which measures there are and what may be claimed is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import BLUE, BONE, INK, ORANGE, OUTLINE, SOFT, TRACK, WHITE
from livecoach.render.draw.sprite import panel_sprite, paste, text_sprite
from livecoach.render.draw.text import BOLD, LINE, REGULAR, Font, ascent_px, fit_line, fit_lines, width_px

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.render.draw.palette import Bgr

WIDTH_PX: Final = 1600
_MARGIN: Final = 40
_GAP: Final = 24
_PHOTO_H: Final = 1000
_TITLE_H: Final = 96
_ROW_H: Final = 56
_BODY_SHARE: Final = 0.86
_FLOOR: Final = 0.93
_COLUMNS: Final = (440, 150, 150, 150, 260, 370)
_CELL_GAP: Final = 16
_FIGURE_W: Final = 300
_NOTE: Final = Font(22, 16, REGULAR)
_BLANK: Final = (44, 37, 35)
_FAR_PX: Final = 20_000.0
_SHIFT: Final = 4
_ONE: Final = 1 << _SHIFT


class Tone(Enum):
    """The kind of a row: changed, no change that can be shown, or not comparable."""

    CHANGED = "changed"
    QUIET = "quiet"
    WARNING = "warning"


_VERDICT: Final = {
    Tone.CHANGED: (Font(26, 16, BOLD), BLUE),
    Tone.QUIET: (Font(26, 16, REGULAR), SOFT),
    Tone.WARNING: (Font(26, 16, REGULAR), ORANGE),
}


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One photo and how to place it: ``origin_px`` stands on the floor line, ``up_deg`` turns the body upright.

    ``lines_px`` are the drawn lines as pairs of points, ``joints_px`` the points, ``plumb_px`` the point of the hips
    through which the plumb line goes; all in the photo's pixels.
    """

    image_bgr: NDArray[np.uint8]
    title: str
    cm_per_px: float
    up_deg: float
    origin_px: tuple[float, float]
    plumb_px: tuple[float, float]
    lines_px: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    joints_px: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in words: its name, both values, the change, the smallest change that can be shown, the verdict."""

    cells: tuple[str, str, str, str, str, str]
    tone: Tone


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words around the photos."""

    title: str
    subtitle: str
    headings: tuple[str, str, str, str, str, str]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    legend: str


def draw_comparison(
    before: Shot, after: Shot, sheet: Sheet, height_cm: float, figure_bgr: NDArray[np.uint8] | None = None
) -> NDArray[np.uint8]:
    """Return the finished picture (h, ``WIDTH_PX``, 3), BGR, read-only; the person is ``height_cm`` tall in both.

    ``figure_bgr`` belongs to the notes and stands at their right.
    """
    text_h = _TITLE_H + _GAP + (1 + len(sheet.rows)) * _ROW_H
    remarks = [(f"! {line}", ORANGE) for line in sheet.warnings] + [(line, SOFT) for line in sheet.notes]
    figure = None if figure_bgr is None else _figure(figure_bgr)
    room = WIDTH_PX - 2 * _MARGIN - (0 if figure is None else figure.shape[1] + _GAP)
    wrapped = [(fit_lines(text, room, 200, _NOTE), colour) for text, colour in remarks]
    remarks_h = sum(len(lines) * round(LINE * em) + _GAP // 2 for (lines, em), _ in wrapped)
    remarks_h = max(remarks_h, 0 if figure is None else figure.shape[0])
    image = np.full((text_h + _PHOTO_H + remarks_h + 3 * _GAP, WIDTH_PX, 3), INK, np.uint8)
    _title(image, sheet)
    panel_w = (WIDTH_PX - 2 * _MARGIN - _GAP) // 2
    left = Rect(_MARGIN, _TITLE_H, panel_w, _PHOTO_H)
    right = Rect(_MARGIN + panel_w + _GAP, _TITLE_H, panel_w, _PHOTO_H)
    scale = _BODY_SHARE * _PHOTO_H / height_cm
    _panel(image, left, before, scale)
    _panel(image, right, after, scale, ghost=before, legend=sheet.legend)
    y = _table(image, sheet, left.bottom + _GAP)
    if figure is not None:
        image[y : y + figure.shape[0], WIDTH_PX - _MARGIN - figure.shape[1] : WIDTH_PX - _MARGIN] = figure
    for (lines, em), colour in wrapped:
        for line in lines:
            _text(image, line, (_MARGIN, y + ascent_px(em)), (em, REGULAR), colour)
            y += round(LINE * em)
        y += _GAP // 2
    return readonly(image)


def _figure(figure_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height = round(_FIGURE_W * figure_bgr.shape[0] / figure_bgr.shape[1])
    return np.asarray(cv2.resize(figure_bgr, (_FIGURE_W, height), interpolation=cv2.INTER_AREA), np.uint8)


def to_panel(shot: Shot, scale: float, size_px: tuple[int, int]) -> NDArray[np.float64]:
    """Return the affine map (2, 3) from the photo's pixels to a panel's: level, ``scale`` pixels to a centimetre.

    The plumb point comes to the panel's middle, the origin onto its floor line.
    """
    turn, zoom = np.radians(shot.up_deg), shot.cm_per_px * scale
    cosine, sine = zoom * np.cos(turn), zoom * np.sin(turn)
    linear = np.array([[cosine, -sine], [sine, cosine]])
    middle = linear @ np.array(shot.plumb_px)
    floor = linear @ np.array(shot.origin_px)
    shift = np.array([size_px[0] / 2 - middle[0], _FLOOR * size_px[1] - floor[1]])
    return np.column_stack([linear, shift])


def _title(image: NDArray[np.uint8], sheet: Sheet) -> None:
    _text(image, sheet.title, (_MARGIN, 62), (40, BOLD), WHITE)
    room = WIDTH_PX - 3 * _MARGIN - width_px(sheet.title, 40, BOLD)
    text, em = fit_line(sheet.subtitle, room, Font(24, 16, REGULAR))
    _text(image, text, (WIDTH_PX - _MARGIN - width_px(text, em, REGULAR), 62), (em, REGULAR), SOFT)


def _panel(
    image: NDArray[np.uint8], rect: Rect, shot: Shot, scale: float, *, ghost: Shot | None = None, legend: str = ""
) -> None:
    size = (rect.w, rect.h)
    onto = to_panel(shot, scale, size)
    inner = np.full((rect.h, rect.w, 3), _BLANK, np.uint8)
    cv2.warpAffine(shot.image_bgr, onto, size, inner, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    floor = round(_FLOOR * rect.h)
    _dashed(inner, (0, floor), (rect.w, floor), WHITE)
    _dashed(inner, (rect.w // 2, 0), (rect.w // 2, rect.h), BLUE)
    if ghost is not None:
        _lines(inner, ghost, to_panel(ghost, scale, size), ORANGE, joints=False)
    _lines(inner, shot, onto, BONE, joints=True)
    image[rect.y : rect.bottom, rect.x : rect.right] = inner
    _caption(image, rect, shot.title, legend)


def _caption(image: NDArray[np.uint8], rect: Rect, title: str, legend: str) -> None:
    for text, align_right, colour in ((title, False, WHITE), (legend, True, ORANGE)):
        if not text:
            continue
        em = 26 if not align_right else 22
        width = width_px(text, em, BOLD) + 28
        x = rect.right - width - 12 if align_right else rect.x + 12
        paste(image, panel_sprite(width, 44, 10, INK, 0.82), x, rect.y + 12)
        _text(image, text, (x + 14, rect.y + 12 + 31), (em, BOLD), colour)


def _lines(image: NDArray[np.uint8], shot: Shot, onto: NDArray[np.float64], colour: Bgr, *, joints: bool) -> None:
    segments = [(_at(onto, a), _at(onto, b)) for a, b in shot.lines_px]
    for a, b in segments:
        cv2.line(image, a, b, OUTLINE, 6, cv2.LINE_AA, _SHIFT)
    for a, b in segments:
        cv2.line(image, a, b, colour, 3 if joints else 2, cv2.LINE_AA, _SHIFT)
    for point in shot.joints_px if joints else ():
        cv2.circle(image, _at(onto, point), 7 * _ONE, OUTLINE, -1, cv2.LINE_AA, _SHIFT)
        cv2.circle(image, _at(onto, point), 5 * _ONE, colour, -1, cv2.LINE_AA, _SHIFT)


def _at(onto: NDArray[np.float64], point: tuple[float, float]) -> tuple[int, int]:
    x, y = onto @ np.array([*point, 1.0])
    return round(float(np.clip(x, -_FAR_PX, _FAR_PX)) * _ONE), round(float(np.clip(y, -_FAR_PX, _FAR_PX)) * _ONE)


def _dashed(image: NDArray[np.uint8], start: tuple[int, int], end: tuple[int, int], colour: Bgr) -> None:
    length = max(end[0] - start[0], end[1] - start[1])
    along = (int(end[0] > start[0]), int(end[1] > start[1]))
    for at in range(0, length, 20):
        a = (start[0] + at * along[0], start[1] + at * along[1])
        b = (a[0] + 10 * along[0], a[1] + 10 * along[1])
        cv2.line(image, a, b, OUTLINE, 4)
        cv2.line(image, a, b, colour, 2)


def _table(image: NDArray[np.uint8], sheet: Sheet, top: int) -> int:
    head, cell = Font(20, 13, REGULAR), Font(26, 16, REGULAR)
    _cells(image, sheet.headings, top, tuple((head, SOFT) for _ in sheet.headings))
    y = top + _ROW_H
    for row in sheet.rows:
        cv2.line(image, (_MARGIN, y), (WIDTH_PX - _MARGIN, y), TRACK, 1)
        _cells(image, row.cells, y, (*((cell, WHITE) for _ in row.cells[1:]), _VERDICT[row.tone]))
        y += _ROW_H
    return y + _GAP


def _cells(image: NDArray[np.uint8], cells: tuple[str, ...], top: int, styles: tuple[tuple[Font, Bgr], ...]) -> None:
    """Write one row: the first and the last cell to the left, the numbers between them to the right."""
    x = _MARGIN
    for text, width, (font, colour) in zip(cells, _COLUMNS, styles, strict=True):
        shown, em = fit_line(text, width - 2 * _CELL_GAP, font)
        at_side = x in (_MARGIN, WIDTH_PX - _MARGIN - _COLUMNS[-1])
        left = x if at_side else x + width - 2 * _CELL_GAP - width_px(shown, em, font.weight)
        _text(image, shown, (left, top + 38), (em, font.weight), colour)
        x += width


def _text(image: NDArray[np.uint8], text: str, at: tuple[int, int], font: tuple[int, int], colour: Bgr) -> None:
    """Write one line; ``font`` is its size in pixels and its weight, ``at`` where its baseline begins."""
    paste(image, text_sprite(text, *font, colour), at[0], at[1] - ascent_px(font[0]))
