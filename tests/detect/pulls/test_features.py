import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.detect.pulls.features import COUNT, POINTS, RATE_HZ, features, scale_px_per_m
from tests.support.bodies import Camera, filmed, pull, session

ROWS = [int(point) for point in POINTS]


def points_of(yaw_deg: float = 40.0, fps: float = RATE_HZ) -> tuple[np.ndarray, np.ndarray]:
    poses = [pose for pose in filmed(session(pull(2.0), still_s=0.5), fps, Camera(yaw_deg)) if pose is not None]
    return np.stack([pose.xy_px[ROWS] for pose in poses]), np.stack([pose.world_m[ROWS] for pose in poses])


@given(st.floats(0.3, 3.0), st.floats(-500.0, 500.0), st.sampled_from([0.0, 40.0, 90.0, 180.0]))
@settings(max_examples=10)
def test_neither_the_size_nor_the_place_in_the_picture_matters(size, shift_px, yaw_deg):
    xy_px, world_m = points_of(yaw_deg)
    assert features(size * xy_px + shift_px, world_m) == pytest.approx(features(xy_px, world_m), abs=2e-3)


def test_the_scale_is_the_pictures_pixels_per_metre():
    xy_px, world_m = points_of()
    other_px, _ = points_of()
    assert scale_px_per_m(2.0 * other_px, world_m) == pytest.approx(2.0 * scale_px_per_m(xy_px, world_m))


def test_a_frame_without_a_person_is_all_zero_and_has_no_speed_after_it():
    xy_px, world_m = points_of()
    xy_px[5] = np.nan
    found = features(xy_px, world_m)
    assert found.shape == (len(xy_px), COUNT)
    assert np.isfinite(found).all()
    assert not found[5].any()
    assert found[6, -1] == 1.0
    assert not found[6, -17:-1].any()


def test_frames_may_be_given_two_at_a_time():
    xy_px, world_m = points_of()
    whole = features(xy_px, world_m)
    pairs = [features(xy_px[i - 1 : i + 1], world_m[i - 1 : i + 1])[1] for i in range(1, len(xy_px))]
    assert np.stack(pairs) == pytest.approx(whole[1:], abs=1e-5)
