"""Bodies on the floor, seen from the side: pose and outline to smoothed Measures.

Heights and angles are those of the picture, so the camera must stand level. Of each pair of joints the one nearer to
the camera is used; the other is hidden by the body and only guessed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.filters import WindowSmoother
from livecoach.core.floor_measure_names import (
    ALL,
    ANKLE_UP_PX,
    ANKLE_X_PX,
    ARM_LEAN_DEG,
    BACK,
    HEAD_DEG,
    HIP_DEG,
    HIP_UP_PX,
    INSIDE,
    KNEE_DEG,
    KNEE_OVER_HIP,
    KNEE_UP_PX,
    LOW_BACK,
    THIGH_LEAN_DEG,
    TORSO_PX,
    TRUNK_LEVEL_DEG,
)
from livecoach.core.geometry import angle_deg
from livecoach.core.landmarks import Landmark
from livecoach.core.rounding import LEVEL, SLACK_S
from livecoach.core.types import Measures, View
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import ViewFinder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Pose, PoseObservation

_LEFT: Final = (
    Landmark.LEFT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.LEFT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.LEFT_ANKLE,
)
_RIGHT: Final = (
    Landmark.RIGHT_EAR,
    Landmark.RIGHT_SHOULDER,
    Landmark.RIGHT_WRIST,
    Landmark.RIGHT_HIP,
    Landmark.RIGHT_KNEE,
    Landmark.RIGHT_ANKLE,
)
_BACK_SHARES: Final = (0.45, 0.5, 0.55, 0.6)
_LOW_BACK_SHARES: Final = (0.15, 0.2, 0.25)
"""Where the outline is sampled, as shares of the way from hips to shoulders. The middle rises by 0.07 to 0.12 torso
lengths in a reach and wanders by 0.005 while it is held; at 85 % (docs/method.md, finding 29) it rises by 0.05 to
0.07."""

_EDGE: Final = 127.5
_GAP_S: Final = 0.5


def measure_floor(pose: Pose, yaw_deg: float, mask: NDArray[np.uint8] | None) -> dict[str, float]:
    """Return the measures of one pose; the sign of ``yaw_deg`` is the near side, ``mask`` (h, w) gives the outline."""
    xy = pose.xy_px.astype(np.float64)
    width, height = pose.image_size_px
    near = _LEFT if yaw_deg > 0.0 else _RIGHT
    _, shoulder, wrist, hip, knee, ankle = (xy[landmark] for landmark in near)
    shoulders = 0.5 * (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER])
    hips = 0.5 * (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP])
    torso_px = math.dist(shoulders, hips)
    headward = math.copysign(1.0, shoulders[0] - hips[0])
    points = xy[list(near)]
    inside = (points >= 0.0).all(axis=1) & (points[:, 0] < width) & (points[:, 1] < height)
    return {
        TORSO_PX: torso_px,
        TRUNK_LEVEL_DEG: math.degrees(math.atan2(abs(shoulders[1] - hips[1]), abs(shoulders[0] - hips[0]))),
        KNEE_OVER_HIP: (hip[1] - knee[1]) / torso_px if torso_px > 0.0 else math.nan,
        HIP_DEG: angle_deg(shoulder, hip, knee),
        KNEE_DEG: angle_deg(hip, knee, ankle),
        THIGH_LEAN_DEG: math.degrees(math.atan2(headward * (hip[0] - knee[0]), abs(hip[1] - knee[1]))),
        ARM_LEAN_DEG: math.degrees(math.atan2(headward * (wrist[0] - shoulder[0]), abs(wrist[1] - shoulder[1]))),
        HEAD_DEG: _head_deg(xy, shoulders - hips),
        KNEE_UP_PX: height - knee[1],
        HIP_UP_PX: height - hip[1],
        ANKLE_X_PX: float(ankle[0]),
        ANKLE_UP_PX: height - ankle[1],
        BACK: outline_height(mask, hips, shoulders, _BACK_SHARES),
        LOW_BACK: outline_height(mask, hips, shoulders, _LOW_BACK_SHARES),
        INSIDE: float(inside.mean()),
    }


def _head_deg(xy: NDArray[np.float64], trunk: NDArray[np.float64]) -> float:
    """Return the direction from the ears to the nose against the trunk's, positive towards the back of the body."""
    ears = 0.5 * (xy[Landmark.LEFT_EAR] + xy[Landmark.RIGHT_EAR])
    face = xy[Landmark.NOSE] - ears
    knees = 0.5 * (xy[Landmark.LEFT_KNEE] + xy[Landmark.RIGHT_KNEE])
    hips = 0.5 * (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP])
    front = np.array([-trunk[1], trunk[0]])
    front *= math.copysign(1.0, float((knees - hips) @ front))
    return -math.degrees(math.atan2(float(face @ front), float(face @ trunk)))


def outline_height(
    mask: NDArray[np.uint8] | None, hips: NDArray[np.float64], shoulders: NDArray[np.float64], shares: tuple[float, ...]
) -> float:
    """Return the mean height of the upper outline over the line from hips to shoulders at ``shares``, in its length.

    Points (2,) are pixels. NaN without a mask, and where the outline is not seen or is cut off by the picture's edge.
    """
    length_px = math.dist(hips, shoulders)
    if mask is None or not length_px > 0.0:
        return math.nan
    over = [_over_px(mask, hips + share * (shoulders - hips)) for share in shares]
    return sum(over) / len(over) / length_px


def _over_px(mask: NDArray[np.uint8], point: NDArray[np.float64]) -> float:
    return float(point[1]) - _outline_px(mask, float(point[0]))


def _outline_px(mask: NDArray[np.uint8], x_px: float) -> float:
    """Return the row at which the person begins in the column nearest to ``x_px``, between two pixels; NaN if none."""
    if not 0.0 <= x_px <= mask.shape[1] - 1:
        return math.nan
    column = mask[:, math.floor(x_px + 0.5 + LEVEL)]  # halfway between two, always the right one
    row = int(np.argmax(column > _EDGE))
    if row == 0:  # nobody in this column, or cut off by the edge
        return math.nan
    above, below = float(column[row - 1]), float(column[row])
    return row - (below - _EDGE) / (below - above)


class FloorMeter:
    """Measures one person on the floor frame by frame; feed them in the order of their times."""

    def __init__(self) -> None:
        self._smoother = WindowSmoother(median_s=0.25, mean_s=0.25)
        self._views = ViewFinder()
        self._last_s = -math.inf

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._smoother.reset()
        self._views.reset()
        self._last_s = -math.inf

    def measure(self, sighting: PoseObservation) -> Measures | None:
        """Return the smoothed measures; None without a pose."""
        pose = sighting.pose
        if pose is None:
            return None
        if pose.t_s - self._last_s > _GAP_S + SLACK_S:
            self._smoother.reset()
        self._last_s = pose.t_s
        view, yaw_deg = self._views.update(pose.t_s, body_yaw_deg(pose))
        raw = measure_floor(pose, yaw_deg, sighting.mask)
        smooth = self._smoother.update(pose.t_s, np.array([raw[name] for name in ALL]))
        values = dict(zip(ALL, smooth.tolist(), strict=True))
        return Measures(pose.t_s, view if math.isfinite(yaw_deg) else View.UNKNOWN, yaw_deg, raw[INSIDE], values)
