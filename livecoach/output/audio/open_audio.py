"""The choice between the sound devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from livecoach.core.words.message import _
from livecoach.errors import AudioError
from livecoach.output.audio.sink import AudioSink, SilentSink

if TYPE_CHECKING:
    from livecoach.output.audio.bank import SoundBank


Backend = Literal["auto", "miniaudio", "simpleaudio", "none"]

BACKENDS: Final[tuple[Backend, ...]] = get_args(Backend)


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
            return SilentSink(_("No sound device: cues are only shown"), volume)
        raise
