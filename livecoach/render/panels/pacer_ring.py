"""The breath pacer: a ring that fills with the inhale and empties with the exhale, and one word in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.pacer import PacePhase
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import PANEL, WHITE
from livecoach.render.draw.scene import Item, Panel, Ring, line_in
from livecoach.render.draw.text import BOLD, Font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.pacer import Pace
    from livecoach.render.draw.layout import Layout

_LEAST_SMALL: Final = 4
"""The ring is not drawn where it would be less than this many small letters high."""


def pacer_rect(place: Layout) -> Rect | None:
    """Return where the pacer is, below the count; None where there is no room for it."""
    top = place.tally.bottom + max(4, place.pad // 2)
    height = min(place.banner.y - place.pad // 2 - top, place.tally.w)
    return Rect(place.tally.x, top, place.tally.w, height) if height >= _LEAST_SMALL * place.small else None


def pacer_panel(place: Layout, pace: Pace, words: Translator) -> Iterator[Item]:
    """Yield the ring, full when the lungs are, and what to do now; in the pauses it stands still without a word."""
    rect = pacer_rect(place)
    if rect is None:
        return
    d = min(rect.w, rect.h) - 2 * max(4, place.pad // 3)
    ring = Rect(rect.middle[0] - d // 2, rect.middle[1] - d // 2, d, d)
    yield Panel(rect, PANEL, place.radius)
    yield Ring(ring, max(4, round(0.07 * d)), fullness(pace))
    text = {PacePhase.INHALE: words(_("In")), PacePhase.EXHALE: words(_("Out"))}.get(pace.phase)
    if text is not None:
        box = Rect(ring.x + round(0.14 * d), ring.y, round(0.72 * d), d)
        yield line_in(box, text, Font(round(0.4 * d), place.small - 1, BOLD), WHITE)


def fullness(pace: Pace) -> float:
    """Return how full the lungs are to be, 0..1."""
    match pace.phase:
        case PacePhase.INHALE:
            return pace.progress
        case PacePhase.FULL:
            return 1.0
        case PacePhase.EXHALE:
            return 1.0 - pace.progress
        case _:
            return 0.0
