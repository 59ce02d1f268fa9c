"""The shipped drawings of exercises, made by ``scripts/make_figures.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.core.resources import figures_folder
from livecoach.core.types import readonly
from livecoach.render.draw.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.exercises.exercise import Exercise


def figures_of(exercises: Iterable[Exercise]) -> dict[str, Figure]:
    """Return the figure of each exercise by name; one without a drawing is left out."""
    drawings = {exercise.name: exercise.pattern.drawing for exercise in exercises}
    return {name: figure for name, drawing in drawings.items() if (figure := _load(drawing)) is not None}


def _load(name: str) -> Figure | None:
    path = figures_folder() / f"{name}.png"
    if not path.is_file():
        return None
    # Read by Python: OpenCV cannot open every path that Windows allows.
    picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    if picture is None or picture.ndim != 3 or picture.shape[2] != 4:
        return None
    cover, lines = (np.ascontiguousarray(picture[..., channel], np.uint8) for channel in (3, 0))
    return Figure(readonly(cover), readonly(lines))
