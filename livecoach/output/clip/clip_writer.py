"""Writes the annotated clip on a thread of its own: neither the window nor the tracker waits for the encoder."""

from __future__ import annotations

import contextlib
import errno
import itertools
import math
import queue
import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import av
import numpy as np

from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError
from livecoach.output.clip.clip_stream import Chapter, ClipStream, cut_to_whole_fragments, remux

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from livecoach.output.audio.bank import SoundBank

__all__ = ["Chapter", "ClipWriter", "check_clip_path"]

_WAITING_BYTES: Final = 64_000_000
_WAITING_FRAMES: Final = (2, 16)
_SUFFIXES: Final = (".mp4", ".m4v")


class ClipWriter:
    """H.264 and AAC in MP4, every frame at its own time, every cue in the sound track at its own.

    While it is written, the clip lies beside ``path`` as ``NAME.part.mp4``, in fragments, so that a killed process
    leaves a playable file; ``close`` copies it, without encoding again, into a plain MP4 with its index first.
    ``size_px`` is (width, height) of every picture. ``start_s`` is the session time at which the clip begins.
    A full queue makes ``write`` wait, or with ``drop_when_full`` drop the frame and count it in ``dropped``.
    A clip without a frame leaves no file.

    OutputError when ``path`` exists, is not named like an MP4 or cannot be written, at once;
    when the disk fills up later, at the next ``write`` or at ``close``: what was written until then stays playable.
    """

    def __init__(
        self,
        path: Path | str,
        size_px: tuple[int, int],
        *,
        fps_hint: float = 30.0,
        with_sound: bool = False,
        bank: SoundBank | None = None,
        start_s: float = 0.0,
        drop_when_full: bool = False,
    ) -> None:
        if not (math.isfinite(fps_hint) and fps_hint > 0):
            raise ValueError(f"fps_hint is {fps_hint}: it must be above 0.")
        self.path = Path(path)
        self.size_px = size_px
        self.frames = 0
        self.dropped = 0
        self._bank = bank if with_sound else None
        self._start_s = start_s
        self._last_s = -math.inf
        self._drop = drop_when_full
        self._part = _reserve(self.path)
        try:
            self._stream = ClipStream(
                self._part, size_px, fps_hint, with_sound=self._bank is not None, live=drop_when_full
            )
        except (OSError, av.FFmpegError) as error:
            self._part.unlink(missing_ok=True)
            raise OutputError(_("{} cannot be written: {}.").format(self.path, _reason(error))) from error
        fewest, most = _WAITING_FRAMES
        size = min(max(_WAITING_BYTES // (3 * size_px[0] * size_px[1]), fewest), most)
        self._frames: queue.Queue[tuple[NDArray[np.uint8], float] | None] = queue.Queue(size)
        self._sounds: deque[tuple[NDArray[np.float32], float]] = deque()
        self._error: Exception | None = None
        self._ended = self._settled = self._kept = False
        self._thread = threading.Thread(target=self._run, name="clip", daemon=True)
        self._thread.start()

    @property
    def size_bytes(self) -> int:
        """How large the file is by now; ``close`` needs as much again for a moment."""
        return self._part.stat().st_size if self._part.exists() else 0

    def write(self, image_bgr: NDArray[np.uint8], t_s: float) -> None:
        """Add a picture (copied) at ``t_s``, later than the one before.

        ValueError for a picture of another size or type, a time that does not rise, or a closed clip.
        """
        self._check_open()
        width, height = self.size_px
        if image_bgr.shape != (height, width, 3) or image_bgr.dtype != np.uint8:
            raise ValueError(f"{self.path} takes uint8 pictures of {width}x{height}, not {image_bgr.shape}.")
        if not self._last_s < t_s < math.inf or t_s < self._start_s:
            raise ValueError(f"The time {t_s} s does not come after {max(self._last_s, self._start_s)} s.")
        if self._error is not None:
            self.close()
        # Only this thread adds, so a queue that is not full now still has room below.
        if self._drop and self._frames.full():
            self.dropped += 1
            return
        self._last_s = t_s
        self.frames += 1
        self._frames.put((np.array(image_bgr, order="C"), t_s - self._start_s))

    def sound(self, sound_id: str, t_s: float) -> None:
        """Mix a sound into the track at ``t_s``, which may lie up to half a second before frames already written.

        Nothing happens without a sound track. KeyError for an unknown id, ValueError for a closed clip.
        """
        self._check_open()
        if self._bank is not None:
            self._sounds.append((self._bank.samples(sound_id), t_s - self._start_s))

    def close(self, chapters: Sequence[Chapter] = ()) -> None:
        """Finish the file, with chapters as (start_s, end_s, title) in session time; a second call does nothing.

        OutputError when it could not be written whole. After a KeyboardInterrupt in here, call it again to go on.
        """
        if self._settled:
            return
        if not self._ended:
            self._frames.put(None)
            self._ended = True
        self._thread.join()
        self._settled = True
        self._settle([(start_s - self._start_s, end_s - self._start_s, title) for start_s, end_s, title in chapters])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except OutputError as failure:
            if error is None:
                raise
            error.add_note(str(failure))

    def _check_open(self) -> None:
        if self._ended:
            raise ValueError(f"The clip {self.path} is closed.")

    def _run(self) -> None:
        emptied = False
        try:
            while (item := self._frames.get()) is not None:
                self._take_sounds()
                self._stream.picture(*item)
            emptied = True
            self._take_sounds()
            self._stream.finish()
        except Exception as error:  # noqa: BLE001 -- raised again in the caller's thread by _settle
            self._error = error
            self._stream.abandon()
            if not emptied:
                self._discard()

    def _take_sounds(self) -> None:
        while self._sounds:
            self._stream.sound(*self._sounds.popleft())

    def _discard(self) -> None:
        """Empty the queue until the end, so that a writer that waits for room can go on and meet the error."""
        while self._frames.get() is not None:
            pass

    def _settle(self, chapters: Sequence[Chapter]) -> None:
        """Give the file its name, and raise what went wrong."""
        if self.frames == 0:
            self._part.unlink(missing_ok=True)
        elif self._error is None:
            self._finish(chapters)
        else:
            self._keep_what_is_whole()
        if isinstance(self._error, OSError | av.FFmpegError):
            broke_off = (
                _("Writing {} failed: {}. What was recorded until then is in {}.")
                if self._kept
                else _("Writing {} failed: {}.")
            )
            raise OutputError(broke_off.format(self.path, _reason(self._error), self.path)) from self._error
        if self._error is not None:
            raise self._error

    def _keep_what_is_whole(self) -> None:
        self._kept = cut_to_whole_fragments(self._part)
        if self._kept:
            self._part.replace(self.path)
        else:
            self._part.unlink()

    def _finish(self, chapters: Sequence[Chapter]) -> None:
        whole = self._part.with_suffix(f".whole{self.path.suffix}")
        try:
            remux(self._part, whole, chapters)
            whole.replace(self.path)
            self._part.unlink()
        except (OSError, av.FFmpegError) as error:
            with contextlib.suppress(OSError):
                whole.unlink(missing_ok=True)
                self._part.replace(self.path)
            raise OutputError(
                _("{} is complete but has no chapters, because it could not be finished: {}.").format(
                    self.path, _reason(error)
                )
            ) from error


def check_clip_path(path: Path) -> None:
    """Raise OutputError, as ClipWriter, when no clip could be begun at ``path``; leaves nothing there."""
    _reserve(path).unlink()


def _reserve(path: Path) -> Path:
    """Return the name under which ``path`` is written, created empty; a clip that a kill left there is kept."""
    if path.suffix.lower() not in _SUFFIXES:
        raise OutputError(_("{} is not a valid name for a clip: use a name that ends in .mp4.").format(path))
    if path.exists():
        raise OutputError(_("{} exists already: choose another name.").format(path))
    for number in itertools.count(1):
        part = path.with_suffix(f".part{'' if number == 1 else number}{path.suffix}")
        try:
            part.open("xb").close()
        except FileExistsError:
            continue
        except OSError as error:
            raise OutputError(_("{} cannot be written: {}.").format(path, _reason(error))) from error
        return part
    raise AssertionError("unreachable: count never ends")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("the disk is full, make room or choose another one")
    return _("{}, choose another place").format(reason(error))
