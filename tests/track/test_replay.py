from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import Frame, Pose
from livecoach.errors import OutputError, RecordError
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks
from tests.track.bodies import GREY, SIZE_PX, moved, standing


def save(path: Path, poses: list[Pose | None], **more: Any) -> Path:
    t_s = [0.1 * index for index in range(len(poses))]
    save_landmarks(path, poses, t_s, image_size_px=SIZE_PX, model_name="full", **more)
    return path


@given(present=st.lists(st.booleans(), max_size=12), shift=st.floats(-2000, 2000))
def test_what_is_saved_is_read(tmp_path_factory: pytest.TempPathFactory, present: list[bool], shift: float) -> None:
    poses = [moved(standing(), right_px=shift) if there else None for there in present]
    recording = load_landmarks(save(tmp_path_factory.mktemp("r") / "a.npz", poses))
    assert (recording.image_size_px, recording.model_name, len(recording)) == (SIZE_PX, "full", len(poses))
    assert not recording.xy_px.flags.writeable
    for index, pose in enumerate(poses):
        read = recording.pose(index, 7.0)
        assert (read is None) == (pose is None)
        if read is not None and pose is not None:
            assert (read.frame_index, read.t_s) == (index, 7.0)
            np.testing.assert_array_equal(read.xy_px, pose.xy_px)
            np.testing.assert_array_equal(read.world_m, pose.world_m)
            np.testing.assert_array_equal(read.visibility, pose.visibility)


def test_what_the_eye_saw_is_read_with_the_name_of_the_eye(tmp_path: Path) -> None:
    known = np.arange(12.0)
    seen = np.array([known, np.where(known > 4.0, np.nan, known), [np.nan] * 12])
    save(tmp_path / "a.npz", [standing()] * 3, seen=seen, eye_sha256="abc")
    recording = load_landmarks(tmp_path / "a.npz")
    assert recording.eye_sha256 == "abc"
    assert recording.seen is not None
    np.testing.assert_array_equal(recording.seen, seen)
    assert not recording.seen.flags.writeable
    blind = load_landmarks(save(tmp_path / "b.npz", [standing()]))
    assert (blind.seen, blind.eye_sha256) == (None, "")


@pytest.mark.parametrize("count", [4, 5])
def test_fewer_values_of_earlier_versions_are_passed_over(tmp_path: Path, count: int) -> None:
    path = save(tmp_path / "a.npz", [standing()] * 2, seen=np.zeros((2, count)), eye_sha256="abc")
    recording = load_landmarks(path)
    assert (recording.seen, recording.eye_sha256) == (None, "")
    np.testing.assert_array_equal(recording.xy_px, [standing().xy_px] * 2)


@pytest.mark.parametrize("shape", [(2, 3), (2, 6), (1, 12), (2,), (2, 12, 1)])
def test_what_was_seen_in_another_shape_is_said(tmp_path: Path, shape: tuple[int, ...]) -> None:
    path = save(tmp_path / "a.npz", [standing()] * 2, seen=np.zeros(shape), eye_sha256="abc")
    with pytest.raises(RecordError, match="seen has the shape"):
        load_landmarks(path)


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", [standing()])
    with pytest.raises(OutputError, match="exists already"):
        save(path, [])
    save(path, [], overwrite=True)
    assert len(load_landmarks(path)) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["a.npz"]


def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        save(tmp_path / "nowhere" / "a.npz", [standing()])


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="does not exist"):
        load_landmarks(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("no landmarks")
    (tmp_path / "empty.npz").touch()
    np.save(tmp_path / "array.npz", np.zeros(3))
    (tmp_path / "array.npz.npy").rename(tmp_path / "array.npz")
    for name in ("text.npz", "empty.npz", "array.npz"):
        with pytest.raises(RecordError, match="is not a landmark file"):
            load_landmarks(tmp_path / name)


def test_a_cut_file_is_said(tmp_path: Path) -> None:
    path = save(tmp_path / "a.npz", [standing()] * 20)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(RecordError):
        load_landmarks(path)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "livecoach.landmarks/9"}, "its format is"),
        ({"t_s": np.array([0.0, 0.0])}, "do not rise"),
        ({"t_s": np.array([0.0, np.nan])}, "do not rise"),
        ({"xy_px": np.zeros((2, 32, 2))}, "xy_px has the shape"),
        ({"visibility": np.zeros((3, 33))}, "visibility has the shape"),
        ({"image_size_px": np.array([640])}, "unpack"),
    ],
)
def test_damaged_recordings_are_said(tmp_path: Path, change: dict[str, object], why: str) -> None:
    path = save(tmp_path / "a.npz", [standing()] * 2)
    with np.load(path) as archive:
        fields = dict(archive)
    np.savez(path, **{**fields, **change})
    with pytest.raises(RecordError, match=why):
        load_landmarks(path)
    np.savez(path, **{name: field for name, field in fields.items() if name not in change})
    with pytest.raises(RecordError, match=next(iter(change))):
        load_landmarks(path)


def test_the_rendered_clips_layout(shared: Path) -> None:
    recording = load_landmarks(shared / "truth" / "dev" / "dev00_y0_A.full.npz")
    assert (recording.model_name, recording.image_size_px) == ("full", (640, 480))
    assert recording.t_s[30] == pytest.approx(1.0)
    pose = recording.pose(0, 0.0)
    assert pose is not None
    assert pose.xy_px[0] == pytest.approx([317.4, 73.8], abs=0.1)


def test_the_real_clips_layout_needs_the_picture_size(shared: Path) -> None:
    path = shared / "real" / "landmarks" / "armcircle_side_01.npz"
    with pytest.raises(RecordError, match="size of its pictures"):
        load_landmarks(path)
    recording = load_landmarks(path, image_size_px=(738, 482))
    assert len(recording) == 242
    assert recording.t_s[-1] == pytest.approx(241 / 59.94, abs=1e-3)
    assert np.isnan(recording.world_m).all()


def test_a_frame_beyond_the_recording_is_said(tmp_path: Path) -> None:
    tracker = ReplayTracker(load_landmarks(save(tmp_path / "a.npz", [standing()])))
    with tracker, pytest.raises(RecordError, match="only 1 were recorded"):
        tracker.track(Frame(1, 0.1, GREY))
