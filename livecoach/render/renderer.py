"""Draws a Step on a copy of its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.render.guide import figure_box
from livecoach.render.history import RepHistory
from livecoach.render.paint import paint
from livecoach.render.plan import plan
from livecoach.render.silhouette import paint_silhouette
from livecoach.render.skeleton import paint_skeleton
from livecoach.render.trace import TraceHistory
from livecoach.render.words import WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Step
    from livecoach.render.overlay import Overlay


class Renderer:
    """Draws steps in order and keeps only the last reps and the last ten seconds seen in them.

    ``mirror`` flips picture and points together, before any text; left stays the person's left.
    ``language`` is one of ``livecoach.core.phrases.LANGUAGES``; another raises KeyError.
    """

    def __init__(self, mirror: bool = False, language: str = "en") -> None:
        self._mirror = mirror
        self._words = WORDS[language]
        self._history = RepHistory()
        self._traces = TraceHistory()

    def draw(self, step: Step, overlay: Overlay) -> NDArray[np.uint8]:
        """Return a new BGR picture of the frame's size with everything drawn on it; the frame is left alone."""
        self._history.update(step)
        self._traces.update(step)
        source = step.frame.image_bgr
        image = np.ascontiguousarray(cv2.flip(source, 1) if self._mirror else source.copy(), np.uint8)
        pose = step.sighting.pose
        if pose is not None and overlay.summary is None and overlay.result is None:
            points = pose.xy_px
            if self._mirror:
                # The middle of the last column maps onto the middle of the first.
                points = np.array((step.frame.size_px[0] - 1, 0.0), np.float32) + points * np.array(
                    (-1.0, 1.0), np.float32
                )
            paint_skeleton(image, points, step.active)
        figure = figure_box(step.frame.size_px, overlay)
        if figure is not None:
            paint_silhouette(image, figure)
        paint(image, plan(step, overlay, self._history, self._words, self._traces))
        return image
