"""The grids on the trunk that motion is measured in, placed by a pose (docs/method.md, findings 22 and 32)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.breath import Posture
from livecoach.core.geometry import unit
from livecoach.core.landmarks import Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Pose

SMALLEST_TORSO_PX = 30.0
"""A shorter torso moves by less than a tenth of a pixel in a breath."""

_SAMPLES = 7
"""Points a side in each cell; the cell's motion is the median over them."""

_UPRIGHT_ROWS = np.linspace(-0.12, 1.02, 7)
_UPRIGHT_COLUMNS = 4
_BESIDE_SHOULDER = 0.1
_NARROWEST = 0.30
_FLOOR_ROWS = np.linspace(0.0, 1.0, 6)
_FLOOR_COLUMNS = np.linspace(-0.05, 0.32, 5)

_FRONT_SHOWS = 0.1
"""Knees and nose together must be this far off the trunk's line (torso lengths) to show which side is the front."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A grid placed on the trunk: sample points (rows, columns, n, 2) in pixels, and how to read motion there.

    ``axes`` (2, 2): the unit vectors in the picture along which the two components of an offset are measured.
    """

    points_px: NDArray[np.float64]
    axes: NDArray[np.float64]
    torso_px: float


def lay(pose: Pose, posture: Posture) -> Layout | None:
    """Return the grid for ``posture``, None when shoulders or hips are unknown, too small, or the front is unclear."""
    xy = pose.xy_px.astype(np.float64)
    shoulders = 0.5 * (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER])
    hips = 0.5 * (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP])
    torso_px = math.dist(shoulders, hips)
    if not torso_px >= SMALLEST_TORSO_PX:
        return None
    if posture is Posture.UPRIGHT:
        return _upright(xy, shoulders, hips, torso_px)
    return _floor(xy, shoulders, hips, torso_px)


def _upright(
    xy: NDArray[np.float64], shoulders: NDArray[np.float64], hips: NDArray[np.float64], torso_px: float
) -> Layout:
    """6 rows by 4 columns upright in the picture, from above the shoulders to below the hips."""
    width = abs(float(xy[Landmark.LEFT_SHOULDER, 0] - xy[Landmark.RIGHT_SHOULDER, 0])) / torso_px
    half = max(width / 2.0 + _BESIDE_SHOULDER, _NARROWEST)
    middle = 0.5 * (shoulders[0] + hips[0])
    columns = np.linspace(-half, half, _UPRIGHT_COLUMNS + 1)
    right, down = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    origin = np.array([middle, shoulders[1]])
    points = _spread(origin, down * torso_px, right * torso_px, _UPRIGHT_ROWS, columns)
    return Layout(points, np.stack([right, -down]), torso_px)


def _floor(
    xy: NDArray[np.float64], shoulders: NDArray[np.float64], hips: NDArray[np.float64], torso_px: float
) -> Layout | None:
    """5 rows by 4 columns along the line from shoulders to hips, to the front of it."""
    along = unit(hips - shoulders)
    front = np.array([-along[1], along[0]])
    knees = 0.5 * (xy[Landmark.LEFT_KNEE] + xy[Landmark.RIGHT_KNEE])
    ears = 0.5 * (xy[Landmark.LEFT_EAR] + xy[Landmark.RIGHT_EAR])
    ahead = float((knees - hips + xy[Landmark.NOSE] - ears) @ front) / torso_px
    if not abs(ahead) >= _FRONT_SHOWS:
        return None
    front *= math.copysign(1.0, ahead)
    points = _spread(shoulders, along * torso_px, front * torso_px, _FLOOR_ROWS, _FLOOR_COLUMNS)
    return Layout(points, np.stack([front, -along]), torso_px)


def _spread(
    origin: NDArray[np.float64],
    row_axis: NDArray[np.float64],
    column_axis: NDArray[np.float64],
    rows: NDArray[np.float64],
    columns: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return sample points (rows - 1, columns - 1, _SAMPLES ** 2, 2) inside the cells between the given borders."""
    shares = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    down = rows[:-1, None] + np.diff(rows)[:, None] * shares
    across = columns[:-1, None] + np.diff(columns)[:, None] * shares
    grid = origin + down[:, None, :, None, None] * row_axis + across[None, :, None, :, None] * column_axis
    return grid.reshape(len(down), len(across), -1, 2)
