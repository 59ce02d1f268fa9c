"""Mixes sounds block by block, under the rules of real-time callbacks: no lock, no file, no waiting.

The session's thread only appends to a deque or sets a plain attribute (both atomic in Python); everything else belongs
to the thread that calls ``render``.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.output.audio.bank import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOICES_MAX: Final = 8
FADE_S: Final = 0.02

_KNEE: Final = 0.8
_FADE: Final = np.linspace(1.0, 0.0, round(FADE_S * RATE), dtype=np.float32)


def soft_limit(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Compress samples above 0.8 of full scale smoothly below 1; quieter samples are unchanged."""
    level = np.abs(samples)
    if not np.any(level > _KNEE):
        return samples
    bent = _KNEE + (1.0 - _KNEE) * np.tanh((level - _KNEE) / (1.0 - _KNEE))
    return np.where(level > _KNEE, np.copysign(bent, samples), samples).astype(np.float32)


class Mixer:
    """Sounds in, blocks of float32 mono out.

    At most ``VOICES_MAX`` sounds wait to be picked up: with more, the oldest is forgotten.
    ``rendered_s`` is the monotonic time of the latest block, the sign that the device is alive.
    """

    def __init__(self) -> None:
        self.rendered_s = time.monotonic()
        self._waiting: deque[NDArray[np.float32]] = deque(maxlen=VOICES_MAX)
        self._voices: list[NDArray[np.float32]] = []
        self._cancelled = False
        self._gain = 1.0

    def play(self, samples: NDArray[np.float32]) -> None:
        """Start a sound with the next block."""
        self._waiting.append(samples)

    def cancel(self) -> None:
        """Fade out the present sounds and drop waiting ones."""
        self._waiting.clear()
        self._cancelled = True

    def render(self, count: int, gain: float = 1.0) -> NDArray[np.float32]:
        """Return the next ``count`` mixed samples, soft-limited; a new gain is reached by a ramp."""
        self.rendered_s = time.monotonic()
        if self._cancelled:
            self._cancelled = False
            self._voices = [voice[: len(_FADE)] * _FADE[: len(voice)] for voice in self._voices]
        while self._waiting:
            self._voices.append(self._waiting.popleft())
        block = np.zeros(count, np.float32)
        for voice in self._voices:
            block[: len(voice)] += voice[:count]
        self._voices = [voice[count:] for voice in self._voices if len(voice) > count]
        if gain != self._gain:
            block *= np.linspace(self._gain, gain, count, dtype=np.float32)
            self._gain = gain
        else:
            block *= np.float32(gain)
        return soft_limit(block)
