"""A short clip of a session: each fault, with the best clean rep beside it at the same moment of the movement."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from livecoach.core.files import atomic_write
from livecoach.core.rounding import first_highest
from livecoach.core.timing import seconds_text
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import OutputError, RecordError
from livecoach.faults.registry import texts_of
from livecoach.output.audio.bank import RATE
from livecoach.output.clip.clip_stream import ClipStream, remux
from livecoach.output.log.log_reader import read_log
from livecoach.render.screens.highlight_cards import pair_card, pair_size_px, title_card

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from numpy.typing import NDArray

    from livecoach.core.types import Event, Rep
    from livecoach.output.clip.clip_stream import Chapter
    from livecoach.output.log.log_reader import LoggedSession

NAME: Final = "highlights.mp4"
AROUND_S: Final = 0.5
TITLE_S: Final = 2.0
_FPS: Final = 25.0
"""Of the title card; the stretches keep the times of their own pictures."""

_ANNOTATED: Final = "annotated.mp4"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the session to show, in session seconds, with the faults in it (none: only the best rep)."""

    start_s: float
    end_s: float
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Clip:
    """A recording and the session times it covers."""

    path: Path
    start_s: float
    end_s: float


def make_highlights(folder: Path) -> Path:
    """Write ``highlights.mp4`` into a session's folder from its annotated clip and return it; an earlier one goes.

    RecordError when there is no session, no annotated clip, or nothing in it to show; OutputError when it cannot be
    written.
    """
    session = read_log(folder / "session.jsonl")
    clip = _annotated(folder, session)
    words = translator(session.header.profile.language)
    best = best_rep([rep for rep in session.reps if _within(clip, rep.start_s, rep.end_s)])
    parts = stretches([event for event in session.events if _within(clip, event.start_s, event.start_s)], clip.end_s)
    if not parts and best is None:
        raise RecordError(_("{} contains no fault and no clean rep, so there are no highlights.").format(clip.path))
    if not parts and best is not None:
        parts = (Stretch(best.start_s - AROUND_S, best.end_s + AROUND_S, ()),)
    target = folder / NAME
    try:
        with tempfile.TemporaryDirectory(prefix=".highlights-", dir=folder) as scratch, atomic_write(target) as whole:
            part = Path(scratch) / NAME
            remux(part, whole, _Film(part, clip, words).make(parts, best, session))
    except (OSError, av.FFmpegError) as error:
        raise OutputError(_("Cannot make {} from {}: {}.").format(target, clip.path, reason(error))) from error
    return target


def best_rep(reps: Sequence[Rep]) -> Rep | None:
    """Return the clean rep with the largest range; the calibration rep only when there is no other."""
    clean = [rep for rep in reps if not rep.faults]
    own = [rep for rep in clean if not rep.calibration] or clean
    return first_highest(own, lambda rep: rep.drive) if own else None


def stretches(events: Sequence[Event], end_s: float) -> tuple[Stretch, ...]:
    """Return the faults with half a second around each; overlapping ones are joined.

    One that is still open lasts to the end.
    """
    found: list[Stretch] = []
    for event in sorted(events, key=lambda event: event.start_s):
        start_s = max(0.0, event.start_s - AROUND_S)
        stop_s = min(end_s, (end_s if event.end_s is None else event.end_s) + AROUND_S)
        last = found[-1] if found else None
        if last is not None and start_s <= last.end_s:
            found[-1] = Stretch(last.start_s, max(last.end_s, stop_s), (*last.events, event))
        else:
            found.append(Stretch(start_s, stop_s, (event,)))
    return tuple(found)


def _annotated(folder: Path, session: LoggedSession) -> _Clip:
    """Return the first annotated clip that is there: those of a live session, else that of ``analyze``."""
    logged = [(folder / recording.path, recording.start_s) for recording in session.recordings if not recording.raw]
    for path, start_s in (*logged, (folder / _ANNOTATED, 0.0)):
        if path.is_file():
            return _Clip(path, start_s, start_s + _length_s(path))
    raise RecordError(
        _("{} contains no annotated clip: record the session with --record, or analyze it with video.").format(folder)
    )


def _length_s(path: Path) -> float:
    try:
        with av.open(str(path)) as container:
            return float(container.duration or 0) / av.time_base
    except (OSError, av.FFmpegError) as error:
        raise RecordError(_("Cannot read {}: {}.").format(path, reason(error))) from error


def _within(clip: _Clip, start_s: float, end_s: float) -> bool:
    return clip.start_s <= start_s and end_s <= clip.end_s


class _Film:
    """Puts title and stretches one after the other."""

    def __init__(self, path: Path, clip: _Clip, words: Translator) -> None:
        self._path = path
        self._clip = clip
        self._words = words
        self._now_s = 0.0

    def make(self, parts: Sequence[Stretch], best: Rep | None, session: LoggedSession) -> list[Chapter]:
        """Write the film; return a chapter for each stretch."""
        size_px = pair_size_px(_size_px(self._clip.path))
        stream = ClipStream(self._path, size_px, _FPS, with_sound=True, live=False)
        chapters: list[Chapter] = []
        try:
            card = title_card(size_px, self._title(parts, best, session))
            for number in range(round(TITLE_S * _FPS)):
                stream.picture(card, number / _FPS)
            self._now_s = TITLE_S
            for part in parts:
                began_s = self._now_s
                self._stretch(stream, part, best, session.reps)
                chapters.append((began_s, self._now_s, self._name(part)))
            stream.finish()
        except BaseException:
            stream.abandon()
            raise
        return chapters

    def _title(self, parts: Sequence[Stretch], best: Rep | None, session: LoggedSession) -> tuple[str, ...]:
        number = sum(len(part.events) for part in parts)
        shown = (
            self._words(_("Best clean rep: {}"), best.index) if best is not None else self._words(_("No clean rep yet"))
        )
        return self._words(_("Highlights")), self._words(_("Reps: {}, faults: {}"), len(session.reps), number), shown

    def _name(self, part: Stretch) -> str:
        if not part.events:
            return self._words(_("Best clean rep"))
        faults = dict.fromkeys(texts_of(event.kind, self._words).name for event in part.events)
        reps = sorted({event.rep for event in part.events if event.rep is not None})
        fault = " + ".join(faults)
        return self._words(_("{}, rep {}"), fault, "+".join(map(str, reps))) if reps else fault

    def _stretch(self, stream: ClipStream, part: Stretch, best: Rep | None, reps: Sequence[Rep]) -> None:
        """Write one stretch: the fault at its own times, the best rep running along."""
        beside = best if part.events else None
        offset_s = 0.0 if beside is None else beside.start_s - _rep_start_s(part, reps)
        until_s = math.inf if beside is None else beside.end_s + AROUND_S
        companion = _Companion(self._clip, part.start_s + offset_s, until_s) if beside is not None else None
        began_s = part.events[0].start_s if part.events else part.start_s
        heading = f"{self._name(part)} · {seconds_text(began_s, self._words.language)}"
        right = "" if best is None else self._words(_("Best clean rep: {}"), best.index)
        sound = _sound(self._clip, part)
        stream.sound(sound, self._now_s)
        last_s = self._now_s
        for t_s, image in _pictures(self._clip, part.start_s, part.end_s):
            other = companion.at(t_s + offset_s) if companion is not None else None
            last_s = self._now_s + t_s - part.start_s
            stream.picture(pair_card(image, other, heading, right), last_s)
        self._now_s = max(self._now_s + part.end_s - part.start_s, last_s + 1.0 / _FPS)
        if companion is not None:
            companion.close()


def _rep_start_s(part: Stretch, reps: Sequence[Rep]) -> float:
    """Return when the pull began in which the first fault lies; outside of one, when the fault did."""
    first = part.events[0]
    return next((rep.start_s for rep in reps if rep.index == first.rep), first.start_s)


class _Companion:
    """The best rep's pictures by time; after its end the last one stays."""

    def __init__(self, clip: _Clip, start_s: float, until_s: float) -> None:
        self._pictures = _pictures(clip, start_s, until_s)
        self._next = next(self._pictures, None)
        self._shown: NDArray[np.uint8] | None = None

    def at(self, t_s: float) -> NDArray[np.uint8] | None:
        """Return the newest picture not after ``t_s``, the first one before it."""
        while self._next is not None and (self._next[0] <= t_s or self._shown is None):
            self._shown = self._next[1]
            self._next = next(self._pictures, None)
        return self._shown

    def close(self) -> None:
        """Close the clip."""
        self._pictures.close()


def _size_px(path: Path) -> tuple[int, int]:
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        return video.codec_context.width, video.codec_context.height


def _pictures(clip: _Clip, start_s: float, end_s: float) -> Generator[tuple[float, NDArray[np.uint8]], None, None]:
    """Yield the pictures of a stretch with their session times."""
    with av.open(str(clip.path)) as container:
        video = container.streams.video[0]
        assert video.time_base is not None
        container.seek(max(0, round((start_s - clip.start_s) / video.time_base)), stream=video)
        for frame in container.decode(video):
            assert frame.pts is not None
            t_s = clip.start_s + float(frame.pts * video.time_base)
            if t_s >= end_s:
                return
            if t_s >= start_s:
                yield t_s, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def _sound(clip: _Clip, part: Stretch) -> NDArray[np.float32]:
    """Return what is heard in a stretch, mono at RATE; silence where the clip has no sound."""
    samples = np.zeros(round((part.end_s - part.start_s) * RATE), np.float32)
    with av.open(str(clip.path)) as container:
        if not container.streams.audio:
            return samples
        audio = container.streams.audio[0]
        assert audio.time_base is not None
        container.seek(max(0, round((part.start_s - clip.start_s) / audio.time_base)), stream=audio)
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
        for frame in container.decode(audio):
            assert frame.pts is not None
            at = round((clip.start_s + float(frame.pts * audio.time_base) - part.start_s) * RATE)
            if at >= len(samples):
                break
            for piece in resampler.resample(frame):
                heard = piece.to_ndarray()[0]
                first, last = max(at, 0), min(at + len(heard), len(samples))
                if first < last:
                    samples[first:last] = heard[first - at : last - at]
                at += len(heard)
    return samples
