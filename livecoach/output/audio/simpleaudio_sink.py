"""Plays through simpleaudio, an optional extra; the library is archived and crashes on Python 3.12 and later."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core.words.message import _
from livecoach.errors import AudioError
from livecoach.output.audio.bank import RATE
from livecoach.output.audio.sink import SinkBase

if TYPE_CHECKING:
    from livecoach.output.audio.bank import SoundBank


class SimpleaudioSink(SinkBase):
    """Cues through simpleaudio, one short-lived stream per sound.

    It cannot change a sound that is already playing: ``volume`` and ``muted`` hold from the next sound on, ``cancel``
    cuts off without a fade. AudioError when it is not installed or would crash this Python.
    """

    def __init__(self, bank: SoundBank, volume: float = 1.0) -> None:
        if sys.version_info >= (3, 12):
            raise AudioError(_("simpleaudio crashes Python 3.12 and later: choose --audio miniaudio."))
        try:
            self._library: Any = importlib.import_module("simpleaudio")
        except ImportError as error:
            raise AudioError(
                _(
                    "simpleaudio is not installed: run pip install 'livecoach[simpleaudio]', or choose "
                    "--audio miniaudio."
                )
            ) from error
        super().__init__("simpleaudio", volume)
        self._bank = bank
        self._closed = False
        self._sounding: list[Any] = []

    def play(self, sound_id: str) -> None:
        """Start a sound; one that cannot be played is named by ``note``."""
        self._sounding = [sound for sound in self._sounding if sound.is_playing()]
        self._fault = ""
        if self.muted or self._closed:
            return
        try:
            pcm = np.round(self._bank.samples(sound_id) * self.volume * 32767).astype(np.int16)
            self._sounding.append(self._library.play_buffer(pcm, 1, 2, RATE))
        except KeyError:
            self._fault = f"There is no sound {sound_id!r}"
        except (AudioError, self._library._simpleaudio.SimpleaudioError) as error:
            self._fault = str(error)

    def cancel(self) -> None:
        """Cut off the present sounds."""
        for sound in self._sounding:
            sound.stop()
        self._sounding.clear()

    def close(self) -> None:
        """Cut off the present sounds; the library holds no device between sounds."""
        self._closed = True
        self.cancel()
