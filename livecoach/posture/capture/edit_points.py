"""Points of a photo moved by mouse, where the model put them off their joints; one photo after the other."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from livecoach.core.commands import Action, Pointer, PointerMove
from livecoach.core.landmarks import Landmark
from livecoach.core.types import View, readonly
from livecoach.core.words.message import _
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.errors import LivecoachError
from livecoach.posture.capture.draw_points import draw_points, place_of
from livecoach.posture.measure.photo_measures import near_side
from livecoach.posture.sheet import shot_of
from livecoach.posture.words import POINT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.commands import Heard
    from livecoach.output.window import Screen
    from livecoach.posture.capture.draw_points import Place
    from livecoach.posture.measure.stance import Stance

_REACH_PX: Final = 24.0
"""Within this distance of a point, in pixels of the picture, the mouse grabs it."""

_PAUSE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Handle:
    """A point that can be moved, and the landmarks whose middle it is."""

    name: str
    rows: tuple[Landmark, ...]

    def at(self, stance: Stance) -> tuple[float, float]:
        """Return where it is in the photo."""
        x, y = stance.xy_px[list(self.rows)].mean(axis=0)
        return float(x), float(y)


def handles(stance: Stance) -> tuple[Handle, ...]:
    """Return the points that the measures of this view are made of.

    Those of the near side and the middles are what ``shot_of`` draws. The far hip and the feet show how far the body is
    turned; knees and ankles give the scale, ankles and toes the upright.
    """
    sides = ("LEFT", "RIGHT")
    if stance.view is View.BACK:
        names = ("EAR", "SHOULDER", "ELBOW", "HIP")
        return tuple(
            Handle(f"{side.lower()} {name.lower()}", (Landmark[f"{side}_{name}"],)) for name in names for side in sides
        )
    both = [("ears", "EAR"), ("neck's base", "SHOULDER"), ("wrists", "WRIST")]
    if stance.whole:
        both += [("knees", "KNEE"), ("ankles", "ANKLE"), ("toes", "FOOT_INDEX")]
    near = near_side(stance)
    return (
        *(Handle(name.lower(), (Landmark[f"{sides[near]}_{name}"],)) for name in ("SHOULDER", "ELBOW", "HIP")),
        Handle("far hip", (Landmark[f"{sides[1 - near]}_HIP"],)),
        *(Handle(name, (Landmark[f"LEFT_{row}"], Landmark[f"RIGHT_{row}"])) for name, row in both),
    )


class PointMover:
    """A stance whose points the mouse moves; ``moved`` names those that lie elsewhere than the model put them."""

    def __init__(self, stance: Stance, place: Place) -> None:
        self.stance = stance
        self._first = stance
        self._place = place
        self._handles = handles(stance)
        self._held: Handle | None = None
        self._before: list[Stance] = []

    @property
    def moved(self) -> tuple[str, ...]:
        """The names of the points that were moved, each once."""
        return tuple(one.name for one in self._handles if one.at(self.stance) != one.at(self._first))

    @property
    def held(self) -> str:
        """The name of the point that the mouse holds, empty while it holds none."""
        return self._held.name if self._held is not None else ""

    def joints_px(self) -> tuple[tuple[tuple[float, float], bool], ...]:
        """Return where each point is in the photo, and whether it was moved."""
        return tuple((one.at(self.stance), one.name in self.moved) for one in self._handles)

    def hear(self, heard: Heard) -> None:
        """Handle the mouse, or an undo of the last drag."""
        if heard is Action.UNDO and self._before:
            self._held, self.stance = None, self._before.pop()
        if not isinstance(heard, Pointer):
            return
        if heard.move is PointerMove.PRESSED:
            self._held = self._nearest(heard)
            if self._held is not None:
                self._before.append(self.stance)
        elif self._held is not None:
            self._put(self._held, self._place.to_photo(heard.x, heard.y))
        if heard.move is PointerMove.RELEASED:
            self._held = None

    def _nearest(self, pointer: Pointer) -> Handle | None:
        def away_px(handle: Handle) -> float:
            return math.dist(self._place.to_picture(handle.at(self.stance)), (pointer.x, pointer.y))

        nearest = min(self._handles, key=away_px)
        return nearest if away_px(nearest) <= _REACH_PX else None

    def _put(self, handle: Handle, to_px: tuple[float, float]) -> None:
        xy_px = self.stance.xy_px.copy()
        at = handle.at(self.stance)
        xy_px[list(handle.rows)] += [to - was for to, was in zip(to_px, at, strict=True)]
        self.stance = replace(self.stance, xy_px=readonly(xy_px))


def correct(
    image_bgr: NDArray[np.uint8],
    stance: Stance,
    title: str,
    screen: Screen,
    words: Translator = ENGLISH,
) -> tuple[Stance, tuple[str, ...]]:
    """Let the person move the points of one photo; return the stance after, and the English names of the points moved.

    Raises LivecoachError when the person stops.
    """
    place = place_of([one.at(stance) for one in handles(stance)])
    mover = PointMover(stance, place)
    while True:
        lines_px = shot_of(image_bgr, mover.stance, 1.0, title).lines_px
        task = words(POINT.get(mover.held, mover.held)) or words(_("drag a point that is off its joint"))
        screen.show(
            draw_points(
                image_bgr,
                place,
                lines_px,
                mover.joints_px(),
                (f"{title}: {task}", words(_("u: undo   Enter: done   q: stop, write nothing"))),
            )
        )
        for heard in screen.poll():
            if heard in (Action.QUIT, Action.BACK):
                raise LivecoachError(_("Stopped before the points were confirmed: nothing was written."))
            if heard is Action.ENTER:
                return mover.stance, mover.moved
            mover.hear(heard)
        time.sleep(_PAUSE_S)
