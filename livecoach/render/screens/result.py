"""The last picture of a measurement: a few numbers, large, each with what can be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.render.draw.layout import Rect, rows
from livecoach.render.draw.palette import BLUE, PANEL, SOFT, WHITE
from livecoach.render.draw.scene import Align, Item, Panel, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, round_zeros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.render.draw.layout import Layout


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One number with its name and a remark."""

    name: str
    value: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the result screen shows; ``foot`` is one small line at the bottom."""

    title: str
    rows: tuple[ResultRow, ...]
    foot: str = ""


def result_screen(place: Layout, size_px: tuple[int, int], view: ResultView) -> Iterator[Item]:
    """Yield the whole screen: the title, the rows below each other, the foot."""
    margin = place.help.x
    panel = Rect(margin, margin, size_px[0] - 2 * margin, size_px[1] - 2 * margin)
    yield Panel(panel, PANEL, place.radius)
    inner = panel.inset(2 * place.pad, place.pad)
    head_h, foot_h = round(0.14 * inner.h), round(1.5 * place.small)
    small = place.small - 1
    yield line_in(inner._replace(h=head_h), view.title, Font(round(0.6 * head_h), place.small, BOLD), BLUE, Align.LEFT)
    body = Rect(inner.x, inner.y + head_h, inner.w, inner.h - head_h - foot_h)
    for box, row in zip(rows(body, len(view.rows)), view.rows, strict=True):
        name_h = round(0.3 * box.h)
        value_w = round(0.3 * box.w)
        upper = Rect(box.x, box.y, box.w, name_h)
        lower = Rect(box.x, box.y + name_h, value_w, round(0.56 * box.h))
        beside = Rect(box.x + value_w + place.pad, lower.y, box.w - value_w - place.pad, lower.h)
        yield line_in(upper, row.name, Font(round(0.62 * name_h), small, REGULAR), SOFT, Align.LEFT)
        yield line_in(lower, round_zeros(row.value), Font(round(0.8 * lower.h), place.small, BOLD), WHITE, Align.LEFT)
        yield line_in(beside, row.remark, Font(round(0.62 * name_h), small, REGULAR), WHITE, Align.LEFT)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    yield line_in(foot, view.foot, Font(place.small, small, REGULAR), SOFT, Align.LEFT)
