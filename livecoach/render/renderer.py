"""Draws a Step on a copy of its frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.core.words.translator import translator
from livecoach.render.compose import compose_screen
from livecoach.render.draw.paint import laid_over, paint
from livecoach.render.draw.scene import Panel
from livecoach.render.draw.silhouette import paint_silhouette
from livecoach.render.draw.skeleton import paint_skeleton
from livecoach.render.panels.bystander_mark import BystanderMark, beside, mirrored, paint_bystander
from livecoach.render.panels.guide_panels import figure_box
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.panels.trace import TraceHistory
from livecoach.render.screens.screen import draws_skeleton, marks_bystanders, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Step
    from livecoach.render.panels.bystander_mark import Mark
    from livecoach.render.screens.screen import Shown
    from livecoach.render.session_state import SessionState


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A frame's picture to draw on, BGR, and how it looks under the panels that will probably be there."""

    image: NDArray[np.uint8]
    panels: Mapping[Panel, NDArray[np.uint8]]


class Renderer:
    """Draws steps in order and keeps only the last reps and the last ten seconds seen in them.

    ``mirror`` flips picture and points together, before any text; left stays the person's left.
    ``language`` is a code or ``auto``, as ``livecoach.core.words.translator`` has it.
    """

    def __init__(self, mirror: bool = False, language: str = "en") -> None:
        self._mirror = mirror
        self._words = translator(language)
        self._history = RepHistory()
        self._traces = TraceHistory()
        self._bystander = BystanderMark()
        self._panels: tuple[Panel, ...] = ()

    def canvas(self, frame: Frame) -> Canvas:
        """Return what to draw on; may be called on another thread, before there is a step, but not while one is drawn.

        The panels of the picture before are laid over this one: they seldom change, and are what takes longest.
        """
        source = frame.image_bgr
        image = np.ascontiguousarray(cv2.flip(source, 1) if self._mirror else source.copy(), np.uint8)
        return Canvas(image, {panel: laid_over(image, panel) for panel in self._panels})

    def draw(self, step: Step, state: SessionState, canvas: Canvas | None = None) -> NDArray[np.uint8]:
        """Return a new BGR picture of the frame's size with everything drawn on it; the frame is left alone.

        ``canvas`` is what ``canvas`` gave for this very frame, if that was made before; its image becomes the picture.
        """
        self._history.update(step)
        self._traces.update(step)
        canvas = canvas or self.canvas(step.frame)
        image = canvas.image
        points = self._points(step)
        frame = shown(step, state)
        mark = self._mark(frame, points)
        items = compose_screen(frame, self._history, self._words, self._traces, mark=mark)
        self._panels = tuple(item for item in items if isinstance(item, Panel))
        made = canvas.panels
        panels = {panel: made[panel] if panel in made else laid_over(image, panel) for panel in self._panels}
        if mark is not None:
            paint_bystander(image, mark)
        if points is not None and draws_skeleton(frame.screen):
            active = step.hold.active if step.hold is not None else step.active
            paint_skeleton(image, points, active, legs=step.hold is not None)
        figure = figure_box(step.frame.size_px, frame.screen)
        if figure is not None:
            paint_silhouette(image, figure)
        paint(image, items, panels)
        return image

    def _points(self, step: Step) -> NDArray[np.float32] | None:
        """Return the coached person's points (33, 2) in the picture as drawn."""
        pose = step.sighting.pose
        if pose is None or not self._mirror:
            return pose.xy_px if pose is not None else None
        # The middle of the last column maps onto the middle of the first.
        return np.array((step.frame.size_px[0] - 1, 0.0), np.float32) + pose.xy_px * np.array((-1.0, 1.0), np.float32)

    def _mark(self, frame: Shown, points: NDArray[np.float32] | None) -> Mark | None:
        """Return the mark on somebody who is not judged, in the picture as drawn."""
        box, picture = frame.state.status.bystander_px, frame.step.frame
        if box is not None and self._mirror:
            box = mirrored(box, picture.size_px[0])
        mark = self._bystander.update(picture.t_s, box)
        if mark is None or not marks_bystanders(frame.screen):
            return None
        return mark if points is None else beside(mark, points)
