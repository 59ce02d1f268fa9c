from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.errors import RecordError, SourceError
from livecoach.evaluate.labelled_clip import LabelledClip
from livecoach.evaluate.tracked_clip import TrackedClip, TrackingSetup, recording_of, tracked_clip, tracking_setup
from livecoach.session.factory import new_engine
from livecoach.track.model_files import networks_sha256
from livecoach.track.replay import load_landmarks, save_landmarks
from tests.evaluate.sets import write_set
from tests.support.bodies import SIZE_PX, filmed, pull, session
from tests.support.clips import steady, write_clip
from tests.support.exercises import PIT_PULL
from tests.support.paths import PEOPLE

FULL = tracking_setup("full")
ENGINE = partial(new_engine, PIT_PULL, Profile())
FPS = 10.0
POSES = filmed(session(pull(2.4), pull(2.4)), FPS)
TIMES_S = steady(FPS, len(POSES))


def clip(folder: Path, name: str = "a") -> LabelledClip:
    return LabelledClip(folder, name, 0.0, ())


def test_landmarks_beside_the_clip_are_found_by_the_models_name(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    assert recording_of(clip(tmp_path), FULL) == tmp_path / "a.full.npz"
    assert recording_of(clip(tmp_path), tracking_setup("lite")) is None


def test_the_folder_of_landmarks_comes_first(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    kept = write_set(tmp_path / "kept", names=("a",)) / "a.full.npz"
    assert recording_of(clip(tmp_path), replace(FULL, landmarks=tmp_path / "kept")) == kept


def test_landmarks_of_another_model_are_refused(tmp_path: Path):
    write_set(tmp_path, names=("a",))
    (tmp_path / "a.full.npz").rename(tmp_path / "a.npz")
    with pytest.raises(RecordError, match="landmarks of the model full, not lite: use --model full"):
        tracked_clip(clip(tmp_path), tracking_setup("lite", tmp_path), ENGINE)


def test_neither_clip_nor_landmarks(tmp_path: Path):
    with pytest.raises(SourceError, match=r"neither a clip named a in .* nor its landmarks"):
        tracked_clip(clip(tmp_path), FULL, ENGINE)


def test_a_clip_is_looked_at_once_and_replayed_from_then_on(tmp_path: Path):
    """Half a second of the wall behind nobody, and half of a person from a photograph."""
    import cv2

    person = cv2.imread(str(PEOPLE / "person.jpg"))
    wall = np.full_like(person, 128)
    write_clip(tmp_path / "a.mp4", steady(10, 16), [wall] * 4 + [person] * 12)
    kept = tmp_path / "seen"
    kept.mkdir()
    looked = tracked_clip(clip(tmp_path), replace(FULL, landmarks=kept), ENGINE)
    (tmp_path / "a.mp4").unlink()
    replayed = tracked_clip(clip(tmp_path), replace(FULL, landmarks=kept), ENGINE)
    assert any(sighting.pose is not None for _, sighting in looked.frames)
    assert_same(looked, replayed)


def assert_same(one: TrackedClip, other: TrackedClip) -> None:
    np.testing.assert_array_equal(one.eye, other.eye)
    assert [frame.t_s for frame, _ in one.frames] == [frame.t_s for frame, _ in other.frames]
    for (_, first), (_, again) in zip(one.frames, other.frames, strict=True):
        assert (first.state, first.why, first.pose is None) == (again.state, again.why, again.pose is None)
        if first.pose is not None and again.pose is not None:
            assert np.array_equal(first.pose.xy_px, again.pose.xy_px)


@pytest.fixture
def pictured(tmp_path: Path) -> TrackingSetup:
    """Landmarks of a stick figure (a.full.npz, without the eye) and a clip of noise as long as they; a folder kept."""
    save_landmarks(tmp_path / "a.full.npz", POSES, TIMES_S, image_size_px=SIZE_PX, model_name="full")
    width, height = SIZE_PX
    noise = np.random.default_rng(7).integers(0, 255, (height // 8, width // 8, 3), np.uint8)
    picture = noise.repeat(8, axis=0).repeat(8, axis=1)
    write_clip(tmp_path / "a.mp4", TIMES_S, [picture] * len(TIMES_S))
    (tmp_path / "kept").mkdir()
    return replace(FULL, landmarks=tmp_path / "kept")


def test_only_the_eye_looks_at_a_clip_whose_landmarks_are_recorded(pictured: TrackingSetup, tmp_path: Path):
    seen = tracked_clip(clip(tmp_path), pictured, ENGINE)
    assert seen.eye is not None
    assert seen.eye.shape == (len(POSES), len(measure_names.NETWORK))
    assert np.isfinite(seen.eye[-1, : len(measure_names.AGAINST_CLEAN)]).all()
    kept = load_landmarks(tmp_path / "kept" / "a.npz")
    assert kept.eye_sha256 == networks_sha256()
    np.testing.assert_array_equal(kept.xy_px, load_landmarks(tmp_path / "a.full.npz").xy_px)
    (tmp_path / "a.mp4").unlink()
    assert_same(seen, tracked_clip(clip(tmp_path), pictured, ENGINE))


def keep_zeros(folder: Path, eye_sha256: str, count: int = len(measure_names.NETWORK)) -> None:
    zeros = np.zeros((len(POSES), count))
    meta = {"image_size_px": SIZE_PX, "model_name": "full", "overwrite": True}
    save_landmarks(folder / "a.npz", POSES, TIMES_S, seen=zeros, eye_sha256=eye_sha256, **meta)


def test_what_the_present_eye_saw_is_taken_unless_it_shall_look_again(pictured: TrackingSetup, tmp_path: Path):
    keep_zeros(tmp_path / "kept", pictured.eye_sha256)
    taken = tracked_clip(clip(tmp_path), pictured, ENGINE)
    assert taken.eye is not None
    assert not taken.eye.any()
    renewed = tracked_clip(clip(tmp_path), replace(pictured, renew=True), ENGINE)
    assert renewed.eye is not None
    assert np.nan_to_num(renewed.eye).any()
    assert_same(renewed, tracked_clip(clip(tmp_path), pictured, ENGINE))


@pytest.mark.parametrize("count", [4, 5])
def test_fewer_values_of_earlier_versions_are_not_taken(pictured: TrackingSetup, tmp_path: Path, count: int):
    keep_zeros(tmp_path / "kept", pictured.eye_sha256, count)
    looked = tracked_clip(clip(tmp_path), pictured, ENGINE)
    assert looked.eye is not None
    assert looked.eye.shape == (len(POSES), len(measure_names.NETWORK))
    assert np.nan_to_num(looked.eye).any()
    assert load_landmarks(tmp_path / "kept" / "a.npz").eye_sha256 == pictured.eye_sha256
    keep_zeros(tmp_path / "kept", pictured.eye_sha256, count)
    (tmp_path / "a.mp4").unlink()
    assert tracked_clip(clip(tmp_path), pictured, ENGINE).eye is None


def test_what_another_eye_saw_is_not_taken(pictured: TrackingSetup, tmp_path: Path):
    keep_zeros(tmp_path / "kept", "0" * 64)
    looked = tracked_clip(clip(tmp_path), pictured, ENGINE)
    assert looked.eye is not None
    assert np.nan_to_num(looked.eye).any()
    keep_zeros(tmp_path / "kept", "0" * 64)
    (tmp_path / "a.mp4").unlink()
    assert tracked_clip(clip(tmp_path), pictured, ENGINE).eye is None


def test_a_clip_that_ends_before_its_landmarks_leaves_the_eye_without_an_answer(
    pictured: TrackingSetup, tmp_path: Path
):
    write_clip(tmp_path / "a.mp4", TIMES_S[:60], [np.full((480, 640, 3), 90, np.uint8)] * 60)
    seen = tracked_clip(clip(tmp_path), pictured, ENGINE)
    assert seen.eye is not None
    assert len(seen.frames) == len(seen.eye) == len(POSES)
    assert np.isnan(seen.eye[60:]).all()


def test_landmarks_of_another_frame_rate_are_refused(pictured: TrackingSetup, tmp_path: Path):
    times_s = steady(2 * FPS, len(POSES))
    write_clip(tmp_path / "a.mp4", times_s, [np.full((480, 640, 3), 90, np.uint8)] * len(times_s))
    with pytest.raises(RecordError, match=r"differ by \d+\.\d\d s: the landmarks belong to another clip or frame rate"):
        tracked_clip(clip(tmp_path), pictured, ENGINE)
