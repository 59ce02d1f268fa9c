"""The landmarks and network outputs of a clip: from a recording, or from the pictures and then recorded.

The pose model and the networks (``livecoach.vision``) both read a clip. Recorded landmarks are used again; where only
the networks' values are missing, the clip is read again for the networks alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core import measure_names
from livecoach.core.types import Frame, readonly
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError, RecordError, SourceError
from livecoach.track.model_files import networks_sha256, resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from livecoach.core.types import PoseObservation
    from livecoach.evaluate.labelled_clip import LabelledClip
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.track.model_files import ModelFile
    from livecoach.track.replay import Recording
    from livecoach.track.tracker import Tracker

CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v")

_LARGEST_SHIFT_S = 0.02
"""Between the times of a clip and of its recording: half a frame at 25 frames a second, above any rounding."""

# A stand-in for the picture, which judging does not use; grey, so that a gap reads as nobody in view.
_NO_PICTURE = readonly(np.full((1, 1, 3), 128, np.uint8))


@dataclass(frozen=True, slots=True)
class TrackingSetup:
    """How clips are read: the models, and the folder in which recordings are searched and kept (None: nowhere).

    With ``renew`` recorded outputs of the networks are not used.
    """

    model: ModelFile
    eye_sha256: str
    landmarks: Path | None = None
    upright: bool = True
    renew: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TrackedClip:
    """A clip's frames (their times; the pictures are stand-ins) with the pose model's output for each.

    ``eye`` (frames, 12) holds ``measure_names.NETWORK`` as a session had them, in the precision of recordings, so that
    both judge alike; None where there are neither pictures nor a recording of the present networks. Then the landmarks
    judge alone.
    """

    frames: list[tuple[Frame, PoseObservation]]
    eye: NDArray[np.float32] | None


def tracking_setup(
    model: str, landmarks: Path | None = None, *, upright: bool = True, renew: bool = False
) -> TrackingSetup:
    """Return the pose model that ``model`` names with the networks of this installation; raises ModelError."""
    return TrackingSetup(resolve_model(model), networks_sha256(), landmarks, upright, renew)


def recording_of(clip: LabelledClip, tracking_setup: TrackingSetup) -> Path | None:
    """Return the file of the clip's landmarks, None when there is none.

    It is ``NAME.npz`` or ``NAME.MODEL.npz`` in the folder of landmarks, else ``NAME.MODEL.npz`` beside the clip.
    """
    with_model = f"{clip.name}.{tracking_setup.model.name}.npz"
    candidates = [clip.folder / with_model]
    if tracking_setup.landmarks is not None:
        candidates = [tracking_setup.landmarks / f"{clip.name}.npz", tracking_setup.landmarks / with_model, *candidates]
    return next((path for path in candidates if path.is_file()), None)


def tracked_clip(
    clip: LabelledClip, tracking_setup: TrackingSetup, new_engine: Callable[[], JudgingEngine]
) -> TrackedClip:
    """Return the landmarks and network outputs of a clip; ``new_engine`` makes an engine that uses the networks.

    Raises RecordError for landmarks of another model, of another clip, or that cannot be read, SourceError when neither
    landmarks nor a clip are there, ModelError when a model cannot run.
    """
    path = recording_of(clip, tracking_setup)
    if path is None:
        return _look(clip, tracking_setup, new_engine())
    recording = load_landmarks(path)
    if recording.model_name != tracking_setup.model.name:
        raise RecordError(
            _("{} contains landmarks of the model {}, not {}: use --model {} or another --landmarks folder.").format(
                path, recording.model_name, tracking_setup.model.name, recording.model_name
            )
        )
    eye = recording.seen if recording.eye_sha256 == tracking_setup.eye_sha256 and not tracking_setup.renew else None
    video = video_of(clip) if eye is None else None
    if video is not None:
        eye = _look_again(video, recording, tracking_setup, new_engine())
    with ReplayTracker(recording, upright=tracking_setup.upright) as tracker:
        frames = [Frame(index, float(t_s), _NO_PICTURE) for index, t_s in enumerate(recording.t_s)]
        seen = TrackedClip([(frame, tracker.track(frame)) for frame in frames], eye)
    if video is not None:
        _keep(clip, tracking_setup, seen, recording.image_size_px)
    return seen


def _look(clip: LabelledClip, tracking_setup: TrackingSetup, engine: JudgingEngine) -> TrackedClip:
    """Track and judge the clip as a session does."""
    video = video_of(clip)
    if video is None:
        raise SourceError(
            _("There is neither a clip named {} in {} nor its landmarks: add one of them.").format(
                clip.name, clip.folder
            )
        )
    # Only here, so that replaying landmarks does not load the pose library.
    from livecoach.track.mediapipe_tracker import MediaPipeTracker  # noqa: PLC0415
    from livecoach.track.subject.subject_tracker import SubjectTracker  # noqa: PLC0415 -- see above

    with (
        SubjectTracker(tracking_setup.model)
        if tracking_setup.upright
        else MediaPipeTracker(tracking_setup.model, upright=False) as tracker
    ):
        seen, size_px = _watched(video, tracker, engine)
    _keep(clip, tracking_setup, seen, size_px)
    return seen


def _look_again(
    video: Path, recording: Recording, tracking_setup: TrackingSetup, engine: JudgingEngine
) -> NDArray[np.float32]:
    """Return the networks' outputs for a clip with recorded landmarks, NaN where the clip ends before they do."""
    with ReplayTracker(recording, upright=tracking_setup.upright) as tracker:
        seen, _tracking = _watched(video, tracker, engine)
    shift_s = max((abs(frame.t_s - recording.t_s[frame.index]) for frame, _ in seen.frames), default=0.0)
    if shift_s > _LARGEST_SHIFT_S:
        raise RecordError(
            _(
                "The frame times of {} and its landmarks differ by {:.2f} s: the landmarks belong to "
                "another clip or frame rate, so remove them."
            ).format(video, shift_s)
        )
    eye = np.full((len(recording), len(measure_names.NETWORK)), np.nan, np.float32)
    eye[: len(seen.frames)] = seen.eye
    return eye


def make_folder(folder: Path) -> None:
    """Make the folder of landmarks; raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            _("Cannot make the folder {}: {}; choose another --landmarks.").format(folder, reason(error))
        ) from error


def _watched(video: Path, tracker: Tracker, engine: JudgingEngine) -> tuple[TrackedClip, tuple[int, int]]:
    """Return the recording of a clip, and the size of its pictures."""
    from livecoach.capture.open import open_source  # noqa: PLC0415 -- replaying landmarks loads no decoder

    frames, eye = [], []
    with open_source(str(video)) as source:
        while not source.ended:
            frame = source.read()
            if frame is None:
                continue
            sighting = tracker.track(frame)
            measures = engine.step(frame, sighting).measures
            eye.append([np.nan if measures is None else measures[name] for name in measure_names.NETWORK])
            frames.append((replace(frame, image_bgr=_NO_PICTURE), sighting))
        size_px = (source.info.width_px, source.info.height_px)
    return TrackedClip(frames, np.array(eye, np.float32).reshape(-1, len(measure_names.NETWORK))), size_px


def _keep(clip: LabelledClip, tracking_setup: TrackingSetup, seen: TrackedClip, size_px: tuple[int, int]) -> None:
    if tracking_setup.landmarks is None:
        return
    save_landmarks(
        tracking_setup.landmarks / f"{clip.name}.npz",
        [sighting.raw for _, sighting in seen.frames],
        [frame.t_s for frame, _ in seen.frames],
        image_size_px=size_px,
        model_name=tracking_setup.model.name,
        seen=seen.eye,
        eye_sha256=tracking_setup.eye_sha256,
        overwrite=True,
    )


def video_of(clip: LabelledClip) -> Path | None:
    """Return the clip's own file, None when there is none."""
    paths = (clip.folder / (clip.name + suffix) for suffix in CLIP_SUFFIXES)
    return next((path for path in paths if path.is_file()), None)
