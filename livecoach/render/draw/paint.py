"""Colours the pixels of a planned scene; sprites are made once and kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from livecoach.render.draw.figure import figure_sprite
from livecoach.render.draw.palette import BLUE, DIM_BLUE, INK, ORANGE, RED, SOFT, TRACK, WELL, WHITE
from livecoach.render.draw.scene import LIMIT_AT, Bar, Dot, Label, Meter, Panel, Picture, Plot, Ring, Shape
from livecoach.render.draw.sprite import hatch_sprite, panel_sprite, paste, text_sprite
from livecoach.render.draw.text import ascent_px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.render.draw.layout import Rect
    from livecoach.render.draw.palette import Bgr
    from livecoach.render.draw.scene import Item

_SHIFT: Final = 4
_ONE: Final = 1 << _SHIFT
_NONE: Final[Mapping[Panel, NDArray[np.uint8]]] = MappingProxyType({})
_BAR_COLOUR: Final = {(False, False): BLUE, (False, True): DIM_BLUE, (True, False): RED, (True, True): ORANGE}


def _panel(image: NDArray[np.uint8], panel: Panel, ready: NDArray[np.uint8] | None) -> None:
    place = _part(panel.rect)
    image[place] = laid_over(image, panel) if ready is None else ready


def laid_over(image: NDArray[np.uint8], panel: Panel) -> NDArray[np.uint8]:
    """Return the part of ``image`` (left alone) under a panel as it looks with the panel over it."""
    rect, surface = panel.rect, panel.surface
    part = image[_part(rect)].copy()
    sprite = panel_sprite(rect.w, rect.h, panel.radius, surface.colour, surface.opacity)
    paste(part, sprite, min(rect.x, 0), min(rect.y, 0))
    return part


def _part(rect: Rect) -> tuple[slice, slice]:
    """Return the rows and columns of a rectangle; those beyond an edge are left out."""
    return slice(max(rect.y, 0), max(rect.bottom, 0)), slice(max(rect.x, 0), max(rect.right, 0))


def _label(image: NDArray[np.uint8], label: Label) -> None:
    sprite = text_sprite(label.text, label.em, label.weight, label.colour)
    paste(image, sprite, label.x, label.y - ascent_px(label.em))


def _ring(image: NDArray[np.uint8], ring: Ring) -> None:
    radius = ring.rect.w / 2 - ring.thickness / 2
    centre = tuple(
        round((low + size / 2) * _ONE) for low, size in ((ring.rect.x, ring.rect.w), (ring.rect.y, ring.rect.h))
    )
    axes = (round(radius * _ONE),) * 2
    fraction = 0.0 if math.isnan(ring.fraction) else min(max(ring.fraction, 0.0), 1.0)
    end = -90.0 + 360.0 * fraction
    for start, stop, colour in ((end, 270.0, TRACK), (-90.0, end, BLUE)):
        if stop - start > 1.0:
            cv2.ellipse(image, centre, axes, 0.0, start, stop, colour, ring.thickness, cv2.LINE_AA, _SHIFT)


def _bar(image: NDArray[np.uint8], x: float, ends: tuple[float, float], width: int, colour: Bgr) -> None:
    """Draw an upright bar with round ends that lie inside ends = (top, bottom)."""
    top, bottom = ends
    upper = min(top + width / 2, bottom - width / 2)
    a, b = ((round(x * _ONE), round(y * _ONE)) for y in (upper, bottom - width / 2))
    cv2.line(image, a, b, colour, width, cv2.LINE_AA, _SHIFT)


def _meter(image: NDArray[np.uint8], meter: Meter) -> None:
    track = meter.track
    x = track.x + track.w / 2 - 0.5
    width = track.w
    if meter.hidden:
        _bar(image, x, (track.y, track.bottom), width, TRACK)
        _bar(image, x, (track.y + 2, track.bottom - 2), width - 4, INK)
        y = track.middle[1]
        cv2.line(image, (track.x + width // 4, y), (track.right - width // 4 - 1, y), SOFT, max(2, width // 10))
        return
    _bar(image, x, (track.y, track.bottom), width, TRACK)
    if not math.isnan(meter.fill):
        bar_w = width if meter.over else round(0.6 * width)
        colour = _BAR_COLOUR[meter.over, meter.low]
        top = track.bottom - max(meter.fill * track.h, bar_w)
        _bar(image, x, (top, track.bottom - (width - bar_w) / 2), bar_w, colour)
    if meter.low:
        paste(image, hatch_sprite(width, track.h, INK), track.x, track.y)
    _limit_mark(image, track)


def _limit_mark(image: NDArray[np.uint8], track: Rect) -> None:
    y = round(track.bottom - LIMIT_AT * track.h)
    reach = max(3, track.w // 4)
    up = max(1, track.w // 18)
    left, right = track.x - reach, track.right + reach - 1
    cv2.rectangle(image, (left, y - up - 1), (right, y + up), INK, -1)
    cv2.rectangle(image, (left, y - up), (right, y + up - 1), WHITE, -1)


def _dot(image: NDArray[np.uint8], dot: Dot) -> None:
    r = dot.radius
    if dot.shape is Shape.DISC:
        cv2.circle(image, (dot.x, dot.y), r, dot.colour, -1, cv2.LINE_AA)
    elif dot.shape is Shape.HOLLOW:
        cv2.circle(image, (dot.x, dot.y), max(1, r - 1), dot.colour, max(1, r // 3), cv2.LINE_AA)
    elif dot.shape is Shape.SQUARE:
        cv2.rectangle(image, (dot.x - r, dot.y - r), (dot.x + r, dot.y + r), dot.colour, -1)
    else:
        corners = np.array(((dot.x, dot.y - r), (dot.x + r, dot.y + r), (dot.x - r, dot.y + r)), np.int32)
        cv2.fillConvexPoly(image, corners, dot.colour, cv2.LINE_AA)


def _plain_bar(image: NDArray[np.uint8], bar: Bar) -> None:
    rect = bar.rect
    if bar.radius:
        paste(image, panel_sprite(rect.w, rect.h, bar.radius, bar.colour, 1.0), rect.x, rect.y)
    else:
        image[rect.y : rect.bottom, rect.x : rect.right] = bar.colour


def _plot(image: NDArray[np.uint8], plot: Plot) -> None:
    rect = plot.rect
    region = image[rect.y : rect.bottom, rect.x : rect.right]
    region[:] = WELL
    if plot.values and region.size:
        nearest = np.arange(rect.w) * len(plot.values) // rect.w
        height = np.nan_to_num(np.array(plot.values)[nearest], nan=-1.0) * rect.h
        up = rect.h - 1 - np.arange(rect.h)[:, None]
        filled = up < height
        above = filled & (up > (math.inf if math.isnan(plot.line) else plot.line * rect.h))
        region[filled] = DIM_BLUE
        region[above] = RED
    if not math.isnan(plot.line):
        y = min(max(round(rect.bottom - plot.line * rect.h), rect.y + 1), rect.bottom - 1)
        thick = max(1, rect.h // 24)
        cv2.rectangle(image, (rect.x, max(y - thick, rect.y)), (rect.right - 1, y), WHITE, -1)


def paint(image: NDArray[np.uint8], items: Iterable[Item], ready: Mapping[Panel, NDArray[np.uint8]] = _NONE) -> None:
    """Draw the items over ``image`` (changed), in their order; a panel that is ``ready`` hides what is drawn there."""
    for item in items:
        match item:
            case Panel():
                _panel(image, item, ready.get(item))
            case Label():
                _label(image, item)
            case Ring():
                _ring(image, item)
            case Meter():
                _meter(image, item)
            case Dot():
                _dot(image, item)
            case Bar():
                _plain_bar(image, item)
            case Plot():
                _plot(image, item)
            case Picture():
                paste(image, figure_sprite(item.figure, item.rect.w, item.rect.h), item.rect.x, item.rect.y)
