from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from livecoach.core.breath import FlowGrid, Posture
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Frame, Pose, readonly
from livecoach.vision.breath_flow import BreathFlow
from livecoach.vision.breath_grid import lay

SIZE_PX = (640, 480)
TORSO_PX = 150.0


def pose_at(t_s: float, points: dict[Landmark, tuple[float, float]], size_px: tuple[int, int] = SIZE_PX) -> Pose:
    """Build a pose of which only the given points (pixels) are known."""
    xy = np.full((COUNT, 2), np.nan, np.float32)
    for landmark, point in points.items():
        xy[landmark] = point
    rest = np.full((COUNT, 3), np.nan, np.float32)
    return Pose(0, t_s, readonly(xy), readonly(rest), readonly(rest[:, 0].copy()), size_px)


UPRIGHT = {
    Landmark.LEFT_SHOULDER: (370.0, 150.0),
    Landmark.RIGHT_SHOULDER: (270.0, 150.0),
    Landmark.LEFT_HIP: (350.0, 300.0),
    Landmark.RIGHT_HIP: (290.0, 300.0),
}
"""Somebody in front of the camera; the torso measures 150 px."""

LYING = {
    Landmark.LEFT_SHOULDER: (420.0, 330.0),
    Landmark.RIGHT_SHOULDER: (420.0, 330.0),
    Landmark.LEFT_HIP: (270.0, 330.0),
    Landmark.RIGHT_HIP: (270.0, 330.0),
    Landmark.LEFT_KNEE: (270.0, 230.0),
    Landmark.RIGHT_KNEE: (270.0, 230.0),
    Landmark.LEFT_EAR: (470.0, 330.0),
    Landmark.RIGHT_EAR: (470.0, 330.0),
    Landmark.NOSE: (470.0, 310.0),
}
"""Somebody on the back, the head to the picture's right, the front of the body up."""


@pytest.fixture(scope="module")
def cloth() -> NDArray[np.uint8]:
    """A smooth random pattern, (480, 640, 3), with something to follow everywhere."""
    noise = np.random.default_rng(3).normal(size=(480, 640)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 5.0)
    grey = np.clip(128.0 + 40.0 * smooth / smooth.std(), 0, 255).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def frame_of(cloth: NDArray[np.uint8], index: int, t_s: float, shift_px: tuple[float, float] = (0.0, 0.0)) -> Frame:
    matrix = np.array([[1.0, 0.0, shift_px[0]], [0.0, 1.0, shift_px[1]]])
    moved = cv2.warpAffine(cloth, matrix, SIZE_PX, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return Frame(index, t_s, readonly(np.asarray(moved, np.uint8)))


def follow(
    cloth: NDArray[np.uint8], shifts_px: list[tuple[float, float]], fps: float = 15.0, flow: BreathFlow | None = None
) -> list[FlowGrid]:
    flow = flow or BreathFlow(Posture.UPRIGHT)
    grids = []
    for index, shift_px in enumerate(shifts_px):
        frame = frame_of(cloth, index, index / fps, shift_px)
        grid = flow.update(frame, pose_at(frame.t_s, UPRIGHT))
        if grid is not None:
            grids.append(grid)
    return grids


def test_a_shift_of_the_cloth_is_measured_in_torso_lengths(cloth: NDArray[np.uint8]) -> None:
    grids = follow(cloth, [(0.0, 0.0), (1.5, -3.0)])
    assert grids[0].offsets.shape == (6, 4, 2)
    assert not grids[0].offsets.any()
    assert grids[1].offsets[..., 0] == pytest.approx(1.5 / TORSO_PX, abs=0.003)
    assert grids[1].offsets[..., 1] == pytest.approx(3.0 / TORSO_PX, abs=0.003)


def test_offsets_go_on_when_the_reference_is_renewed(cloth: NDArray[np.uint8]) -> None:
    shifts_px = [(0.0, -0.1 * index) for index in range(60)]
    up = [float(np.median(grid.offsets[..., 1])) for grid in follow(cloth, shifts_px)]
    assert up[-1] == pytest.approx(5.9 / TORSO_PX, abs=0.003)
    assert max(np.abs(np.diff(up))) < 0.003


def test_upright_a_row_that_rises_alone_is_not_smeared_over_its_neighbours(cloth: NDArray[np.uint8]) -> None:
    x, y = np.meshgrid(np.arange(640, dtype=np.float32), np.arange(480, dtype=np.float32))
    rise_px = np.exp(-0.5 * ((y - 200.0) / 8.0) ** 2)
    risen = readonly(np.asarray(cv2.remap(cloth, x, y + rise_px, cv2.INTER_CUBIC), np.uint8))
    flow = BreathFlow(Posture.UPRIGHT)
    flow.update(frame_of(cloth, 0, 0.0), pose_at(0.0, UPRIGHT))
    grid = flow.update(Frame(1, 0.1, risen), pose_at(0.1, UPRIGHT))
    assert grid is not None
    up_px = TORSO_PX * grid.offsets[..., 1].mean(axis=1)
    assert 0.4 < up_px[2] < 1.0  # on the floor, at a quarter of the size, 0.3
    assert up_px[3] < 0.15 * up_px[2]  # and 0.4 of it


def test_sixty_frames_a_second_are_thinned_to_fifteen(cloth: NDArray[np.uint8]) -> None:
    assert len(follow(cloth, [(0.0, 0.0)] * 60, fps=60.0)) == 15
    assert len(follow(cloth, [(0.0, 0.0)] * 10, fps=10.0)) == 10


def test_a_gap_starts_anew(cloth: NDArray[np.uint8]) -> None:
    flow = BreathFlow(Posture.UPRIGHT)
    follow(cloth, [(0.0, 0.0), (0.0, -2.0)], flow=flow)
    frame = frame_of(cloth, 2, 2.0, (0.0, -9.0))
    grid = flow.update(frame, pose_at(2.0, UPRIGHT))
    assert grid is not None
    assert not grid.offsets.any()


def test_reset_equals_a_new_one(cloth: NDArray[np.uint8]) -> None:
    shifts_px = [(0.0, 0.3 * index) for index in range(5)]
    used = BreathFlow(Posture.UPRIGHT)
    follow(cloth, shifts_px[::-1], flow=used)
    used.reset()
    for first, second in zip(follow(cloth, shifts_px, flow=used), follow(cloth, shifts_px), strict=True):
        assert np.array_equal(first.offsets, second.offsets)


def test_cells_outside_of_the_picture_are_unknown(cloth: NDArray[np.uint8]) -> None:
    low = {landmark: (x, y + 200.0) for landmark, (x, y) in UPRIGHT.items()}
    flow = BreathFlow(Posture.UPRIGHT)
    flow.update(frame_of(cloth, 0, 0.0), pose_at(0.0, low))
    grid = flow.update(frame_of(cloth, 1, 0.1, (0.0, -3.0)), pose_at(0.1, low))
    assert grid is not None
    assert np.isfinite(grid.offsets[:3]).all()
    assert np.isnan(grid.offsets[5]).all()


@pytest.mark.parametrize("away_px", [(-900.0, 0.0), (900.0, 0.0), (0.0, 900.0), (0.0, -900.0), (365.0, 0.0)])
def test_a_body_outside_of_the_picture_has_no_grid(cloth: NDArray[np.uint8], away_px: tuple[float, float]) -> None:
    away = {landmark: (x + away_px[0], y + away_px[1]) for landmark, (x, y) in UPRIGHT.items()}
    flow = BreathFlow(Posture.UPRIGHT)
    assert flow.update(frame_of(cloth, 0, 0.0), pose_at(0.0, away)) is None
    assert not flow.laid


def test_unknown_hips_leave_no_grid(cloth: NDArray[np.uint8]) -> None:
    shoulders = {landmark: UPRIGHT[landmark] for landmark in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)}
    flow = BreathFlow(Posture.UPRIGHT)
    assert flow.update(frame_of(cloth, 0, 0.0), pose_at(0.0, shoulders)) is None
    assert not flow.laid


def test_a_tiny_body_is_not_followed() -> None:
    tiny = {landmark: (320.0 + 0.1 * (x - 320.0), 0.1 * y) for landmark, (x, y) in UPRIGHT.items()}
    assert lay(pose_at(0.0, tiny), Posture.UPRIGHT) is None


def test_the_upright_grid_reaches_from_the_shoulders_to_the_hips() -> None:
    layout = lay(pose_at(0.0, UPRIGHT), Posture.UPRIGHT)
    assert layout is not None
    low, high = layout.points_px.min(axis=(0, 1, 2)), layout.points_px.max(axis=(0, 1, 2))
    assert 150.0 - 0.12 * TORSO_PX <= low[1] < 140.0
    assert 295.0 < high[1] <= 300.0 + 0.02 * TORSO_PX
    assert low[0] < 270.0
    assert high[0] > 370.0


def test_on_the_floor_columns_run_to_the_front_of_the_body() -> None:
    layout = lay(pose_at(0.0, LYING), Posture.FLOOR)
    assert layout is not None
    assert layout.points_px.shape[:2] == (5, 4)
    assert layout.axes[0] == pytest.approx([0.0, -1.0])
    assert layout.axes[1] == pytest.approx([1.0, 0.0])
    assert layout.points_px[:, -1, :, 1].max() < 330.0 - 0.2 * TORSO_PX


def test_on_hands_and_knees_the_front_is_below() -> None:
    below = {landmark: (x, 660.0 - y) for landmark, (x, y) in LYING.items()}
    layout = lay(pose_at(0.0, below), Posture.FLOOR)
    assert layout is not None
    assert layout.axes[0] == pytest.approx([0.0, 1.0])


def test_lying_flat_seen_from_above_has_no_front() -> None:
    flat = LYING | {
        Landmark.NOSE: (470.0, 330.0),
        Landmark.LEFT_KNEE: (120.0, 330.0),
        Landmark.RIGHT_KNEE: (120.0, 330.0),
    }
    assert lay(pose_at(0.0, flat), Posture.FLOOR) is None


def test_frames_are_left_as_they_are(cloth: NDArray[np.uint8]) -> None:
    frame = frame_of(cloth, 0, 0.0)
    before = frame.image_bgr.copy()
    flow = BreathFlow(Posture.UPRIGHT)
    flow.update(frame, pose_at(0.0, UPRIGHT))
    flow.update(replace(frame, index=1, t_s=0.1), pose_at(0.1, UPRIGHT))
    assert np.array_equal(frame.image_bgr, before)
