"""The last picture of a session: how many pulls and how many clean, what to change, where the files lie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Hint
from livecoach.core.types import Phase
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.faults.registry import texts_of
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import BLUE, PANEL, SOFT, WHITE
from livecoach.render.draw.scene import Align, Item, Panel, Ring, line_in
from livecoach.render.draw.text import (
    BOLD,
    LINE,
    REGULAR,
    Font,
    ascent_px,
    descent_px,
    fit_lines,
    round_zeros,
    width_px,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.guide_state import Summary
    from livecoach.render.draw.layout import Layout

HINT: Final = {
    Hint.BE_SEEN: _("Next time, stand where the camera sees you from head to hips, and pull a few times."),
    Hint.FURTHER: _("Next time, pull the elbows further past the ribs."),
    Hint.KEEP: _("All good. Next time do the same, a little slower."),
}
_IN_PHASE: Final = {
    Phase.SETUP: _("before the pull"),
    Phase.REACH: _("in the reach"),
    Phase.DRIVE: _("in the drive"),
    Phase.HOLD: _("in the hold"),
    Phase.RETURN: _("in the return"),
}

_RING_SHARE: Final = 0.36
"""Of the panel's longer side, for the ring with the number of pulls."""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """What the summary screen shows: the session and the folder of its files."""

    summary: Summary
    folder: str = ""


def facts(summary: Summary, words: Translator) -> tuple[tuple[str, str], ...]:
    """Return what is known beside the number of pulls, as pairs of a name and a text."""
    if not summary.reps:
        return ()
    worst = words(_("no fault"))
    if summary.worst is not None:
        parts = [words(_("{} {}x"), texts_of(summary.worst, words).name, summary.worst_reps)]
        if summary.worst_phase is not None:
            parts.append(words(_IN_PHASE[summary.worst_phase]))
        worst = ", ".join(parts)
    found = [(words(_("Most often")), worst)]
    if not math.isnan(summary.best_range):
        found.append(
            (words(_("Best clean range")), words(_("{} % of your full pull"), round(100.0 * summary.best_range)))
        )
    return tuple(found)


def hint(summary: Summary, words: Translator) -> str:
    """Return the one thing to do differently next time."""
    if summary.hint is Hint.FAULT and summary.worst is not None:
        return texts_of(summary.worst, words).hint
    return words(HINT[summary.hint])


def in_text(summary: Summary, words: Translator) -> tuple[str, ...]:
    """Return the summary as lines of text."""
    if not summary.reps:
        return (hint(summary, words),)
    lines = [words(_("{} of {} clean"), summary.clean, summary.reps)]
    lines += [f"{name}: {text}" for name, text in facts(summary, words)]
    return (*lines, hint(summary, words))


def summary_screen(place: Layout, size_px: tuple[int, int], view: SummaryView, words: Translator) -> Iterator[Item]:
    """Yield the whole screen, ring beside the text or above it as the picture has room."""
    margin = place.help.x
    panel = Rect(margin, margin, size_px[0] - 2 * margin, size_px[1] - 2 * margin)
    yield Panel(panel, PANEL, place.radius)
    inner = panel.inset(2 * place.pad, place.pad)
    foot_h = round(1.5 * place.small)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    body = inner._replace(h=inner.h - foot_h - place.pad // 2)
    if body.w > body.h:
        left = body._replace(w=round(_RING_SHARE * body.w))
        right = Rect(left.right + 2 * place.pad, body.y, body.right - left.right - 2 * place.pad, body.h)
    else:
        left = body._replace(h=round(_RING_SHARE * body.h))
        right = Rect(body.x, left.bottom + place.pad, body.w, body.bottom - left.bottom - place.pad)
    yield from _score(place, left, view.summary, words)
    yield from _text(place, right, view.summary, words)
    yield from _foot(place, foot, view.folder, words)


def _score(place: Layout, box: Rect, summary: Summary, words: Translator) -> Iterator[Item]:
    """Yield the number of pulls in a ring of the clean ones."""
    em = min(round(1.7 * place.small), max(place.small, round(0.1 * box.h)))
    row_h = round(1.5 * em)
    d = min(box.w, box.h - row_h - place.pad // 2)
    top = box.middle[1] - (d + row_h + place.pad // 2) // 2
    ring = Rect(box.middle[0] - d // 2, top, d, d)
    yield Ring(ring, max(3, round(0.06 * d)), summary.clean / summary.reps if summary.reps else NAN)
    figures_h = round(0.46 * d)
    figures = Rect(ring.x + round(0.16 * d), ring.y + round(0.2 * d), round(0.68 * d), figures_h)
    yield line_in(figures, round_zeros(summary.reps), Font(figures_h, place.small, BOLD), WHITE)
    below = Rect(figures.x, ring.y + round(0.64 * d), figures.w, round(0.16 * d))
    yield line_in(below, words(_("reps")), Font(max(place.small, round(0.13 * d)), place.small - 1, REGULAR), SOFT)
    told = words(_("{} of {} clean"), summary.clean, summary.reps) if summary.reps else words(_("nothing judged"))
    yield line_in(
        Rect(box.x, ring.bottom + place.pad // 2, box.w, row_h),
        round_zeros(told),
        Font(em, place.small - 2, BOLD),
        WHITE,
    )


def _text(place: Layout, box: Rect, summary: Summary, words: Translator) -> Iterator[Item]:
    """Yield the one sentence of advice, large, and the facts below it."""
    told = facts(summary, words)
    em = min(round(1.5 * place.small), max(place.small, round(0.07 * box.h)))
    name_h, value_h = round(1.4 * em), round(1.7 * em)
    facts_h = len(told) * (name_h + value_h)
    room_h = box.h - facts_h - 2 * place.pad
    lines, hint_em = fit_lines(hint(summary, words), box.w, room_h, Font(round(0.8 * place.main), place.small, BOLD))
    line_h = max(round(LINE * hint_em), ascent_px(hint_em) + descent_px(hint_em))
    y = box.middle[1] - (len(lines) * line_h + facts_h + 2 * place.pad) // 2
    for line in lines:
        yield line_in(Rect(box.x, y, box.w, line_h), line, Font(hint_em, hint_em, BOLD), BLUE, Align.LEFT)
        y += line_h
    y += 2 * place.pad
    for name, text in told:
        yield line_in(Rect(box.x, y, box.w, name_h), name, Font(em, place.small - 1, REGULAR), SOFT, Align.LEFT)
        value = Rect(box.x, y + name_h, box.w, value_h)
        yield line_in(
            value, round_zeros(text), Font(round(1.25 * em), round(0.75 * place.small), BOLD), WHITE, Align.LEFT
        )
        y += name_h + value_h


def _foot(place: Layout, box: Rect, folder: str, words: Translator) -> Iterator[Item]:
    """Yield where the files lie, the end of a long path, and the key that closes."""
    font = Font(place.small, place.small - 1, REGULAR)
    close_w = width_px(words(_("q: close")), place.small, REGULAR)
    yield line_in(Rect(box.right - close_w, box.y, close_w, box.h), words(_("q: close")), font, SOFT, Align.RIGHT)
    if folder:
        room = box._replace(w=box.w - close_w - 2 * place.small)
        yield line_in(room, _path(words(_("Saved in")), folder, room.w, font.em), font, SOFT, Align.LEFT)


def _path(name: str, folder: str, width: int, em: int) -> str:
    text = f"{name} {folder}"
    shown = folder
    while shown and width_px(text, em, REGULAR) > width:
        shown = shown[1:]
        text = f"{name} …{shown}"
    return text
