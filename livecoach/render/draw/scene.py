"""The parts of one picture of the screen as plain data: what is where, before any pixel is drawn."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from livecoach.render.draw.layout import Rect
from livecoach.render.draw.text import CAP, extent_px, fit_line, width_px

if TYPE_CHECKING:
    from livecoach.render.draw.figure import Figure
    from livecoach.render.draw.palette import Bgr, Surface
    from livecoach.render.draw.text import Font


class Align(StrEnum):
    """Where a line stands in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Shape(StrEnum):
    """Signs that can be told apart without colour."""

    DISC = "disc"
    HOLLOW = "hollow"
    TRIANGLE = "triangle"
    SQUARE = "square"


class Panel(NamedTuple):
    """A translucent rectangle with round corners."""

    rect: Rect
    surface: Surface
    radius: int


class Label(NamedTuple):
    """One line of text; ``em`` is the font size in pixels, ``y`` the baseline."""

    text: str
    x: int
    y: int
    em: int
    weight: int
    colour: Bgr

    @property
    def box(self) -> Rect:
        """Return the pixels it may colour."""
        up, down = extent_px(self.text, self.em)
        return Rect(self.x, self.y - up, width_px(self.text, self.em, self.weight), up + down)


class Ring(NamedTuple):
    """A ring that fills clockwise from the top by ``fraction`` 0..1; NaN leaves it empty."""

    rect: Rect
    thickness: int
    fraction: float


class Meter(NamedTuple):
    """An upright bar in its ``track``; the limit mark always stands at ``LIMIT_AT`` of its height.

    ``fill`` is the share 0..1 of the track, NaN for no bar. ``over`` widens and reddens the bar, ``low`` hatches the
    track, ``hidden`` leaves an empty outline with a dash and no mark.
    """

    track: Rect
    fill: float
    over: bool
    low: bool
    hidden: bool


class Dot(NamedTuple):
    """A small sign."""

    x: int
    y: int
    radius: int
    shape: Shape
    colour: Bgr


class Bar(NamedTuple):
    """A rectangle, opaque, with round corners where ``radius`` is above 0."""

    rect: Rect
    colour: Bgr
    radius: int = 0


class Plot(NamedTuple):
    """Values over time, oldest at the left, as shares 0..1 of the height; NaN leaves a gap.

    A white line stands at the share ``line`` (NaN for none); what lies above it is red.
    """

    rect: Rect
    values: tuple[float, ...]
    line: float


class Picture(NamedTuple):
    """A drawn figure, stretched over its rectangle."""

    rect: Rect
    figure: Figure


Item = Panel | Label | Ring | Meter | Dot | Bar | Plot | Picture


def line_in(box: Rect, text: str, font: Font, colour: Bgr, align: Align = Align.CENTRE) -> Label:
    """Return the text fitted into the box's width, capitals centred on its height."""
    shown, em = fit_line(text, box.w, font)
    spare = box.w - width_px(shown, em, font.weight)
    x = box.x + {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]
    return Label(shown, x, box.y + (box.h + round(CAP * em)) // 2, em, font.weight, colour)


LIMIT_AT: Final = 0.55
