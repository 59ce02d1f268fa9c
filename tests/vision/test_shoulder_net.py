"""The real network on a rendered person, and what its input keeps when a picture is mirrored, scaled or dark."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from livecoach.core.landmarks import Landmark
from livecoach.core.types import Frame
from livecoach.errors import ModelError
from livecoach.track import model_files
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import SHOULDER_NET_NAME, known_sums, network_file, resolve_model
from livecoach.vision import shoulder_net
from livecoach.vision.shoulder_net import (
    Change,
    Scale,
    ShoulderNet,
    UpperBodyCrop,
    nearest_arms,
    numbers,
    pictures,
    scale_of,
    upper_body_crop,
)
from tests.track.bodies import person_bgr, standing

TWINS = [
    Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")]
    for name in (row.name for row in Landmark)
]
SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
POINTS = arrays(np.float32, (33, 2), elements=st.floats(0, 480, width=32))


@pytest.fixture(scope="module")
def net() -> ShoulderNet:
    return ShoulderNet(network_file())


@pytest.fixture(scope="module")
def person() -> tuple[NDArray[np.uint8], NDArray[np.float32], Scale]:
    """The rendered person of data/person.jpg: picture, landmarks and scale."""
    image = person_bgr()
    with MediaPipeTracker(resolve_model("full")) as tracker:
        pose = tracker.track(Frame(0, 0.0, image)).pose
    assert pose is not None
    return image, pose.xy_px, scale_of(pose.xy_px[None], pose.world_m[None])


def risen(image: NDArray[np.uint8], xy: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The person with both shoulders 12 pixels higher, picture and landmarks alike."""
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    bumps = [np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 30.0**2)) for x, y in xy[SHOULDERS]]
    lifted = cv2.remap(image, columns, rows + np.float32(12.0) * np.maximum(*bumps), cv2.INTER_LINEAR)
    higher = xy.copy()
    higher[SHOULDERS, 1] -= np.float32(12.0)
    return np.asarray(lifted, np.uint8), higher


def values(change: Change) -> NDArray[np.float64]:
    return np.array(
        [
            change.clavicle_left_deg,
            change.clavicle_right_deg,
            change.lumbar_extension_deg,
            change.head_protrusion_cm,
        ]
    )


def test_shapes(net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]):
    seen = upper_body_crop(*person)
    assert (seen.picture.shape, seen.picture.dtype) == ((80, 80), np.uint8)
    assert (seen.points.shape, seen.points.dtype) == ((24,), np.float32)
    assert (pictures(seen, seen).shape, numbers(seen, seen, person[2]).shape) == ((1, 8, 40, 40), (1, 50))
    assert not seen.picture.flags.writeable
    change = net.change(seen, seen, person[2])
    assert change.clavicle_deg == pytest.approx((change.clavicle_left_deg + change.clavicle_right_deg) / 2)


def test_the_same_look_is_no_change(net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]):
    seen = upper_body_crop(*person)
    assert np.abs(values(net.change(seen, seen, person[2]))).max() < 1.5


def test_lifted_shoulders_are_seen(net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]):
    image, xy, scale = person
    change = net.change(upper_body_crop(*risen(image, xy), scale), upper_body_crop(*person), scale)
    assert change.clavicle_deg > 3.0


def test_it_answers_as_the_network_that_was_measured(
    net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]
):
    """Its first layer was regrouped since (scripts/networks/regroup.py); a wrong order of pixels would show here."""
    image, xy, scale = person
    change = net.change(upper_body_crop(*risen(image, xy), scale), upper_body_crop(*person), scale)
    np.testing.assert_allclose(values(change), [13.4386, 14.0393, 0.1300, 0.2804], atol=0.1)


def test_the_network_sees_both_pictures_in_blocks():
    rows, columns = np.mgrid[0:80, 0:80].astype(np.uint8)
    now, reference = (UpperBodyCrop(picture, np.zeros(24, np.float32)) for picture in (rows + columns, rows))
    blocks = pictures(now, reference)[0].reshape(2, 2, 2, 40, 40)
    gain = 1.0 / (rows.std(ddof=1) + 255.0 * shoulder_net.SPREAD_FLOOR)
    for seen, picture in zip(blocks, (now.picture, reference.picture), strict=True):
        whole = seen.transpose(2, 0, 3, 1).reshape(80, 80)
        np.testing.assert_allclose(whole, gain * (picture - rows.mean()), atol=1e-4)


def test_a_mirrored_person_gives_mirrored_values(
    net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]
):
    image, xy, scale = person
    flipped_scale = Scale(scale.torso_px, -scale.yaw_rad)

    def flipped(picture: NDArray[np.uint8], points: NDArray[np.float32]) -> UpperBodyCrop:
        twins = points[TWINS].copy()
        twins[:, 0] = picture.shape[1] - 1 - twins[:, 0]
        return upper_body_crop(np.ascontiguousarray(picture[:, ::-1]), twins, flipped_scale)

    now = risen(image, xy)
    plain = values(net.change(upper_body_crop(*now, scale), upper_body_crop(*person), scale))
    mirror = values(net.change(flipped(*now), flipped(image, xy), flipped_scale))
    np.testing.assert_allclose(mirror, plain[[1, 0, 2, 3]], atol=0.3)


def test_looks_compared_together_change_as_each_alone(
    net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale]
):
    image, xy, scale = person
    now, others = (
        upper_body_crop(*risen(image, xy), scale),
        [upper_body_crop(*person), upper_body_crop(*risen(*risen(image, xy)), scale)],
    )
    assert list(net.changes(now, others, scale)) == [net.change(now, other, scale) for other in others]


@settings(max_examples=60, deadline=None)
@given(
    x=st.floats(-300, 900),
    y=st.floats(-300, 700),
    growth=st.floats(0.3, 3.0),
    turn_deg=st.floats(-40, 40),
    yaw=st.sampled_from([-0.7, 0.7]),
)
def test_looking_at_a_part_of_the_picture_gives_what_the_whole_gives(
    x: float, y: float, growth: float, turn_deg: float, yaw: float
):
    image = person_bgr()
    turn = cv2.getRotationMatrix2D((320.0, 200.0), turn_deg, growth)
    xy = (standing().xy_px @ turn[:, :2].T + turn[:, 2] + (x - 320.0, y - 200.0)).astype(np.float32)
    scale = Scale(120.0 * growth, yaw)
    step = shoulder_net.SPAN * scale.torso_px / shoulder_net.SIZE_PX
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if step >= 1.3:
        grey = cv2.GaussianBlur(grey, (0, 0), 0.35 * step)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (shoulder_net.SIZE_PX, shoulder_net.SIZE_PX)
    whole = cv2.warpAffine(grey, shoulder_net.window(xy, scale), size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    np.testing.assert_array_equal(shoulder_net.picture(image, xy, scale), whole)


@pytest.mark.parametrize("factor", [0.75, 1.5, 2.0])
def test_another_picture_size_and_another_crop_change_little(
    net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale], factor: float
):
    image, xy, scale = person
    larger_scale = Scale(scale.torso_px * factor, scale.yaw_rad)

    def larger(picture: NDArray[np.uint8], points: NDArray[np.float32]) -> UpperBodyCrop:
        framed = cv2.copyMakeBorder(picture[:400], 30, 0, 50, 20, cv2.BORDER_REPLICATE)
        method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        resized = np.asarray(cv2.resize(framed, None, fx=factor, fy=factor, interpolation=method), np.uint8)
        return upper_body_crop(resized, (points + np.float32([50, 30])) * np.float32(factor), larger_scale)

    now = risen(image, xy)
    plain = values(net.change(upper_body_crop(*now, scale), upper_body_crop(*person), scale))
    other = values(net.change(larger(*now), larger(image, xy), larger_scale))
    np.testing.assert_allclose(other, plain, atol=1.5)


@pytest.mark.parametrize("level", [0, 1, 128, 255])
def test_dark_and_flat_pictures_give_numbers(
    net: ShoulderNet, person: tuple[NDArray[np.uint8], NDArray[np.float32], Scale], level: int
):
    image, xy, scale = person
    flat = upper_body_crop(np.full_like(image, level), xy, scale)
    for now, reference in ((flat, flat), (flat, upper_body_crop(*person)), (upper_body_crop(*person), flat)):
        assert np.isfinite(values(net.change(now, reference, scale))).all()


@settings(max_examples=25)
@given(points=POINTS, yaw_rad=st.floats(0.05, 3.0))
def test_mirrored_landmarks_give_the_same_numbers(points: NDArray[np.float32], yaw_rad: float):
    points[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 1] = 20.0
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] = 300.0
    flipped = points[TWINS].copy()
    flipped[:, 0] = 640.0 - flipped[:, 0]
    one = shoulder_net.points(points, Scale(120.0, yaw_rad))
    other = shoulder_net.points(flipped, Scale(120.0, -yaw_rad))
    np.testing.assert_allclose(other, one, atol=2e-3)


def test_the_nearest_arms_are_ones_own():
    pose = standing()
    scale = scale_of(pose.xy_px[None], pose.world_m[None])
    rows = []
    for forward_px in (0.0, 15.0, 30.0, 60.0):
        xy = pose.xy_px.copy()
        xy[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST], 0] += np.float32(forward_px)
        rows.append(shoulder_net.points(xy, scale))
    now = UpperBodyCrop(np.zeros((80, 80), np.uint8), rows[1])
    assert nearest_arms(now, np.stack(rows)).tolist()[0] == 1
    assert set(nearest_arms(now, np.stack(rows), 2).tolist()) <= {0, 1, 2}


def test_the_shipped_network_is_the_one_whose_hash_is_known():
    assert hashlib.sha256(network_file().read_bytes()).hexdigest() == known_sums()[SHOULDER_NET_NAME]


def test_a_missing_or_broken_network_is_one_sentence(tmp_path: Path):
    with pytest.raises(ModelError, match="is missing") as missing:
        ShoulderNet(tmp_path / "none.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"no network at all")
    with pytest.raises(ModelError, match="cannot be read") as broken:
        ShoulderNet(tmp_path / "broken.onnx")
    for error in (missing, broken):
        assert "\n" not in str(error.value)


def test_a_changed_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  {SHOULDER_NET_NAME}\n", encoding="ascii")
    monkeypatch.setattr(model_files, "models_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="does not exist"):
        network_file()
    (tmp_path / SHOULDER_NET_NAME).write_bytes(b"another one")
    with pytest.raises(ModelError, match="was changed"):
        network_file()
