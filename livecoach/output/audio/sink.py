"""What plays cues: the interface, the silent one, and the choice between the devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from livecoach.core.closable import Closable, Closing
from livecoach.core.words.messages import NO_DEVICE, SOUND_OFF
from livecoach.errors import AudioError

if TYPE_CHECKING:
    from livecoach.output.audio.bank import SoundBank

Backend = Literal["auto", "miniaudio", "simpleaudio", "none"]
BACKENDS: Final[tuple[Backend, ...]] = get_args(Backend)

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
        """Start a sound; what sounds already goes on."""

    def cancel(self) -> None:
        """Stop what sounds now."""

    def close(self) -> None:
        """Give the device back; a second call does nothing, and ``play`` is silent from now on."""


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
        """Give the device back."""


class SilentSink(SinkBase):
    """Plays nothing; its note says why."""

    def __init__(self, note: str = SOUND_OFF, volume: float = 1.0) -> None:
        super().__init__("none", volume, note)

    def play(self, sound_id: str) -> None:
        """Do nothing."""

    def cancel(self) -> None:
        """Do nothing."""


def open_audio(backend: Backend, bank: SoundBank, volume: float = 1.0) -> AudioSink:
    """Open a sound device; ``auto`` is miniaudio, or a silent sink with a note where there is no device.

    AudioError when a device that was asked for by name cannot be used; ValueError for a name not in ``BACKENDS``.
    """
    if backend == "none":
        return SilentSink(volume=volume)
    if backend == "simpleaudio":
        from livecoach.output.audio.simpleaudio_sink import SimpleaudioSink  # noqa: PLC0415 -- an optional extra

        return SimpleaudioSink(bank, volume)
    if backend not in BACKENDS:
        raise ValueError(f"There is no audio backend {backend!r}: choose one of {', '.join(BACKENDS)}.")
    from livecoach.output.audio.miniaudio_sink import MiniaudioSink  # noqa: PLC0415 -- 70 ms that silence need not pay

    try:
        return MiniaudioSink(bank, volume)
    except AudioError:
        if backend == "auto":
            return SilentSink(NO_DEVICE, volume)
        raise
