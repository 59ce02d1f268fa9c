"""What the keys do in a live session, and what the screen shows of it."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.config.save import save_profile
from livecoach.core.commands import Action, Command
from livecoach.errors import LivecoachError, OutputError
from livecoach.render.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Step
    from livecoach.out.audio import AudioSink
    from livecoach.session.engine import Engine
    from livecoach.session.record import SessionRecord
    from livecoach.session.setup import NamedProfile
    from livecoach.session.takes import Takes

_NOTE_S = 4.0
_OWN_PROFILE = "mine"
"""Name under which changes to a shipped profile are saved: the shipped one stays as it is."""

_SHIPPED = ("default", "gentle", "strict")


class Console:
    """Carries out commands between two steps and keeps the state they change."""

    def __init__(
        self, engine: Engine, record: SessionRecord, sink: AudioSink, chosen: NamedProfile, takes: Takes
    ) -> None:
        self.quit = False
        self.paused = False
        self._engine = engine
        self._record = record
        self._sink = sink
        self._chosen = chosen
        self._takes = takes
        self._help = False
        self._note = ""
        self._note_until_s = 0.0
        self._recording_faults: list[str] = []
        self._shown_s: deque[float] = deque(maxlen=30)

    def carry_out(self, action: Action, t_s: float) -> None:
        """Do what a key asked for; ``t_s`` is the session time of the last frame."""
        self._record.command(Command(action, t_s))
        match action:
            case Action.QUIT:
                self.quit = True
            case Action.PAUSE:
                self.paused = not self.paused
            case Action.HELP:
                self._help = not self._help
            case Action.MUTE:
                self._sink.muted = not self._sink.muted
            case Action.RECALIBRATE:
                self._engine.recalibrate()
            case Action.RECORD:
                self._recording(self._takes.toggle)
            case Action.LESS_SENSITIVE:
                self._sensitivity(-1, t_s)
            case Action.MORE_SENSITIVE:
                self._sensitivity(+1, t_s)
            case Action.SAVE:
                self._save()

    def say(self, note: str) -> None:
        """Show a sentence for a few seconds."""
        self._note = note
        self._note_until_s = time.perf_counter() + _NOTE_S

    def shown(self) -> None:
        """Count a picture on the screen, for the rate."""
        self._shown_s.append(time.perf_counter())

    def overlay(self, source_note: str, t_s: float) -> Overlay:
        """Return what the screen shows beside the step."""
        fresh = time.perf_counter() < self._note_until_s
        return Overlay(
            paused=self.paused,
            recording_s=self._takes.length_s(t_s),
            muted=self._sink.muted,
            help=self._help,
            fps=self._fps(),
            sensitivity=self._chosen.profile.sensitivity,
            profile=self._chosen.name,
            source_note=source_note,
            audio_note="" if self._sink.muted else self._sink.note,
            saved_note=self._note if fresh else self._record.fault,
        )

    def write(self, image: NDArray[np.uint8], step: Step) -> None:
        """Add a picture to the recording under way; a fault of it is shown and ends it, not the session."""
        self._recording(lambda: self._takes.write(image, step))

    def finish(self) -> None:
        """End the recording under way."""
        self._recording(self._takes.stop)

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be written, in sentences; on the screen they may have been missed."""
        return tuple(fault for fault in (*self._recording_faults, self._record.fault) if fault)

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

    def _sensitivity(self, change: int, t_s: float) -> None:
        profile = self._chosen.profile.with_sensitivity(self._chosen.profile.sensitivity + change)
        self._chosen = replace(self._chosen, profile=profile)
        self._engine.set_profile(profile)
        self._record.profile(t_s, self._chosen)

    def _save(self) -> None:
        name = _OWN_PROFILE if self._chosen.name in _SHIPPED else self._chosen.name
        try:
            path = save_profile(name, self._chosen.stored.with_sensitivity(self._chosen.profile.sensitivity))
        except LivecoachError as error:
            self.say(str(error))
        else:
            self.say(f"Saved: --profile {path.stem}")
