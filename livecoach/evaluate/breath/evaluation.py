"""``livecoach eval`` for a set whose labels are breaths: clips judged as in a session, a report out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from livecoach.core.breath import Posture
from livecoach.core.words.message import _
from livecoach.errors import LivecoachError, SourceError, UsageError
from livecoach.evaluate.breath.labels import load_breath_labels
from livecoach.evaluate.breath.match import compare_breaths
from livecoach.evaluate.breath.report import FORMAT, summarise_breaths
from livecoach.evaluate.labelled_clip import LabelledClip
from livecoach.evaluate.processes import in_processes
from livecoach.evaluate.report_head import head, refuse_twins
from livecoach.evaluate.tracked_clip import make_folder, recording_of, tracking_setup, video_of
from livecoach.session.engine.breath_watcher import BreathWatcher
from livecoach.session.factory import chosen_profile
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.core.breath import BreathReading
    from livecoach.evaluate.breath.labels import BreathClip
    from livecoach.evaluate.breath.match import BreathResult
    from livecoach.evaluate.options import EvalOptions
    from livecoach.evaluate.tracked_clip import TrackingSetup
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True)
class BreathTask:
    """One clip and how to see it."""

    clip: BreathClip
    setup: TrackingSetup


@dataclass(frozen=True, slots=True)
class BreathDone:
    """One clip's result; ``error`` says in a sentence why there is none."""

    clip: str
    result: BreathResult | None
    error: str = ""


class BreathEvaluation:
    """Checks everything that can be checked before the slow part begins.

    Raises RecordError for labels, UsageError for a sweep or clips of one name, ProfileError, ModelError, and
    OutputError for a folder of landmarks that cannot be made.
    """

    def __init__(self, wanted: EvalOptions) -> None:
        if wanted.sweep:
            raise UsageError(_("these labels are breaths, which have no limit in the profile: leave out --sweep"))
        self._wanted = wanted
        chosen = chosen_profile(wanted.profile, {"model.name": wanted.model})
        self._eyes = tracking_setup(chosen.profile.model.name, wanted.landmarks)
        self.clips = [clip for folder in wanted.folders for clip in load_breath_labels(folder)]
        refuse_twins([(clip.name, None) for clip in self.clips], "clips")
        if wanted.landmarks is not None:
            make_folder(wanted.landmarks)

    def run(self, heard: Callable[[BreathDone], None]) -> dict[str, Any]:
        """Evaluate all clips, report each to ``heard``, and return the report as plain data."""
        done = []
        tasks = [BreathTask(clip, self._eyes) for clip in self.clips]
        with in_processes(min(self._wanted.jobs, len(tasks))) as mapped:
            for one in mapped(watch, tasks):
                heard(one)
                done.append(one)
        errors = [(one.clip, one.error) for one in done]
        begin = head(FORMAT, self._wanted.folders, self._eyes.model.name, errors)
        return begin | summarise_breaths([one.result for one in done if one.result is not None])


def watch(task: BreathTask) -> BreathDone:
    """Evaluate one clip; for a clip that cannot be evaluated, return the sentence that says why."""
    try:
        return BreathDone(task.clip.name, compare_breaths(task.clip, readings_of(task.clip, task.setup)))
    except LivecoachError as error:
        return BreathDone(task.clip.name, None, str(error))


def readings_of(clip: BreathClip, seen_by: TrackingSetup) -> list[BreathReading]:
    """Return a session's breath readings of each frame of a clip, with recorded landmarks if there are any.

    Raises SourceError when there is no clip (its pictures are needed), RecordError for landmarks that cannot be read.
    """
    seen_by = replace(seen_by, upright=clip.posture is Posture.UPRIGHT)
    labelled = LabelledClip(clip.folder, clip.name, clip.yaw_deg, ())
    video, kept = video_of(labelled), recording_of(labelled, seen_by)
    if video is None:
        raise SourceError(
            _("There is no clip named {} in {}: breathing is measured in the pictures, so add it.").format(
                clip.name, clip.folder
            )
        )
    from livecoach.capture.open import open_source  # noqa: PLC0415 -- as in sightings

    readings, raw = [], []
    watcher = BreathWatcher(clip.posture)
    with open_source(str(video)) as source, _tracker(seen_by, kept) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                sighting = tracker.track(frame)
                raw.append(sighting.raw)
                readings.append(watcher.update(frame, sighting.pose))
        size_px = (source.info.width_px, source.info.height_px)
    if kept is None and seen_by.landmarks is not None:
        path, times_s = seen_by.landmarks / f"{clip.name}.npz", [reading.t_s for reading in readings]
        save_landmarks(path, raw, times_s, image_size_px=size_px, model_name=seen_by.model.name)
    return readings


def _tracker(seen_by: TrackingSetup, kept: Any) -> Tracker:
    if kept is not None:
        return ReplayTracker(load_landmarks(kept), upright=seen_by.upright)
    from livecoach.track.mediapipe_tracker import MediaPipeTracker  # noqa: PLC0415 -- as in sightings

    return MediaPipeTracker(seen_by.model, upright=seen_by.upright)
