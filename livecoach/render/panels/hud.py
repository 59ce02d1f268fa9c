"""The panels beside the meters: count and phase, badges, tracking state and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.types import TrackState
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import BLUE, ORANGE, PANEL, RED, SOFT, TRACK, WHITE
from livecoach.render.draw.scene import Align, Dot, Item, Panel, Ring, Shape, line_in
from livecoach.render.draw.text import (
    BOLD,
    REGULAR,
    Font,
    round_zeros,
    width_px,
)
from livecoach.render.panels import guide_panels, routine_cards
from livecoach.render.panels.rep_history import RepMark
from livecoach.render.screens.screen import Resting, guide_of, routine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Step
    from livecoach.render.draw.layout import Layout
    from livecoach.render.draw.palette import Bgr
    from livecoach.render.screens.screen import Screen
    from livecoach.render.session_state import Status

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

_STATE: Final = {
    TrackState.OK: _("tracking"),
    TrackState.SEARCHING: _("searching"),
    TrackState.REFUSED: _("refused"),
}
KEYS: Final = (
    (_("space"), _("pause, continue")),
    ("c", _("calibrate again")),
    ("m", _("sound off, on")),
    (",  .", _("quieter, louder")),
    ("r", _("record")),
    ("-  +", _("less, more sensitive")),
    ("s", _("all settings")),
    ("w", _("save the settings")),
    ("t", _("the last ten seconds")),
    ("b", _("breath pacer on, off")),
    ("f", _("full screen")),
    ("h", _("close this help")),
    ("q", _("quit")),
)
SKIP_KEY: Final = ("n", _("next, skip the exercise"))


def dots_shown(place: Layout) -> int:
    """Return how many reps the row of dots has room for."""
    return min(DOTS_MAX, place.dots.w // _DOT_PITCH_MIN_PX)


def count_panel(
    place: Layout, step: Step, marks: tuple[RepMark, ...], goal: int | None, words: Translator
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


def _phase_text(step: Step, words: Translator) -> str:
    """Return the phase, or in a hold that is to last for breaths how many were full."""
    if step.rep_breaths is None:
        return words(names.PHASE[step.phase])
    return round_zeros(words(_("{} of {}"), min(step.rep_breaths.done, step.rep_breaths.goal), step.rep_breaths.goal))


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


def track_status(place: Layout, step: Step, fps: float | None, words: Translator) -> Iterator[Item]:
    """Yield the tracking state at the bottom right, with the frame rate when asked for."""
    state = step.sighting.state
    text = words(_STATE[state])
    if fps is not None:
        text = " · ".join((text, words(_("{} fps"), round_zeros(round(fps)))))
    yield from _pill(place.status, text, _TRACK_SIGN[state], place.small, Align.RIGHT)


def _badge_texts(screen: Screen, status: Status, words: Translator) -> Iterator[tuple[str, tuple[Shape, Bgr] | None]]:
    guide, routine = guide_of(screen), routine_of(screen)
    resting = isinstance(screen, Resting)
    if guide is not None and guide.sets > 1 and guide.goal_reps is not None and not resting:
        yield words(_("Set {} of {}"), guide.set_index, guide.sets), None
    if routine is not None and routine.state is not None:
        yield from ((text, None) for text in routine_cards.badge_texts(routine.state, words))
    if status.recording_s is not None:
        minutes, seconds = divmod(int(status.recording_s), 60)
        yield words(_("REC {}"), round_zeros(f"{minutes}:{seconds:02d}")), (Shape.DISC, RED)
    if status.muted and not resting:
        yield words(_("muted")), None
    if status.bystander_px is not None and not resting:
        yield words(_("2nd person ignored")), (Shape.TRIANGLE, ORANGE)


def _badge_w(text: str, sign: tuple[Shape, Bgr] | None, em: int) -> int:
    return width_px(text, em, REGULAR) + (0 if sign is None else round(1.1 * em)) + round(1.2 * em)


def badges(place: Layout, screen: Screen, status: Status, words: Translator) -> Iterator[Item]:
    """Yield set, recording, muted and a second person, beside the count, in as many rows as they need."""
    row_h = place.badges.h // 2
    area = guide_panels.badges_area(place, guide_of(screen))
    room = area._replace(h=round(1.75 * place.small))
    for full, sign in _badge_texts(screen, status, words):
        fits = _badge_w(full, sign, place.small) <= area.w
        # In portrait there is no room for all of it; the mark on the picture says the rest.
        text = words(_("2nd person")) if full == words(_("2nd person ignored")) and not fits else full
        pill = tuple(_pill(room, text, sign, place.small, Align.LEFT))
        if room.x > area.x and _badge_w(text, sign, place.small) > room.w:
            room = area._replace(y=room.y + row_h, h=room.h)
            pill = tuple(_pill(room, text, sign, place.small, Align.LEFT))
        yield from pill
        used = max(item.rect.right for item in pill if isinstance(item, Panel)) - room.x + round(0.6 * place.small)
        room = room._replace(x=room.x + used, w=max(room.w - used, 0))


def help_panel(place: Layout, screen: Screen, status: Status, words: Translator) -> Iterator[Item]:
    """Yield the table of keys, in the middle."""
    named = KEYS if routine_of(screen) is None else (KEYS[0], SKIP_KEY, *KEYS[1:])
    keys = [(words(key), words(text)) for key, text in named]
    n = len(keys) + 2
    room = place.help.inset(2 * place.pad, place.pad // 2)
    row_h = min(room.h // n, round(2.6 * place.small))
    em = min(round(1.4 * place.small), int(0.75 * row_h))
    key_w = max(width_px(key, em, BOLD) for key, _text in keys) + em
    text_w = min(max(width_px(text, em, REGULAR) for _key, text in keys), room.w - key_w)
    width, height = key_w + text_w, n * row_h
    x = place.help.middle[0] - width // 2
    y = place.help.middle[1] - height // 2
    yield Panel(
        Rect(x - 2 * place.pad, y - place.pad // 2, width + 4 * place.pad, height + place.pad), PANEL, place.radius
    )
    yield line_in(Rect(x, y, width, row_h), words(_("Keys")), Font(em, em, BOLD), WHITE, Align.LEFT)
    for i, (key, text) in enumerate(keys, start=1):
        top = y + i * row_h
        yield line_in(Rect(x, top, key_w, row_h), key, Font(em, em, BOLD), BLUE, Align.LEFT)
        yield line_in(
            Rect(x + key_w, top, text_w, row_h), text, Font(em, min(em, place.small - 1), REGULAR), WHITE, Align.LEFT
        )
    settings = words(_("sensitivity {}"), status.sensitivity)
    if status.profile:
        settings = words(_("profile {} · {}"), status.profile, settings)
    yield line_in(
        Rect(x, y + (n - 1) * row_h, width, row_h),
        settings,
        Font(em, min(em, place.small - 1), REGULAR),
        SOFT,
        Align.LEFT,
    )
