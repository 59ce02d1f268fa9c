"""Posture in a photo: from a stance to centimetres, and whether two stances can be compared.

Lengths are along and across the body's own upright, which lies between the picture's vertical and the legs' line (a
hand-held camera leans by a degree, a body sways, joints are off by a centimetre). From the side that line goes from the
middle of the feet, toes included, to the hips. It leaves a third of a camera's lean of one degree, the ankles' line
nearly half. "Ahead" is where the person faces.

From the side the near shoulder, elbow and hip are used. The far ones are guessed, with two to three times the error,
and a mean of both sides shows half of the shoulders' true motion.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.geometry import angle_deg
from livecoach.core.landmarks import EARS, HIPS, SHOULDERS, Landmark
from livecoach.core.types import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from livecoach.posture.measure.stance import Stance

ASSUMED_HEIGHT_CM = 170.0
"""The assumed height of a person who gives none: near the mean of adults (NCD-RisC 2016: women 159 cm, men 171 cm)."""

EAR_OVER_LEGS = 0.645
EAR_OVER_HIP = 0.41
HIP_OVER_FLOOR = 0.51
ANKLE_OVER_FLOOR = 0.05
"""Heights over the body's, from the rendered photos. The first, ears over the mean of hips, knees and ankles, gives the
scale (it changed by 1.0 % at most between photos of unchanged people, each of its parts by more); the second gives it
for a photo without feet."""

LEGS_SHARE = 0.7
"""The share of the legs' lean that is attributed to the camera, see above; from the back the legs' line begins at the
heels."""

FEET_LEAN_DEG = 4.5
"""From the side the hips are this far behind the middle of ankles and toes."""

YAW_LIMIT_DEG = 15.0
DISTANCE_LIMIT = 1.25
FEET_LIMIT = 0.08
KNEE_LIMIT_DEG = 15.0
ELBOW_LIMIT_DEG = 30.0
"""Two photos that differ more are not compared; feet over the body's height, distance as a ratio."""


class PhotoMeasure(StrEnum):
    """The measures of a photo, in centimetres."""

    SHOULDER_AHEAD_HIP = "shoulder_ahead_hip_cm"
    ELBOW_AHEAD_HIP = "elbow_ahead_hip_cm"
    WRIST_AHEAD_HIP = "wrist_ahead_hip_cm"
    EAR_AHEAD_SHOULDER = "ear_ahead_shoulder_cm"
    NECK_LENGTH = "neck_length_cm"
    SHOULDER_LEVEL = "shoulder_level_cm"


TURNED_SHARE: Mapping[PhotoMeasure, float] = {
    PhotoMeasure.SHOULDER_AHEAD_HIP: 0.12,
    PhotoMeasure.ELBOW_AHEAD_HIP: 0.34,
    PhotoMeasure.WRIST_AHEAD_HIP: 0.44,
}
"""By how much a measure falls, over how far the far hip and foot move ahead of the near ones, when the camera is set up
again and sees the body turned: fitted on the rendered pairs, whose camera turned by 2 to 4 degrees."""

_ELBOWS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)
_WRISTS = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
_KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
_ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_HEELS = (Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL)
_TOES = (Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX)
_TURNED = (HIPS, _ANKLES, _TOES)
_KNEE = (HIPS, _KNEES, _ANKLES)
_ELBOW = (SHOULDERS, _ELBOWS, _WRISTS)
MDC_CM: Mapping[View, Mapping[PhotoMeasure, float]] = {
    View.SIDE: {
        PhotoMeasure.SHOULDER_AHEAD_HIP: 2.7,
        PhotoMeasure.ELBOW_AHEAD_HIP: 3.1,
        PhotoMeasure.WRIST_AHEAD_HIP: 4.3,
        PhotoMeasure.EAR_AHEAD_SHOULDER: 1.6,
        PhotoMeasure.NECK_LENGTH: 1.4,
    },
    View.BACK: {PhotoMeasure.NECK_LENGTH: 1.2, PhotoMeasure.SHOULDER_LEVEL: 2.4},
}
"""Minimum detectable change by the landmarks alone, for a height of 170 cm, by ``scripts/measure_photos.py``
on the rendered pairs of the sets ps, pt and pk and the shared ones: the root mean square of the changes seen in
unchanged pairs, or of those together with what truth does not explain in changed ones where that is more, times
Student's t at which one unchanged pair in a hundred claims any change; a tenth above the largest change of an unchanged
pair where that is more (docs/posture.md)."""


class Mismatch(StrEnum):
    """Why two photos cannot be compared."""

    FEET_CUT_OFF = "feet_cut_off"
    OBLIQUE = "oblique"
    TURNED = "turned"
    OTHER_SIDE = "other_side"
    DISTANCE = "distance"
    FEET = "feet"
    KNEES = "knees"
    ARMS = "arms"


def middle(points: NDArray[np.float64], pair: tuple[Landmark, Landmark]) -> NDArray[np.float64]:
    """Return the midpoint (2,) of a pair of landmarks."""
    half: NDArray[np.float64] = 0.5 * (points[pair[0]] + points[pair[1]])
    return half


def facing(found: Stance) -> float:
    """Return 1 when the person faces the picture's right, -1 for the left: by the nose before the ears and the toes."""
    xy = found.xy_px
    toes = middle(xy, _TOES) - middle(xy, _HEELS)
    ahead = xy[Landmark.NOSE] - middle(xy, EARS) + toes
    return math.copysign(1.0, float(ahead[0]))


def near_side(found: Stance) -> int:
    """Return the near one of a pair from the side: 0 for the person's left, 1 for the right."""
    return 0 if found.yaw_deg > 0.0 else 1


def up_deg(found: Stance) -> float:
    """Return by how much to turn the photo (clockwise) so that the body's upright is vertical."""
    if not found.whole:
        return 0.0
    if found.view is View.SIDE:
        feet, behind_deg = 0.5 * (middle(found.xy_px, _ANKLES) + middle(found.xy_px, _TOES)), FEET_LEAN_DEG
    else:
        feet, behind_deg = middle(found.xy_px, _HEELS), 0.0
    legs = middle(found.xy_px, HIPS) - feet
    lean_deg = math.degrees(math.atan2(float(legs[0]), -float(legs[1])))
    return -LEGS_SHARE * (lean_deg + facing(found) * behind_deg)


def cm_per_px(found: Stance, height_cm: float) -> float:
    """Return the scale at which the person is ``height_cm`` tall."""
    upright = _upright(found)
    pairs, share = ((HIPS, _KNEES, _ANKLES), EAR_OVER_LEGS) if found.whole else ((HIPS,), EAR_OVER_HIP)
    low = sum(float(middle(upright, pair)[1]) for pair in pairs) / len(pairs)
    return share * height_cm / (low - float(middle(upright, EARS)[1]))


def floor_px(found: Stance) -> NDArray[np.float64]:
    """Return the point (2,) of the photo where the floor lies under the feet, or would without feet in it."""
    turn = math.radians(-up_deg(found))
    down = np.array([-math.sin(turn), math.cos(turn)]) / cm_per_px(found, 1.0)
    if found.whole:
        return middle(found.xy_px, _ANKLES) + ANKLE_OVER_FLOOR * down
    return middle(found.xy_px, HIPS) + HIP_OVER_FLOOR * down


def measure_photo(found: Stance, height_cm: float) -> dict[PhotoMeasure, float]:
    """Return the measures of the stance's view in centimetres; none from the front."""
    points = _upright(found) * cm_per_px(found, height_cm)
    ears, shoulders, hips = (middle(points, pair) for pair in (EARS, SHOULDERS, HIPS))
    if found.view is View.BACK:
        left, right = points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER]
        return {
            PhotoMeasure.NECK_LENGTH: float(shoulders[1] - ears[1]),
            PhotoMeasure.SHOULDER_LEVEL: float(right[1] - left[1]),
        }
    if found.view is not View.SIDE:
        return {}
    forward = facing(found)

    def ahead(point: NDArray[np.float64], of: NDArray[np.float64]) -> float:
        return forward * float(point[0] - of[0])

    near = near_side(found)
    hip = points[HIPS[near]]
    turned = sum(ahead(points[pair[1 - near]], points[pair[near]]) for pair in _TURNED) / len(_TURNED)
    plain = {
        PhotoMeasure.SHOULDER_AHEAD_HIP: ahead(points[SHOULDERS[near]], hip),
        PhotoMeasure.ELBOW_AHEAD_HIP: ahead(points[_ELBOWS[near]], hip),
        PhotoMeasure.WRIST_AHEAD_HIP: ahead(middle(points, _WRISTS), hips),
    }
    return {measure: value + TURNED_SHARE[measure] * turned for measure, value in plain.items()} | {
        PhotoMeasure.EAR_AHEAD_SHOULDER: ahead(ears, shoulders),
        PhotoMeasure.NECK_LENGTH: float(shoulders[1] - ears[1]),
    }


def mismatches(before: Stance, after: Stance) -> tuple[Mismatch, ...]:
    """Return why the photos cannot be compared, nothing when they can.

    The limits lie beyond what any of the rendered pairs reached, which all showed the same stance.
    """
    found = []
    if not (before.whole and after.whole):
        found.append(Mismatch.FEET_CUT_OFF)
    if before.oblique or after.oblique:
        found.append(Mismatch.OBLIQUE)
    elif abs(abs(before.yaw_deg) - abs(after.yaw_deg)) > YAW_LIMIT_DEG:
        found.append(Mismatch.TURNED)
    if before.view is View.SIDE and facing(before) != facing(after):
        found.append(Mismatch.OTHER_SIDE)
    if not found:
        ratio = _height_share(before) / _height_share(after)
        if abs(math.log(ratio)) > math.log(DISTANCE_LIMIT):
            found.append(Mismatch.DISTANCE)
        found += _stance_mismatches(before, after)
    return tuple(found)


def _stance_mismatches(before: Stance, after: Stance) -> list[Mismatch]:
    found = []
    if abs(_feet_apart(before) - _feet_apart(after)) > FEET_LIMIT:
        found.append(Mismatch.FEET)
    if abs(_bend_deg(before, _KNEE) - _bend_deg(after, _KNEE)) > KNEE_LIMIT_DEG:
        found.append(Mismatch.KNEES)
    if abs(_bend_deg(before, _ELBOW) - _bend_deg(after, _ELBOW)) > ELBOW_LIMIT_DEG:
        found.append(Mismatch.ARMS)
    return found


def _height_share(found: Stance) -> float:
    """Return the person's height over the photo's longer side, for the same lens a measure of the distance."""
    return 1.0 / cm_per_px(found, 1.0) / max(found.size_px)


def _feet_apart(found: Stance) -> float:
    """Return the ankles' distance across the picture over the body's height."""
    left, right = found.xy_px[Landmark.LEFT_ANKLE], found.xy_px[Landmark.RIGHT_ANKLE]
    return abs(float(left[0] - right[0])) * cm_per_px(found, 1.0)


def _bend_deg(found: Stance, joints: tuple[tuple[Landmark, Landmark], ...]) -> float:
    upper, bend, lower = (middle(found.xy_px, pair) for pair in joints)
    return 180.0 - angle_deg(upper, bend, lower)


def _upright(found: Stance) -> NDArray[np.float64]:
    """Return the points (33, 2) turned so that the body's upright is vertical."""
    turn = math.radians(up_deg(found))
    cosine, sine = math.cos(turn), math.sin(turn)
    upright: NDArray[np.float64] = found.xy_px @ np.array([[cosine, sine], [-sine, cosine]])
    return upright
