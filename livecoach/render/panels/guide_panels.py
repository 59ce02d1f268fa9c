"""The guide on the screen: figure to step into, countdowns, the instruction, the rest between sets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Stage
from livecoach.core.words.message import _
from livecoach.core.words.phrases import PHRASES
from livecoach.core.words.translator import Translator
from livecoach.render.draw.countdown import countdown_ring
from livecoach.render.draw.layout import Rect, layout, rows
from livecoach.render.draw.palette import ADVICE, BLUE, PANEL, SOFT, WHITE, Surface
from livecoach.render.draw.scene import Item, Panel, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, fit_line, round_zeros, width_px
from livecoach.render.screens.screen import Placing, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.guide_state import GuideState
    from livecoach.render.draw.layout import Layout
    from livecoach.render.screens.screen import Screen

_BESIDE_COUNT: Final = frozenset({Stage.STILL, Stage.CALIBRATE, Stage.RUNNING, Stage.PAUSED})
"""Stages in which the count, or its countdown, stands at the top left."""

_PLACING: Final = frozenset({Stage.GET_READY, Stage.STILL, Stage.CALIBRATE})


def places(flow: GuideState) -> bool:
    """Return whether what the present view can judge is worth saying: while there is time to turn."""
    return flow.stage in _PLACING


def instruction(flow: GuideState, words: Translator) -> tuple[str, Surface, float] | None:
    """Return the banner's text, surface and size for the instruction of the moment; amber where it interrupts a set."""
    if not flow.line:
        return None
    momentary = flow.stage is not Stage.RUNNING or flow.line in ("go", "resumed")
    return words(PHRASES[flow.line]), PANEL if momentary else ADVICE, 1.0


def figure_box(size_px: tuple[int, int], screen: Screen) -> Rect | None:
    """Return where the figure to step into stands, None when there is none."""
    place, session = layout(*size_px), uncovered(screen)
    if place is None or not isinstance(session, Placing) or session.guide.stage is not Stage.GET_READY:
        return None
    return _below_badges(place)


def _below_badges(place: Layout) -> Rect:
    top = place.badges.y + place.badges.h // 2
    return Rect(place.help.x, top, place.help.w, place.help.bottom - top)


def badges_area(place: Layout, flow: GuideState | None) -> Rect:
    """Return where the badges stand: beside the count, over the whole width while there is none."""
    if flow is None or flow.stage in _BESIDE_COUNT:
        return place.badges
    return place.badges._replace(x=place.help.x, w=place.help.w)


def countdown_panel(place: Layout, flow: GuideState, words: Translator) -> Iterator[Item]:
    """Yield the seconds left of standing still, where the count stands later."""
    if flow.stage is not Stage.STILL or math.isnan(flow.left_s):
        return
    yield Panel(place.tally._replace(h=place.phase.bottom + place.pad - place.tally.y), PANEL, place.radius)
    yield from countdown_ring(place.ring, flow.left_s, flow.done, place.small)
    yield line_in(place.phase, words(_("Still")), Font(place.phase_text, place.small, BOLD), BLUE)


def rest_panel(place: Layout, flow: GuideState, words: Translator) -> Iterator[Item]:
    """Yield the rest's countdown in the middle, with the result of the set."""
    if flow.stage is not Stage.RESTING or flow.last_set is None:
        return
    texts = (
        (round_zeros(words(_("Set {} of {}"), flow.set_index, flow.sets)), WHITE, BOLD),
        (round_zeros(words(_("{} of {} clean"), flow.last_set.clean, flow.last_set.reps)), SOFT, REGULAR),
    )
    area = _below_badges(place)
    em = min(round(1.7 * place.small), round(0.11 * area.h))
    row_h = round(1.5 * em)
    ring_d = min(round(0.66 * min(area.w, area.h)), area.h - len(texts) * row_h - 3 * place.pad)
    fitted = [fit_line(text, area.w - 4 * place.pad, Font(em, place.small - 1, weight)) for text, _, weight in texts]
    text_w = max(width_px(text, size, BOLD) for text, size in fitted)
    width = max(ring_d, text_w) + 4 * place.pad
    height = ring_d + len(texts) * row_h + 3 * place.pad
    panel = Rect(area.middle[0] - width // 2, area.middle[1] - height // 2, width, height)
    yield Panel(panel, PANEL, place.radius)
    ring = Rect(panel.middle[0] - ring_d // 2, panel.y + place.pad, ring_d, ring_d)
    yield from countdown_ring(ring, flow.left_s, flow.done, place.small)
    below = Rect(panel.x + place.pad, ring.bottom + place.pad, width - 2 * place.pad, len(texts) * row_h)
    for box, (text, colour, weight) in zip(rows(below, len(texts)), texts, strict=True):
        yield line_in(box, text, Font(em, place.small - 1, weight), colour)
