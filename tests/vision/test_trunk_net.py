"""What the picture of the trunk hangs on, the motion in it, and the network's file; nothing rests on its weights."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from livecoach.core.landmarks import Landmark
from livecoach.errors import ModelError
from livecoach.track.model_files import TRUNK_NET_NAME, known_sums, network_file
from livecoach.vision import trunk_net
from livecoach.vision.shoulder_net import Scale, numbers, upper_body_crop
from livecoach.vision.trunk_net import TrunkCrop, TrunkNet, motion, new_flow, picture, trunk_crop
from tests.track.bodies import person_bgr, standing

TWINS = [
    Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")]
    for name in (row.name for row in Landmark)
]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
IMAGE, XY_PX = person_bgr(), standing().xy_px
SCALE = Scale(120.0, 0.7)
UPPER, LOWER = slice(1, 9), slice(14, None)  # rows of the grid: 13 to 58 and 98 to 137 of 144
Moves = tuple[float, float]
moves_px = st.tuples(st.floats(-4.0, 4.0), st.floats(-4.0, 4.0))


@pytest.fixture(scope="module")
def net() -> TrunkNet:
    return TrunkNet(network_file(TRUNK_NET_NAME))


@pytest.fixture(scope="module")
def flow() -> cv2.DISOpticalFlow:
    return new_flow()


def cloth(*widths_px: float, seed: int = 5) -> NDArray[np.uint8]:
    """A random pattern, 50 pixels larger than the picture of the trunk at every side, with blobs of these widths."""
    noise = np.random.default_rng(seed).normal(size=(244, 196)).astype(np.float32)
    blobs = [cv2.GaussianBlur(noise, (0, 0), width_px) for width_px in widths_px]
    grey = 128.0 + 40.0 * np.sum([blob / blob.std() for blob in blobs], axis=0)
    return np.asarray(np.clip(grey, 0, 255), np.uint8)


PATTERN = cloth(2.0, 8.0)


def worn(
    hips: Moves = (0.0, 0.0), upper: Moves = (0.0, 0.0), pattern: NDArray[np.uint8] = PATTERN
) -> NDArray[np.uint8]:
    """A trunk that moved right and down by ``hips`` pixels, and above the waist by ``upper`` pixels more."""
    rows, columns = np.mgrid[0:144, 0:96].astype(np.float32)
    share = np.clip((90.0 - rows) / 20.0, 0.0, 1.0)
    x, y = (np.float32(50.0 - whole) - np.float32(above) * share for whole, above in zip(hips, upper, strict=True))
    return np.asarray(cv2.remap(pattern, columns + x, rows + y, cv2.INTER_LINEAR), np.uint8)


def mirrored(image: NDArray[np.uint8], xy_px: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    twins = xy_px[TWINS].copy()
    twins[:, 0] = image.shape[1] - 1 - twins[:, 0]
    return np.ascontiguousarray(image[:, ::-1]), twins


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int_]:
    return np.abs(one.astype(int) - other)


def test_shapes(flow: cv2.DISOpticalFlow):
    seen = trunk_crop(IMAGE, XY_PX, SCALE)
    assert (seen.trunk.shape, seen.trunk.dtype) == ((144, 96), np.uint8)
    assert not seen.trunk.flags.writeable
    moved = motion(flow, seen.trunk, seen.trunk)
    assert (moved.shape, moved.dtype) == ((2, 21, 15), np.float32)


def test_a_glance_is_what_both_eyes_see():
    seen, ours = trunk_crop(IMAGE, XY_PX, SCALE), upper_body_crop(IMAGE, XY_PX, SCALE)
    np.testing.assert_array_equal(seen.trunk, picture(IMAGE, XY_PX, SCALE))
    np.testing.assert_array_equal(seen.upper_body.picture, ours.picture)
    np.testing.assert_array_equal(seen.upper_body.points, ours.points)


@settings(max_examples=30)
@given(st.integers(-40, 40), st.integers(-40, 40))
def test_a_person_elsewhere_in_the_picture_looks_the_same(right_px: int, down_px: int):
    matrix = np.array([[1.0, 0.0, right_px], [0.0, 1.0, down_px]])
    elsewhere = cv2.warpAffine(IMAGE, matrix, (640, 480), borderMode=cv2.BORDER_REPLICATE)
    seen = picture(np.asarray(elsewhere, np.uint8), XY_PX + np.float32([right_px, down_px]), SCALE)
    assert difference(seen, picture(IMAGE, XY_PX, SCALE)).max() <= 1


@given(st.lists(st.sampled_from([row for row in Landmark if row not in HIPS]), min_size=1), st.floats(-50.0, 50.0))
def test_it_hangs_on_the_hips_alone_and_stays_upright(others: list[Landmark], moved_px: float):
    xy_px = XY_PX.copy()
    xy_px[others] += np.float32(moved_px)
    np.testing.assert_array_equal(picture(IMAGE, xy_px, SCALE), picture(IMAGE, XY_PX, SCALE))


def test_the_hips_hang_where_they_should_and_a_torso_is_as_long_as_it_should_be():
    marked = np.zeros_like(IMAGE)
    hip_x, hip_y = XY_PX[HIPS].mean(axis=0).astype(int).tolist()
    for y in (hip_y, hip_y - 120):
        marked[y - 4 : y + 5, hip_x - 4 : hip_x + 5] = 255
    seen = picture(marked, XY_PX, SCALE)
    for top, middle in ((80, trunk_net.HIPS_PX[1]), (0, trunk_net.HIPS_PX[1] - trunk_net.TORSO_PX)):
        rows, columns = np.nonzero(seen[top : top + 64] > 128)
        assert (columns.mean(), top + rows.mean()) == pytest.approx((trunk_net.HIPS_PX[0], middle), abs=0.5)


@pytest.mark.parametrize("factor", [0.5, 0.75, 1.5, 2.0, 3.0])
def test_another_picture_size_changes_little(factor: float):
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    resized = np.asarray(cv2.resize(IMAGE, None, fx=factor, fy=factor, interpolation=method), np.uint8)
    xy_px = (factor * (XY_PX + 0.5) - 0.5).astype(np.float32)
    seen = picture(resized, xy_px, Scale(factor * SCALE.torso_px, SCALE.yaw_rad))
    assert difference(seen, picture(IMAGE, XY_PX, SCALE)).mean() < 1.0


def test_a_negative_yaw_mirrors_it_about_the_hips():
    seen, twin = (picture(IMAGE, XY_PX, Scale(120.0, yaw_rad)) for yaw_rad in (0.7, -0.7))
    assert difference(twin[:, 1:], seen[:, :0:-1]).max() <= 1
    assert difference(twin, seen).max() > 50


def test_a_mirrored_person_looks_the_same_to_both_eyes():
    plain, twin = trunk_crop(IMAGE, XY_PX, SCALE), trunk_crop(*mirrored(IMAGE, XY_PX), Scale(120.0, -0.7))
    assert difference(twin.trunk, plain.trunk).max() <= 1
    assert difference(twin.upper_body.picture, plain.upper_body.picture).max() <= 1
    np.testing.assert_allclose(twin.upper_body.points, plain.upper_body.points, atol=1e-4)


@settings(max_examples=60)
@given(
    x=st.floats(-900, 1500),
    y=st.floats(-700, 1200),
    growth=st.floats(0.3, 3.0),
    yaw=st.sampled_from([-0.7, 0.7]),
)
def test_looking_at_a_part_of_the_picture_gives_what_the_whole_gives(x: float, y: float, growth: float, yaw: float):
    """Also where some of the trunk, or all of it, is beyond an edge."""
    scale = Scale(120.0 * growth, yaw)
    xy_px = (growth * (XY_PX - XY_PX[HIPS].mean(axis=0)) + (x, y)).astype(np.float32)
    step = scale.torso_px / trunk_net.TORSO_PX
    grey = cv2.cvtColor(IMAGE, cv2.COLOR_BGR2GRAY)
    if step >= 1.3:
        grey = cv2.GaussianBlur(grey, (0, 0), 0.35 * step)
    across = step if yaw > 0 else -step
    hip_x, hip_y = xy_px.astype(np.float64)[HIPS].mean(axis=0)
    matrix = np.array([[across, 0.0, hip_x - 48.0 * across], [0.0, step, hip_y - 120.0 * step]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    whole = cv2.warpAffine(grey, matrix, (96, 144), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    np.testing.assert_array_equal(picture(IMAGE, xy_px, scale), whole)


def test_where_nothing_moved_there_is_no_motion(flow: cv2.DISOpticalFlow):
    for seen in (worn(), picture(IMAGE, XY_PX, SCALE), np.zeros((144, 96), np.uint8)):
        assert not motion(flow, seen, seen.copy()).any()


@settings(max_examples=30)
@given(moves_px)
def test_what_moves_as_a_whole_moves_nowhere(flow: cv2.DISOpticalFlow, hips: Moves):
    """The hips' own motion is taken off: their landmarks may tremble."""
    assert np.abs(motion(flow, worn(hips), worn())).max() < 0.01


@settings(max_examples=30)
@given(moves_px, moves_px)
def test_what_the_upper_body_moves_against_the_hips_is_told_in_torso_lengths(
    flow: cv2.DISOpticalFlow, hips: Moves, upper: Moves
):
    """Right and down are positive; at the edges, where cloth comes into the picture, it is less exact."""
    moved = motion(flow, worn(hips, upper), worn())
    for cells, move_px in zip(moved, upper, strict=True):
        np.testing.assert_allclose(cells[UPPER, 1:-1], move_px / trunk_net.TORSO_PX, atol=0.01)
    assert np.abs(moved[:, LOWER]).max() < 0.015


@pytest.mark.parametrize(("upper", "axis"), [((24.0, 0.0), 0), ((-24.0, 0.0), 0), ((0.0, -24.0), 1)])
def test_a_patch_that_was_lost_moves_no_further_than_the_most(flow: cv2.DISOpticalFlow, upper: Moves, axis: int):
    pattern = cloth(8.0, seed=0)
    moved = motion(flow, worn(upper=upper, pattern=pattern), worn(pattern=pattern))
    assert np.abs(moved).max() == np.float32(trunk_net.MOST)
    assert (np.sign(upper[axis]) * moved[axis]).max() == np.float32(trunk_net.MOST)


def pair(upper: Moves = (3.0, -1.0)) -> tuple[TrunkCrop, TrunkCrop]:
    """The upper body moved, and as it was, both beside the landmarks of one look."""
    seen = upper_body_crop(IMAGE, XY_PX, SCALE)
    return TrunkCrop(seen, worn(upper=upper)), TrunkCrop(seen, worn())


@settings(max_examples=30)
@given(upper=moves_px, yaw_rad=st.floats(-3.1, 3.1))
def test_the_answer_is_a_finite_number(net: TrunkNet, upper: Moves, yaw_rad: float):
    extension_deg = net.extension_deg(*pair(upper), Scale(120.0, yaw_rad))
    assert isinstance(extension_deg, float)
    assert np.isfinite(extension_deg)


def test_the_network_is_asked_as_it_was_trained(net: TrunkNet, flow: cv2.DISOpticalFlow):
    """Motion and landmarks from the reference to now, in the units of scripts/networks/trunk_train.py."""
    arms_px = XY_PX + np.float32(12.0) * (np.arange(len(XY_PX))[:, None] > Landmark.RIGHT_SHOULDER)
    now, reference = (
        TrunkCrop(upper_body_crop(IMAGE, arms_px, SCALE), worn(upper=(3.0, -1.0))),
        TrunkCrop(upper_body_crop(IMAGE, XY_PX, SCALE), worn()),
    )
    bare = cv2.dnn.readNetFromONNX(str(network_file(TRUNK_NET_NAME)))
    bare.setInput(10.0 * motion(flow, now.trunk, reference.trunk)[None], "motion")
    bare.setInput(numbers(now.upper_body, reference.upper_body, SCALE), "landmarks")
    assert net.extension_deg(now, reference, SCALE) == pytest.approx(5.0 * float(bare.forward()[0, 0]), abs=1e-4)


@pytest.mark.parametrize("level", [0, 1, 128, 255])
def test_dark_and_flat_pictures_give_numbers(net: TrunkNet, level: int):
    flat, person = trunk_crop(np.full_like(IMAGE, level), XY_PX, SCALE), trunk_crop(IMAGE, XY_PX, SCALE)
    for now, reference in ((flat, flat), (flat, person), (person, flat)):
        assert np.isfinite(net.extension_deg(now, reference, SCALE))


def test_the_answer_is_the_same_again_whatever_was_asked_in_between(net: TrunkNet):
    """Flow and network keep their buffers, and an eye that was just loaded has none yet."""
    now, reference = pair()
    first = net.extension_deg(now, reference, SCALE)
    net.extension_deg(reference, trunk_crop(IMAGE, XY_PX, SCALE), Scale(120.0, -2.0))
    assert net.extension_deg(now, reference, SCALE) == first
    assert TrunkNet(network_file(TRUNK_NET_NAME)).extension_deg(now, reference, SCALE) == first


def test_the_shipped_network_is_the_one_whose_hash_is_known():
    path = network_file(TRUNK_NET_NAME)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == known_sums()[TRUNK_NET_NAME]


def test_a_missing_or_broken_network_is_one_sentence(tmp_path: Path):
    with pytest.raises(ModelError, match="is missing") as missing:
        TrunkNet(tmp_path / "none.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"no network at all")
    with pytest.raises(ModelError, match="cannot be read") as broken:
        TrunkNet(tmp_path / "broken.onnx")
    for error in (missing, broken):
        assert "\n" not in str(error.value)
