"""What the tracker saw in a clip: from recorded landmarks in a moment, or from the pictures, then recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.types import Frame, readonly
from livecoach.errors import RecordError, SourceError
from livecoach.track.recorded import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from livecoach.core.types import Sighting
    from livecoach.evaluate.labels import LabelledClip
    from livecoach.track.models import ModelFile

CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v")

# Stands for the picture, which judging does not look at; grey, so that a gap reads as nobody in view, not as darkness.
_NO_PICTURE = readonly(np.full((1, 1, 3), 128, np.uint8))


@dataclass(frozen=True, slots=True)
class Eyes:
    """How clips are seen: by which model, and in which folder landmarks are looked for and kept (None: nowhere)."""

    model: ModelFile
    landmarks: Path | None = None
    upright: bool = True


def recording_of(clip: LabelledClip, eyes: Eyes) -> Path | None:
    """Return the file of the clip's landmarks, None when there is none.

    It is ``NAME.npz`` or ``NAME.MODEL.npz`` in the folder of landmarks, else ``NAME.MODEL.npz`` beside the clip.
    """
    with_model = f"{clip.name}.{eyes.model.name}.npz"
    candidates = [clip.folder / with_model]
    if eyes.landmarks is not None:
        candidates = [eyes.landmarks / f"{clip.name}.npz", eyes.landmarks / with_model, *candidates]
    return next((path for path in candidates if path.is_file()), None)


def sightings_of(clip: LabelledClip, eyes: Eyes) -> list[tuple[Frame, Sighting]]:
    """Return every frame (its time; the picture is a stand-in) with what was seen in it.

    Raises RecordError for landmarks of another model or that cannot be read, SourceError when neither landmarks nor a
    clip are there, ModelError when the model cannot run.
    """
    path = recording_of(clip, eyes)
    if path is None:
        return _look(clip, eyes)
    recording = load_landmarks(path)
    if recording.model_name != eyes.model.name:
        raise RecordError(
            f"{path} holds what the model {recording.model_name} saw, not {eyes.model.name}: give --model "
            f"{recording.model_name} or another --landmarks folder."
        )
    with ReplayTracker(recording, upright=eyes.upright) as tracker:
        frames = [Frame(index, float(t_s), _NO_PICTURE) for index, t_s in enumerate(recording.t_s)]
        return [(frame, tracker.track(frame)) for frame in frames]


def _look(clip: LabelledClip, eyes: Eyes) -> list[tuple[Frame, Sighting]]:
    # Only here, so that replaying landmarks loads neither the pose library nor a decoder.
    from livecoach.capture.source import open_source  # noqa: PLC0415 -- see above
    from livecoach.track.landmarker import MediaPipeTracker  # noqa: PLC0415 -- see above

    seen = []
    with open_source(str(_video(clip))) as source, MediaPipeTracker(eyes.model, upright=eyes.upright) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                seen.append((Frame(frame.index, frame.t_s, _NO_PICTURE, frame.dropped_before), tracker.track(frame)))
        size_px = (source.info.width_px, source.info.height_px)
    if eyes.landmarks is not None:
        save_landmarks(
            eyes.landmarks / f"{clip.name}.npz",
            [sighting.raw for _, sighting in seen],
            [frame.t_s for frame, _ in seen],
            image_size_px=size_px,
            model_name=eyes.model.name,
        )
    return seen


def _video(clip: LabelledClip) -> Path:
    for suffix in CLIP_SUFFIXES:
        path = clip.folder / (clip.name + suffix)
        if path.is_file():
            return path
    raise SourceError(f"There is no clip named {clip.name} in {clip.folder}, nor its landmarks: add one of them.")
