"""The panel at the top right during a hold: how high the lift or reach is over what counts, and how long it is held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.hold import HoldPhase
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.faults.registry import texts_of
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import INK, PANEL, SOFT, WHITE
from livecoach.render.draw.scene import LIMIT_AT, Item, Meter, Panel, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, round_zeros
from livecoach.render.panels.routine_cards import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.hold import HoldReading
    from livecoach.render.draw.layout import Layout

_SHARE: Final = 0.52
"""Of the width of the panel of meters, which stands there in a pull: one bar needs no more."""


def fill(hold: HoldReading) -> float:
    """Return how much of the track is filled, 0..1: what counts as raised lies at ``LIMIT_AT``; NaN for no bar.

    Above it the bar grows ever slower and is never full: a lift is several times what counts, and its sinking shows.
    """
    if math.isnan(hold.value) or not hold.limit > 0.0:
        return math.nan
    share = hold.value / hold.limit
    return max(share, 0.0) * LIMIT_AT if share <= 1.0 else LIMIT_AT + (1.0 - LIMIT_AT) * (1.0 - 1.0 / share)


def is_lost(hold: HoldReading) -> bool:
    """Return whether the meter is red: only while the loss of the lift or reach is told."""
    return hold.lost is not None and hold.lost in hold.active


def hold_meter(place: Layout, hold: HoldReading, words: Translator) -> Iterator[Item]:
    """Yield the meter and the seconds held; nothing before the position is right, when there is nothing to read."""
    if hold.phase is HoldPhase.SETUP or hold.lost is None:
        return
    width = round(_SHARE * place.meters.w)
    panel = place.meters._replace(x=place.meters.right - width, w=width)
    yield Panel(panel, PANEL, place.radius)
    inner = panel.inset(place.pad // 2, place.pad * 3 // 4)
    row_h, foot_h = round(1.5 * place.small), round(3.0 * place.small)
    name = Font(round(1.1 * place.small), round(0.7 * place.small), BOLD)
    yield line_in(inner._replace(h=row_h), texts_of(hold.lost, words).meter, name, WHITE)
    bar_w = max(12, round(1.5 * place.small))
    top = inner.y + row_h + row_h // 4
    track = Rect(inner.middle[0] - bar_w // 2, top, bar_w, inner.bottom - foot_h - row_h // 4 - top)
    lost = is_lost(hold)
    yield Meter(track, fill(hold), lost, low=False, hidden=False)
    if lost and not math.isnan(fill(hold)):
        yield line_in(Rect(track.x, track.bottom - bar_w, bar_w, bar_w), "!", Font(round(0.9 * bar_w), 8, BOLD), INK)
    time_h = round(1.7 * place.small)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, time_h)
    yield line_in(foot, round_zeros(time_text(hold.held_s)), Font(round(1.2 * place.small), place.small, BOLD), WHITE)
    below = Rect(inner.x, foot.bottom, inner.w, foot_h - time_h)
    yield line_in(below, words(_("held")), Font(place.small, place.small - 2, REGULAR), SOFT)
