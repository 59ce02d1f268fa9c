"""Where a body is in the picture, and how large."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from livecoach.core.landmarks import HIPS, SHOULDERS

if TYPE_CHECKING:
    from livecoach.core.types import Pose


SAME_WITHIN: Final = 0.5
"""Bodies nearer than this many body scales are one: the detector may find somebody twice."""


class BodyPlace(NamedTuple):
    """Where the middle of the shoulders is, and how large the body, in pixels."""

    x: float
    y: float
    scale: float


def place_of(pose: Pose) -> BodyPlace:
    """Return where a body is; its scale is the longer of torso and shoulder width, which no view foreshortens."""
    left, right, left_hip, right_hip = (pose.xy_px[point].tolist() for point in (*SHOULDERS, *HIPS))
    x, y = (left[0] + right[0]) / 2.0, (left[1] + right[1]) / 2.0
    torso_px = math.dist(((left_hip[0] + right_hip[0]) / 2.0, (left_hip[1] + right_hip[1]) / 2.0), (x, y))
    width_px = math.dist(left, right)
    return BodyPlace(x, y, torso_px if torso_px > width_px else width_px)


def normalised_distance(one: BodyPlace, other: BodyPlace) -> float:
    """Return the distance of two bodies' shoulders over the larger body's scale."""
    return math.dist(one[:2], other[:2]) / max(one.scale, other.scale)
