"""The recordings of a live session: one from the start with ``--record``, more with the key."""

from __future__ import annotations

import math
from itertools import count
from typing import TYPE_CHECKING

from livecoach.session.recording import Recording

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Step
    from livecoach.out.audio import SoundBank


class Takes:
    """At most one recording runs; ``first`` (None: none) is where the one from the start goes.

    Later ones are ``take-1.mp4``, ``take-2.mp4``, ... in ``folder``. OutputError as ClipWriter.
    """

    def __init__(self, first: Path | None, folder: Path, bank: SoundBank, fps_hint: float) -> None:
        self._folder = folder
        self._bank = bank
        self._fps_hint = fps_hint
        self._now = self._begin(first) if first is not None else None

    def toggle(self) -> None:
        """Begin a recording, or end the one that runs."""
        if self._now is not None:
            self.stop()
        else:
            self._now = self._begin(self._free_path())

    def length_s(self, t_s: float) -> float | None:
        """Return how long the running recording is at ``t_s``, None when none runs."""
        if self._now is None:
            return None
        return 0.0 if math.isnan(self._now.started_s) else t_s - self._now.started_s

    def write(self, image: NDArray[np.uint8], step: Step) -> None:
        """Add a picture; a camera that came back with another size goes on in a new file."""
        if self._now is None:
            return
        size_px = (image.shape[1], image.shape[0])
        if self._now.size_px not in (None, size_px):
            self.stop()
            self._now = self._begin(self._free_path())
        try:
            self._now.write(image, step)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Finish the running recording, if any."""
        now, self._now = self._now, None
        if now is not None:
            now.stop()

    def _begin(self, path: Path) -> Recording:
        return Recording(path, self._bank, fps_hint=self._fps_hint, live=True)

    def _free_path(self) -> Path:
        paths = (self._folder / f"take-{number}.mp4" for number in count(1))
        return next(path for path in paths if not path.exists())
