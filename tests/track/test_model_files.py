import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from livecoach.core.resources import models_folder
from livecoach.errors import ModelError
from livecoach.track.model_files import (
    MOVEMENT_NET_NAME,
    POSTURE_NET_NAME,
    SHIPPED,
    SHOULDER_NET_NAME,
    TRUNK_NET_NAME,
    known_sums,
    networks_sha256,
    resolve_model,
)


def bundle(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"weights")
    return path


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_models_have_their_hash(name: str) -> None:
    model = resolve_model(name)
    assert model.name == name
    assert model.sha256 == known_sums()[model.path.name]


def test_all_hashes_are_known() -> None:
    poses = {f"pose_landmarker_{name}.task" for name in ("lite", "full", "heavy")}
    networks = {SHOULDER_NET_NAME, TRUNK_NET_NAME, POSTURE_NET_NAME, MOVEMENT_NET_NAME}
    assert set(known_sums()) == poses | networks


def test_a_copy_under_another_name_is_still_that_model(tmp_path: Path) -> None:
    copy = shutil.copy(models_folder() / "pose_landmarker_lite.task", tmp_path / "mine.task")
    assert resolve_model(str(copy)).name == "lite"


def test_heavy_by_path(shared: Path) -> None:
    assert resolve_model(str(shared / "models" / "pose_landmarker_heavy.task")).name == "heavy"


def test_an_unknown_model_is_taken_and_its_hash_reported(tmp_path: Path) -> None:
    path = bundle(tmp_path / "own.task", "pose_detector.tflite", "pose_landmarks_detector.tflite")
    model = resolve_model(str(path))
    assert (model.name, model.sha256) == ("own", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    path = bundle(tmp_path / "pose_landmarker_full.task", "pose_detector.tflite", "pose_landmarks_detector.tflite")
    with pytest.raises(ModelError, match="was changed"):
        resolve_model(str(path))


@pytest.mark.parametrize("spec", ["medium", "nowhere/model.task", "."])
def test_a_missing_model_is_named(spec: str) -> None:
    with pytest.raises(ModelError, match=rf"'{spec}' does not exist: give lite, full"):
        resolve_model(spec)


def test_other_files_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.task"
    text.write_text("no model")
    with pytest.raises(ModelError, match="is not a pose model"):
        resolve_model(str(text))
    with pytest.raises(ModelError, match=r"lacks pose_landmarks_detector\.tflite"):
        resolve_model(str(bundle(tmp_path / "half.task", "pose_detector.tflite")))


def test_a_missing_list_of_hashes_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("livecoach.track.model_files.models_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="SHA256SUMS"):
        resolve_model("full")


@pytest.fixture
def eyes_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of both eyes in a folder whose list of hashes knows neither."""
    for name in (SHOULDER_NET_NAME, TRUNK_NET_NAME):
        shutil.copy(models_folder() / name, tmp_path)
    (tmp_path / "SHA256SUMS").touch()
    monkeypatch.setattr("livecoach.track.model_files.models_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [SHOULDER_NET_NAME, TRUNK_NET_NAME])
def test_both_eyes_have_one_hash_that_changes_with_each(eyes_folder: Path, name: str) -> None:
    before = networks_sha256()
    assert re.fullmatch("[0-9a-f]{64}", before)
    assert networks_sha256() == before
    path = eyes_folder / name
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert networks_sha256() != before
    path.write_bytes(content)
    assert networks_sha256() == before


def test_eyes_in_each_other_s_place_are_others(eyes_folder: Path) -> None:
    before = networks_sha256()
    one, other = (eyes_folder / name for name in (SHOULDER_NET_NAME, TRUNK_NET_NAME))
    shoulders, trunk = one.read_bytes(), other.read_bytes()
    one.write_bytes(trunk)
    other.write_bytes(shoulders)
    assert networks_sha256() != before


@pytest.mark.parametrize("name", [SHOULDER_NET_NAME, TRUNK_NET_NAME])
def test_an_eye_that_is_missing_or_was_changed_is_named(eyes_folder: Path, name: str) -> None:
    (eyes_folder / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n", encoding="ascii")
    with pytest.raises(ModelError, match=rf"{name}' was changed"):
        networks_sha256()
    (eyes_folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}' does not exist"):
        networks_sha256()
