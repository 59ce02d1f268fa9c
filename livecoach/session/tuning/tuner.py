"""The settings panel: the effect of keys and mouse on the profile, and what the panel shows.

It has no clock, window or session: its owner feeds verdicts and mouse moves and puts ``profile`` into effect.
"""

from __future__ import annotations

import math
from itertools import count
from typing import TYPE_CHECKING, Final

from livecoach.config.load import profile_names, with_options
from livecoach.config.options import changes
from livecoach.config.save import save_profile
from livecoach.core.commands import Action, Button, PointerMove, Setting
from livecoach.core.types import BaselineHow
from livecoach.core.words.message import _
from livecoach.core.words.translator import translate, translator
from livecoach.errors import LivecoachError
from livecoach.render.draw.layout import layout
from livecoach.render.panels.tuning_panel import SETTINGS, hit, share_at
from livecoach.render.views import PanelView, Row
from livecoach.session.factory import NamedProfile
from livecoach.session.tuning.graphs import TRACE_COLUMNS, Graphs
from livecoach.session.tuning.sliders import other_sound, slide, value_of, value_text, with_value
from livecoach.session.tuning.what_if import History, all_alarms

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.commands import Pointer
    from livecoach.core.types import Step
    from livecoach.session.tuning.what_if import Series

STYLE = {"voice": _("voice"), "tones": _("tones")}

SHOWN_S: Final = 60.0
_REFRESH_S: Final = 0.25
_UNDO_MAX: Final = 200
_SHIPPED: Final = ("default", "gentle", "strict")
_OWN_NAME: Final = "mine"
"""Changes to a shipped profile are saved under another name: the shipped one stays as it is."""

_MOVES: Final = {Action.UP: -1, Action.DOWN: 1}
_TURNS: Final = {Action.LEFT: -1, Action.RIGHT: 1, Action.ENTER: 1}
_BUTTON: Final = {
    Button.UNDO: Action.UNDO,
    Button.SAVE: Action.SAVE,
    Button.DROP: Action.DROP,
    Button.CLOSE: Action.TUNE,
}


class Tuner:
    """Owns the profile while a session runs.

    Over a recorded session of ``whole_s`` seconds with its ``history`` the graphs show all of it, else the last minute.
    """

    def __init__(self, chosen: NamedProfile, *, whole_s: float | None = None, history: History | None = None) -> None:
        self.profile = chosen.profile
        self.name = chosen.name
        self.open = False
        self.history = History() if history is None else history
        self._loaded = self._kept = chosen.profile
        self._stored = chosen.stored
        self._undo: list[Profile] = []
        self._last_turned: str | None = None
        self._names = _target_names(chosen.name)
        self._target = self._names[0]
        self.fault = ""
        """Why the last saving failed, until one succeeds."""
        self._selected: str = Setting.SENSITIVITY
        self._dragged: str | None = None
        self._recent = whole_s is None
        self._shown_s = SHOWN_S if whole_s is None else max(whole_s, 1.0)
        self._view: PanelView | None = None
        self._view_end_s = -math.inf

    @property
    def chosen(self) -> NamedProfile:
        """The profile as it is now, with the name it came under."""
        return NamedProfile(self.name, self.profile, self._stored)

    @property
    def changed(self) -> bool:
        """Whether the profile differs from what was loaded or last saved."""
        return self.profile != self._kept

    def add(self, step: Step) -> None:
        """Take in the verdict on one frame."""
        stranger = step.baseline.how is BaselineHow.NONE
        self.history.add(step.frame.t_s, step, self.profile, stranger=stranger)

    def press(self, action: Action) -> bool:
        """Handle a key; return whether it belonged to the panel. The owner calls ``save``."""
        if action is Action.TUNE:
            self.open, self._dragged = not self.open, None
        elif action in (Action.LESS_SENSITIVE, Action.MORE_SENSITIVE):
            self._turn(Setting.SENSITIVITY, +1 if action is Action.MORE_SENSITIVE else -1)
        elif action in (Action.QUIETER, Action.LOUDER):
            self._turn(Setting.VOLUME, +1 if action is Action.LOUDER else -1)
        elif not self.open:
            return False
        elif action is Action.BACK:
            self.open = False
        elif action in _MOVES:
            place = SETTINGS.index(self._selected) + _MOVES[action]
            self._selected = SETTINGS[place % len(SETTINGS)]
        elif action in _TURNS:
            self._turn(self._selected, _TURNS[action])
        elif action is Action.UNDO:
            self.undo()
        elif action is Action.DROP:
            self._become(self._kept)
        else:
            return False
        self._view = None
        return True

    def point(self, pointer: Pointer, size_px: tuple[int, int]) -> Action | None:
        """Follow the mouse on a picture of that size; return what a button that was pressed asks for."""
        if pointer.move is PointerMove.RELEASED:
            self._dragged = None
        place = layout(*size_px)
        if not self.open or place is None:
            return None
        words = translator(self.profile.language)
        target = hit(place, words, pointer.x, pointer.y)
        if pointer.move is PointerMove.PRESSED:
            if isinstance(target, Button):
                return _BUTTON[target]
            if target is not None:
                self._grasp(target)
        if self._dragged is not None:
            self._slide_to(self._dragged, share_at(place, words, pointer.x))
        return None

    def undo(self) -> None:
        """Go back to the profile before the last change; nothing happens when there is none."""
        if self._undo:
            self.profile = self._undo.pop()
        self._last_turned = self._view = None

    def save(self) -> str:
        """Save what was changed here under the name shown; return where, or why not, as a sentence for the screen.

        What the command line asked for is for this session only and stays out.
        """
        wanted = with_options(self._stored, changes(self._loaded, self.profile), _("the panel"))
        try:
            path = save_profile(self._target, wanted)
        except LivecoachError as error:
            self.fault = str(error)
            return self.fault
        self.fault = ""
        self._kept, self.name = self.profile, self._target
        self._view = None
        return translate(_("Saved: --profile {}").format(path.stem), self.profile.language)

    def view(self) -> PanelView | None:
        """Return what the panel shows, renewed at most four times a second; None while it is closed."""
        if not self.open:
            return None
        series = self.history.series
        end_s = float(series.t_s[-1]) if len(series.t_s) else 0.0
        if self._view is None or not 0.0 <= end_s - self._view_end_s < _REFRESH_S:
            self._view_end_s = end_s
            self._view = self._fresh_view(series, end_s)
        return self._view

    def _fresh_view(self, series: Series, end_s: float) -> PanelView:
        column_s = self._shown_s / TRACE_COLUMNS
        span = (0.0, self._shown_s)
        if end_s > self._shown_s:
            # The graphs move on by whole columns, so that their shapes stay as they are.
            last_s = math.ceil(end_s / column_s) * column_s
            span = (last_s - self._shown_s, last_s)
        found = all_alarms(series, self.profile)
        graphs = Graphs(series.since(span[0]), span, self.profile, found)
        rows = tuple(self._row(knob, graphs) for knob in SETTINGS)
        return PanelView(rows, self._selected, bool(self._undo), self.changed, self.name, self._recent)

    def _row(self, knob: str, graphs: Graphs) -> Row:
        slider = slide(self.profile, knob)
        if slider is None:
            words = translator(self.profile.language)
            return Row(knob, words(STYLE[self.profile.audio.style]) if knob is Setting.SOUND else self._target)
        at = slider.share(value_of(self.profile, knob))
        return Row(knob, value_text(self.profile, knob), at, *graphs.of(knob))

    def _turn(self, knob: str, direction: int) -> None:
        slider = slide(self.profile, knob)
        if slider is not None:
            value = slider.stepped(value_of(self.profile, knob), direction)
            self._become(with_value(self.profile, knob, value), knob)
        elif knob is Setting.SOUND:
            self._become(other_sound(self.profile))
        else:
            place = self._names.index(self._target)
            self._target = self._names[(place + direction) % len(self._names)]

    def _grasp(self, knob: str) -> None:
        self._selected, self._last_turned, self._view = knob, None, None
        if slide(self.profile, knob) is None:
            self._turn(knob, +1)
        else:
            self._dragged = knob

    def _slide_to(self, knob: str, share: float) -> None:
        slider = slide(self.profile, knob)
        assert slider is not None
        self._become(with_value(self.profile, knob, slider.value(share)), knob)

    def _become(self, profile: Profile, turned: str | None = None) -> None:
        """Change the profile; further changes of the same setting are undone together with the first."""
        if profile == self.profile:
            return
        if turned is None or turned != self._last_turned:
            self._undo = [*self._undo[1 - _UNDO_MAX :], self.profile]
        self._last_turned = turned
        self.profile = profile
        self._view = None


def _target_names(name: str) -> tuple[str, ...]:
    """Return the names to save under: the present one (or one's own for a shipped profile), the others, a new one."""
    own = [known for known in profile_names() if known not in _SHIPPED]
    first = _OWN_NAME if name in _SHIPPED else name
    names = [first, *(known for known in own if known != first)]
    numbered = (f"{_OWN_NAME}-{number}" for number in count(2))
    return (*names, next(new for new in numbered if new not in names))
