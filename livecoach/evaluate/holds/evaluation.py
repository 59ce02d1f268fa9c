"""``livecoach eval`` for a set whose labels are holds: clips judged as in a session, a report out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from livecoach.core.words.message import _
from livecoach.errors import LivecoachError, SourceError, UsageError
from livecoach.evaluate.holds.labels import load_hold_labels
from livecoach.evaluate.holds.match import compare_hold
from livecoach.evaluate.holds.report import FORMAT, summarise_holds
from livecoach.evaluate.labelled_clip import LabelledClip
from livecoach.evaluate.processes import in_processes
from livecoach.evaluate.pulls.evaluation import limits_of
from livecoach.evaluate.report_head import head, refuse_twins
from livecoach.evaluate.tracked_clip import video_of
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import chosen_profile, new_engine, new_tracker
from livecoach.track.model_files import resolve_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.config.schema import Profile
    from livecoach.core.breath import BreathReading
    from livecoach.core.hold import HoldReading
    from livecoach.evaluate.holds.labels import HoldClip
    from livecoach.evaluate.holds.match import HoldOutcome
    from livecoach.evaluate.options import EvalOptions
    from livecoach.track.model_files import ModelFile

SECTIONS = ("hold",)
"""The sections of the profile that verdicts on holds depend on."""


@dataclass(frozen=True, slots=True)
class HoldTask:
    """One clip, and the profile and models that judge it."""

    clip: HoldClip
    model: ModelFile
    profile: Profile


@dataclass(frozen=True, slots=True)
class HoldDone:
    """One clip's outcome; ``error`` says in a sentence why there is none."""

    clip: str
    outcome: HoldOutcome | None
    error: str = ""


class HoldEvaluation:
    """Checks everything that can be checked before the slow part begins.

    Raises RecordError for labels, UsageError for options that holds cannot obey or clips of one name, ProfileError and
    ModelError.
    """

    def __init__(self, wanted: EvalOptions) -> None:
        if wanted.sweep:
            raise UsageError(_("these labels are holds, which cannot be swept: leave out --sweep"))
        if wanted.landmarks is not None or wanted.recorded_only:
            raise UsageError(
                _(
                    "holds are judged by outline and breathing, which recorded landmarks do not contain: "
                    "leave out --landmarks and --recorded-only"
                )
            )
        self._wanted = wanted
        own = exercise_named(wanted.exercise)
        self._chosen = chosen_profile(wanted.profile, {"model.name": wanted.model}, own)
        self._model = resolve_model(self._chosen.profile.model.name)
        clips = [clip for folder in wanted.folders for clip in load_hold_labels(folder)]
        # Labels say which movement it is; an exercise of one's own on the same movement takes the shipped one's place.
        self.clips = [
            replace(clip, exercise_name=wanted.exercise) if clip.exercise.pattern is own.pattern else clip
            for clip in clips
        ]
        refuse_twins([(clip.name, None) for clip in self.clips], "clips")

    def run(self, heard: Callable[[HoldDone], None]) -> dict[str, Any]:
        """Judge all clips, report each to ``heard``, and return the report as plain data."""
        done = []
        tasks = [HoldTask(clip, self._model, self._chosen.profile) for clip in self.clips]
        with in_processes(min(self._wanted.jobs, len(tasks))) as mapped:
            for one in mapped(judge_hold, tasks):
                heard(one)
                done.append(one)
        begin = head(FORMAT, self._wanted.folders, self._model.name, [(one.clip, one.error) for one in done])
        judged_by = {"profile": self._chosen.name, "limits": limits_of(self._chosen.profile, SECTIONS)}
        return begin | judged_by | summarise_holds([one.outcome for one in done if one.outcome is not None])


def judge_hold(task: HoldTask) -> HoldDone:
    """Judge one clip; for a clip that cannot be judged, return the sentence that says why."""
    try:
        holds, breaths = readings_of(task)
    except LivecoachError as error:
        return HoldDone(task.clip.name, None, str(error))
    return HoldDone(task.clip.name, compare_hold(task.clip, holds, breaths))


def readings_of(task: HoldTask) -> tuple[list[HoldReading], list[BreathReading]]:
    """Return the readings of hold and breathing of each frame of a clip, and of the hold at its end.

    Raises SourceError when there is no clip or it cannot be read, ModelError when a model cannot run.
    """
    clip, exercise = task.clip.breath, task.clip.exercise
    video = video_of(LabelledClip(clip.folder, clip.name, clip.yaw_deg, ()))
    if video is None:
        raise SourceError(
            _("There is no clip named {} in {}: holds are judged in the pictures, so add it.").format(
                clip.name, clip.folder
            )
        )
    from livecoach.capture.open import open_source  # noqa: PLC0415 -- as in sightings

    engine, holds, breaths = new_engine(exercise, task.profile), [], []
    with open_source(str(video)) as source, new_tracker(exercise, task.model) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                step = engine.step(frame, tracker.track(frame))
                holds.append(step.hold)
                breaths.append(step.breath)
    closing = engine.finish()
    holds.append(None if closing is None else closing.hold)
    return [hold for hold in holds if hold is not None], [breath for breath in breaths if breath is not None]
