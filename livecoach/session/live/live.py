"""A live session: a camera, or a clip at its own pace, coached with picture and sound."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from livecoach.exercises.catalogue import exercise_named
from livecoach.output.clip.clip_writer import check_clip_path
from livecoach.output.files import RESULTS, prepare_output_folder
from livecoach.render.privacy import Privacy
from livecoach.session.calibration.keeping import Keeper
from livecoach.session.factory import chosen_profile, fresh_folder, new_engine, new_tracker, remove_if_empty
from livecoach.session.guide.lead import ExerciseGuide
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.bystander_watch import lookout
from livecoach.session.live.camera_choice import chosen_camera
from livecoach.session.live.devices import ExerciseRun, is_clip, mirrored, open_paced, open_studio
from livecoach.session.recording.recordings import Recordings, clips_of
from livecoach.session.recording.session_files import SessionRecord
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.config.schema import Profile
    from livecoach.core.guide_state import Summary
    from livecoach.exercises.exercise import Exercise
    from livecoach.output.log.session_file import Session
    from livecoach.session.factory import NamedProfile


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """The options of ``livecoach live``; None leaves the choice to the profile.

    Of several ``sources``, or of the webcams there are when none is given, the person chooses one in the window.
    ``highlights`` records even without ``record``: they are made from the annotated clip.
    """

    sources: tuple[str, ...] = ()
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
    pace: bool | None = None
    breaths_per_rep: int | None = None
    person: str | None = None
    keep: bool | None = None
    name_of_window: str = "livecoach"


@dataclass(frozen=True, slots=True)
class LiveOutcome:
    """What a live session found and came to, where it lies, what is not written.

    ``notes`` are sentences about what could not be read of earlier sessions.
    """

    session: Session
    summary: Summary
    folder: Path
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def run_live(options: LiveOptions) -> LiveOutcome:
    """Coach until the person quits, the clip ends or ``options.seconds`` are over.

    Every path, profile and model is checked before the camera opens. On Ctrl-C everything is written and
    Stopped is raised, with the outcome. Raises the errors of the parts it opens.
    """
    exercise = exercise_named(options.exercise)
    chosen = _chosen(options, exercise)
    model = resolve_model(chosen.profile.model.name)
    keeper = Keeper(options.person, exercise.name, model) if chosen.profile.session.keep else None
    folder = prepare_output_folder(options.out or fresh_folder())
    with held_interrupts(chosen.profile.language) as held, ExitStack() as stack:
        if options.out is None:
            stack.callback(remove_if_empty, folder)
        first = options.record or (folder / RESULTS[-1] if options.highlights else None)
        for path in clips_of(first, raw=options.record_raw):
            check_clip_path(path)
        studio = stack.enter_context(
            open_studio(
                chosen.profile,
                held,
                title=options.name_of_window,
                headless=options.headless,
                privacy=options.privacy,
            )
        )
        asking = not options.headless
        spec = chosen_camera(options.sources, studio.screen, chosen.profile.language, held, asking=asking)
        guided = exercise.hold is None and _guided(options, spec, chosen.profile)
        if not guided:  # only where the session is led the pull's quality is checked
            keeper = None
        tracker = stack.enter_context(new_tracker(exercise, model))
        others = stack.enter_context(lookout(resolve_model("lite")))
        held.check()
        source = stack.enter_context(open_paced(spec, chosen.profile))
        held.check()
        fps = source.info.fps
        record = SessionRecord(
            folder, source=source.info.name, exercise=exercise, model=model.name, chosen=chosen, fps=fps
        )
        engine = new_engine(exercise, chosen.profile, keeper.kept if keeper is not None else ())
        max_mb = chosen.profile.recording.max_mb
        takes = Recordings(first, folder, studio.bank, fps, listener=record, raw=options.record_raw, max_mb=max_mb)
        keep = keeper.keep if keeper is not None else None
        lead = ExerciseGuide(engine, chosen.profile, folder, guided=guided, keep=keep)
        studio = replace(studio, mirror=mirrored(spec, chosen.profile, options.mirror))
        loop = studio.loop(source, chosen, ExerciseRun(tracker, engine, record, takes, lead, others))
        notes = keeper.notes if keeper is not None else ()
        if notes:
            loop.console.say(notes[0])
        found, summary = loop.run(options.seconds)
        faults = loop.console.faults + (keeper.faults if keeper is not None else ())
        held.outcome = outcome = LiveOutcome(found, summary, folder, faults, notes)
    return outcome


def _chosen(options: LiveOptions, exercise: Exercise) -> NamedProfile:
    """Return the profile with the settings of the exercise and the command line's options applied."""
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
            "breath.pace": options.pace,
            "breath.per_rep": options.breaths_per_rep,
            "session.keep": options.keep,
        },
        exercise,
    )


def _guided(options: LiveOptions, spec: str, profile: Profile) -> bool:
    """Guide as the profile says; in a clip only on request, because a person in it follows no instructions."""
    unled = is_clip(spec) and options.guide is None
    return profile.session.guide and not unled
