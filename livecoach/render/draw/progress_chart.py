"""Measures over dates: one small chart each, with the band inside which no change can be claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly
from livecoach.core.words.numbers import numeral
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import BLUE, INK, SOFT, TRACK, WHITE
from livecoach.render.draw.sprite import paste, text_sprite
from livecoach.render.draw.text import BOLD, REGULAR, Font, ascent_px, fit_line, width_px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from livecoach.render.draw.palette import Bgr

WIDTH_PX: Final = 1600
_CHART_H: Final = 260
_MARGIN: Final = 40
_LABELS_W: Final = 90
_BAND: Final = (58, 50, 46)


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure: its title with unit, days since the first photo, values, dates in words, and the band's half-width.

    The band lies around the first value.
    """

    title: str
    days: tuple[float, ...]
    values: tuple[float, ...]
    dates: tuple[str, ...]
    band: float


def draw_progress(title: str, charts: Sequence[Chart], band: str, language: str) -> NDArray[np.uint8]:
    """Return the charts below each other (h, ``WIDTH_PX``, 3), BGR, read-only; all share one time axis.

    ``band`` says what the grey band is, ``language`` how numbers are written.
    """
    image = np.full((150 + _CHART_H * len(charts), WIDTH_PX, 3), INK, np.uint8)
    _text(image, title, (_MARGIN, 62), Font(40, 20, BOLD), WHITE)
    _text(image, band, (_MARGIN, 102), Font(22, 16, REGULAR), SOFT)
    longest = max(max(chart.days) for chart in charts)
    for number, chart in enumerate(charts):
        frame = Rect(_MARGIN, 130 + number * _CHART_H, WIDTH_PX - 2 * _MARGIN, _CHART_H - 20)
        _chart(image, frame, chart, longest, language)
    return readonly(image)


def _chart(image: NDArray[np.uint8], frame: Rect, chart: Chart, longest_days: float, language: str) -> None:
    plot = Rect(frame.x + _LABELS_W, frame.y + 46, frame.w - _LABELS_W - 60, frame.h - 92)
    low = min(*chart.values, chart.values[0] - chart.band) - 0.3
    high = max(*chart.values, chart.values[0] + chart.band) + 0.3

    def at(day: float, value: float) -> tuple[int, int]:
        share = day / longest_days if longest_days > 0.0 else 0.0
        return round(plot.x + share * plot.w), round(plot.bottom - (value - low) / (high - low) * plot.h)

    _text(image, chart.title, (frame.x, frame.y + 28), Font(24, 14, BOLD), WHITE)
    first = chart.values[0]
    upper, lower = at(0.0, first + chart.band)[1], at(0.0, first - chart.band)[1]
    cv2.rectangle(image, (plot.x - 8, upper), (plot.right + 8, lower), _BAND, -1)
    cv2.line(image, (plot.x - 8, at(0.0, first)[1]), (plot.right + 8, at(0.0, first)[1]), TRACK, 1)
    for value in (first - chart.band, first, first + chart.band):
        label = numeral(value, ".1f", language)
        left = plot.x - 18 - width_px(label, 18, REGULAR)
        _text(image, label, (left, at(0.0, value)[1] + 6), Font(18, 14, REGULAR), SOFT)
    points = [at(day, value) for day, value in zip(chart.days, chart.values, strict=True)]
    if len(points) > 1:
        cv2.polylines(image, [np.array(points, np.int32)], False, BLUE, 3, cv2.LINE_AA)
    free_from = frame.x
    for point, date in zip(points, chart.dates, strict=True):
        cv2.circle(image, point, 7, BLUE, -1, cv2.LINE_AA)
        wide = width_px(date, 18, REGULAR)
        left = min(point[0] - wide // 2, WIDTH_PX - _MARGIN - wide)
        if left >= free_from:
            _text(image, date, (left, plot.bottom + 34), Font(18, 14, REGULAR), SOFT)
            free_from = left + wide + 20


def _text(image: NDArray[np.uint8], text: str, at: tuple[int, int], font: Font, colour: Bgr) -> None:
    shown, em = fit_line(text, WIDTH_PX - _MARGIN - at[0], font)
    paste(image, text_sprite(shown, em, font.weight, colour), at[0], at[1] - ascent_px(em))
