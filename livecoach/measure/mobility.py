"""Range of movement: elbows behind the trunk, and turn of the head on still shoulders, with their limits.

Both come from picture points: the errors of world points are larger than the effect (a turn of the head moves their
shoulders by a fifth of it, a drive of the arms their trunk). What a view cannot show is NaN. The constants and the
minimum detectable changes are from ``scripts/measure_mobility.py``; docs/mobility.md has its tables.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.landmarks import Landmark
from livecoach.core.types import View
from livecoach.core.unknown import NAN
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from livecoach.core.types import Pose


class Range(StrEnum):
    """What is measured: a share of the trunk's length in percent, and two angles."""

    ELBOWS_BEHIND = "elbows_behind_percent"
    HEAD_LEFT = "head_left_deg"
    HEAD_RIGHT = "head_right_deg"


MDC: Final[Mapping[Range, Mapping[View, float]]] = {
    Range.ELBOWS_BEHIND: {View.SIDE: 12.0, View.THREE_QUARTER_FRONT: 17.0},
    Range.HEAD_LEFT: {View.FRONT: 18.0},
    Range.HEAD_RIGHT: {View.FRONT: 18.0},
}
"""Minimum detectable change of the best of three, for each view that shows the measure at all.

From three-quarter a turn away from the camera is measured as 20 to 30 degrees, whatever it truly is (docs/mobility.md).
"""

NOSE_OVER_EARS: Final = 0.6
"""Distance of the nose from the ears' midpoint over the distance between the ears: as the model places them,
not anatomically; fitted to the true angles of rendered heads."""

SHOULDERS_WITH_HEAD: Final = 0.2
"""Share of the head's turn by which the model's shoulders turn although the true shoulders stay."""

SHOULDERS_LIMIT_DEG: Final = 12.0
"""Beyond their share plus this, the shoulders went along with the head."""

HANDS_LIMIT_PERCENT: Final = 3.0
"""If the hands move further than this to the head's side, in percent of the trunk, the shoulders went along. The hands
hang in front of the body's axis, so turning shoulders carry them sideways. The width between the shoulders and the
world points hardly show it (docs/mobility.md)."""


def elbows_behind_percent(pose: Pose, yaw_deg: float) -> float:
    """Return how far the elbows' midpoint lies behind the line from hips to shoulders, in percent of that line.

    Measured across that line in the picture and divided by the sine of ``yaw_deg``, the body's yaw while it stood
    still. The midpoint of both elbows is used, so that their spread has no effect. NaN where the view hides it.
    """
    if view_of(yaw_deg) not in MDC[Range.ELBOWS_BEHIND]:
        return NAN
    xy = pose.xy_px.astype(np.float64)
    hips = _middle(xy, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
    elbows = _middle(xy, Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)
    trunk = _middle(xy, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER) - hips
    across = np.array([-trunk[1], trunk[0]])
    length = float(trunk @ trunk)
    if not length > 0.0:
        return NAN
    return 100.0 * float((elbows - hips) @ across) / length / math.sin(math.radians(yaw_deg))


def head_deg(pose: Pose) -> float:
    """Return where the face points against the camera in degrees: 0 towards it, positive to the person's left.

    From the horizontal distance of the nose from the ears' midpoint, over that between the ears.
    """
    xy = pose.xy_px.astype(np.float64)
    left, right = xy[Landmark.LEFT_EAR], xy[Landmark.RIGHT_EAR]
    nose = xy[Landmark.NOSE] - 0.5 * (left + right)
    return math.degrees(math.atan2(float(nose[0]), NOSE_OVER_EARS * float(left[0] - right[0])))


def shoulders_deg(pose: Pose) -> float:
    """Return where the trunk points against the camera, counted as ``head_deg`` counts."""
    return -body_yaw_deg(pose)


def hands_aside_percent(pose: Pose) -> float:
    """Return how far the hands' midpoint hangs beside the shoulders' in percent of the trunk, to the person's left.

    Positive to the left of somebody who faces the camera. Horizontal in the picture, because arms hang straight
    down from a trunk that leans to one side. NaN where a hand is not in the picture.
    """
    xy = pose.xy_px.astype(np.float64)
    wrists = xy[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]]
    if not ((wrists >= 0.0) & (wrists < pose.image_size_px)).all():
        return NAN
    shoulders = _middle(xy, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
    trunk_px = math.hypot(*(shoulders - _middle(xy, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)))
    return 100.0 * float(wrists[:, 0].mean() - shoulders[0]) / trunk_px if trunk_px > 0.0 else NAN


def _middle(xy: NDArray[np.float64], left: Landmark, right: Landmark) -> NDArray[np.float64]:
    half: NDArray[np.float64] = 0.5 * (xy[left] + xy[right])
    return half
