"""Measure the range of movement: from clips, every frame judged, or led by voice and screen before a camera."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.capture.open import open_source
from livecoach.core.words.message import _
from livecoach.errors import OutputError
from livecoach.exercises.catalogue import exercise_named
from livecoach.output.files import prepare_output_folder
from livecoach.session.factory import chosen_profile, fresh_folder, new_engine, new_tracker
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.camera_choice import chosen_camera
from livecoach.session.live.devices import ExerciseRun, is_clip, mirrored, open_paced, open_studio
from livecoach.session.mobility.collector import MobilityWatch
from livecoach.session.mobility.history import History, changes, history_folder, keep, load, record_of
from livecoach.session.mobility.lead import MobilityLead
from livecoach.session.mobility.words import result_view
from livecoach.session.offline.prefetch import look_ahead
from livecoach.session.recording.recordings import Recordings
from livecoach.session.recording.session_files import SessionRecord
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from livecoach.measure.mobility_change import Change
    from livecoach.render.screens.result import ResultView
    from livecoach.session.factory import NamedProfile
    from livecoach.track.model_files import ModelFile

EXERCISE = "pit_pull"


@dataclass(frozen=True, slots=True)
class MobilityOptions:
    """The options of ``livecoach mobility``; None leaves the choice to the profile.

    ``clips`` are measured instead of a camera: pulls and turns may be in one or in several. Of several ``sources``, or
    of the webcams there are when none is given, the person chooses one in the window.
    """

    sources: tuple[str, ...] = ()
    clips: tuple[Path, ...] = ()
    folder: Path | None = None
    profile: str | None = None
    audio: str | None = None
    volume: float | None = None
    style: str | None = None
    model: str | None = None
    mirror: bool | None = None
    headless: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement: what its file holds, against the one before, and where it was written.

    ``path`` is None when there was nothing to keep; ``faults`` say why, and what could not be written besides.
    """

    record: dict[str, Any]
    changes: tuple[Change, ...]
    path: Path | None
    faults: tuple[str, ...] = ()


def measure(options: MobilityOptions) -> Measured:
    """Measure and keep the result in the history, unless neither three pulls nor three turns to a side were seen.

    Raises the errors of the parts it opens. On Ctrl-C the measurements are kept and Stopped is raised, with the
    outcome.
    """
    chosen = chosen_profile(
        options.profile,
        {
            "model.name": options.model,
            "audio.backend": options.audio,
            "audio.volume": options.volume,
            "audio.style": options.style,
        },
    )
    model = resolve_model(chosen.profile.model.name)
    folder = options.folder or history_folder()
    name = ", ".join(clip.name for clip in options.clips)  # a camera's is known once it is chosen
    keeper = _Keeper(folder, load(folder), name, model.name)
    clips = options.clips
    if clips:
        return keeper.close(_watch_clips(clips, chosen, model), ())
    return _measure_live(options, chosen, model, keeper)


@dataclass(slots=True)
class _Keeper:
    """Keeps a measurement as far as it has come, in one file; ``fault`` says why the last try wrote nothing."""

    folder: Path
    history: History
    source: str
    model: str
    taken_at: datetime = field(default_factory=lambda: datetime.now().astimezone())
    fault: str = ""

    def record(self, watch: MobilityWatch) -> dict[str, Any]:
        return record_of(watch.found(), self.taken_at, self.source, self.model)

    def keep(self, watch: MobilityWatch) -> Path | None:
        record = self.record(watch)
        self.fault = ""
        if all(one["value"] is None for one in record["measures"].values()):
            self.fault = _("No measurement from {}: {}").format(self.source, _why(watch))
            return None
        try:
            return keep(self.folder, record)
        except OutputError as error:
            self.fault = str(error)
            return None

    def result(self, watch: MobilityWatch, language: str) -> ResultView:
        return result_view(changes(self.record(watch), self.history.records), language)

    def close(self, watch: MobilityWatch, faults: tuple[str, ...]) -> Measured:
        record, path = self.record(watch), self.keep(watch)
        faults = (*faults, self.fault) if self.fault else faults
        return Measured(record, changes(record, self.history.records), path, faults)


def _why(watch: MobilityWatch) -> str:
    """Return what was missing and what to do about it."""
    found = watch.found()
    if not any(one.tries for one in found.values()):
        return _("no pull or head turn was detected; first stand still for three seconds with the hips in view.")
    seen = _("{} of 3 pulls, {} of 3 turns left, {} right").format(
        watch.pulls, watch.turned(left=True), watch.turned(left=False)
    )
    if any(one.why == "view" for one in found.values()):
        return _(
            "{}, but from a view that cannot be measured: pull at an angle to the camera, turn the head facing it."
        ).format(seen)
    if any(one.why == "none_clean" for one in found.values()):
        return _("{}, none without a fault: pull with the shoulders low, turn the head with still shoulders.").format(
            seen
        )
    return _("{} were detected: after a slow first pull, do three pulls, then three turns to each side.").format(seen)


def _watch_clips(clips: tuple[Path, ...], chosen: NamedProfile, model: ModelFile) -> MobilityWatch:
    watch = MobilityWatch()
    exercise = exercise_named(EXERCISE)
    for clip in clips:
        with held_interrupts(chosen.profile.language) as held, ExitStack() as stack:
            source = stack.enter_context(open_source(str(clip)))
            tracker = stack.enter_context(new_tracker(exercise, model))
            engine = new_engine(exercise, chosen.profile)
            seen = stack.enter_context(closing(look_ahead(source, tracker, held)))
            for look in seen:
                watch.update(engine.step(look.frame, look.sighting))
            last = engine.finish()
            watch.close(last.rep if last is not None else None)
            watch.next_clip()
    return watch


def _measure_live(options: MobilityOptions, chosen: NamedProfile, model: ModelFile, keeper: _Keeper) -> Measured:
    profile, exercise = chosen.profile, exercise_named(EXERCISE)
    with held_interrupts(chosen.profile.language) as held, ExitStack() as stack:
        studio = stack.enter_context(open_studio(profile, held, title="livecoach mobility", headless=options.headless))
        asking = not options.headless
        spec = keeper.source = chosen_camera(options.sources, studio.screen, profile.language, held, asking=asking)
        studio = replace(studio, mirror=mirrored(spec, profile, options.mirror))
        engine = new_engine(exercise, profile)
        lead = MobilityLead(
            engine,
            profile,
            keep=keeper.keep,
            result=lambda watch: keeper.result(watch, profile.language),
            guided=not is_clip(spec),
        )
        tracker = stack.enter_context(new_tracker(exercise, model))
        held.check()
        source = stack.enter_context(open_paced(spec, profile))
        held.check()
        fps = source.info.fps
        folder = prepare_output_folder(fresh_folder())
        record = SessionRecord(
            folder, source=source.info.name, exercise=exercise, model=model.name, chosen=chosen, fps=fps
        )
        takes = Recordings(None, folder, studio.bank, fps, listener=record, raw=False, max_mb=profile.recording.max_mb)
        loop = studio.loop(source, chosen, ExerciseRun(tracker, engine, record, takes, lead))
        loop.run(None)
        held.outcome = measured = keeper.close(lead.watch, loop.console.faults)
    return measured
