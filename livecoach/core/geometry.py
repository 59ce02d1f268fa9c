"""Vectors and angles. Points are arrays whose last axis holds the coordinates; NaN in, NaN out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Point: TypeAlias = "Sequence[float] | NDArray[np.float64]"
"""The coordinates of one point: arithmetic on plain floats is several times faster than on an array of two or three."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle in a picture, in pixels."""


def unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``vector`` (d,) scaled to length 1, NaN for a zero vector."""
    length = math.sqrt(float(vector @ vector))
    return vector / length if length > 0.0 else np.full_like(vector, np.nan)


def angle_deg(a: Point, vertex: Point, b: Point) -> float:
    """Return the angle a-vertex-b in degrees, 0 to 180; NaN when two points coincide."""
    one = [float(end - start) for end, start in zip(a, vertex, strict=True)]
    other = [float(end - start) for end, start in zip(b, vertex, strict=True)]
    lengths = math.hypot(*one) * math.hypot(*other)
    if not lengths > 0.0:
        return math.nan
    cosine = sum(x * y for x, y in zip(one, other, strict=True)) / lengths
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine)))) if math.isfinite(cosine) else math.nan


def tilt_deg(lower_px: Point, upper_px: Point) -> float:
    """Return the angle between the line lower-upper and the picture's vertical in degrees, positive towards the right.

    Picture axes: x right, y down. 0 when ``upper_px`` lies straight above ``lower_px``.
    """
    return math.degrees(math.atan2(upper_px[0] - lower_px[0], lower_px[1] - upper_px[1]))


def trunk_axes(
    left_shoulder: NDArray[np.float64],
    right_shoulder: NDArray[np.float64],
    left_hip: NDArray[np.float64],
    right_hip: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the trunk's axes as rows (left, up, forward), orthonormal, from world points (3,).

    "up" is along the spine and "left" along the shoulders with the spine's part removed. World axes are those of
    MediaPipe (x to the picture's right, y down, z away from the camera): a right-handed frame, in which
    left x up points forward.
    """
    up = unit((left_shoulder + right_shoulder) - (left_hip + right_hip))
    across = left_shoulder - right_shoulder
    left = unit(across - (across @ up) * up)
    (a, b, c), (x, y, z) = left.tolist(), up.tolist()
    return np.array(((a, b, c), (x, y, z), (b * z - c * y, c * x - a * z, a * y - b * x)))


def wrap_deg(angle: float) -> float:
    """Return ``angle`` in [-180, 180)."""
    return (angle + 180.0) % 360.0 - 180.0
