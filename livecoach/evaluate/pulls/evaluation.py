"""``livecoach eval`` without its command line: labelled folders in, a report out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from livecoach.config.options import options
from livecoach.core.words.message import _
from livecoach.errors import UsageError
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.pulls.labels import load_labels
from livecoach.evaluate.pulls.run import Task, judge_all
from livecoach.evaluate.pulls.summary import FORMAT, summarise
from livecoach.evaluate.pulls.sweep import parse_sweep, sweep_table
from livecoach.evaluate.report_head import head, refuse_twins
from livecoach.evaluate.tracked_clip import make_folder, recording_of, tracking_setup
from livecoach.exercises.catalogue import exercise_named
from livecoach.faults.registry import rep_faults
from livecoach.session.factory import chosen_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from livecoach.config.schema import Profile
    from livecoach.evaluate.labelled_clip import LabelledClip
    from livecoach.evaluate.pulls.match import ClipResult
    from livecoach.evaluate.pulls.run import Done
    from livecoach.evaluate.tracked_clip import TrackingSetup
    from livecoach.session.factory import NamedProfile

_JUDGING_SECTIONS = ("", *(fault.id for fault in rep_faults()), "reps", "baseline")


class Evaluation:
    """Checks everything that can be checked before the slow part begins.

    Raises RecordError for labels, UsageError for a sweep or an exercise, ProfileError, ModelError, and OutputError for
    a folder of landmarks that cannot be made.
    """

    def __init__(self, wanted: EvalOptions) -> None:
        self._wanted = wanted
        self._exercise = exercise = exercise_named(wanted.exercise)
        self._chosen: NamedProfile = chosen_profile(wanted.profile, {"model.name": wanted.model}, exercise)
        self._sweep = parse_sweep(wanted.sweep, self._chosen.profile) if wanted.sweep else None
        self._profiles = self._sweep.profiles(self._chosen.profile) if self._sweep else (self._chosen.profile,)
        model = self._chosen.profile.model.name
        self._eyes = tracking_setup(model, wanted.landmarks, upright=exercise.upright, renew=wanted.renew)
        self.clips = _clips(wanted, self._eyes)
        if wanted.landmarks is not None:
            make_folder(wanted.landmarks)

    def run(self, heard: Callable[[Done], None]) -> tuple[dict[str, Any], list[ClipResult]]:
        """Judge all clips, report each to ``heard``, and return the report as plain data and the clips' results.

        A clip that cannot be judged is named in the report's ``failed``; the results are those of the value in effect.
        """
        present = self._chosen.profile
        tasks = [Task(clip, self._eyes, self._wanted.exercise, present, self._profiles) for clip in self.clips]
        done = judge_all(tasks, self._wanted.jobs, heard)
        judged = [one.results for one in done if not one.error]
        in_effect = self._sweep.values.index(self._sweep.shipped) if self._sweep else 0
        results = [clip[in_effect] for clip in judged]
        report = self._head(done) | summarise(results)
        if self._sweep:
            by_value = [[clip[index] for clip in judged] for index in range(len(self._profiles))]
            report["sweep"] = sweep_table(self._sweep, by_value)
        return report, results

    def _head(self, done: Sequence[Done]) -> dict[str, Any]:
        errors = [(one.clip, one.error) for one in done]
        return head(FORMAT, self._wanted.folders, self._eyes.model.name, errors) | {
            "exercise": self._exercise.name,
            "eye_sha256": self._eyes.eye_sha256,
            "profile": self._chosen.name,
            "limits": limits_of(self._chosen.profile),
            "landmarks_only": [one.clip for one in done if not (one.error or one.by_eye)],
        }


def limits_of(profile: Profile, sections: Collection[str] = _JUDGING_SECTIONS) -> dict[str, float]:
    """Return every number of the profile that verdicts on pulls (or those of ``sections``) depend on, by its key."""
    dumped = profile.model_dump()
    found = {}
    for option in options().values():
        if option.section in sections and option.type in (int, float):
            found[option.key] = dumped[option.section][option.name] if option.section else dumped[option.name]
    return found


def _clips(wanted: EvalOptions, by: TrackingSetup) -> list[LabelledClip]:
    clips = [clip for folder in wanted.folders for clip in load_labels(folder)]
    refuse_twins([(clip.name, None) for clip in clips], "clips")
    if wanted.recorded_only:
        clips = [clip for clip in clips if recording_of(clip, by) is not None]
        if not clips:
            raise UsageError(_("no clip has recorded landmarks: leave out --recorded-only, or name their folder"))
    return clips
