"""The effect of the keys in a live session, and what the screen shows of it."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from livecoach.core.commands import PICKS, Action, Command, Pointer
from livecoach.core.words.translator import translate
from livecoach.errors import OutputError
from livecoach.render.session_state import HELP, Aids, Halt, Status
from livecoach.session.guide.pacer import Pacer
from livecoach.session.tuning.tuner import Tuner

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.commands import Heard
    from livecoach.core.geometry import Box
    from livecoach.core.types import Step
    from livecoach.output.audio import AudioSink, SoundBank
    from livecoach.render.session_state import Opened
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.session.factory import NamedProfile
    from livecoach.session.recording.recordings import Recordings
    from livecoach.session.recording.session_files import SessionRecord

_NOTE_S = 4.0
_WHILE_CLOSED = {Action.UP: Action.LOUDER, Action.DOWN: Action.QUIETER}
"""What the arrows do while no panel is open."""

_UNLOGGED = (Action.UP, Action.DOWN, Action.LEFT, Action.RIGHT, Action.ENTER, Action.UNDO, Action.DROP, *PICKS)
"""Moves in the panel: their effect is logged as a change of the profile. Numbers do nothing here."""


class Controls:
    """Carries out commands between two steps and keeps the state they change."""

    def __init__(
        self,
        engine: JudgingEngine,
        record: SessionRecord,
        sink: AudioSink,
        *,
        bank: SoundBank,
        chosen: NamedProfile,
        takes: Recordings,
    ) -> None:
        self.quit = False
        self.paused = False
        self.pacer = Pacer(chosen.profile.breath)
        self.skipped = False
        """Whether going on was requested; the reader resets it."""

        self._engine = engine
        self._record = record
        self._sink = sink
        self._bank = bank
        self._tuner = Tuner(chosen)
        self._takes = takes
        self._size_px = (0, 0)
        self._help = False
        self._trace = False
        self._note = ""
        self._note_until_s = 0.0
        self._recording_faults: list[str] = []
        self._shown_s: deque[float] = deque(maxlen=30)

    def carry_out(self, heard: Heard, t_s: float) -> None:
        """Handle a key or the mouse; ``t_s`` is the session time of the last frame."""
        action = self._tuner.point(heard, self._size_px) if isinstance(heard, Pointer) else heard
        if action is not None:
            action = action if self._tuner.open else _WHILE_CLOSED.get(action, action)
            if action not in _UNLOGGED:
                self._record.command(Command(action, t_s))
            if not self._tuner.press(action):
                self._act(action)
        self._put_into_effect(t_s)

    def judged(self, step: Step) -> None:
        """Add the verdict on one frame, for the settings panel."""
        self._tuner.add(step)

    def _act(self, action: Action) -> None:
        self.skipped = self.skipped or action is Action.SKIP
        match action:
            case Action.QUIT:
                self.quit = True
            case Action.BACK:
                self.quit = not self._help
                self._help = False
            case Action.PAUSE:
                self.paused = not self.paused
            case Action.HELP | Action.MUTE | Action.TRACE | Action.PACE:
                self._switch(action)
            case Action.RECALIBRATE:
                self._engine.forget_kept()
                self._engine.recalibrate()
            case Action.RECORD:
                self._recording(self._takes.toggle)
            case Action.SAVE:
                self.say(self._tuner.save())

    @property
    def chosen(self) -> NamedProfile:
        """The profile in effect, changed by keys or not."""
        return self._tuner.chosen

    def _switch(self, action: Action) -> None:
        match action:
            case Action.HELP:
                self._help = not self._help
            case Action.MUTE:
                self._sink.muted = not self._sink.muted
            case Action.TRACE:
                self._trace = not self._trace
            case _:
                self.pacer.toggle()

    def say(self, note: str) -> None:
        """Show a sentence for a few seconds, a note in the profile's language."""
        self._note = translate(note, self._tuner.profile.language)
        self._note_until_s = time.perf_counter() + _NOTE_S

    def shown(self) -> None:
        """Count a picture on the screen, for the rate."""
        self._shown_s.append(time.perf_counter())

    @property
    def opened(self) -> Opened:
        """What is open on the screen."""
        return HELP if self._help else self._tuner.view()

    @property
    def halt(self) -> Halt:
        """Whether the session is paused."""
        return Halt.PAUSED if self.paused else Halt.NO

    @property
    def aids(self) -> Aids:
        """What else is shown on request."""
        return Aids(self.pacer.now, self.pacer.caution, self._trace)

    def status(self, source_note: str, t_s: float, bystander_px: Box | None = None) -> Status:
        """Return the facts at the edges of the screen; ``source_note`` is what the source has to say."""
        language = self._tuner.profile.language
        fresh = time.perf_counter() < self._note_until_s
        saved = self._note if fresh else translate(self._record.fault, language)
        audio = "" if self._sink.muted else translate(self._sink.note, language)
        return Status(
            recording_s=self._takes.length_s(t_s),
            muted=self._sink.muted,
            fps=self._fps(),
            sensitivity=self._tuner.profile.sensitivity,
            profile=self._tuner.name,
            notes=tuple(note for note in (translate(source_note, language), saved, audio) if note),
            bystander_px=bystander_px,
        )

    @property
    def recording(self) -> bool:
        """Whether a recording runs."""
        return self._takes.running

    def write(self, image: NDArray[np.uint8], step: Step) -> None:
        """Add a picture to the running recording; an error of it is shown and ends it, not the session."""
        self._size_px = (image.shape[1], image.shape[0])
        self._recording(lambda: self._takes.write(image, step))

    def finish(self) -> None:
        """End the running recording."""
        self._recording(self._takes.stop)

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be written, in the profile's language; on the screen they may have been missed."""
        language = self._tuner.profile.language
        every = (*self._recording_faults, self._record.fault, self._tuner.fault)
        return tuple(translate(fault, language) for fault in every if fault)

    def _recording(self, act: Callable[[], None]) -> None:
        try:
            act()
        except OutputError as error:
            self._recording_faults.append(str(error))
            self.say(str(error))

    def _fps(self) -> float | None:
        if len(self._shown_s) < 2 or self._shown_s[-1] <= self._shown_s[0]:
            return None
        return (len(self._shown_s) - 1) / (self._shown_s[-1] - self._shown_s[0])

    def _put_into_effect(self, t_s: float) -> None:
        profile = self._tuner.profile
        if profile is self._engine.profile:
            return
        self._engine.set_profile(profile)
        self._record.profile(t_s, self._tuner.chosen)
        self._sink.volume = profile.audio.volume
        self._bank.choose(profile.audio.style)
