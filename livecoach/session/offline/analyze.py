"""Clips in, files out: every frame judged, none dropped."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from livecoach.capture.open import open_source
from livecoach.core.files import folder_name
from livecoach.core.words.message import _, joined
from livecoach.errors import LivecoachError, OutputError, UsageError
from livecoach.exercises.catalogue import exercise_named
from livecoach.output.audio.bank import SoundBank
from livecoach.output.files import RESULTS, prepare_output_folder
from livecoach.render.renderer import Renderer
from livecoach.render.session_state import SessionState, Status
from livecoach.session.calibration.keeping import kept_of
from livecoach.session.factory import chosen_profile, new_engine, new_tracker
from livecoach.session.interrupts import Stopped, held_interrupts
from livecoach.session.offline.prefetch import look_ahead
from livecoach.session.recording.annotated_clip import Recording
from livecoach.session.recording.session_files import SessionRecord
from livecoach.session.stopwatch import Stopwatch
from livecoach.track.model_files import resolve_model
from livecoach.track.remembering import RememberingTracker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from livecoach.capture.source import Source
    from livecoach.core.types import Step
    from livecoach.exercises.exercise import Exercise
    from livecoach.output.log.session_file import Session
    from livecoach.session.engine.calibration import Calibration
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.session.factory import NamedProfile
    from livecoach.session.interrupts import DeferredSignals
    from livecoach.track.model_files import ModelFile
    from livecoach.track.tracker import Tracker

_REPORT_EVERY = 15


@dataclass(frozen=True, slots=True)
class AnalyzeOptions:
    """The options of ``livecoach analyze``; None leaves the choice to the profile.

    Only with a ``person`` are clips judged by a calibration of an earlier session: the same clip gives the same result.
    ``by_name`` gives each clip a folder of its name within ``out``; without it one clip's files lie in ``out`` itself.
    ``overwrite`` is None for commands that have no such option.
    """

    out: Path
    profile: str | None = None
    model: str | None = None
    video: bool = True
    overwrite: bool | None = False
    exercise: str = "pit_pull"
    person: str | None = None
    by_name: bool = True


@dataclass(frozen=True, slots=True)
class ClipOutcome:
    """The outcome of one clip: ``session`` is what was found, ``error`` why there is none.

    ``note`` is one sentence about the clip itself, such as that it was cut off; empty when there is nothing to say.
    """

    clip: Path
    folder: Path | None
    session: Session | None
    error: str | None
    note: str = ""


class AnalyzeReport(Protocol):
    """Receives the progress of the work."""

    def started(self, clip: Path, frames: int | None) -> None:
        """Note that a clip begins; ``frames`` is None when its number of frames is unknown."""

    def advanced(self, frames_done: int) -> None:
        """Note how many frames of the present clip are done."""

    def finished(self, outcome: ClipOutcome) -> None:
        """Note that a clip is done, or has failed."""


def analyze_clips(clips: Sequence[Path], options: AnalyzeOptions, report: AnalyzeReport) -> list[ClipOutcome]:
    """Judge each clip into its folder; one that fails does not stop the others.

    Raises UsageError for an unknown exercise, two clips that would share a folder or a person of whom nothing is kept,
    RecordError for a kept calibration that is broken, ProfileError and ModelError before the first clip. After Ctrl-C
    the present clip is reported with what was judged so far, and Stopped is raised.
    """
    names = [folder_name(clip) for clip in clips]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(
            _("Two clips have the name {} and would share a folder: analyze them separately.").format(twice[0])
        )
    exercise = exercise_named(options.exercise)
    chosen = chosen_profile(options.profile, {"model.name": options.model}, exercise)
    model = resolve_model(chosen.profile.model.name)
    kept = kept_of(options.person, exercise.name, model) if options.person is not None else ()
    analyst = _Analyst(exercise, chosen, model, options, report, kept)
    outcomes = []
    for clip in clips:
        folder = options.out / folder_name(clip) if options.by_name else options.out
        try:
            session, note = analyst.analyze(clip, folder)
            outcome = ClipOutcome(clip, folder, session, None, note)
        except LivecoachError as error:
            outcome = ClipOutcome(clip, None, None, str(error))
        except Stopped as stop:
            if stop.outcome is not None:
                session, fault = stop.outcome
                report.finished(ClipOutcome(clip, folder, session, None, fault))
            raise
        report.finished(outcome)
        outcomes.append(outcome)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Analyst:
    exercise: Exercise
    chosen: NamedProfile
    model: ModelFile
    options: AnalyzeOptions
    report: AnalyzeReport
    kept: tuple[Calibration, ...]

    def analyze(self, clip: Path, folder: Path) -> tuple[Session, str]:
        """Judge one clip; return what was found and what there is to say about the clip."""
        with held_interrupts(self.chosen.profile.language) as held, ExitStack() as stack:
            source = stack.enter_context(open_source(str(clip)))
            self.report.started(clip, source.info.frames)
            if clip.resolve() in {(folder / name).resolve() for name in RESULTS}:
                raise OutputError(_("{} is where its own result would go: choose another --out.").format(clip))
            prepare_output_folder(folder, self.options.overwrite)
            tracker = stack.enter_context(new_tracker(self.exercise, self.model))
            held.check()
            remembering = RememberingTracker(tracker)
            engine = new_engine(self.exercise, self.chosen.profile, self.kept)
            session = self._judge(self._parts(folder, source, remembering, engine), held)
            if engine.better_known is not None:
                # The whole clip once more, by its cleanest rep, in place of the first pass; nothing is tracked twice.
                prepare_output_folder(folder, overwrite=True)
                source = stack.enter_context(open_source(str(clip)))
                again = new_engine(self.exercise, self.chosen.profile, self.kept, known=engine.better_known)
                session = self._judge(self._parts(folder, source, remembering, again), held)
        if not session.tracking.frames_with_person:
            return session, joined(
                " ",
                [
                    _("Nobody is visible well enough in {}: film the whole upper body, in good light.").format(clip),
                    *filter(None, [source.notice]),
                ],
            )
        return session, source.notice

    def _parts(self, folder: Path, source: Source, tracker: Tracker, engine: JudgingEngine) -> _Parts:
        return _Parts(
            source=source,
            tracker=tracker,
            engine=engine,
            picture=_Picture(folder / "annotated.mp4", source, self.chosen) if self.options.video else None,
            record=SessionRecord(
                folder,
                source=source.info.name,
                exercise=self.exercise,
                model=self.model.name,
                chosen=self.chosen,
                fps=source.info.fps,
            ),
        )

    def _judge(self, parts: _Parts, held: DeferredSignals) -> Session:
        reason = "failed"
        try:
            self._run(parts, held)
            reason = "finished"
        except KeyboardInterrupt:
            reason = "interrupted"
            raise
        finally:
            try:
                if parts.picture is not None:
                    parts.picture.stop()
            finally:
                session = parts.record.finish(parts.engine.finish(), reason)
                held.outcome = session, parts.record.fault
        if parts.record.fault:
            raise OutputError(parts.record.fault)
        return session

    def _run(self, parts: _Parts, held: DeferredSignals) -> None:
        done = 0
        with closing(look_ahead(parts.source, parts.tracker, held)) as seen:
            for look in seen:
                watch = Stopwatch()
                watch.note("capture", look.capture_ms)
                watch.note("track", look.track_ms)
                step = parts.engine.step(look.frame, look.sighting)
                watch.lap("judge")
                if parts.picture is not None:
                    parts.picture.draw(step, watch)
                # The log's own time is in no stage: it cannot be in what it writes.
                watch.lap("out")
                parts.record.step(replace(step, timings_ms=watch.take()))
                done += 1
                if done % _REPORT_EVERY == 0:
                    self.report.advanced(done)
        self.report.advanced(done)


class _Picture:
    """Draws each step and writes it into the annotated clip."""

    def __init__(self, path: Path, source: Source, chosen: NamedProfile) -> None:
        profile = chosen.profile
        self._renderer = Renderer(language=profile.language)
        self._state = SessionState(status=Status(sensitivity=profile.sensitivity, profile=chosen.name))
        bank = SoundBank(profile.audio.style, profile.language)
        self._recording = Recording(path, bank, fps_hint=source.info.fps, language=profile.language)

    def draw(self, step: Step, watch: Stopwatch) -> None:
        """Draw one step and hand it to the encoder."""
        image = self._renderer.draw(step, self._state)
        watch.lap("render")
        self._recording.write(image, step)

    def stop(self) -> None:
        """Finish the clip."""
        self._recording.stop()


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one clip's session is made of."""

    source: Source
    tracker: Tracker
    engine: JudgingEngine
    picture: _Picture | None
    record: SessionRecord
