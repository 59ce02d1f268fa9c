"""A live session: a camera, or a clip at its own pace, coached with picture and sound."""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.capture.source import CameraOptions, open_source
from livecoach.core.types import Frame, Sighting, Step, TrackState
from livecoach.exercises.catalogue import exercise_named
from livecoach.out.audio import SoundBank, open_audio
from livecoach.out.clip import check_clip_path
from livecoach.out.files import RESULTS, prepare_output_folder
from livecoach.out.window import NullWindow, Window
from livecoach.render.overlay import Overlay
from livecoach.render.privacy import Privacy, Veil
from livecoach.render.renderer import Renderer
from livecoach.session.console import Console
from livecoach.session.interrupts import held_interrupts
from livecoach.session.lead import Lead
from livecoach.session.record import SessionRecord
from livecoach.session.setup import chosen_profile, fresh_folder, new_engine, remove_if_empty
from livecoach.session.stopwatch import Stopwatch
from livecoach.session.takes import Takes, clips_of
from livecoach.track.landmarker import MediaPipeTracker
from livecoach.track.models import resolve_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.capture.source import Source
    from livecoach.config.schema import Profile
    from livecoach.core.commands import Heard
    from livecoach.core.flow import Summary
    from livecoach.out.audio import AudioSink
    from livecoach.out.window import Screen
    from livecoach.session.engine import Engine
    from livecoach.session.interrupts import Held
    from livecoach.session.setup import NamedProfile
    from livecoach.track.tracker import Tracker

_POLL_S = 0.03
"""Keys are heard this often while no picture comes."""


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """What ``livecoach live`` was asked for; None leaves the choice to the profile.

    ``highlights`` records even without ``record``: they are made from the annotated clip.
    """

    source: str = "0"
    exercise: str = "pit_pull"
    profile: str | None = None
    record: Path | None = None
    record_raw: bool = False
    privacy: Privacy = Privacy.OFF
    highlights: bool = False
    audio: str | None = None
    volume: float | None = None
    style: str | None = None
    model: str | None = None
    mirror: bool | None = None
    headless: bool = False
    seconds: float | None = None
    out: Path | None = None
    feedback: str | None = None
    count: bool | None = None
    guide: bool | None = None
    sets: int | None = None
    reps: int | None = None
    rest_s: float | None = None
    name_of_window: str = "livecoach"


@dataclass(frozen=True, slots=True)
class LiveOutcome:
    """What a live session found (the content of ``session.json``) and came to, where it lies, what is not written."""

    session: dict[str, Any]
    summary: Summary
    folder: Path
    faults: tuple[str, ...] = ()


def run_live(options: LiveOptions) -> LiveOutcome:
    """Coach until the person quits, the clip ends or ``options.seconds`` are over.

    Every path, profile and model is checked before the camera opens. On Ctrl-C everything is written and
    KeyboardInterrupt goes on. Raises the errors of the parts it opens.
    """
    chosen = _chosen(options)
    exercise = exercise_named(options.exercise)
    model = resolve_model(chosen.profile.model.name)
    folder = prepare_output_folder(options.out or fresh_folder(), overwrite=False)
    bank = SoundBank(chosen.profile.audio.style, chosen.profile.language)
    with held_interrupts() as held, ExitStack() as stack:
        if options.out is None:
            stack.callback(remove_if_empty, folder)
        first = options.record or (folder / RESULTS[-1] if options.highlights else None)
        for path in clips_of(first, raw=options.record_raw):
            check_clip_path(path)
        screen = NullWindow() if options.headless else Window(options.name_of_window)
        stack.callback(screen.close)
        sink = stack.enter_context(open_audio(chosen.profile.audio.backend, bank, chosen.profile.audio.volume))
        tracker = stack.enter_context(MediaPipeTracker(model, upright=exercise.upright))
        _warm_up(chosen.profile.language)
        held.check()
        source = stack.enter_context(_source(options.source, chosen.profile))
        held.check()
        record = SessionRecord(
            folder,
            source=source.info.name,
            exercise=exercise.name,
            model=model.name,
            chosen=chosen,
            fps=source.info.fps,
        )
        engine = new_engine(exercise, chosen.profile)
        max_mb = chosen.profile.recording.max_mb
        takes = Takes(first, folder, bank, source.info.fps, listener=record, raw=options.record_raw, max_mb=max_mb)
        session = _LiveSession(
            source=source,
            tracker=tracker,
            engine=engine,
            record=record,
            screen=screen,
            sink=sink,
            console=Console(engine, record, sink, bank=bank, chosen=chosen, takes=takes),
            renderer=Renderer(_mirrored(options, chosen.profile), chosen.profile.language),
            veil=Veil(options.privacy),
            held=held,
            lead=Lead(engine, chosen.profile, folder, guided=_guided(options, chosen.profile)),
        )
        found, summary = session.run(options.seconds)
        return LiveOutcome(found, summary, folder, session.console.faults)


@dataclass(slots=True)
class _LiveSession:
    source: Source
    tracker: Tracker
    engine: Engine
    record: SessionRecord
    screen: Screen
    sink: AudioSink
    console: Console
    renderer: Renderer
    veil: Veil
    held: Held
    lead: Lead
    last: Step | None = None
    overlay: Overlay = field(default_factory=Overlay)
    heard: tuple[Heard, ...] = ()
    watch: Stopwatch = field(default_factory=Stopwatch)

    def run(self, seconds: float | None) -> tuple[dict[str, Any], Summary]:
        """Coach until the end; return the content of ``session.json`` and what the session came to."""
        reason = "failed"
        try:
            self._loop(math.inf if seconds is None else seconds)
            reason = "quit" if self.console.quit else "finished"
        except KeyboardInterrupt:
            reason = "interrupted"
            raise
        finally:
            try:
                self.console.finish()
            finally:
                closing = self.engine.finish()
                session = self.record.finish(closing, reason)
        return session, self.lead.end(closing)

    def _loop(self, seconds: float) -> None:
        while not self.source.ended and not self.console.quit:
            self.held.check()
            frame = self.source.read(_POLL_S)
            self.watch.lap("capture")
            if time.perf_counter() - self.source.zero_s >= seconds:
                return
            if frame is None:
                self._wait()
            elif self.console.paused:
                self._idle(frame)
            else:
                self._coach(frame)
                if self.lead.over(frame.t_s):
                    return

    def _coach(self, frame: Frame) -> None:
        sighting = self.tracker.track(frame)
        self.watch.lap("track")
        step = self.last = self.lead.follow(self.engine.step(frame, sighting))
        self.console.judged(step)
        self.watch.lap("judge")
        if step.cue is not None:
            self.sink.cancel()  # never two cues at once
            self.sink.play(step.cue.sound)
        image = self._show(step)
        self.watch.note("age", 1000.0 * (time.perf_counter() - self.source.zero_s - frame.t_s))
        self._record(image, step)
        # The log's own time falls to the next frame: it cannot be in what it writes.
        self.watch.lap("out")
        self.record.step(replace(step, timings_ms=self.watch.take()))
        self._obey()

    def _idle(self, frame: Frame) -> None:
        """Show a picture that is not judged."""
        unseen = Sighting(None, TrackState.OK)
        step = Step(frame, unseen, rep_count=self.last.rep_count if self.last is not None else 0)
        self._record(self._show(step), step)
        self.watch.take()
        self._obey()

    def _wait(self) -> None:
        """Keep the window alive while no picture comes, and say why none does."""
        if self.source.notice and self.last is not None:
            self._show(self.last)
        else:
            self.heard += self.screen.poll()
        self.watch.take()
        self._obey()

    def _show(self, step: Step) -> NDArray[np.uint8]:
        t_s = step.frame.t_s
        self.overlay = self.lead.shown(self.console.overlay(self.source.notice, t_s), t_s)
        image = self.renderer.draw(step, self.overlay)
        self.watch.lap("render")
        self.screen.show(image)
        self.heard += self.screen.poll()  # here: the window paints while it is asked for keys
        self.console.shown()
        self.watch.lap("screen")
        return image

    def _record(self, image: NDArray[np.uint8], step: Step) -> None:
        """Record the picture that is shown, or the same drawn over one in which nobody can be recognised."""
        if self.veil.privacy is not Privacy.OFF and self.console.recording:
            hidden = replace(step, frame=replace(step.frame, image_bgr=self.veil.cover(step)))
            image = self.renderer.draw(hidden, self.overlay)
        self.console.write(image, step)

    def _obey(self) -> None:
        heard, self.heard = self.heard, ()
        for one in heard:
            self.console.carry_out(one, self.last.frame.t_s if self.last is not None else 0.0)


def _chosen(options: LiveOptions) -> NamedProfile:
    """Return the profile with what the command line asked for in its place."""
    return chosen_profile(
        options.profile,
        {
            "model.name": options.model,
            "audio.backend": options.audio,
            "audio.volume": options.volume,
            "audio.style": options.style,
            "cue.feedback": options.feedback,
            "cue.count_aloud": options.count,
            "session.guide": options.guide,
            "session.sets": options.sets,
            "session.reps": options.reps,
            "session.rest_s": options.rest_s,
        },
    )


def _warm_up(language: str) -> None:
    """Draw once before the camera runs: the first picture, with its fonts, takes ten times as long as those after."""
    blank = Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8))
    Renderer(language=language).draw(Step(blank, Sighting(None, TrackState.SEARCHING)), Overlay())


def _mirrored(options: LiveOptions, profile: Profile) -> bool:
    """Mirror a webcam as the profile says; clips and phones show the picture as it was taken."""
    if options.mirror is not None:
        return options.mirror
    return options.source.isdigit() and profile.camera.mirror


def _guided(options: LiveOptions, profile: Profile) -> bool:
    """Lead as the profile says; whoever is in a clip follows nobody, so there only when asked for."""
    clip = Path(options.source).is_file() and options.guide is None
    return profile.session.guide and not clip


def _source(spec: str, profile: Profile) -> Source:
    camera = CameraOptions(profile.camera.width_px, profile.camera.height_px, profile.camera.fps)
    return open_source(spec, camera=camera, paced=True)
