"""The choice of a camera in the session's window when there are several; it is remembered for next time."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.capture.cameras import list_cameras
from livecoach.capture.open import open_source
from livecoach.capture.source import CameraOptions
from livecoach.core.commands import PICKS, Action, Pointer, PointerMove
from livecoach.core.files import atomic_write
from livecoach.core.user_folders import config_folder
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import LivecoachError, SourceError
from livecoach.render.screens.camera_chooser import MOST, ChooserView, Tile, draw_chooser, draw_waiting, moved, tile_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from livecoach.capture.source import Source
    from livecoach.core.commands import Heard
    from livecoach.output.window import Screen
    from livecoach.session.interrupts import DeferredSignals

AS_LAST_TIME_S: Final = 5.0
"""Last time's camera is used after this long, because nobody may be near the keys."""

_PREVIEW: Final = CameraOptions(640, 480, 15)
_POLL_S: Final = 0.03
_FIRST: Final = "0"


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A source for ``--source``, and its name for the person."""

    spec: str
    name: str


def webcams() -> tuple[CameraChoice, ...]:
    """Return the webcams that give a picture."""
    return tuple(CameraChoice(str(found.index), found.name) for found in list_cameras() if found.gives_picture)


def chosen_camera(specs: Sequence[str], screen: Screen, language: str, held: DeferredSignals, *, asking: bool) -> str:
    """Return the source to use: of several ``specs``, or of the webcams there are when none is given.

    One is taken without a question, and so is the first or last time's when not ``asking``. The screen says in the end
    that the session starts: model and camera take seconds. Raises SourceError when the question is left unanswered.
    """
    words = translator(language)
    spec = specs[0] if len(specs) == 1 else _chosen(specs, screen, words, held, asking=asking)
    _tell(screen, words(_("Starting …")))
    return spec


def _tell(screen: Screen, text: str) -> None:
    screen.show(draw_waiting(text))
    screen.poll()


def _chosen(specs: Sequence[str], screen: Screen, words: Translator, held: DeferredSignals, *, asking: bool) -> str:
    _tell(screen, words(_("Looking for cameras …")))
    choices = tuple(CameraChoice(spec, spec) for spec in specs) or webcams()
    if len(choices) < 2:
        return choices[0].spec if choices else _FIRST
    before = remembered(choices)
    if not asking:
        return choices[before or 0].spec
    chosen = _ask(choices[:MOST], before, screen, words, held)
    remember(chosen)
    return chosen.spec


def remembered(choices: Sequence[CameraChoice], path: Path | None = None) -> int | None:
    """Return which of the cameras was chosen last time: by name and number, or by a name that only one has."""
    try:
        last = json.loads((path or _remembered_path()).read_text(encoding="utf-8"))
        was = CameraChoice(last["source"], last["name"])
    except (OSError, ValueError, TypeError, KeyError, LivecoachError):
        return None
    if was in choices:
        return choices.index(was)
    same = [i for i, choice in enumerate(choices) if choice.name == was.name]
    return same[0] if len(same) == 1 else None


def remember(choice: CameraChoice, path: Path | None = None) -> None:
    """Remember the choice; if that cannot be written, the question comes again."""
    with suppress(OSError, LivecoachError):
        path = path or _remembered_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path) as part:
            part.write_text(json.dumps({"source": choice.spec, "name": choice.name}) + "\n", encoding="utf-8")


def _remembered_path() -> Path:
    return config_folder() / "camera.json"


def _ask(
    choices: Sequence[CameraChoice], before: int | None, screen: Screen, words: Translator, held: DeferredSignals
) -> CameraChoice:
    question = Question(len(choices), before, time.perf_counter())
    with ExitStack() as stack:
        sources = [_preview(choice.spec, stack) for choice in choices]
        pictures = [Tile(None, choice.name) for choice in choices]
        while True:
            held.check()
            for i, source in enumerate(sources):
                frame = source.read(_POLL_S / len(sources)) if source is not None and not source.ended else None
                pictures[i] = Tile(frame.image_bgr, choices[i].name) if frame is not None else pictures[i]
            view = ChooserView(tuple(pictures), question.selected, question.left_s(time.perf_counter()))
            screen.show(draw_chooser(view, words))
            for heard in screen.poll():
                question.hear(heard)
            answer = question.answer(time.perf_counter())
            if answer is not None:
                return choices[answer]


def _preview(spec: str, stack: ExitStack) -> Source | None:
    """Open a camera small; None when it gives no picture: it stays in the list and can be told by that."""
    try:
        return stack.enter_context(open_source(spec, camera=_PREVIEW, paced=True))
    except LivecoachError:
        return None


class Question:
    """The state of the question: what is selected, and whether it is answered. Times are of one steady clock."""

    def __init__(self, count: int, before: int | None, now_s: float) -> None:
        self.selected = before or 0
        self._count = count
        self._until_s = None if before is None else now_s + AS_LAST_TIME_S
        self._answered = False

    def left_s(self, now_s: float) -> float | None:
        """Return in how many seconds the selected one is taken, None when not by itself."""
        return None if self._until_s is None else max(0.0, self._until_s - now_s)

    def hear(self, heard: Heard) -> None:
        """Handle a key or the mouse; raises SourceError when the person wants none."""
        if isinstance(heard, Pointer):
            if heard.move is PointerMove.PRESSED:
                self._take(tile_at(heard.x, heard.y, self._count))
            return
        if heard in (Action.QUIT, Action.BACK):
            raise SourceError(_("No camera was chosen: press its number next time, or name it with --source."))
        self._until_s = None
        right, down = _STEPS.get(heard, (0, 0))
        self.selected = moved(self.selected, self._count, right, down)
        if heard in PICKS:
            self._take(PICKS.index(heard))
        self._answered |= heard is Action.ENTER

    def answer(self, now_s: float) -> int | None:
        """Return the camera that was chosen, None while it is open."""
        over = self._until_s is not None and now_s >= self._until_s
        return self.selected if self._answered or over else None

    def _take(self, tile: int | None) -> None:
        if tile is not None and tile < self._count:
            self.selected, self._answered = tile, True


_STEPS: Final = {Action.LEFT: (-1, 0), Action.RIGHT: (1, 0), Action.UP: (0, -1), Action.DOWN: (0, 1)}
