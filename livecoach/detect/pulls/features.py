"""What the movement network sees of a person: the arms in metres, in the trunk's frame and in the picture's.

Picture points are divided by the picture's scale in pixels per metre, found by laying the world points over them. So
neither the distance to the camera nor a foreshortened trunk changes the numbers. All functions take many frames at
once: training and product compute the features with the same lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.landmarks import Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 15.0
"""Frames a second of the resampled landmarks: the quickest pulls take 0.5 s and more."""

POINTS = (
    Landmark.NOSE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)
"""The landmarks that are used, in their order."""

_EARS, _SHOULDERS, _ELBOWS, _WRISTS, _HIPS = (1, 2), (3, 4), (5, 6), (7, 8), (9, 10)
_SCALED_BY = (*_SHOULDERS, *_ELBOWS, *_WRISTS, *_HIPS)
_PLACED = (0, *_SHOULDERS, *_ELBOWS, *_WRISTS, *_HIPS, 11, 12)
_FOLLOWED = (*_SHOULDERS, *_ELBOWS, *_WRISTS, *_HIPS)

PLACE_UNIT_M = 0.4
SPEED_UNIT_M_S = 0.6
_FASTEST = 4.0
_SMALLEST_PX_PER_M = 1.0

COUNT = 2 * len(_PLACED) + 12 + 6 + 4 + 2 * len(_FOLLOWED) + 1
"""Number of features of one frame; the last one is 1 where a person was seen, all are 0 where none was."""


def scale_px_per_m(xy_px: NDArray[np.floating], world_m: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return how many pixels a metre has in each frame, from points (T, 15, 2) and world points (T, 15, 3)."""
    picture = xy_px[:, _SCALED_BY].astype(np.float64)
    world = world_m[:, _SCALED_BY, :2].astype(np.float64)
    picture = picture - picture.mean(axis=1, keepdims=True)
    world = world - world.mean(axis=1, keepdims=True)
    size = np.sqrt((picture**2).sum((1, 2)) / np.maximum((world**2).sum((1, 2)), 1e-9))
    return np.asarray(np.maximum(size, _SMALLEST_PX_PER_M))


def features(xy_px: NDArray[np.floating], world_m: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the features (T, COUNT) of frames at ``RATE_HZ``; NaN points mean that nobody was seen.

    ``xy_px`` (T, 15, 2) and ``world_m`` (T, 15, 3) hold the landmarks of ``POINTS``. Speeds are those since the frame
    before, 0 in the first frame and after one without a person.
    """
    scale = scale_px_per_m(xy_px, world_m)
    chest_px = xy_px[:, _SHOULDERS].mean(axis=1, keepdims=True)
    places = (xy_px - chest_px)[:, _PLACED] / (PLACE_UNIT_M * scale[:, None, None])
    moved = np.zeros((len(xy_px), len(_FOLLOWED), 2))
    moved[1:] = np.diff(xy_px[:, _FOLLOWED].astype(np.float64), axis=0) / scale[1:, None, None]
    speeds = np.clip(np.nan_to_num(moved) * RATE_HZ / SPEED_UNIT_M_S, -_FASTEST, _FASTEST)
    axes = _trunk_axes(world_m.astype(np.float64))
    arms, bends = [], []
    for side in (0, 1):
        shoulder, elbow, wrist = (world_m[:, pair[side]].astype(np.float64) for pair in (_SHOULDERS, _ELBOWS, _WRISTS))
        upper, fore = _unit(elbow - shoulder), _unit(wrist - elbow)
        arms += [np.einsum("tij,tj->ti", axes, upper), np.einsum("tij,tj->ti", axes, fore)]
        bends.append((upper * fore).sum(axis=1))
        shoulder, elbow, wrist = (xy_px[:, pair[side]].astype(np.float64) for pair in (_SHOULDERS, _ELBOWS, _WRISTS))
        bends.append((_unit(elbow - shoulder) * _unit(wrist - elbow)).sum(axis=1))
    seen = np.isfinite(xy_px).all(axis=(1, 2)) & np.isfinite(world_m).all(axis=(1, 2))
    columns = [
        np.clip(places, -_FASTEST, _FASTEST).reshape(len(xy_px), -1),
        *arms,
        axes[:, 0],
        axes[:, 1],
        np.stack(bends, axis=1),
        speeds.reshape(len(xy_px), -1),
        np.ones((len(xy_px), 1)),
    ]
    return np.where(seen[:, None], np.concatenate(columns, axis=1), 0.0).astype(np.float32)


def _trunk_axes(world_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the trunk's axes (T, 3, 3) in rows: to the person's left, up along the trunk, forward."""
    across = world_m[:, _SHOULDERS[0]] - world_m[:, _SHOULDERS[1]] + world_m[:, _HIPS[0]] - world_m[:, _HIPS[1]]
    up = _unit(world_m[:, _SHOULDERS].mean(axis=1) - world_m[:, _HIPS].mean(axis=1))
    left = _unit(across - (across * up).sum(axis=1, keepdims=True) * up)
    return np.stack([left, up, np.cross(left, up)], axis=1)


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
