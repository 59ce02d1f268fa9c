"""The last ten seconds of each measure against its limit."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final

from livecoach.core.types import Observability
from livecoach.core.unknown import NAN
from livecoach.faults.registry import texts_of
from livecoach.render.draw.layout import Rect, rows
from livecoach.render.draw.palette import PANEL, SOFT, WHITE
from livecoach.render.draw.scene import LIMIT_AT, Align, Item, Panel, Plot, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, width_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import FaultState, Step
    from livecoach.core.words.translator import Translator
    from livecoach.render.draw.layout import Layout

SHOWN_S: Final = 10.0
_COLUMNS: Final = 100
_COLUMN_S: Final = SHOWN_S / _COLUMNS
_SMALLEST_EM: Final = 7
_LEAST_SMALL: Final = 8
"""Small letters that three graphs below each other need."""


class TraceHistory:
    """Keeps, for each tenth of a second, the largest share of its limit that each fault reached."""

    def __init__(self) -> None:
        self._columns: deque[tuple[int, dict[FaultId, float]]] = deque(maxlen=_COLUMNS)
        self._last_s = -math.inf

    def update(self, step: Step) -> None:
        """Take in one step; one whose time does not rise is left out."""
        t_s = step.frame.t_s
        if t_s <= self._last_s:
            return
        self._last_s = t_s
        column = int(t_s / _COLUMN_S)
        if not self._columns or self._columns[-1][0] != column:
            self._columns.append((column, {}))
        largest = self._columns[-1][1]
        for reading in step.readings:
            if _known(reading):
                share = reading.value / reading.limit * LIMIT_AT
                largest[reading.kind] = max(share, largest.get(reading.kind, -math.inf))

    def last(self, kind: FaultId) -> tuple[float, ...]:
        """Return the last ten seconds, oldest first, as shares 0..1 of the height; NaN where nothing was judged."""
        shown = [NAN] * _COLUMNS
        newest = self._columns[-1][0] if self._columns else 0
        for column, largest in self._columns:
            age = newest - column
            if age < _COLUMNS and kind in largest:
                shown[_COLUMNS - 1 - age] = min(max(largest[kind], 0.0), 1.0)
        return tuple(shown)


def _known(reading: FaultState) -> bool:
    return reading.judged is not Observability.NONE and not reading.unsure and reading.limit > 0.0


def trace_rect(place: Layout, pacer: Rect | None = None) -> Rect:
    """Return where the traces are: below the count, as wide as leaves the person free.

    While the pacer is there they stand below it, or beside it where that leaves them too low.
    """
    gap = max(4, place.pad // 2)
    x, top = place.tally.x, place.tally.bottom + gap
    width = max(place.tally.w, min(round(0.3 * place.banner.w), 15 * place.small))
    lowest = place.banner.y - place.pad // 2
    if pacer is not None and lowest - pacer.bottom - gap >= _LEAST_SMALL * place.small:
        top = pacer.bottom + gap
    elif pacer is not None:
        x = pacer.right + gap
        width = min(width, place.meters.x - gap - x)
    bottom = min(lowest, top + round(15 * place.small))
    return Rect(x, top, width, max(bottom - top, 0))


def trace_panel(
    place: Layout, step: Step, history: TraceHistory, words: Translator, pacer: Rect | None = None
) -> Iterator[Item]:
    """Yield one graph for each fault, the limit at the same height in all; nothing while there is nothing to read."""
    rect = trace_rect(place, pacer)
    inner = rect.inset(place.pad // 2, place.pad // 2)
    row_h = inner.h // (len(step.readings) or 1)
    em = min(place.small, round(0.7 * row_h))
    if not step.readings or em < _SMALLEST_EM:
        return
    name_w = max(width_px(texts_of(reading.kind, words).meter, em, BOLD) for reading in step.readings)
    gap = max(3, em // 3)
    if pacer is not None and inner.w < 2 * name_w:
        return
    yield Panel(rect, PANEL, place.radius)
    for box, reading in zip(rows(inner, len(step.readings)), step.readings, strict=True):
        known = reading.judged is not Observability.NONE
        font = Font(em, em, BOLD if known else REGULAR)
        name = Rect(box.x, box.y, name_w, box.h)
        yield line_in(name, texts_of(reading.kind, words).meter, font, WHITE if known else SOFT, Align.LEFT)
        graph = Rect(name.right + gap, box.y, box.right - name.right - gap, box.h)
        yield Plot(graph.inset(0, max(1, box.h // 12)), history.last(reading.kind), LIMIT_AT if known else NAN)
