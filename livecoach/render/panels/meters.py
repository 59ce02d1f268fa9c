"""The panel at the top right: one meter for each fault, and what the present view can judge."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.types import Observability, Phase, View
from livecoach.core.unknown import NAN
from livecoach.core.words import names
from livecoach.core.words.message import _, p_
from livecoach.core.words.translator import Translator
from livecoach.faults.registry import texts_of
from livecoach.render.draw.layout import Rect, columns, rows
from livecoach.render.draw.palette import INK, PANEL, SOFT, WHITE
from livecoach.render.draw.scene import LIMIT_AT, Item, Meter, Panel, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, fit_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import FaultState, Step
    from livecoach.render.draw.layout import Layout

_FOOTER_ROWS: Final = 3


def fill(reading: FaultState) -> float:
    """Return how much of the track is filled, 0..1: the limit lies at ``LIMIT_AT`` for everybody; NaN for no bar."""
    if reading.judged is Observability.NONE or reading.unsure or not reading.limit > 0.0 or math.isnan(reading.value):
        return NAN
    return min(max(reading.value / reading.limit * LIMIT_AT, 0.0), 1.0)


def is_over(reading: FaultState, phase: Phase) -> bool:
    """Return whether the meter shows its limit crossed.

    Never from a view that cannot judge it, and between two pulls only for a fault that is told: there none begins.
    """
    told = reading.active or (phase is not Phase.REACH and reading.value > reading.limit)
    return not math.isnan(fill(reading)) and told


def judges_text(readings: tuple[FaultState, ...], words: Translator) -> str:
    """Return what the present view shows: everything, nothing, or which faults it hides or shows only weakly."""
    hidden = [texts_of(r.kind, words).meter for r in readings if r.judged is Observability.NONE]
    weak = [texts_of(r.kind, words).meter for r in readings if r.judged is Observability.LIMITED]
    if len(hidden) == len(readings):
        return words(_("none visible"))
    if hidden:
        return words(_("not visible: {}"), ", ".join(hidden))
    if len(weak) == len(readings):
        return words(_("all limited"))
    return words(_("limited: {}"), ", ".join(weak)) if weak else words(_("all visible"))


def meters_panel(place: Layout, step: Step, sensitivity: int, words: Translator) -> Iterator[Item]:
    """Yield the meters with their footer; nothing while there is nothing to read."""
    if not step.readings:
        return
    yield Panel(place.meters, PANEL, place.radius)
    inner = place.meters.inset(place.pad // 2, place.pad * 3 // 4)
    row_h = round(1.3 * place.small)
    footer_h = _FOOTER_ROWS * row_h
    area = Rect(inner.x, inner.y, inner.w, inner.h - footer_h - place.pad // 3)
    boxes = columns(area, len(step.readings))
    wanted = Font(round(1.1 * place.small), round(0.6 * place.small), BOLD)
    name_em = min(fit_line(texts_of(r.kind, words).meter, boxes[0].w - 2, wanted)[1] for r in step.readings)
    for box, reading in zip(boxes, step.readings, strict=True):
        yield from _column(box, reading, place, words, name_em, over=is_over(reading, step.phase))
    view = step.measures.view if step.measures is not None else View.UNKNOWN
    texts = (
        (words(names.VIEW[view]), BOLD, WHITE),
        (judges_text(step.readings, words), REGULAR, SOFT),
        (words(_("sensitivity {}"), sensitivity), REGULAR, SOFT),
    )
    footer = Rect(inner.x, inner.bottom - footer_h, inner.w, footer_h)
    for box, (text, weight, colour) in zip(rows(footer, _FOOTER_ROWS), texts, strict=True):
        yield line_in(box, text, Font(place.small, place.small - 1, weight), colour)


def _column(
    box: Rect, reading: FaultState, place: Layout, words: Translator, name_em: int, *, over: bool
) -> Iterator[Item]:
    row_h = round(1.5 * place.small)
    low = reading.judged is Observability.LIMITED
    hidden = reading.judged is Observability.NONE
    name_colour = SOFT if hidden or low else WHITE
    name = Rect(box.x + 1, box.y, box.w - 2, row_h)
    yield line_in(name, texts_of(reading.kind, words).meter, Font(name_em, name_em, BOLD), name_colour)
    width = max(12, round(1.5 * place.small))
    track = Rect(box.middle[0] - width // 2, box.y + row_h + row_h // 4, width, box.h - 2 * row_h - row_h // 2)
    yield Meter(track, fill(reading), over, low, hidden)
    if over and not low:
        yield line_in(Rect(track.x, track.bottom - width, width, width), "!", Font(round(0.9 * width), 8, BOLD), INK)
    elif reading.unsure and not hidden:
        half = Rect(track.x, track.middle[1], track.w, track.h // 2)
        yield line_in(half, "?", Font(width, 8, BOLD), WHITE)
    if low:
        below = Rect(box.x, box.bottom - row_h, box.w, row_h)
        yield line_in(below, words(p_("short, on a meter", "part")), Font(place.small, place.small - 1, REGULAR), SOFT)
