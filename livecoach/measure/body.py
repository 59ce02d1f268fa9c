"""One Pose to raw measures: pure geometry, no memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core import measure_names
from livecoach.core.geometry import angle_deg, tilt_deg, trunk_axes, unit
from livecoach.core.landmarks import Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Pose

_ARMS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)


def body_yaw_deg(pose: Pose) -> float:
    """Return the body's yaw against the camera in [-180, 180]: 0 in front, 90 at the person's left, 180 behind.

    Computed from the world points of shoulders and hips (median error 4 degrees: docs/method.md, finding 7).
    """
    world = pose.world_m
    across = (world[Landmark.LEFT_SHOULDER] - world[Landmark.RIGHT_SHOULDER]) + (
        world[Landmark.LEFT_HIP] - world[Landmark.RIGHT_HIP]
    )
    return math.degrees(math.atan2(-float(across[2]), float(across[0])))


def measure_arms(pose: Pose) -> dict[str, float]:
    """Return the arm measures, from world points in the trunk's own frame."""
    world = pose.world_m.astype(np.float64)
    axes = trunk_axes(
        world[Landmark.LEFT_SHOULDER],
        world[Landmark.RIGHT_SHOULDER],
        world[Landmark.LEFT_HIP],
        world[Landmark.RIGHT_HIP],
    )
    points = world.tolist()
    over = _bent_over(axes, body_yaw_deg(pose))
    forward, up, reach, flexion = [], [], [], []
    for shoulder, elbow, wrist in _ARMS:
        arm = unit(world[elbow] - world[shoulder])
        _, arm_up, arm_forward = (axes @ arm).tolist()
        arm_forward += over * (float(arm[1]) - arm_forward)
        arm_up -= over * arm_up
        forward.append(arm_forward)
        up.append(arm_up)
        reach.append(arm_forward + max(arm_up, 0.0))
        flexion.append(180.0 - angle_deg(points[shoulder], points[elbow], points[wrist]))
    return {
        measure_names.REACH: sum(reach) / 2.0,
        measure_names.ELBOW_FLEXION_DEG: sum(flexion) / 2.0,
        measure_names.ARM_FORWARD: sum(forward) / 2.0,
        measure_names.ARM_UP: sum(up) / 2.0,
        measure_names.ARM_ASYMMETRY: reach[0] - reach[1],
    }


def _bent_over(axes: NDArray[np.float64], yaw_deg: float) -> float:
    """Return how far (0..1) the trunk of these axes counts as level, bent over towards the camera.

    From the front a level trunk and arms that hang from it lie along the camera's line of sight, where the world points
    are least reliable: hanging arms look as if they lay along the trunk. Such arms count as pointing forward. By the
    world points a person who shrugs a barbell leans up to 31 degrees, and one bent over for a fly 43 and more between
    the pulls.
    """
    return _ramp(abs(yaw_deg), 35.0, 20.0) * _ramp(-float(axes[1, 2]), 0.5, 0.75)


def measure_trunk(pose: Pose) -> dict[str, float]:
    """Return the measures of trunk, shoulders and head, from picture points."""
    xy: list[tuple[float, float]] = pose.xy_px.tolist()
    ears = _midpoint(xy, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
    shoulders = _midpoint(xy, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
    hips = _midpoint(xy, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
    wrists = _midpoint(xy, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
    torso_px = math.dist(shoulders, hips)
    axis = tuple(_over(b - a, torso_px) for a, b in zip(hips, shoulders, strict=True))

    def height(lower: tuple[float, float], upper: tuple[float, float]) -> float:
        return (upper[0] - lower[0]) * axis[0] + (upper[1] - lower[1]) * axis[1]

    def along(lower: Landmark, upper: Landmark) -> float:
        return height(xy[lower], xy[upper])

    bends = [180.0 - angle_deg(xy[shoulder], xy[elbow], xy[wrist]) for shoulder, elbow, wrist in _ARMS]
    return {
        measure_names.WRIST_DROP: _over(height(wrists, shoulders), torso_px),
        measure_names.ELBOW_BEND_DEG: sum(bends) / 2.0,
        measure_names.ELBOW_PARTING: _over(
            math.dist(xy[Landmark.LEFT_ELBOW], xy[Landmark.RIGHT_ELBOW])
            - math.dist(xy[Landmark.LEFT_SHOULDER], xy[Landmark.RIGHT_SHOULDER]),
            torso_px,
        ),
        measure_names.WRIST_DROP_ASYMMETRY: _over(along(Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST), torso_px),
        measure_names.ELBOW_DROP: _over(
            height(_midpoint(xy, Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW), shoulders), torso_px
        ),
        measure_names.TORSO_PX: torso_px,
        measure_names.EAR_OVER_SHOULDER_LEFT_PX: along(Landmark.LEFT_SHOULDER, Landmark.LEFT_EAR),
        measure_names.EAR_OVER_SHOULDER_RIGHT_PX: along(Landmark.RIGHT_SHOULDER, Landmark.RIGHT_EAR),
        measure_names.SHOULDER_OVER_HIP_LEFT_PX: along(Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER),
        measure_names.SHOULDER_OVER_HIP_RIGHT_PX: along(Landmark.RIGHT_HIP, Landmark.RIGHT_SHOULDER),
        measure_names.TRUNK_ANGLE_DEG: tilt_deg(hips, shoulders),
        measure_names.HEAD_ANGLE_DEG: tilt_deg(hips, ears),
        measure_names.EAR_RIGHT_OF_SHOULDER_PX: ears[0] - shoulders[0],
        measure_names.WRIST_X_PX: wrists[0],
        measure_names.WRIST_Y_PX: wrists[1],
        measure_names.SHOULDER_X_PX: shoulders[0],
        measure_names.SHOULDER_Y_PX: shoulders[1],
    }


def pull(values: dict[str, float], yaw_deg: float) -> float:
    """Return the pull from the other measures: bend of the elbows against reach of the upper arms.

    Arms that point at the camera look bent: from the front (faded in from 35 to 20 degrees of yaw) the bend of such
    arms comes from the world points. From behind (135 to 160 degrees) the elbows part and sink as they pass the trunk,
    and the bend, hidden by it, says little. The weights are least-squares fits to the elbow drive of 48 rendered clips
    (median r 0.94 to 0.98 in each view), from behind of 15 others (each left out in turn: median r 0.95, 0.70 at worst,
    where parting elbows with bend and reach as from the side had 0.87 and 0.62); they count the real rows, pulldowns,
    face pulls and pull-ups as well.
    """
    front = _ramp(abs(yaw_deg), 35.0, 20.0)
    behind = _ramp(abs(yaw_deg), 135.0, 160.0)
    foreshortened = front * _ramp(values[measure_names.ARM_FORWARD], 0.0, 0.4)
    bend_deg = values[measure_names.ELBOW_BEND_DEG]
    bend_deg += foreshortened * (values[measure_names.ELBOW_FLEXION_DEG] - bend_deg)
    seen_beside = 0.45 * bend_deg / 90.0 - 0.5 * values[measure_names.REACH]
    parted = 1.6 * values[measure_names.ELBOW_PARTING] + 0.75 * values[measure_names.ELBOW_DROP]
    seen_behind = parted + 0.2 * bend_deg / 90.0 - 0.7 * values[measure_names.ARM_FORWARD] - 0.5
    return (1.0 - behind) * seen_beside + behind * seen_behind


def _ramp(value: float, start: float, end: float) -> float:
    """Return 0 at ``start``, 1 at ``end``, linear between and clipped outside."""
    return min(max((value - start) / (end - start), 0.0), 1.0)


def _over(length_px: float, torso_px: float) -> float:
    return length_px / torso_px if torso_px > 0.0 else math.nan


def _midpoint(xy: list[tuple[float, float]], left: Landmark, right: Landmark) -> tuple[float, float]:
    return 0.5 * (xy[left][0] + xy[right][0]), 0.5 * (xy[left][1] + xy[right][1])
