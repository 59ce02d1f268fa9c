"""Comparing real files with the real model.

``arms_before.jpg`` and ``arms_after.jpg`` show one rendered person whose shoulders go back by 4.2 cm, elbows by
5.3 and wrists by 6.6 (for a height of 170 cm); ``data/back.jpg`` shows another one from behind.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from livecoach.core.landmarks import Landmark
from livecoach.errors import LivecoachError, OutputError, SourceError
from livecoach.output.picture_file import digest, prepare_outputs
from livecoach.posture.compare import CAPTURE, CompareOptions, Comparison, compare
from livecoach.posture.measure.change import Claim
from livecoach.posture.measure.find_stance import look, stance_record
from livecoach.posture.measure.photo_measures import PhotoMeasure, middle
from livecoach.posture.measure.stance import mean_stance
from livecoach.posture.photo_file import load_photo
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model
from tests.support.bodies import Arm, Camera, both, seen
from tests.support.paths import PHOTOS

BEFORE, AFTER, BACK = PHOTOS / "arms_before.jpg", PHOTOS / "arms_after.jpg", PHOTOS / "back.jpg"
SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
SECRET = b"N 47 22 36 E 8 32 23"


def with_exif(source: Path, path: Path) -> Path:
    """The photo with an EXIF block that holds a place."""
    data = source.read_bytes()
    block = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0" + SECRET
    path.write_bytes(data[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + data[2:])
    return path


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The two side photos compared, the first with a place in its EXIF data."""
    folder = tmp_path_factory.mktemp("posture")
    before = with_exif(BEFORE, folder / "before.jpg")
    return compare(CompareOptions(before, AFTER, folder / "new" / "out.jpg"))


def test_arms_that_went_back_are_found_and_nothing_else_is_claimed(compared: Comparison):
    claims = {change.measure: change for change in compared.changes}
    elbow, wrist = claims[PhotoMeasure.ELBOW_AHEAD_HIP], claims[PhotoMeasure.WRIST_AHEAD_HIP]
    assert elbow.claim is wrist.claim is Claim.CHANGED
    assert elbow.change_cm == pytest.approx(-5.3, abs=1.5)
    assert wrist.change_cm == pytest.approx(-6.6, abs=2.0)
    assert claims[PhotoMeasure.NECK_LENGTH].claim is Claim.NOT_SHOWN
    assert claims[PhotoMeasure.EAR_AHEAD_SHOULDER].claim is Claim.NOT_SHOWN
    assert compared.warnings == ()


def test_the_json_says_the_same_with_the_assumed_height(compared: Comparison):
    record = json.loads(compared.data.read_text())
    assert record == compared.record
    assert (record["view"], record["height_cm"], record["height_assumed"]) == ("side", 170.0, True)
    assert record["measures"]["elbow_ahead_hip_cm"]["claim"] == "changed"


def test_nothing_of_the_photo_s_data_goes_into_the_outputs(compared: Comparison):
    for path in (compared.picture, compared.data):
        data = path.read_bytes()
        assert SECRET not in data
        assert b"Exif" not in data


def test_the_picture_can_be_read(compared: Comparison):
    assert cv2.imread(str(compared.picture)).shape[1] == 1600


def test_a_covered_shoulder_is_claimed_to_be_seen_so_that_looking_at_the_points_is_asked_always():
    photo = load_photo(BEFORE)
    with PhotoTracker(resolve_model("full")) as tracker:
        plain = look(photo, tracker, "before")
        x, y = middle(plain.xy_px, SHOULDERS).astype(int)
        photo = photo.copy()
        photo[y - 45 : y + 45, x - 70 : x + 70] = 60
        covered = look(photo, tracker, "covered")
    assert covered.visibility[list(SHOULDERS)].max() > 0.95
    assert np.linalg.norm(middle(covered.xy_px, SHOULDERS) - middle(plain.xy_px, SHOULDERS)) > 10.0


def saved(path: Path, image: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), image)
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda photo: np.full_like(photo, 90), "shows no person"),
        (np.rot90, "on its side"),
        (lambda photo: np.hstack([photo[:, 300:660], photo[:, 300:660]]), "two people"),
    ],
    ids=["nobody", "turned", "two"],
)
def test_a_photo_that_cannot_be_used_is_one_sentence(tmp_path: Path, make, said: str):
    photo = saved(tmp_path / "bad.png", make(cv2.imread(str(BEFORE))))
    with pytest.raises(SourceError, match=said) as caught:
        compare(CompareOptions(photo, AFTER, tmp_path / "out.jpg"))
    assert "bad.png" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [photo]


def test_two_views_are_not_compared(tmp_path: Path):
    with pytest.raises(LivecoachError, match="compare two photos of the same view"):
        compare(CompareOptions(AFTER, BACK, tmp_path / "out.jpg"))


def captured(folder: Path, name: str, takes: list[float]) -> Path:
    """A photo with what capture would have written: takes of a stick figure, its hands forward by so many degrees."""
    path = folder / f"{name}.jpg"
    shutil.copy(BEFORE, path)
    poses = [seen(both(Arm(lifted_deg)), Camera(yaw_deg=90.0, shift_px=(0.0, 40.0))) for lifted_deg in takes]
    record = {
        "what": CAPTURE,
        "format": 1,
        "sha256": digest(path),
        "taken_at": "2026-05-04T07:30:00+02:00",
        "takes": [stance_record(mean_stance([pose])) for pose in poses],
    }
    path.with_suffix(".json").write_text(json.dumps(record))
    return path


def test_the_takes_of_captures_are_averaged(tmp_path: Path):
    def elbow_cm(before: Path, after: Path) -> tuple[float, Comparison]:
        found = compare(CompareOptions(before, after, tmp_path / f"{before.stem}_{after.stem}.png"))
        return {one.measure: one.before_cm for one in found.changes}[PhotoMeasure.ELBOW_AHEAD_HIP], found

    three, low, high = (captured(tmp_path, *each) for each in (("a", [0.0, 3.0, 6.0]), ("b", [0.0]), ("c", [6.0])))
    (mean_cm, _), (low_cm, found), (high_cm, _) = elbow_cm(three, low), elbow_cm(low, three), elbow_cm(high, low)
    assert mean_cm == pytest.approx(0.5 * (low_cm + high_cm), abs=0.02)
    assert high_cm - low_cm > 2.0
    assert found.record["after"]["takes"] == 3
    assert found.record["after"]["taken_at"].startswith("2026-05-04")


@pytest.mark.parametrize(
    "two", [([], "x"), ([{}], None), ([{"landmarks": [[1, 2, 3]]}], [{"landmarks": None}])], ids=str
)
def test_a_photo_whose_takes_are_damaged_is_looked_at_as_a_plain_one(tmp_path: Path, two: tuple[object, object]):
    paths = []
    for name, takes in zip("ab", two, strict=True):
        path = captured(tmp_path, name, [0.0])
        beside = path.with_suffix(".json")
        record = json.loads(beside.read_text())
        whole = {key: value for key, value in record["takes"][0].items() if key != "yaw_deg"}
        damaged = [whole | one for one in takes] if isinstance(takes, list) else takes
        beside.write_text(json.dumps(record | {"takes": damaged}))
        paths.append(path)
    found = compare(CompareOptions(*paths, tmp_path / "out.png"))
    for when in ("before", "after"):
        assert (found.record[when]["takes"], found.record[when]["taken_at"]) == (1, None)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_folder_that_takes_no_files_is_known_before_anything_is_looked_at():
    with pytest.raises(OutputError, match=r"Cannot write into the folder /proc: .*; choose another --out\.$"):
        prepare_outputs(Path("/proc/out.jpg"), inputs=(), overwrite=False)


def test_outputs_are_checked_first_and_never_replaced_unasked(tmp_path: Path):
    out = tmp_path / "out.jpg"
    options = CompareOptions(BEFORE, AFTER, out)
    for present in (out, out.with_suffix(".json")):
        present.write_text("mine")
        with pytest.raises(OutputError, match="--overwrite"):
            compare(options)
        assert present.read_text() == "mine"
        present.unlink()
    with pytest.raises(OutputError, match="does not end in"):
        compare(replace(options, out=tmp_path / "out.gif"))
    with pytest.raises(OutputError, match="one of the photos given"):
        prepare_outputs(out, inputs=(out,), overwrite=True)
    assert prepare_outputs(out, inputs=(), overwrite=True) == (out, out.with_suffix(".json"))
