"""The widgets of each screen, and one frame's parts in the order of painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from livecoach.core.words.translator import Translator
from livecoach.render.draw.layout import layout
from livecoach.render.draw.scene import Item
from livecoach.render.panels import guide_panels, hud, routine_cards
from livecoach.render.panels.banner import banner, notes
from livecoach.render.panels.bystander_mark import bystander_label
from livecoach.render.panels.hold_meter import hold_meter
from livecoach.render.panels.meters import meters_panel
from livecoach.render.panels.pacer_ring import pacer_panel, pacer_rect
from livecoach.render.panels.trace import trace_panel
from livecoach.render.panels.tuning_panel import panel_rect, tuning_panel
from livecoach.render.screens.result import result_screen
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
    Screen,
    SessionScreen,
    Settings,
    Summary,
    session_of,
)
from livecoach.render.screens.summary import summary_screen

if TYPE_CHECKING:
    from livecoach.core.guide_state import GuideState
    from livecoach.core.types import Step
    from livecoach.render.draw.layout import Layout
    from livecoach.render.panels.bystander_mark import Mark
    from livecoach.render.panels.rep_history import RepHistory
    from livecoach.render.panels.trace import TraceHistory
    from livecoach.render.screens.screen import Shown
    from livecoach.render.session_state import Aids, Status
    from livecoach.render.views import PanelView, RoutineView


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What every widget may draw from: the frame that is shown, its layout, the words and the last reps and seconds."""

    shown: Shown
    place: Layout
    words: Translator
    history: RepHistory
    traces: TraceHistory

    @property
    def step(self) -> Step:
        """The step that is drawn."""
        return self.shown.step

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.shown.step.frame.size_px

    @property
    def status(self) -> Status:
        """The facts at the edges."""
        return self.shown.state.status

    @property
    def aids(self) -> Aids:
        """What was asked for besides."""
        return self.shown.state.aids


Widget = Callable[[Surface], Iterable[Item]]
"""Yields the parts of one widget; nothing where there is nothing to show."""


def compose_screen(
    shown: Shown, history: RepHistory, words: Translator, traces: TraceHistory, *, mark: Mark | None = None
) -> tuple[Item, ...]:
    """Return everything to draw over the picture, nothing when the picture is too small for text.

    ``mark`` is where somebody is who is not judged.
    """
    place = layout(*shown.step.frame.size_px)
    if place is None:
        return ()
    surface = Surface(shown, place, words, history, traces)
    items = tuple(item for widget in widgets(shown.screen) for item in widget(surface))
    return items if mark is None else (*items, *bystander_label(place, mark, items, words))


def widgets(screen: Screen) -> tuple[Widget, ...]:
    """Return what ``screen`` consists of, in the order of painting."""
    match screen:
        case Summary(view):
            return (lambda on: summary_screen(on.place, on.size_px, view, on.words),)
        case Result(result):
            return (lambda on: result_screen(on.place, on.size_px, result),)
        case RoutineEnd(routine):
            return (_card(routine),)
        case Paused(under) | Saving(under):
            return (*_upper(under), *_lower(under))
        case _:
            return (*_upper(screen), *_lower(screen))


def _upper(screen: SessionScreen | Help | Settings) -> tuple[Widget, ...]:  # noqa: PLR0911 -- one for each screen
    """Return what stands above the instruction."""
    match screen:
        case Help(under):
            return (lambda on: hud.help_panel(on.place, under, on.status, on.words),)
        case Settings(_, panel):
            return _settings(panel), _meters_beside_settings
        case RoutineCard(view) | RoutineEnd(view):
            return (_card(view),)
        case Placing(guide):
            countdown = lambda on: guide_panels.countdown_panel(on.place, guide, on.words)  # noqa: E731
            return countdown, _badges, _pacer
        case Finishing():
            return _badges, _pacer
        case Resting(guide):
            return (lambda on: guide_panels.rest_panel(on.place, guide, on.words)), _badges
        case Counting(guide):
            return _count(guide), _badges, _pacer
        case Holding(count, goal):
            breaths = lambda on: routine_cards.breath_panel(on.place, count, goal, on.words)  # noqa: E731
            return breaths, _hold_meter, _badges, _pacer
        case Running(guide):
            return _count(guide), _badges, _meters, _pacer, _trace


def _lower(screen: SessionScreen | Help | Settings) -> tuple[Widget, ...]:
    """Return notes, tracking state and instruction; on a routine's cards nobody is tracked."""
    on_card = isinstance(session_of(screen), RoutineCard | RoutineEnd)
    return (_notes, _banner) if on_card else (_notes, _track_status, _banner)


def _card(view: RoutineView) -> Widget:
    return lambda on: routine_cards.cards(on.place, on.size_px, view, on.words)


def _settings(panel: PanelView) -> Widget:
    return lambda on: tuning_panel(on.place, panel, on.words)


def _count(guide: GuideState | None) -> Widget:
    """Return the count of the session, or of the present set where sets are counted."""

    def widget(on: Surface) -> Iterable[Item]:
        room = hud.dots_shown(on.place)
        if guide is None:
            return hud.count_panel(on.place, on.step, on.history.last(room), None, on.words)
        marks = on.history.last(room if guide.goal_reps is None else min(room, guide.reps))
        return hud.count_panel(on.place, replace(on.step, rep_count=guide.reps), marks, guide.goal_reps, on.words)

    return widget


def _badges(on: Surface) -> Iterable[Item]:
    session = session_of(on.shown.screen)
    return hud.badges(on.place, session, on.status, on.words) if session is not None else ()


def _meters(on: Surface) -> Iterable[Item]:
    return meters_panel(on.place, on.step, on.status.sensitivity, on.words)


def _meters_beside_settings(on: Surface) -> Iterable[Item]:
    return () if panel_rect(on.place, on.words).overlaps(on.place.meters) else _meters(on)


def _hold_meter(on: Surface) -> Iterable[Item]:
    return hold_meter(on.place, on.step.hold, on.words) if on.step.hold is not None else ()


def _pacer(on: Surface) -> Iterable[Item]:
    return () if on.aids.pace is None else pacer_panel(on.place, on.aids.pace, on.words)


def _trace(on: Surface) -> Iterable[Item]:
    if not on.aids.trace:
        return ()
    beside = pacer_rect(on.place) if on.aids.pace is not None else None
    return trace_panel(on.place, on.step, on.traces, on.words, beside)


def _notes(on: Surface) -> Iterable[Item]:
    return notes(on.place, on.shown, on.words)


def _track_status(on: Surface) -> Iterable[Item]:
    return hud.track_status(on.place, on.step, on.status.fps, on.words)


def _banner(on: Surface) -> Iterable[Item]:
    return banner(on.place, on.step, on.shown.screen, on.words)
