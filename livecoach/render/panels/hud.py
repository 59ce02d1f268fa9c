"""The panels beside the meters: count and phase, badges, banner, notes, tracking state and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Stage
from livecoach.core.types import TrackState, View
from livecoach.core.words.messages import translate
from livecoach.render.draw.layout import Rect, rows
from livecoach.render.draw.palette import ADVICE, BLUE, FAULT, ORANGE, PANEL, RED, SOFT, TRACK, WHITE, Surface
from livecoach.render.draw.scene import Align, Dot, Item, Panel, Ring, Shape, line_in
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
from livecoach.render.panels import guide_panels, routine_cards
from livecoach.render.panels.meters import judges_text
from livecoach.render.panels.rep_history import RepMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.guide_state import GuideState
    from livecoach.core.types import Step
    from livecoach.render.draw.layout import Layout
    from livecoach.render.draw.palette import Bgr
    from livecoach.render.overlay import ScreenState
    from livecoach.render.words.screen import Words

DOTS_MAX: Final = 10
_DOT_PITCH_MIN_PX: Final = 11
_SIGN: Final[dict[RepMark, tuple[Shape, Bgr]]] = {
    RepMark.CALIBRATION: (Shape.HOLLOW, SOFT),
    RepMark.CLEAN: (Shape.DISC, BLUE),
    RepMark.MILD: (Shape.TRIANGLE, ORANGE),
    RepMark.CLEAR: (Shape.SQUARE, RED),
}
_TRACK_SIGN: Final[dict[TrackState, tuple[Shape, Bgr]]] = {
    TrackState.OK: (Shape.DISC, BLUE),
    TrackState.SEARCHING: (Shape.HOLLOW, ORANGE),
    TrackState.REFUSED: (Shape.TRIANGLE, ORANGE),
}


def dots_shown(place: Layout) -> int:
    """Return how many reps the row of dots has room for."""
    return min(DOTS_MAX, place.dots.w // _DOT_PITCH_MIN_PX)


def count_panel(
    place: Layout, step: Step, marks: tuple[RepMark, ...], goal: int | None, words: Words
) -> Iterator[Item]:
    """Yield the rep count in its ring of drive, the phase and the last reps."""
    yield Panel(place.tally, PANEL, place.radius)
    d = place.ring.w
    yield Ring(place.ring, max(3, round(0.05 * d)), step.drive)
    figures_h = round(0.56 * d)
    figures = Rect(place.ring.x + round(0.13 * d), place.ring.middle[1] - figures_h // 2, round(0.74 * d), figures_h)
    if goal is not None:
        figures = figures._replace(y=figures.y - round(0.07 * d))
        below = Rect(figures.x, place.ring.y + round(0.67 * d), figures.w, round(0.2 * d))
        goal_em = max(place.small - 1, round(0.13 * d))
        yield line_in(below, f"/ {round_zeros(goal)}", Font(goal_em, place.small - 1, REGULAR), SOFT)
    yield line_in(figures, round_zeros(step.rep_count), Font(figures_h, place.small, BOLD), WHITE)
    yield line_in(place.phase, _phase_text(step, words), Font(place.phase_text, place.small - 2, BOLD), BLUE)
    yield from _dots(place, marks, goal)


def _phase_text(step: Step, words: Words) -> str:
    """Return the phase, or in a hold that is to last for breaths how many were full."""
    if step.rep_breaths is None:
        return words.phase[step.phase]
    return round_zeros(
        words.breaths_of.format(min(step.rep_breaths.done, step.rep_breaths.goal), step.rep_breaths.goal)
    )


def _dots(place: Layout, marks: tuple[RepMark, ...], goal: int | None) -> Iterator[Item]:
    room = dots_shown(place)
    signs = [_SIGN[mark] for mark in marks[-room:]]
    ahead = 0 if goal is None else max(0, min(goal, room) - len(signs))
    signs += [(Shape.DISC, TRACK)] * ahead
    pitch = place.dots.w / room
    radius = min(round(0.34 * pitch), place.dots.h // 2)
    left = place.dots.x + (place.dots.w - pitch * len(signs)) / 2
    for i, (shape, colour) in enumerate(signs):
        yield Dot(round(left + (i + 0.5) * pitch), place.dots.middle[1], radius, shape, colour)


def _banner_words(step: Step, overlay: ScreenState, words: Words) -> tuple[str, Surface, float] | None:
    """Return the banner's text, its surface and its size, most urgent first."""
    if overlay.saving:
        return words.saving, PANEL, 1.0
    if overlay.paused:
        return words.paused, PANEL, 1.0
    if overlay.routine is not None and routine_cards.leads(overlay.routine):
        return routine_cards.instruction(overlay.routine, words)
    in_pull = _pull_words(step, words) if overlay.flow is None or overlay.flow.stage in guide_panels.COUNTED else None
    if in_pull is not None:
        return in_pull
    return (
        guide_panels.instruction(overlay.flow, words.guide) if overlay.flow is not None else _unled_words(step, words)
    )


def _unled_words(step: Step, words: Words) -> tuple[str, Surface, float] | None:
    """Return the same where nobody leads; an exercise that is held leads itself by its notices."""
    if step.hold is not None and step.notice:
        surface = FAULT if step.hold.active else ADVICE if step.hold.problem else PANEL
        return step.notice, surface, 0.8
    if step.sighting.advice:
        return translate(step.sighting.advice, words.language), ADVICE, 0.65
    if step.calibrating and step.notice:
        return step.notice, PANEL, 0.65
    return None


def _pull_words(step: Step, words: Words) -> tuple[str, Surface, float] | None:
    """Return what is to be done about this very pull."""
    if step.active:
        return words.faults[step.active[0]].correction, FAULT, 1.0
    if step.rep_breaths is not None and step.rep_breaths.complete:
        return words.hold_done, PANEL, 1.0
    return None


def banner(place: Layout, step: Step, overlay: ScreenState, words: Words) -> Iterator[Item]:
    """Yield the one instruction of the moment, as large as it can be; nothing while all is well."""
    chosen = _banner_words(step, overlay, words)
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


def notes(place: Layout, step: Step, overlay: ScreenState, words: Words) -> Iterator[Item]:
    """Yield the small lines at the bottom left: what there is to say and the banner does not."""
    chosen = _banner_words(step, overlay, words)
    in_banner = "" if chosen is None else chosen[0]
    hint = words.go_on if overlay.paused else ""
    translate = step.notice if overlay.flow is None else _view_note(step, overlay.flow, words)
    caution = words.dizzy if overlay.caution else ""
    texts = [text for text in (hint, caution, translate, *overlay.notes) if text and text != in_banner]
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


def _view_note(step: Step, flow: GuideState, words: Words) -> str:
    """Return what the present view can and cannot judge, while there is time to change it."""
    if (
        not guide_panels.places(flow)
        or step.measures is None
        or step.measures.view is View.UNKNOWN
        or not step.readings
    ):
        return ""
    return f"{words.view[step.measures.view]}: {judges_text(step.readings, words)}"


def _pill(room: Rect, text: str, sign: tuple[Shape, Bgr] | None, em: int, align: Align) -> Iterator[Item]:
    """Yield a sign and a short text on a panel at the left end of ``room``, or in it from the right."""
    edge = round(0.6 * em)
    sign_w = 0 if sign is None else round(1.1 * em)
    label = line_in(room._replace(w=room.w - 2 * edge - sign_w), text, Font(em, round(0.8 * em), REGULAR), WHITE)
    width = label.box.w + sign_w + 2 * edge
    left = room.x if align is Align.LEFT else room.right - width
    yield Panel(Rect(left, room.y, width, room.h), PANEL, room.h // 3)
    if sign is not None:
        yield Dot(left + edge + round(0.35 * em), room.middle[1], round(0.34 * em), *sign)
    yield label._replace(x=left + edge + sign_w)


def status(place: Layout, step: Step, overlay: ScreenState, words: Words) -> Iterator[Item]:
    """Yield the tracking state at the bottom right, with the frame rate when asked for."""
    state = step.sighting.state
    text = words.track[state]
    if overlay.fps is not None:
        text += f" · {round_zeros(round(overlay.fps))} {words.fps}"
    yield from _pill(place.status, text, _TRACK_SIGN[state], place.small, Align.RIGHT)


def _badge_texts(overlay: ScreenState, words: Words) -> Iterator[tuple[str, tuple[Shape, Bgr] | None]]:
    flow = overlay.flow
    resting = flow is not None and flow.stage is Stage.RESTING
    if flow is not None and flow.sets > 1 and flow.goal_reps is not None and not resting:
        yield words.guide.set_of.format(flow.set_index, flow.sets), None
    if overlay.routine is not None and overlay.routine.state is not None:
        yield from ((text, None) for text in routine_cards.badge_texts(overlay.routine.state, words))
    if overlay.recording_s is not None:
        minutes, seconds = divmod(int(overlay.recording_s), 60)
        yield f"{words.recording} {round_zeros(f'{minutes}:{seconds:02d}')}", (Shape.DISC, RED)
    if overlay.muted and not resting:
        yield words.muted, None
    if overlay.second_person and not resting:
        yield words.guide.second_person, (Shape.TRIANGLE, ORANGE)


def _badge_w(text: str, sign: tuple[Shape, Bgr] | None, em: int) -> int:
    return width_px(text, em, REGULAR) + (0 if sign is None else round(1.1 * em)) + round(1.2 * em)


def badges(place: Layout, overlay: ScreenState, words: Words) -> Iterator[Item]:
    """Yield set, recording, muted and a second person, beside the count, in as many rows as they need."""
    row_h = place.badges.h // 2
    area = guide_panels.badges_area(place, overlay.flow)
    room = area._replace(h=round(1.75 * place.small))
    for full, sign in _badge_texts(overlay, words):
        fits = _badge_w(full, sign, place.small) <= area.w
        # In portrait there is no room for all of it; the mark on the picture says the rest.
        text = words.guide.second_person_short if full == words.guide.second_person and not fits else full
        pill = tuple(_pill(room, text, sign, place.small, Align.LEFT))
        if room.x > area.x and _badge_w(text, sign, place.small) > room.w:
            room = area._replace(y=room.y + row_h, h=room.h)
            pill = tuple(_pill(room, text, sign, place.small, Align.LEFT))
        yield from pill
        used = max(item.rect.right for item in pill if isinstance(item, Panel)) - room.x + round(0.6 * place.small)
        room = room._replace(x=room.x + used, w=max(room.w - used, 0))


def help_panel(place: Layout, overlay: ScreenState, words: Words) -> Iterator[Item]:
    """Yield the table of keys, in the middle, while it is asked for."""
    keys = words.keys if overlay.routine is None else (words.keys[0], words.routine.skip_key, *words.keys[1:])
    n = len(keys) + 2
    room = place.help.inset(2 * place.pad, place.pad // 2)
    row_h = min(room.h // n, round(2.6 * place.small))
    em = min(round(1.4 * place.small), int(0.75 * row_h))
    key_w = max(width_px(key, em, BOLD) for key, _ in keys) + em
    text_w = min(max(width_px(text, em, REGULAR) for _, text in keys), room.w - key_w)
    width, height = key_w + text_w, n * row_h
    x = place.help.middle[0] - width // 2
    y = place.help.middle[1] - height // 2
    yield Panel(
        Rect(x - 2 * place.pad, y - place.pad // 2, width + 4 * place.pad, height + place.pad), PANEL, place.radius
    )
    yield line_in(Rect(x, y, width, row_h), words.help_title, Font(em, em, BOLD), WHITE, Align.LEFT)
    for i, (key, text) in enumerate(keys, start=1):
        top = y + i * row_h
        yield line_in(Rect(x, top, key_w, row_h), key, Font(em, em, BOLD), BLUE, Align.LEFT)
        yield line_in(
            Rect(x + key_w, top, text_w, row_h), text, Font(em, min(em, place.small - 1), REGULAR), WHITE, Align.LEFT
        )
    settings = f"{words.sensitivity} {overlay.sensitivity}"
    if overlay.profile:
        settings = f"{words.profile} {overlay.profile} · {settings}"
    yield line_in(
        Rect(x, y + (n - 1) * row_h, width, row_h),
        settings,
        Font(em, min(em, place.small - 1), REGULAR),
        SOFT,
        Align.LEFT,
    )
