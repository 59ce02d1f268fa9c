"""The interface of everything that plays cues, its shared part, and a silent sink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from livecoach.core.closable import Closable, Closing
from livecoach.core.words.message import _

if TYPE_CHECKING:
    pass


MUTED: Final = "Muted"


class AudioSink(Closable, Protocol):
    """Something that plays sounds by id. Used by one thread; ``play`` and ``cancel`` neither block nor raise.

    ``volume`` is 0..1; ``note`` says in words for the screen why nothing is heard, and is empty when all is well.
    """

    volume: float
    muted: bool

    @property
    def name(self) -> str:
        """What plays, for ``doctor`` and the log."""

    @property
    def note(self) -> str:
        """Why it is silent; empty when all is well."""

    def play(self, sound_id: str) -> None:
        """Start a sound; others continue."""

    def cancel(self) -> None:
        """Stop the present sounds."""

    def close(self) -> None:
        """Release the device; a second call does nothing, and ``play`` is silent from now on."""


class SinkBase(Closing):
    """The part that every sink shares: volume, mute, and the note."""

    def __init__(self, name: str, volume: float = 1.0, fault: str = "") -> None:
        self.name = name
        self.volume = volume
        self.muted = False
        self._fault = fault

    @property
    def note(self) -> str:
        """Why it is silent; empty when all is well."""
        return self._fault or (MUTED if self.muted else "")

    def close(self) -> None:
        """Release the device."""


class SilentSink(SinkBase):
    """Plays nothing; its note says why."""

    def __init__(self, note: str = _("Sound is turned off"), volume: float = 1.0) -> None:
        super().__init__("none", volume, note)

    def play(self, sound_id: str) -> None:
        """Do nothing."""

    def cancel(self) -> None:
        """Do nothing."""
