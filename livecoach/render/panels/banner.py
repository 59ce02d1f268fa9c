"""The instruction of the moment, large, and the notes below it, small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.types import View
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.faults.registry import texts_of
from livecoach.render.draw.layout import Rect, rows
from livecoach.render.draw.palette import ADVICE, FAULT, PANEL, WHITE, Surface
from livecoach.render.draw.scene import Align, Item, Panel, line_in
from livecoach.render.draw.text import BOLD, LINE, REGULAR, Font, ascent_px, descent_px, fit_lines, width_px
from livecoach.render.panels import guide_panels, routine_cards
from livecoach.render.panels.meters import judges_text
from livecoach.render.screens.screen import (
    Counting,
    Finishing,
    Help,
    Holding,
    Paused,
    Placing,
    Resting,
    Result,
    RoutineCard,
    RoutineEnd,
    Running,
    Saving,
    Settings,
    Summary,
    guide_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.guide_state import GuideState
    from livecoach.core.types import Step
    from livecoach.render.draw.layout import Layout
    from livecoach.render.screens.screen import Screen, Shown


def banner_words(  # noqa: PLR0911 -- one for each screen
    step: Step, screen: Screen, words: Translator
) -> tuple[str, Surface, float] | None:
    """Return the banner's text, its surface and its size, most urgent first."""
    match screen:
        case Saving():
            return words(_("Saving ...")), PANEL, 1.0
        case Paused():
            return words(_("Paused")), PANEL, 1.0
        case Help(under) | Settings(under):
            return banner_words(step, under, words)
        case RoutineCard(view) | RoutineEnd(view):
            return routine_cards.instruction(view, words)
        case Placing(guide) | Resting(guide) | Finishing(guide):
            return guide_panels.instruction(guide, words)
        case Counting(guide) | Running(guide) | Holding(guide=guide):
            led = guide_panels.instruction(guide, words) if guide is not None else _unled_words(step, words)
            return _pull_words(step, words) or led
        case Summary() | Result():
            return None


def _unled_words(step: Step, words: Translator) -> tuple[str, Surface, float] | None:
    """Return the same where nobody leads; an exercise that is held leads itself by its notices."""
    if step.hold is not None and step.notice:
        surface = FAULT if step.hold.active else ADVICE if step.hold.problem else PANEL
        return step.notice, surface, 0.8
    if step.sighting.advice:
        return words(step.sighting.advice), ADVICE, 0.65
    if step.calibrating and step.notice:
        return step.notice, PANEL, 0.65
    return None


def _pull_words(step: Step, words: Translator) -> tuple[str, Surface, float] | None:
    """Return what is to be done about this very pull."""
    if step.active:
        kind = step.active[0]
        return step.corrections.get(kind, texts_of(kind, words).correction), FAULT, 1.0
    if step.rep_breaths is not None and step.rep_breaths.complete:
        return words(_("And return")), PANEL, 1.0
    return None


def banner(place: Layout, step: Step, screen: Screen, words: Translator) -> Iterator[Item]:
    """Yield the one instruction of the moment, as large as it can be; nothing while all is well."""
    chosen = banner_words(step, screen, words)
    if chosen is None:
        return
    text, surface, size = chosen
    side = 2 * place.pad
    room = place.banner.inset(side, place.pad // 2)
    lines, em = fit_lines(text, room.w, room.h, Font(round(size * place.main), place.small, BOLD))
    line_h = max(round(LINE * em), ascent_px(em) + descent_px(em))
    width = max(width_px(line, em, BOLD) for line in lines) + 2 * side
    height = min(place.banner.h, len(lines) * line_h + max(place.pad, round(0.35 * em)))
    rect = Rect(place.banner.middle[0] - width // 2, place.banner.bottom - height, width, height)
    yield Panel(rect, surface, place.radius)
    top = rect.y + (height - len(lines) * line_h) // 2
    for i, line in enumerate(lines):
        yield line_in(Rect(rect.x, top + i * line_h, width, line_h), line, Font(em, em, BOLD), surface.text)


def notes(place: Layout, shown: Shown, words: Translator) -> Iterator[Item]:
    """Yield the small lines at the bottom left: what there is to say and the banner does not."""
    step, screen = shown.step, shown.screen
    chosen = banner_words(step, screen, words)
    in_banner = "" if chosen is None else chosen[0]
    hint = words(_("space: continue")) if isinstance(screen, Paused) else ""
    guide = guide_of(screen)
    about = step.notice if guide is None else _view_note(step, guide, words)
    caution = words(_("Dizzy? Then stop")) if shown.state.aids.caution else ""
    texts = [text for text in (hint, caution, about, *shown.state.status.notes) if text and text != in_banner]
    if not texts:
        return
    room = place.notes.inset(round(0.7 * place.small), place.small // 4)
    lines, em = fit_lines(" · ".join(texts), room.w, room.h, Font(place.small, place.small, REGULAR))
    line_h = round(1.25 * em)
    height = len(lines) * line_h + round(0.5 * em)
    width = max(width_px(line, em, REGULAR) for line in lines) + 2 * (room.x - place.notes.x)
    rect = Rect(place.notes.x, place.notes.bottom - height, width, height)
    yield Panel(rect, PANEL, place.radius // 2)
    for box, line in zip(rows(rect.inset(room.x - place.notes.x, round(0.25 * em)), len(lines)), lines, strict=True):
        yield line_in(box, line, Font(em, em, REGULAR), WHITE, Align.LEFT)


def _view_note(step: Step, flow: GuideState, words: Translator) -> str:
    """Return what the present view can and cannot judge, while there is time to change it."""
    if (
        not guide_panels.places(flow)
        or step.measures is None
        or step.measures.view is View.UNKNOWN
        or not step.readings
    ):
        return ""
    return f"{words(names.VIEW[step.measures.view])}: {judges_text(step.readings, words)}"
