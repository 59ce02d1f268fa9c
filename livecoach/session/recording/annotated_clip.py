"""An annotated clip under way: picture, cues in the sound track, a chapter for each fault."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.faults.registry import texts_of
from livecoach.output.clip.clip_writer import ClipWriter

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Event, Step
    from livecoach.output.audio.bank import SoundBank

_USUAL_FPS = 30.0


class Recording:
    """Begins with the first picture, whose size it keeps; ``stop`` makes it a plain clip with chapters.

    ``live`` drops pictures rather than wait for the encoder; without a ``bank`` there is no sound. The chapters are
    named in ``language``. OutputError as
    ClipWriter.
    """

    def __init__(
        self,
        path: Path,
        bank: SoundBank | None,
        *,
        fps_hint: float = math.nan,
        live: bool = False,
        language: str = "en",
    ) -> None:
        self.path = path
        self.started_s = math.nan
        self._bank = bank
        self._fps_hint = fps_hint if math.isfinite(fps_hint) and fps_hint > 0.0 else _USUAL_FPS
        self._live = live
        self._words = translator(language)
        self._writer: ClipWriter | None = None
        self._events: list[Event] = []

    @property
    def size_px(self) -> tuple[int, int] | None:
        """Width and height, None before the first picture."""
        return self._writer.size_px if self._writer is not None else None

    @property
    def size_bytes(self) -> int:
        """How large the file is by now."""
        return self._writer.size_bytes if self._writer is not None else 0

    def write(self, image: NDArray[np.uint8], step: Step) -> None:
        """Add a picture with what is heard and what ended at its time."""
        t_s = step.frame.t_s
        if self._writer is None:
            self.started_s = t_s
            self._writer = ClipWriter(
                self.path,
                (image.shape[1], image.shape[0]),
                fps_hint=self._fps_hint,
                with_sound=self._bank is not None,
                bank=self._bank,
                start_s=t_s if self._live else 0.0,
                drop_when_full=self._live,
            )
        self._events += [event for event in step.closed if event.start_s >= self.started_s]
        self._writer.write(image, t_s)
        if step.cue is not None:
            self._writer.sound(step.cue.sound, t_s)

    def stop(self) -> None:
        """Finish the file."""
        if self._writer is None:
            return
        chapters = [
            (event.start_s, event.end_s, self._chapter(event))
            for event in sorted(self._events, key=lambda event: event.start_s)
            if event.end_s is not None
        ]
        self._writer.close(chapters)
        self._writer = None

    def _chapter(self, event: Event) -> str:
        name = texts_of(event.kind, self._words).name
        return self._words(_("{}, rep {}"), name, event.rep) if event.rep else name
