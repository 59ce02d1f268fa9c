"""The recordings of a live session: one from the start with ``--record``, more with the key."""

from __future__ import annotations

import math
import shutil
from contextlib import ExitStack
from itertools import count
from typing import TYPE_CHECKING, Protocol

from livecoach.core.words.message import _
from livecoach.errors import OutputError
from livecoach.session.recording.annotated_clip import Recording

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Step
    from livecoach.output.audio import SoundBank

RESERVE_MB = 200.0
"""Disk space that recordings leave free, for the log and other programs."""

_MB = 1e6
_CHECK_S = 1.0


class RecordingListener(Protocol):
    """A listener for recordings that begin."""

    def recording(self, path: Path, start_s: float, *, raw: bool) -> None:
        """Note that a recording begins, its path and its session time."""


class Recordings:
    """At most one recording runs; ``first`` (None: none) is where the one from the start goes.

    Later ones are ``take-1.mp4``, ``take-2.mp4``, ... in ``folder``. With ``raw`` the camera's own pictures are
    recorded beside each, as ``NAME-raw.mp4``. Recordings of more than ``max_mb`` together, or a disk that is nearly
    full, end the recording with an OutputError that says so; other OutputErrors as ClipWriter.
    """

    def __init__(
        self,
        first: Path | None,
        folder: Path,
        bank: SoundBank,
        fps_hint: float,
        *,
        listener: RecordingListener,
        raw: bool = False,
        max_mb: float = math.inf,
    ) -> None:
        self._folder = folder
        self._bank = bank
        self._fps_hint = fps_hint
        self._listener = listener
        self._with_raw = raw
        self._max_mb = max_mb
        self._done_bytes = 0
        self._checked_s = -math.inf
        self._running: tuple[Recording, ...] = self._begin(first) if first is not None else ()

    def toggle(self) -> None:
        """Begin a recording, or end the one that runs."""
        if self._running:
            self.stop()
        else:
            self._running = self._begin(self._free_path())

    @property
    def running(self) -> bool:
        """Whether pictures are wanted."""
        return bool(self._running)

    def length_s(self, t_s: float) -> float | None:
        """Return how long the running recording is at ``t_s``, None when none runs."""
        if not self._running:
            return None
        started_s = self._running[0].started_s
        return 0.0 if math.isnan(started_s) else t_s - started_s

    def write(self, image: NDArray[np.uint8], step: Step) -> None:
        """Add a picture; a camera that came back with another size goes on in a new file."""
        if not self._running:
            return
        size_px = (image.shape[1], image.shape[0])
        if self._running[0].size_px not in (None, size_px):
            self.stop()
            self._running = self._begin(self._free_path())
        try:
            for recording, picture in zip(self._running, (image, step.frame.image_bgr), strict=False):
                begins = math.isnan(recording.started_s)
                recording.write(picture, step)
                if begins:
                    self._listener.recording(recording.path, recording.started_s, raw=recording is not self._running[0])
        except BaseException:
            self.stop()
            raise
        if abs(step.frame.t_s - self._checked_s) >= _CHECK_S:
            self._checked_s = step.frame.t_s
            self._check_room()

    def stop(self) -> None:
        """Finish the running recording, if any."""
        running, self._running = self._running, ()
        self._done_bytes += sum(recording.size_bytes for recording in running)
        with ExitStack() as stack:
            for recording in running:
                stack.callback(recording.stop)

    def _check_room(self) -> None:
        running_mb = sum(recording.size_bytes for recording in self._running) / _MB
        if running_mb + self._done_bytes / _MB >= self._max_mb:
            self.stop()
            raise OutputError(_("Recording stopped at {:.0f} MB, the limit of recording.max_mb.").format(self._max_mb))
        free_mb = shutil.disk_usage(self._running[0].path.absolute().parent).free / _MB
        # A finished recording is copied once before its first file is deleted.
        if free_mb < RESERVE_MB + running_mb:
            self.stop()
            raise OutputError(
                _("Recording stopped: only {:.0f} MB are free on the disk. The session continues.").format(free_mb)
            )

    def _begin(self, path: Path) -> tuple[Recording, ...]:
        language = self._bank.language
        annotated = Recording(path, self._bank, fps_hint=self._fps_hint, live=True, language=language)
        if not self._with_raw:
            return (annotated,)
        return annotated, Recording(raw_path(path), None, fps_hint=self._fps_hint, live=True, language=language)

    def _free_path(self) -> Path:
        paths = (self._folder / f"take-{number}.mp4" for number in count(1))
        return next(path for path in paths if not path.exists() and not raw_path(path).exists())


def raw_path(path: Path) -> Path:
    """Return where the camera's own pictures go that belong to the recording at ``path``."""
    return path.with_name(f"{path.stem}-raw{path.suffix}")


def clips_of(first: Path | None, *, raw: bool) -> tuple[Path, ...]:
    """Return the clips that are begun with a session: that at ``first``, if any, and its ``raw`` one."""
    if first is None:
        return ()
    return (first, raw_path(first)) if raw else (first,)
