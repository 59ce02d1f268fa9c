"""A stick figure that pulls: poses with consistent picture and world points, from any side, at any time.

The person's own axes are left, up and forward, in metres from the middle of the hips. The camera is far away (no
perspective): yaw 0 in front, 90 at the person's left, 180 behind. A movement is a chain of segments, each lasting some
seconds and giving the body at a share 0..1 of it; ``filmed`` samples it at a frame rate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Frame, Pose, PoseObservation, TrackState, readonly

TORSO_M = 0.5
SHOULDER_M = 0.18
HIP_M = 0.12
EAR_M = 0.075
EAR_HEIGHT_M = 0.2
UPPER_ARM_M = 0.28
FOREARM_M = 0.25

SIZE_PX = (640, 480)
PX_PER_M = 220.0
GREY = readonly(np.full((480, 640, 3), 128, np.uint8))


@dataclass(frozen=True, slots=True)
class Arm:
    """Upper arm ``lifted_deg`` forwards from hanging (negative: behind) and ``spread_deg`` sideways; bend of elbow."""

    lifted_deg: float = 3.0
    bent_deg: float = 8.0
    spread_deg: float = 5.0

    def towards(self, other: Arm, share: float) -> Arm:
        """Part of the way to another position of the arm."""
        pairs = (
            (self.lifted_deg, other.lifted_deg),
            (self.bent_deg, other.bent_deg),
            (self.spread_deg, other.spread_deg),
        )
        return Arm(*(start + share * (end - start) for start, end in pairs))


HANGING = Arm()
REACHED = Arm(lifted_deg=75.0, bent_deg=10.0, spread_deg=2.0)
PULLED = Arm(lifted_deg=-20.0, bent_deg=100.0, spread_deg=22.0)
RAISED_FORWARD = Arm(lifted_deg=95.0, bent_deg=8.0)
RAISED_SIDEWAYS = Arm(spread_deg=90.0)
CURLED = Arm(bent_deg=140.0)


@dataclass(frozen=True, slots=True)
class Body:
    """One posture: both arms, the rise of each shoulder, the trunk's lean backwards, the head's way and turn.

    The head goes forwards and turns to the left.
    """

    left: Arm = HANGING
    right: Arm = HANGING
    left_shrug_m: float = 0.0
    right_shrug_m: float = 0.0
    lean_deg: float = 0.0
    head_m: float = 0.0
    head_turn_deg: float = 0.0


def both(arm: Arm) -> Body:
    """Both arms alike, all else at rest."""
    return Body(arm, arm)


def pulling(drive: float) -> Body:
    """Both arms at ``drive``: 0 in the reach, 1 pulled."""
    return both(REACHED.towards(PULLED, drive))


Posture = Callable[[float], Body | None]


@dataclass(frozen=True, slots=True)
class Segment:
    """What the body does over ``length_s``, from share 0 to 1; None is nobody in the picture."""

    length_s: float
    body: Posture


def eased(share: float) -> float:
    """From 0 to 1 without a jerk."""
    return 0.5 - 0.5 * math.cos(math.pi * min(max(share, 0.0), 1.0))


def there_and_back(share: float) -> float:
    """Of a pull: reach 15 %, drive 30 %, hold 20 %, return 35 %."""
    if share < 0.45:
        return eased((share - 0.15) / 0.3)
    return 1.0 - eased((share - 0.65) / 0.35)


def still(length_s: float = 3.5, body: Body = Body()) -> Segment:
    return Segment(length_s, lambda _: body)


def nobody(length_s: float) -> Segment:
    return Segment(length_s, lambda _: None)


def moving(start: Arm, end: Arm, length_s: float = 1.0) -> Segment:
    """Both arms from one position to another."""
    return Segment(length_s, lambda share: both(start.towards(end, eased(share))))


def swinging(start: Arm, end: Arm, length_s: float = 2.0, *, which: str = "both") -> Segment:
    """There and back, with both arms or with the left or the right alone (the other stays at ``start``)."""

    def body(share: float) -> Body:
        arm = start.towards(end, there_and_back(share))
        return Body(arm if which != "right" else start, arm if which != "left" else start)

    return Segment(length_s, body)


def pull(length_s: float = 2.4, *, depth: float = 1.0, fault: Body = Body()) -> Segment:
    """One pull; the ``fault``'s shrug, lean and head come and go with the drive."""

    def body(share: float) -> Body:
        drive = there_and_back(share)
        return replace(
            pulling(depth * drive),
            left_shrug_m=drive * fault.left_shrug_m,
            right_shrug_m=drive * fault.right_shrug_m,
            lean_deg=drive * fault.lean_deg,
            head_m=drive * fault.head_m,
        )

    return Segment(length_s, body)


def head_turn(degrees: float, length_s: float = 2.6) -> Segment:
    """The head to the left (negative: right), held there, and back, arms hanging; then a moment in the middle."""

    def body(share: float) -> Body:
        return Body(head_turn_deg=degrees * (eased(share / 0.25) - eased((share - 0.5) / 0.25)))

    return Segment(length_s, body)


def shrugging(left_m: float, right_m: float | None = None) -> Body:
    return Body(left_shrug_m=left_m, right_shrug_m=left_m if right_m is None else right_m)


def session(*pulls: Segment, still_s: float = 3.5) -> tuple[Segment, ...]:
    """Stand still, raise the arms, pull, and stay in the reach for a second."""
    return (still(still_s), moving(HANGING, REACHED), *pulls, still(1.0, pulling(0.0)))


@dataclass(frozen=True, slots=True)
class Camera:
    """From where and how large the body is seen; ``noise_px`` is normal noise, the same for the same ``seed``."""

    yaw_deg: float = 0.0
    scale: float = 1.0
    shift_px: tuple[float, float] = (0.0, 0.0)
    size_px: tuple[int, int] = SIZE_PX
    noise_px: float = 0.0
    seed: int = 0


def filmed(segments: Sequence[Segment], fps: float = 30.0, camera: Camera = Camera()) -> list[Pose | None]:
    """The poses of a movement, one for each frame, at times ``index / fps``."""
    noise = np.random.default_rng(camera.seed)
    poses: list[Pose | None] = []
    index, start_s = 0, 0.0
    for segment in segments:
        end_s = start_s + segment.length_s
        while index / fps < end_s - 1e-9:
            body = segment.body((index / fps - start_s) / segment.length_s)
            poses.append(None if body is None else seen(body, camera, index, index / fps, noise))
            index += 1
        start_s = end_s
    return poses


def seen(
    body: Body,
    camera: Camera = Camera(),
    index: int = 0,
    t_s: float = 0.0,
    noise: np.random.Generator | None = None,
) -> Pose:
    """One pose of ``body`` as ``camera`` sees it."""
    yaw = math.radians(camera.yaw_deg)
    left = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    up = np.array([0.0, -1.0, 0.0])
    axes = np.stack([left, up, np.cross(left, up)])
    world_m = skeleton(body) @ axes
    middle_px = np.array(camera.size_px) / 2.0 + camera.shift_px
    xy_px = middle_px + camera.scale * PX_PER_M * world_m[:, :2]
    if noise is not None and camera.noise_px:
        xy_px += noise.normal(0.0, camera.noise_px, xy_px.shape)
        world_m += noise.normal(0.0, camera.noise_px / PX_PER_M, world_m.shape)
    return Pose(
        index,
        t_s,
        readonly(xy_px.astype(np.float32)),
        readonly(world_m.astype(np.float32)),
        readonly(np.full(COUNT, 0.99, np.float32)),
        camera.size_px,
    )


def skeleton(body: Body) -> NDArray[np.float64]:
    """All points (33, 3) along the person's left, up and forward."""
    points = np.zeros((COUNT, 3))
    for side, arm, shrug_m, first in (
        (1.0, body.left, body.left_shrug_m, 0),
        (-1.0, body.right, body.right_shrug_m, 1),
    ):
        shoulder = np.array([side * SHOULDER_M, TORSO_M + shrug_m, 0.0])
        spread = math.radians(arm.spread_deg)
        elbow = shoulder + UPPER_ARM_M * _limb(arm.lifted_deg, side * spread)
        wrist = elbow + FOREARM_M * _limb(arm.lifted_deg + arm.bent_deg, side * spread)
        points[Landmark.LEFT_SHOULDER + first] = shoulder
        points[Landmark.LEFT_ELBOW + first] = elbow
        for hand in (Landmark.LEFT_WRIST, Landmark.LEFT_PINKY, Landmark.LEFT_INDEX, Landmark.LEFT_THUMB):
            points[hand + first] = wrist
        points[Landmark.LEFT_EAR + first] = [side * EAR_M, TORSO_M + EAR_HEIGHT_M, body.head_m]
        points[Landmark.LEFT_HIP + first] = [side * HIP_M, 0.0, 0.0]
        points[Landmark.LEFT_KNEE + first] = [side * HIP_M, -0.42, 0.0]
        for foot in (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX):
            points[foot + first] = [side * HIP_M, -0.84, 0.0]
    face = [
        row for row in Landmark if row <= Landmark.MOUTH_RIGHT and row not in (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
    ]
    points[face] = [0.0, TORSO_M + EAR_HEIGHT_M, 0.1 + body.head_m]
    head = [row for row in Landmark if row <= Landmark.MOUTH_RIGHT]
    turn = math.radians(body.head_turn_deg)
    aside, ahead = points[head, 0].copy(), points[head, 2] - body.head_m
    points[head, 0] = aside * math.cos(turn) + ahead * math.sin(turn)
    points[head, 2] = body.head_m + ahead * math.cos(turn) - aside * math.sin(turn)
    upper = points[:, 1] > 0.0
    upper[[Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW]] = True
    upper[Landmark.LEFT_WRIST : Landmark.RIGHT_THUMB + 1] = True
    lean = math.radians(body.lean_deg)
    tilt = np.array([[1.0, 0.0, 0.0], [0.0, math.cos(lean), -math.sin(lean)], [0.0, math.sin(lean), math.cos(lean)]])
    points[upper] = points[upper] @ tilt
    return points


def _limb(lifted_deg: float, spread: float) -> NDArray[np.float64]:
    lifted = math.radians(lifted_deg)
    return np.array(
        [math.sin(spread), -math.cos(lifted) * math.cos(spread), math.sin(lifted) * math.cos(spread)],
    )


def mirrored(pose: Pose) -> Pose:
    """The picture flipped, and with it left and right."""
    rows = [_twin(row) for row in Landmark]
    xy_px, world_m = pose.xy_px[rows].copy(), pose.world_m[rows].copy()
    xy_px[:, 0] = pose.image_size_px[0] - xy_px[:, 0]
    world_m[:, 0] *= -1.0
    return replace(pose, xy_px=readonly(xy_px), world_m=readonly(world_m))


def _twin(row: Landmark) -> Landmark:
    name = row.name
    for one, other in (("LEFT", "RIGHT"), ("RIGHT", "LEFT")):
        if one in name:
            return Landmark[name.replace(one, other)]
    return row


def unseen_world(pose: Pose) -> Pose:
    """The same picture without world points."""
    return replace(pose, world_m=readonly(np.full_like(pose.world_m, np.nan)))


def sighted(poses: Sequence[Pose | None], fps: float = 30.0) -> list[tuple[Frame, PoseObservation]]:
    """Frames and what a tracker would say of them; a missing pose is a person not found."""
    return [
        (
            Frame(index, index / fps, GREY),
            PoseObservation(pose, TrackState.OK if pose is not None else TrackState.SEARCHING, raw=pose),
        )
        for index, pose in enumerate(poses)
    ]
