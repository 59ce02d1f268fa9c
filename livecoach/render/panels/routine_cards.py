"""A routine on the screen: the exercise with its figure, the rest, breaths and time, the day's result."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import Ending, RoutineStage, Unit
from livecoach.core.words.message import Message, _, n_
from livecoach.core.words.phrases import PHRASES
from livecoach.core.words.translator import Translator
from livecoach.render.draw.countdown import countdown_ring
from livecoach.render.draw.layout import Rect, rows
from livecoach.render.draw.palette import BLUE, PANEL, SOFT, WHITE, Surface
from livecoach.render.draw.scene import Align, Item, Panel, Picture, Ring, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, fit_line, round_zeros, width_px
from livecoach.render.views import RoutineView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.routine import ItemResult, RoutineItem, RoutineState
    from livecoach.render.draw.figure import Figure
    from livecoach.render.draw.layout import Layout

_ENDING: Final = {
    Ending.DONE: _("done"),
    Ending.PART: _("partly done"),
    Ending.SKIPPED: _("skipped"),
}

_FIGURE_H: Final = 0.94
"""Share of the card below its title that a figure takes at most."""


def time_text(seconds: float) -> str:
    """Return minutes and seconds."""
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes}:{left:02d}"


def counted(unit: Unit, count: int) -> Message:
    """Return a number of breaths or reps."""
    if unit is Unit.BREATHS:
        return n_("{} breath", "{} breaths", count).format(count)
    return n_("{} rep", "{} reps", count).format(count)


def done_of(unit: Unit, count: int, goal: int) -> Message:
    """Return how many of how many breaths or reps are done."""
    if unit is Unit.BREATHS:
        return n_("{} of {} breath", "{} of {} breaths", goal).format(count, goal)
    return n_("{} of {} rep", "{} of {} reps", goal).format(count, goal)


def result_text(result: ItemResult, words: Translator) -> str:
    """Return the result of an exercise."""
    done = words(done_of(result.unit, result.count, result.goal))
    return done if result.count >= result.goal else f"{done}, {words(_ENDING[result.ending])}"


def day_text(state: RoutineState, words: Translator) -> str:
    """Return which day it is."""
    return words(_("Day {} of {}"), state.today.day, state.today.days)


def dose_text(item: RoutineItem, words: Translator) -> str:
    """Return how much of an exercise is asked for."""
    once = counted(item.unit, item.count)
    return words(_("{} x {}").format(item.sets, once) if item.sets > 1 else once)


def streak_text(state: RoutineState, words: Translator) -> str:
    """Return how many days in a row."""
    streak = state.today.streak
    return (
        words(_("First day of a new streak"))
        if streak == 1
        else words(n_("{} day in a row", "{} days in a row", streak).format(streak))
    )


def instruction(view: RoutineView, words: Translator) -> tuple[str, Surface, float] | None:
    """Return the banner's text, surface and size outside of an exercise; inside it has its own."""
    state = view.state
    if state is None or not state.line:
        return None
    return words(PHRASES.get(state.line, state.line)), PANEL, 0.7 if state.stage is RoutineStage.INTRO else 1.0


def cards(place: Layout, size_px: tuple[int, int], view: RoutineView, words: Translator) -> Iterator[Item]:
    """Yield the card of the moment outside of an exercise."""
    state = view.state
    assert state is not None
    match state.stage:
        case RoutineStage.INTRO:
            yield from _intro(place, view, state, words)
        case RoutineStage.REST:
            yield from _rest(place, view, state, words)
        case RoutineStage.FINISHED:
            yield from _finished(place, size_px, view, state, words)


def badge_texts(state: RoutineState, words: Translator) -> tuple[str, ...]:
    """Return what stands small beside the count during an exercise."""
    place = f"{state.index + 1}/{state.items}"
    texts = [f"{day_text(state, words)} · {place}", time_text(state.exercise_s)]
    if state.item.sets > 1 and state.item.unit is Unit.BREATHS:
        texts.append(words(_("Set {} of {}"), state.set_index, state.item.sets))
    return tuple(round_zeros(text) for text in texts)


def breath_panel(place: Layout, count: int, goal: int, words: Translator) -> Iterator[Item]:
    """Yield the breath count of a hold in its ring, where pulls are counted otherwise."""
    yield Panel(place.tally, PANEL, place.radius)
    d = place.ring.w
    yield Ring(place.ring, max(3, round(0.05 * d)), count / goal if goal else math.nan)
    figures_h = round(0.56 * d)
    figures = Rect(place.ring.x + round(0.13 * d), place.ring.middle[1] - figures_h // 2, round(0.74 * d), figures_h)
    figures = figures._replace(y=figures.y - round(0.07 * d))
    below = Rect(figures.x, place.ring.y + round(0.67 * d), figures.w, round(0.2 * d))
    em = max(place.small - 1, round(0.13 * d))
    yield line_in(below, f"/ {round_zeros(goal)}", Font(em, place.small - 1, REGULAR), SOFT)
    yield line_in(figures, round_zeros(count), Font(figures_h, place.small, BOLD), WHITE)
    unit = words(_("Breaths"))
    yield line_in(place.phase, unit, Font(place.phase_text, place.small - 1, BOLD), BLUE)


def _head(place: Layout, box: Rect, title: str, note: str) -> Iterator[Item]:
    """Yield a card's first line: a title at the left, a short note at the right."""
    em = min(round(1.4 * place.small), round(0.7 * box.h))
    font = Font(em, place.small - 1, REGULAR)
    note_w = width_px(note, em, REGULAR)
    yield line_in(Rect(box.right - note_w, box.y, note_w, box.h), note, font, SOFT, Align.RIGHT)
    room = box._replace(w=max(box.w - note_w - place.pad, 0))
    yield line_in(room, title, Font(round(0.8 * box.h), place.small, BOLD), WHITE, Align.LEFT)


def _intro(place: Layout, view: RoutineView, state: RoutineState, words: Translator) -> Iterator[Item]:
    """Yield the exercise's name over its figure."""
    card = place.help
    yield Panel(card, PANEL, place.radius)
    inner = card.inset(2 * place.pad, place.pad)
    head_h, foot_h = round(0.75 * place.main), round(1.5 * place.small)
    note = round_zeros(dose_text(state.item, words))
    yield from _head(place, inner._replace(h=head_h), round_zeros(view.titles[state.item.exercise]), note)
    yield from _foot(place, Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h), state, words, words(_("n: next")))
    body = Rect(inner.x, inner.y + head_h, inner.w, inner.h - head_h - foot_h).inset(0, place.pad // 2)
    figure = view.figures.get(state.item.exercise)
    if figure is not None:
        yield _fitted(body, figure)


def _fitted(body: Rect, figure: Figure) -> Picture:
    height = min(round(_FIGURE_H * body.h), int(body.w / figure.aspect))
    width = max(1, round(height * figure.aspect))
    return Picture(Rect(body.middle[0] - width // 2, body.middle[1] - height // 2, width, max(1, height)), figure)


def _foot(place: Layout, box: Rect, state: RoutineState, words: Translator, key: str) -> Iterator[Item]:
    font = Font(place.small, place.small - 1, REGULAR)
    key_w = width_px(key, place.small, REGULAR)
    yield line_in(Rect(box.right - key_w, box.y, key_w, box.h), key, font, SOFT, Align.RIGHT)
    room = box._replace(w=max(box.w - key_w - place.small, 0))
    place_of = words(_("{} of {}"), state.index + 1, state.items)
    left = f"{day_text(state, words)} · {place_of}" if state.stage is RoutineStage.INTRO else day_text(state, words)
    yield line_in(room, round_zeros(left), font, SOFT, Align.LEFT)


def _rest(place: Layout, view: RoutineView, state: RoutineState, words: Translator) -> Iterator[Item]:
    """Yield the countdown, and what comes next below it."""
    following = words(_("Next: {}"), view.titles[state.item.exercise])
    if state.set_index > 1:
        following = words(_("Set {} of {}"), state.set_index, state.item.sets)
    area = place.help
    em = min(round(1.7 * place.small), round(0.11 * area.h))
    text, em = fit_line(round_zeros(following), area.w - 4 * place.pad, Font(em, place.small - 1, BOLD))
    row_h, foot_h = round(1.5 * em), round(1.5 * place.small)
    ring_d = min(round(0.66 * min(area.w, area.h)), area.h - row_h - foot_h - 3 * place.pad)
    foot_w = sum(width_px(part, place.small, REGULAR) for part in (day_text(state, words), words(_("n: next"))))
    width = min(max(ring_d, width_px(text, em, BOLD), foot_w + 2 * place.small) + 4 * place.pad, area.w)
    height = ring_d + row_h + foot_h + 3 * place.pad
    panel = Rect(area.middle[0] - width // 2, area.middle[1] - height // 2, width, height)
    yield Panel(panel, PANEL, place.radius)
    ring = Rect(panel.middle[0] - ring_d // 2, panel.y + place.pad, ring_d, ring_d)
    yield from countdown_ring(ring, state.left_s, state.done, place.small)
    below = Rect(panel.x + place.pad, ring.bottom + place.pad, width - 2 * place.pad, row_h)
    yield line_in(below, text, Font(em, place.small - 1, BOLD), WHITE)
    foot = Rect(panel.x + 2 * place.pad, below.bottom, width - 4 * place.pad, foot_h)
    yield from _foot(place, foot, state, words, words(_("n: next")))


def _finished(
    place: Layout, size_px: tuple[int, int], view: RoutineView, state: RoutineState, words: Translator
) -> Iterator[Item]:
    """Yield the day in its ring, beside or above each exercise's result."""
    margin = place.help.x
    panel = Rect(margin, margin, size_px[0] - 2 * margin, size_px[1] - 2 * margin)
    yield Panel(panel, PANEL, place.radius)
    inner = panel.inset(2 * place.pad, place.pad)
    foot_h = round(1.5 * place.small)
    foot = Rect(inner.x, inner.bottom - foot_h, inner.w, foot_h)
    body = inner._replace(h=inner.h - foot_h - place.pad // 2)
    if body.w > body.h:
        left = body._replace(w=round(0.36 * body.w))
        right = Rect(left.right + 2 * place.pad, body.y, body.right - left.right - 2 * place.pad, body.h)
    else:
        left = body._replace(h=round(0.36 * body.h))
        right = Rect(body.x, left.bottom + place.pad, body.w, body.bottom - left.bottom - place.pad)
    yield from _day_ring(place, left, state)
    yield from _results(place, right, view, state, words)
    font = Font(place.small, place.small - 1, REGULAR)
    yield line_in(foot, words(_("q: close")), font, SOFT, Align.RIGHT)


def _day_ring(place: Layout, box: Rect, state: RoutineState) -> Iterator[Item]:
    d = min(box.w, box.h)
    ring = Rect(box.middle[0] - d // 2, box.middle[1] - d // 2, d, d)
    yield Ring(ring, max(3, round(0.06 * d)), state.today.day / state.today.days)
    figures_h = round(0.46 * d)
    figures = Rect(ring.x + round(0.16 * d), ring.y + round(0.2 * d), round(0.68 * d), figures_h)
    yield line_in(figures, round_zeros(state.today.day), Font(figures_h, place.small, BOLD), WHITE)
    below = Rect(figures.x, ring.y + round(0.66 * d), figures.w, round(0.18 * d))
    em = max(place.small, round(0.15 * d))
    yield line_in(below, f"/ {round_zeros(state.today.days)}", Font(em, place.small - 1, REGULAR), SOFT)


def _results(place: Layout, box: Rect, view: RoutineView, state: RoutineState, words: Translator) -> Iterator[Item]:
    head_h = min(round(0.9 * place.main), box.h // 4)
    em = min(round(1.4 * place.small), max(place.small, round(0.06 * box.h)))
    pair_h = round(3.1 * em)
    shown = state.results[-max(1, (box.h - 2 * head_h) // pair_h) :]
    top = box.middle[1] - (2 * head_h + len(shown) * pair_h) // 2
    heads = rows(Rect(box.x, top, box.w, 2 * head_h), 2)
    font = Font(round(0.75 * head_h), place.small, BOLD)
    yield line_in(heads[0], round_zeros(day_text(state, words)), font, WHITE, Align.LEFT)
    told = round_zeros(streak_text(state, words))
    yield line_in(heads[1], told, Font(round(0.6 * head_h), place.small - 1, BOLD), BLUE, Align.LEFT)
    for number, result in enumerate(shown):
        pair = Rect(box.x, top + 2 * head_h + number * pair_h, box.w, pair_h)
        name, value = rows(pair, 2)
        title = round_zeros(view.titles[result.exercise])
        yield line_in(name, title, Font(em, place.small - 1, REGULAR), SOFT, Align.LEFT)
        count = round_zeros(result_text(result, words))
        yield line_in(value, count, Font(round(1.2 * em), place.small - 1, BOLD), WHITE, Align.LEFT)
