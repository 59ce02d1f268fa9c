"""One step and the overlay to the parts of the screen, in the order of painting."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from livecoach.core.guide_state import Stage
from livecoach.render.draw.layout import layout
from livecoach.render.panels import guide_panels, hud, routine_cards
from livecoach.render.panels.bystander_mark import bystander_label
from livecoach.render.panels.hold_meter import hold_meter
from livecoach.render.panels.meters import meters_panel
from livecoach.render.panels.pacer_ring import pacer_panel, pacer_rect
from livecoach.render.panels.trace import trace_panel
from livecoach.render.panels.tuning_panel import panel_rect, tuning_panel
from livecoach.render.screens.result import result_screen
from livecoach.render.screens.summary import summary_screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.core.guide_state import GuideState
    from livecoach.core.types import Step
    from livecoach.render.draw.layout import Layout
    from livecoach.render.draw.scene import Item
    from livecoach.render.overlay import ScreenState
    from livecoach.render.panels.bystander_mark import Mark
    from livecoach.render.panels.rep_history import RepHistory
    from livecoach.render.panels.trace import TraceHistory
    from livecoach.render.words.screen import Words


def compose_screen(
    step: Step,
    overlay: ScreenState,
    history: RepHistory,
    words: Words,
    traces: TraceHistory,
    *,
    mark: Mark | None = None,
) -> tuple[Item, ...]:
    """Return everything to draw over the picture, nothing when the picture is too small for text.

    The help takes the place of count, badges and meters while it is shown, and so does the panel of settings, which
    leaves the meters where there is room beside it. ``mark`` is where somebody is who is not judged.
    """
    place = layout(*step.frame.size_px)
    if place is None:
        return ()
    if overlay.summary is not None:
        return tuple(summary_screen(place, step.frame.size_px, overlay.summary, words))
    view = overlay.routine
    if view is not None and routine_cards.fills(view) and not overlay.help and overlay.panel is None:
        return tuple(routine_cards.cards(place, step.frame.size_px, view, words))
    if overlay.result is not None:
        return tuple(result_screen(place, step.frame.size_px, overlay.result))
    items = tuple(
        chain(
            _upper(place, step, overlay, words, history=history, traces=traces),
            hud.notes(place, step, overlay, words),
            hud.status(place, step, overlay, words) if view is None or not routine_cards.leads(view) else (),
            hud.banner(place, step, overlay, words),
        )
    )
    return items if mark is None else (*items, *bystander_label(place, mark, items, words))


def _upper(
    place: Layout, step: Step, overlay: ScreenState, words: Words, *, history: RepHistory, traces: TraceHistory
) -> Iterable[Item]:
    meters = meters_panel(place, step, overlay, words)
    if overlay.help:
        return hud.help_panel(place, overlay, words)
    if overlay.panel is not None:
        beside = not panel_rect(place, words).overlaps(place.meters)
        return chain(tuning_panel(place, overlay.panel, words), meters if beside else ())
    if overlay.routine is not None and routine_cards.leads(overlay.routine):
        return routine_cards.cards(place, step.frame.size_px, overlay.routine, words)
    if overlay.flow is not None and overlay.flow.stage not in guide_panels.MEASURED:
        return _guided(place, step, overlay, words, history=history, flow=overlay.flow)
    breaths = routine_cards.breaths_of(step, overlay.routine)
    if breaths is not None:
        count = routine_cards.breath_panel(place, *breaths, words)
        meter = hold_meter(place, step.hold, words) if step.hold is not None else ()
        return chain(count, meter, hud.badges(place, overlay, words), _pacer(place, overlay, words))
    return chain(
        _count(place, step, overlay, words, history),
        hud.badges(place, overlay, words),
        meters,
        _pacer(place, overlay, words),
        trace_panel(place, step, traces, words, pacer_rect(place) if overlay.pace else None) if overlay.trace else (),
    )


def _guided(
    place: Layout, step: Step, overlay: ScreenState, words: Words, *, history: RepHistory, flow: GuideState
) -> Iterable[Item]:
    """Return the panels of the stages around a set, in which there is nothing to measure."""
    if flow.stage is Stage.RESTING:
        return chain(guide_panels.rest_panel(place, flow, words.guide), hud.badges(place, overlay, words))
    count = _count(place, step, overlay, words, history) if flow.stage in guide_panels.COUNTED else ()
    countdown, badges = guide_panels.countdown_panel(place, flow, words.guide), hud.badges(place, overlay, words)
    return chain(count, countdown, badges, _pacer(place, overlay, words))


def _pacer(place: Layout, overlay: ScreenState, words: Words) -> Iterable[Item]:
    return () if overlay.pace is None else pacer_panel(place, overlay.pace, words)


def _count(place: Layout, step: Step, overlay: ScreenState, words: Words, history: RepHistory) -> Iterable[Item]:
    """Return the count of the session, or of the present set where sets are counted."""
    room = hud.dots_shown(place)
    flow = overlay.flow
    if flow is None:
        return hud.count_panel(place, step, history.last(room), overlay.goal_reps, words)
    marks = history.last(room if flow.goal_reps is None else min(room, flow.reps))
    return hud.count_panel(place, replace(step, rep_count=flow.reps), marks, flow.goal_reps, words)
