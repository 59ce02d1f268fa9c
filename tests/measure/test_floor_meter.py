import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import floor_measure_names as names
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Pose
from livecoach.measure.floor_meter import measure_floor, outline_height

SUPINE = {
    "EAR": (480, 300),
    "SHOULDER": (430, 300),
    "WRIST": (300, 310),
    "HIP": (300, 300),
    "KNEE": (300, 190),
    "ANKLE": (190, 190),
}


def pose(joints: dict[str, tuple[int, int]]) -> Pose:
    xy = np.full((COUNT, 2), 300.0, np.float32)
    for name, place in joints.items():
        xy[Landmark[f"LEFT_{name}"]] = xy[Landmark[f"RIGHT_{name}"]] = place
    xy[Landmark.NOSE] = joints["EAR"][0], joints["EAR"][1] - 20
    return Pose(0, 0.0, xy, np.zeros((COUNT, 3), np.float32), np.ones(COUNT, np.float32), (640, 480))


def test_right_angles_on_the_back():
    found = measure_floor(pose(SUPINE), 90.0, None)
    assert found[names.HIP_DEG] == pytest.approx(90.0)
    assert found[names.KNEE_DEG] == pytest.approx(90.0)
    assert found[names.TRUNK_LEVEL_DEG] == pytest.approx(0.0)
    assert found[names.KNEE_OVER_HIP] == pytest.approx(110 / 130)
    assert found[names.INSIDE] == 1.0
    assert np.isnan(found[names.BACK])


def test_a_joint_outside_of_the_picture_is_missed():
    assert measure_floor(pose(SUPINE | {"EAR": (700, 300)}), 90.0, None)[names.INSIDE] < 1.0


@given(yaw=st.sampled_from([90.0, -90.0]))
def test_left_and_right_in_the_picture_measure_alike(yaw):
    mirrored = {name: (639 - x, y) for name, (x, y) in SUPINE.items()}
    one, other = measure_floor(pose(SUPINE), yaw, None), measure_floor(pose(mirrored), -yaw, None)
    for name in (names.HIP_DEG, names.KNEE_DEG, names.THIGH_LEAN_DEG, names.ARM_LEAN_DEG, names.HEAD_DEG):
        assert one[name] == pytest.approx(other[name], abs=1e-6)


@given(rise=st.integers(0, 60))
def test_the_outline_is_found_between_two_pixels(rise):
    mask = np.zeros((480, 640), np.uint8)
    mask[200 - rise :] = 255
    height = outline_height(mask, np.array([200.0, 250.0]), np.array([400.0, 250.0]), (0.2, 0.5))
    assert height == pytest.approx((50 + rise + 0.5) / 200.0, abs=0.005)


def test_an_outline_cut_off_by_the_edge_is_unknown():
    mask = np.full((480, 640), 255, np.uint8)
    assert np.isnan(outline_height(mask, np.array([200.0, 250.0]), np.array([400.0, 250.0]), (0.5,)))
