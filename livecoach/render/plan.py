"""One step and the overlay to the parts of the screen, in the order of painting."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from livecoach.render import hud
from livecoach.render.layout import layout
from livecoach.render.meters import meters_panel

if TYPE_CHECKING:
    from livecoach.core.types import Step
    from livecoach.render.history import RepHistory
    from livecoach.render.overlay import Overlay
    from livecoach.render.scene import Item
    from livecoach.render.words import Words


def plan(step: Step, overlay: Overlay, history: RepHistory, words: Words) -> tuple[Item, ...]:
    """Return everything to draw over the picture, nothing when the picture is too small for text.

    The help takes the place of count, badges and meters while it is shown.
    """
    place = layout(*step.frame.size_px)
    if place is None:
        return ()
    if overlay.help:
        upper = hud.help_panel(place, overlay, words)
    else:
        marks = history.last(hud.dots_shown(place))
        upper = chain(
            hud.count_panel(place, step, marks, overlay.goal_reps, words),
            hud.badges(place, overlay, words),
            meters_panel(place, step, overlay, words),
        )
    return tuple(
        chain(
            upper,
            hud.notes(place, step, overlay, words),
            hud.status(place, step, overlay, words),
            hud.banner(place, step, overlay, words),
        )
    )
