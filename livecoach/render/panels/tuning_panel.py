"""The panel of settings: one row for each knob, with its slider, its last values against it, and its alarms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from livecoach.core.commands import Button, Setting
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator
from livecoach.faults.registry import rep_faults, texts_of
from livecoach.render.draw.layout import Rect, columns
from livecoach.render.draw.palette import BLUE, PANEL, SOFT, TRACK, WHITE
from livecoach.render.draw.scene import Align, Bar, Dot, Item, Panel, Plot, Shape, line_in
from livecoach.render.draw.text import BOLD, REGULAR, Font, round_zeros, width_px
from livecoach.render.views import PanelView, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from livecoach.render.draw.layout import Layout

KNOB: Final = {
    Setting.SENSITIVITY: _("Sensitivity"),
    Setting.DWELL: _("Cue after"),
    Setting.COOLDOWN: _("Repeat after"),
    Setting.VOLUME: _("Volume"),
    Setting.SOUND: _("Cues as"),
    Setting.NAME: _("Save as"),
}
BUTTON: Final = {
    Button.UNDO: _("u undo"),
    Button.SAVE: _("w save"),
    Button.DROP: _("d discard"),
    Button.CLOSE: _("s close"),
}

CHOICES: Final = (Setting.SOUND, Setting.NAME)
SETTINGS: Final[tuple[str, ...]] = (
    Setting.SENSITIVITY,
    *(fault.id for fault in rep_faults()),
    *(setting for setting in Setting if setting is not Setting.SENSITIVITY),
)
"""The rows from top to bottom: the limits of a fault go by its id."""

_WIDTH_EM: Final = 40
_LINES: Final = len(SETTINGS) + 3
"""One for the head, two for the buttons."""

_STACKED_FROM: Final = 1.6
_WIDEST_VALUE: Final = "OO.OO s"
_GRAPH_FROM_EM: Final = 12.5
_SLIDER_SHARE: Final = 0.46


def knob_name(knob: str, words: Translator) -> str:
    """Return what a row is called: a setting, or the fault whose limits it is."""
    return words(KNOB[Setting(knob)]) if knob in set(Setting) else texts_of(knob, words).name


class _Places(NamedTuple):
    """Where the panel's columns and rows are; ``graph`` has no width where there is no room for graphs.

    Of each row ``line_h`` is text and slider; in an upright picture the graph comes below them.
    """

    rect: Rect
    em: int
    row_h: int
    line_h: int
    mark: Rect
    name: Rect
    slider: Rect
    value: Rect
    graph: Rect
    alarms: Rect

    def row(self, knob: str, column: Rect) -> Rect:
        """Return a column's part in a knob's row."""
        return column._replace(y=column.y + SETTINGS.index(knob) * self.row_h)

    @property
    def buttons(self) -> Mapping[Button, Rect]:
        """Return where each button is."""
        inner = Rect(self.name.x, 0, self.alarms.right - self.name.x, 0)
        gap = self.em // 2
        height = round(1.25 * self.line_h)
        boxes = columns(Rect(inner.x, self.rect.bottom - gap - height, inner.w + gap, height), len(Button))
        return {button: box._replace(w=box.w - gap) for button, box in zip(Button, boxes, strict=True)}


def _places(place: Layout, words: Translator) -> _Places:
    """Return where everything is; the panel begins at the left, so that beside it the person can be seen."""
    side = place.pad // 2
    line_h = row_h = min((place.help.h - 2 * side) // _LINES, round(1.9 * place.small))
    em = min(place.small, round(0.72 * row_h))
    gap = max(4, em // 2)
    rect_x, width = place.help.x, min(place.help.w, _WIDTH_EM * em)
    x, y = rect_x + side, place.help.y + side
    name_w = max(width_px(name, em, BOLD) for name in (knob_name(knob, words) for knob in SETTINGS))
    value_w = width_px(_WIDEST_VALUE, em, REGULAR)
    alarms_w = max(width_px(words(_("faults")), round(0.85 * em), REGULAR), width_px("8888", em, BOLD))
    rest = width - 2 * side - gap - name_w - value_w - alarms_w - 5 * gap
    beside = rest >= _GRAPH_FROM_EM * em
    slider_w = round(_SLIDER_SHARE * rest) if beside else rest + gap
    if not beside:
        row_h = max(row_h, min((place.help.h - 2 * side - 3 * line_h) // len(SETTINGS), round(2.1 * line_h)))
    mark = Rect(x, y + line_h, max(2, gap // 3), line_h)
    name = Rect(x + gap, mark.y, name_w, line_h)
    slider = Rect(name.right + gap, mark.y, slider_w, line_h)
    value = Rect(slider.right + gap, mark.y, value_w, line_h)
    graph = Rect(value.right + gap, mark.y, max(rest - slider_w, 0), line_h)
    alarms = Rect(rect_x + width - side - gap - alarms_w, mark.y, alarms_w, line_h)
    if not beside:
        below = row_h - line_h if row_h >= _STACKED_FROM * line_h else 0
        graph = Rect(name.x, mark.y + line_h, value.right - name.x if below else 0, below)
    rect = Rect(rect_x, place.help.y, width, 2 * side + len(SETTINGS) * row_h + 3 * line_h)
    return _Places(rect, em, row_h, line_h, mark, name, slider, value, graph, alarms)


def panel_rect(place: Layout, words: Translator) -> Rect:
    """Return what the panel covers."""
    return _places(place, words).rect


def hit(place: Layout, words: Translator, x: int, y: int) -> str | Button | None:
    """Return what lies under a point: a button, a slider or choice, or None."""
    places = _places(place, words)
    here = Rect(x, y, 1, 1)
    for button, box in places.buttons.items():
        if box.contains(here):
            return button
    # A little beside the slider's ends counts too: who aims at an end may miss it.
    zone = places.slider._replace(x=places.slider.x - places.em // 2, w=places.slider.w + places.em)
    return next((knob for knob in SETTINGS if places.row(knob, zone).contains(here)), None)


def share_at(place: Layout, words: Translator, x: int) -> float:
    """Return which share 0..1 of its way a slider stands at when it is drawn to the column x."""
    low, high = _travel(_places(place, words))
    return min(max((x - low) / (high - low), 0.0), 1.0)


def thumb_at(place: Layout, words: Translator, knob: str, share: float) -> tuple[int, int]:
    """Return the point at which a slider is drawn to a share of its way."""
    places = _places(place, words)
    low, high = _travel(places)
    return round(low + share * (high - low)), places.row(knob, places.slider).middle[1]


def button_at(place: Layout, words: Translator, button: Button) -> tuple[int, int]:
    """Return the middle of a button."""
    return _places(place, words).buttons[button].middle


def _travel(places: _Places) -> tuple[int, int]:
    radius = _thumb_radius(places)
    return places.slider.x + radius, places.slider.right - 1 - radius


def _thumb_radius(places: _Places) -> int:
    return max(3, round(0.42 * places.em))


def tuning_panel(place: Layout, view: PanelView, words: Translator) -> Iterator[Item]:
    """Yield the panel."""
    places = _places(place, words)
    yield Panel(places.rect, PANEL, place.radius)
    yield from _head(places, view, words)
    for row in view.rows:
        yield from _row(places, row, words, selected=row.knob is view.selected)
    yield from _buttons(places, view, words)


def _head(places: _Places, view: PanelView, words: Translator) -> Iterator[Item]:
    title = words(_("Settings *") if view.changed else _("Settings"))
    top = places.name.y - places.line_h
    room = places.name._replace(y=top, w=places.value.right - places.name.x)
    text = f"{title} · {view.profile}" if view.profile else title
    yield line_in(room, text, Font(places.em, places.em, BOLD), WHITE, Align.LEFT)
    small = Font(round(0.85 * places.em), max(6, round(0.7 * places.em)), REGULAR)
    span = words(_("last minute")) if view.recent else words(_("whole session"))
    if places.graph.x > places.value.x:
        yield line_in(places.graph._replace(y=top), span, small, SOFT, Align.LEFT)
    yield line_in(places.alarms._replace(y=top), words(_("faults")), small, SOFT, Align.RIGHT)


def _row(places: _Places, row: Row, words: Translator, *, selected: bool) -> Iterator[Item]:
    em = places.em
    font = Font(em, em, BOLD if selected else REGULAR)
    if selected:
        box = places.row(row.knob, places.mark)
        yield Bar(box.inset(0, max(1, places.line_h // 6)), BLUE)
    colour = BLUE if selected else WHITE
    yield line_in(places.row(row.knob, places.name), knob_name(row.knob, words), font, colour, Align.LEFT)
    slider = places.row(row.knob, places.slider)
    if math.isnan(row.at):
        room = slider._replace(w=places.value.right - slider.x)
        yield line_in(room, f"< {row.text} >", Font(em, em, REGULAR), WHITE, Align.LEFT)
        return
    yield from _slider(places, slider, row.at, BLUE if selected else SOFT)
    yield line_in(places.row(row.knob, places.value), _figures(row.text), Font(em, em, REGULAR), WHITE, Align.RIGHT)
    if row.trace and places.graph.w:
        yield Plot(places.row(row.knob, places.graph).inset(0, max(1, places.line_h // 10)), row.trace, row.line)
    if row.alarms is not None:
        number = round_zeros(row.alarms)
        yield line_in(places.row(row.knob, places.alarms), number, Font(em, em, BOLD), WHITE, Align.RIGHT)


def _figures(text: str) -> str:
    """Return the text with its zeros round, as ``round_zeros``."""
    return text.replace("0", "O")


def _slider(places: _Places, box: Rect, at: float, colour: tuple[int, int, int]) -> Iterator[Item]:
    radius = _thumb_radius(places)
    thick = max(2, places.em // 5)
    low, high = _travel(places)
    x, y = round(low + at * (high - low)), box.middle[1]
    yield Bar(Rect(box.x, y - thick // 2, box.w, thick), TRACK)
    yield Bar(Rect(box.x, y - thick // 2, x - box.x, thick), colour)
    yield Dot(x, y, radius, Shape.DISC, WHITE)


def _buttons(places: _Places, view: PanelView, words: Translator) -> Iterator[Item]:
    offered = {Button.UNDO: view.can_undo, Button.SAVE: True, Button.DROP: view.changed, Button.CLOSE: True}
    for button, box in places.buttons.items():
        yield Bar(box, TRACK, places.line_h // 4)
        colour = WHITE if offered[button] else SOFT
        font = Font(places.em, max(6, round(0.6 * places.em)), BOLD if offered[button] else REGULAR)
        yield line_in(box.inset(2, 0), words(BUTTON[button]), font, colour)
