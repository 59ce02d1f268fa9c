"""Plays through miniaudio: one stream, open for the whole session, into which sounds are mixed."""

from __future__ import annotations

import atexit
import ctypes
import sys
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import miniaudio

from livecoach.core.words.message import _
from livecoach.errors import AudioError
from livecoach.output.audio.bank import RATE
from livecoach.output.audio.mixer import Mixer
from livecoach.output.audio.sink import SinkBase

if TYPE_CHECKING:
    from collections.abc import Generator

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.output.audio.bank import SoundBank

# Measured through PulseAudio on overloaded cores: 2 x 15 ms tears every sound and saves only 20 ms of delay.
PERIOD_MS: Final = 40
PERIODS: Final = 2
# A device that has asked for nothing for this long is gone; the longest period in use is tens of milliseconds.
LOST_S: Final = 1.0
CLOSE_TIMEOUT_S: Final = 1.0
# How often it is looked whether the device is gone, and tried to open one again.
LOOK_EVERY_S: Final = 1.0

# NULL pretends to be a device where there is none; JACK prints to stderr by itself, and its machines offer ALSA too.
_BACKENDS: Final = [
    backend for backend in miniaudio.Backend if backend.name in {"PULSEAUDIO", "ALSA", "COREAUDIO", "WASAPI", "DSOUND"}
]


class MiniaudioSink(SinkBase):
    """Cues through the default device of PulseAudio, PipeWire, ALSA, CoreAudio or Windows.

    AudioError when there is no such device. When it vanishes later, ``note`` says so, and a thread tries to open the
    default device again until that works: neither a device nor a server that returns is found by miniaudio itself.
    """

    def __init__(self, bank: SoundBank, volume: float = 1.0) -> None:
        _silence_alsa()
        super().__init__("miniaudio", volume)
        self._bank = bank
        self._mixer = Mixer()
        self._closing = threading.Event()
        self._changing = threading.Lock()
        self._openings = 0
        try:
            self._device: Any = self._opened()
        except miniaudio.MiniaudioError as error:
            raise AudioError(
                _("miniaudio finds no sound device: connect one, or use --audio none to continue without sound.")
            ) from error
        self.name = f"miniaudio ({self._device.backend})"
        # An open device keeps the interpreter from exiting.
        atexit.register(self.close)
        self._watcher = threading.Thread(target=self._watch, name="audio-watch", daemon=True)
        self._watcher.start()

    @property
    def note(self) -> str:
        """Why it is silent; empty when all is well."""
        if not self._closing.is_set() and self._lost:
            return _("The sound device is gone: cues are only shown")
        return super().note

    def play(self, sound_id: str) -> None:
        """Start a sound with the next period; one that cannot be loaded is named by ``note``."""
        if self._closing.is_set():
            return
        self._fault = ""
        try:
            self._mixer.play(self._bank.samples(sound_id))
        except KeyError:
            self._fault = f"There is no sound {sound_id!r}"
        except AudioError as error:
            self._fault = str(error)

    def cancel(self) -> None:
        """Fade out the present sounds."""
        self._mixer.cancel()

    def close(self) -> None:
        """Stop the stream and release the device; a sound server that hangs is abandoned after ``CLOSE_TIMEOUT_S``."""
        if self._closing.is_set():
            return
        atexit.unregister(self.close)
        with self._changing:
            self._closing.set()
            closing = _closing(self._device)
        closing.join(CLOSE_TIMEOUT_S)
        self._watcher.join(CLOSE_TIMEOUT_S)

    @property
    def _lost(self) -> bool:
        return time.monotonic() - self._mixer.rendered_s > LOST_S

    def _watch(self) -> None:
        """Open a device again whenever the present one has been lost.

        That is closed afterwards: a server that hangs keeps the new one from being opened and may go on with the old
        one, which closing it now would prevent.
        """
        while not self._closing.wait(LOOK_EVERY_S):
            if not self._lost:
                continue
            try:
                device = self._opened()
            except miniaudio.MiniaudioError:
                continue
            with self._changing:
                old = device if self._closing.is_set() else self._device
                self._device = self._device if self._closing.is_set() else device
            _closing(old)

    def _opened(self) -> Any:
        """Open the default device and begin to play; raises MiniaudioError."""
        device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
            backends=_BACKENDS,
            app_name="livecoach",
        )
        self._openings += 1
        blocks = self._blocks(self._openings)
        next(blocks)
        self._mixer.rendered_s = time.monotonic()
        device.start(blocks)
        return device

    def _blocks(self, opening: int) -> Generator[NDArray[np.float32] | bytes, int, None]:
        """Give the sound to the device that was opened last; one that is being closed may still ask."""
        count = yield b""
        while opening == self._openings:
            count = yield self._mixer.render(count, 0.0 if self.muted else self.volume)


def _closing(device: Any) -> threading.Thread:
    """Close a device on a thread of its own, which a server that hangs may hold for long."""
    thread = threading.Thread(target=device.close, name="audio-close", daemon=True)
    thread.start()
    return thread


@cache
def _silence_alsa() -> None:
    """Keep libasound from printing to stderr what it tried."""
    if not sys.platform.startswith("linux"):
        return
    try:
        libasound = ctypes.CDLL("libasound.so.2")
    except OSError:
        return
    libasound.snd_lib_error_set_handler(_ignore_alsa)


# int snd_lib_error_handler_t(const char *file, int line, const char *function, int err, const char *fmt, ...)
_ignore_alsa: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)(lambda *_: None)
