"""The sound track of a clip before it is encoded: sounds placed on one time line and read block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from livecoach.output.audio.bank import RATE
from livecoach.output.audio.mixer import soft_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SoundTrack:
    """Mono float32 at RATE from time 0; silence where nothing was added."""

    def __init__(self) -> None:
        self.taken = 0
        self._ahead = np.zeros(0, np.float32)

    @property
    def end(self) -> int:
        """Where the last sound ends, in samples from time 0."""
        return self.taken + len(self._ahead)

    def add(self, samples: NDArray[np.float32], t_s: float) -> None:
        """Mix ``samples`` in at ``t_s``; a time that was already read becomes the next unread one."""
        start = max(round(t_s * RATE) - self.taken, 0)
        missing = start + len(samples) - len(self._ahead)
        if missing > 0:
            self._ahead = np.concatenate([self._ahead, np.zeros(missing, np.float32)])
        self._ahead[start : start + len(samples)] += samples

    def take(self, count: int) -> NDArray[np.float32]:
        """Return the next ``count`` samples, soft-limited."""
        block = np.zeros(count, np.float32)
        here = self._ahead[:count]
        block[: len(here)] = here
        self._ahead = self._ahead[count:]
        self.taken += count
        return soft_limit(block)
