"""What a pose tracker makes of a figure before a camera: points and world points, with its errors.

Sizes of the errors are those of MediaPipe's full model on the rendered clips with exact truth: 1 to 5 cm across the
picture, an arm's depth seen at a tenth to all of its true size (least from the front and from behind), places off by
4 cm on average, the far arm and hands behind the trunk worse.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 15.0
MIRRORED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13]
_ROUGHNESS = np.array([0.6, 0.6, 0.6, 0.7, 0.7, 1.2, 1.2, 1.5, 1.5, 0.7, 0.7, 1.2, 1.2, 1.8, 1.8])
_ARMS = (5, 6, 7, 8)


def _wander(rng: np.random.Generator, shape: tuple[int, ...], sd: float, memory_s: float) -> NDArray[np.float64]:
    """Return first-order noise along axis 0."""
    steps = rng.normal(0.0, sd, shape)
    return np.einsum("ij,j...->i...", _memory(shape[0], memory_s), steps, optimize=True)


@cache
def _memory(frames: int, memory_s: float) -> NDArray[np.float64]:
    """Return the matrix (T, T) that turns white noise into first-order noise of the same spread."""
    keep = np.exp(-1.0 / (memory_s * RATE_HZ))
    past = np.subtract.outer(np.arange(frames), np.arange(frames))
    matrix = np.where(past >= 0, keep ** np.maximum(past, 0), 0.0) * np.sqrt(1.0 - keep**2)
    matrix[:, 0] = keep ** np.arange(frames)
    return np.asarray(matrix)


def _turn_x(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def _turn_z(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def seen(rng: np.random.Generator, joints: NDArray[np.float64], yaw_deg: float | None = None) -> NDArray[np.float64]:
    """Return (T, 15, 5): x and y in the picture, x, y and z of the world points; NaN where nobody was found."""
    n = len(joints)
    yaw = rng.uniform(-np.pi, np.pi) if yaw_deg is None else np.radians(yaw_deg)
    if yaw_deg is None and rng.random() < 0.25:
        yaw = rng.choice([0.0, np.pi / 2, -np.pi / 2, np.pi]) + rng.normal(0.0, 0.2)
    across = np.array([np.cos(yaw), np.sin(yaw), 0.0])
    away = np.array([-np.sin(yaw), np.cos(yaw), 0.0])
    # A camera in front of the person looks against their forward axis: their left is at its right.
    view = np.stack([joints @ across, -joints[..., 2], -(joints @ away)], axis=-1)
    view = view - view[:1, 9:11].mean(axis=1, keepdims=True)
    view = view @ _turn_x(np.radians(rng.uniform(-12, 22))).T @ _turn_z(np.radians(rng.normal(0.0, 3.0))).T
    distance = rng.uniform(1.6, 5.0)
    depth = np.maximum(view[..., 2:] + distance, 0.5)
    rough = rng.uniform(0.4, 1.8)
    spread = _ROUGHNESS[None, :, None] * rough
    side = abs(np.sin(yaw))
    if side > 0.5:  # one arm hides behind the body
        far = [6, 8] if np.sin(yaw) > 0 else [5, 7]
        spread = np.repeat(spread, n, axis=0)
        spread[:, far] *= rng.uniform(1.0, 2.5)
    if np.cos(yaw) < -0.3:  # the hands hide behind the trunk
        spread = spread * np.where(np.isin(np.arange(15), _ARMS), rng.uniform(1.0, 2.0), 1.0)[None, :, None]
    shared = spread * (_wander(rng, (n, 15, 2), 0.012, 0.5) + _wander(rng, (1, 15, 2), 0.018, 1.0))
    picture = (
        view[..., :2] / depth * 600.0
        + shared * 600.0 / distance
        + spread * _wander(rng, (n, 15, 2), 0.004, 0.08) * 600.0 / distance
    )
    world = view - view[:, 9:11].mean(axis=1, keepdims=True)
    world[..., :2] += shared + spread * _wander(rng, (n, 15, 2), 0.012, 0.5)
    shrink = rng.uniform(0.1, 0.8 + 0.3 * side, 2)
    for arm, points in enumerate(((5, 7), (6, 8))):
        base = world[:, 3 + arm, 2]
        for point in points:
            world[:, point, 2] = base + shrink[arm] * (world[:, point, 2] - base)
    world[..., 2] += spread[..., 0] * (_wander(rng, (n, 15), 0.025, 0.7) + _wander(rng, (1, 15), 0.03, 1.0))
    world = world @ _turn_x(np.radians(rng.normal(0.0, 7.0))).T
    world *= rng.uniform(0.85, 1.15)
    out = np.concatenate([picture, world], axis=2)
    if rng.random() < 0.25:  # hips and legs outside the picture are guessed
        out[:, 9:, :2] += _wander(rng, (n, 1, 2), 0.06, 0.6) * 600.0 / distance
        out[:, 9:, 2:] += _wander(rng, (n, 1, 3), 0.05, 0.6)
    return spoilt(rng, out)


def spoilt(rng: np.random.Generator, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points with what goes wrong for moments: left and right exchanged, an arm lost, nobody found."""
    points = points.copy()
    n = len(points)
    if rng.random() < 0.2:
        for _ in range(rng.integers(1, 4)):
            at, long = rng.integers(0, n), rng.integers(1, 8)
            points[at : at + long] = points[at : at + long, MIRRORED]
    if rng.random() < 0.25:
        for _ in range(rng.integers(1, 4)):
            at, long, arm = rng.integers(0, n), rng.integers(2, 12), rng.integers(0, 2)
            size = np.nanstd(points[:, :9, :2]) if np.isfinite(points).any() else 1.0
            for point in (5 + arm, 7 + arm):
                points[at : at + long, point, :2] += rng.normal(0.0, 0.3 * size, 2)
                points[at : at + long, point, 2:] += rng.normal(0.0, 0.1, 3)
    if rng.random() < 0.12:  # small or blurred people: every frame is off by itself
        size = np.nanstd(points[:, :9, :2]) if np.isfinite(points).any() else 1.0
        sd = rng.uniform(0.02, 0.12)
        points[..., :2] += rng.normal(0.0, sd * size, points[..., :2].shape)
        points[..., 2:] += rng.normal(0.0, 0.25 * sd, points[..., 2:].shape)
    if rng.random() < 0.08:  # somebody else for a moment
        at, long = rng.integers(0, n), rng.integers(3, 20)
        other = points[rng.integers(0, n)] + np.array([*rng.normal(0.0, 300.0, 2), 0.0, 0.0, 0.0])
        points[at : at + long] = other
    if rng.random() < 0.2:
        for _ in range(rng.integers(1, 4)):
            at, long = rng.integers(0, n), rng.integers(1, 20)
            points[at : at + long] = np.nan
    return points


def mirrored(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the same person in a mirror."""
    return points[:, MIRRORED] * np.array([-1.0, 1.0, -1.0, 1.0, 1.0])


def at_tempo(points: NDArray[np.float64], speed: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points at another speed, and where each new frame lies in the old ones (fractional index)."""
    index = np.arange(0.0, len(points) - 1, speed)
    low = index.astype(int)
    share = (index - low)[:, None, None]
    return (1.0 - share) * points[low] + share * points[low + 1], index
