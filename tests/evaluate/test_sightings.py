from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from livecoach.errors import RecordError, SourceError
from livecoach.evaluate.labels import LabelledClip
from livecoach.evaluate.sightings import Eyes, recording_of, sightings_of
from livecoach.track.models import resolve_model
from tests.evaluate.sets import write_set
from tests.support.clips import steady, write_clip

FULL = Eyes(resolve_model("full"))


def clip(folder: Path, name: str = "a") -> LabelledClip:
    return LabelledClip(folder, name, 0.0, ())


def test_landmarks_beside_the_clip_are_found_by_the_models_name(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    assert recording_of(clip(tmp_path), FULL) == tmp_path / "a.full.npz"
    assert recording_of(clip(tmp_path), Eyes(resolve_model("lite"))) is None


def test_the_folder_of_landmarks_comes_first(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    kept = write_set(tmp_path / "kept", names=("a",)) / "a.full.npz"
    assert recording_of(clip(tmp_path), Eyes(FULL.model, tmp_path / "kept")) == kept


def test_landmarks_of_another_model_are_refused(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    (tmp_path / "a.full.npz").rename(tmp_path / "a.npz")
    with pytest.raises(RecordError, match="what the model full saw, not lite"):
        sightings_of(clip(tmp_path), Eyes(resolve_model("lite"), tmp_path))


def test_neither_clip_nor_landmarks(tmp_path: Path):
    with pytest.raises(SourceError, match="no clip named a"):
        sightings_of(clip(tmp_path), FULL)


def test_a_clip_is_looked_at_once_and_replayed_from_then_on(tmp_path: Path):
    """Half a second of the wall behind nobody, and half of a person from a photograph."""
    import cv2

    person = cv2.imread(str(Path(__file__).parents[1] / "track" / "data" / "person.jpg"))
    wall = np.full_like(person, 128)
    write_clip(tmp_path / "a.mp4", steady(10, 16), [wall] * 4 + [person] * 12)
    eyes = Eyes(FULL.model, tmp_path / "seen")
    eyes.landmarks.mkdir()
    looked = sightings_of(clip(tmp_path), eyes)
    (tmp_path / "a.mp4").unlink()
    replayed = sightings_of(clip(tmp_path), eyes)
    assert any(sighting.pose is not None for _, sighting in looked)
    assert [frame.t_s for frame, _ in replayed] == [frame.t_s for frame, _ in looked]
    for (_, first), (_, again) in zip(looked, replayed, strict=True):
        assert (first.state, first.why, first.pose is None) == (again.state, again.why, again.pose is None)
        if first.pose is not None and again.pose is not None:
            assert np.array_equal(first.pose.xy_px, again.pose.xy_px)
