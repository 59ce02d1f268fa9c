"""A made-up standing body, and the pictures and frames that the track tests look at."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from livecoach.core.landmarks import COUNT
from livecoach.core.types import Frame, Pose, readonly
from tests.support.paths import PEOPLE

PICTURE = PEOPLE / "person.jpg"
SIZE_PX = (640, 480)
GREY = np.full((480, 640, 3), 128, np.uint8)


def person_bgr() -> NDArray[np.uint8]:
    """A rendered person (640x480, Apache-2.0 body model, CC0 clothes), three-quarter front, arms down, feet cut off."""
    return np.asarray(cv2.imread(str(PICTURE)), np.uint8)


def behind_bgr() -> NDArray[np.uint8]:
    """A rendered person from behind (640x480), nose at about (327, 75), whom the pose model finds only when smaller."""
    return np.asarray(cv2.imread(str(PICTURE.with_name("behind.jpg"))), np.uint8)


def frames(images: list[NDArray[np.uint8]], fps: float = 30.0) -> list[Frame]:
    return [Frame(index, index / fps, image) for index, image in enumerate(images)]


def standing(index: int = 0, t_s: float = 0.0) -> Pose:
    """Seen from the front, in the middle of a 640x480 picture; nose (320, 100), shoulders at y 150, hips at y 270."""
    xy = np.zeros((COUNT, 2), np.float32)
    xy[:11] = [320, 100]
    xy[7], xy[8] = [332, 100], [308, 100]
    for left, (half_width, height) in {
        11: (40, 150),
        13: (45, 210),
        15: (45, 270),
        17: (45, 280),
        19: (45, 282),
        21: (43, 278),
        23: (25, 270),
        25: (25, 350),
        27: (25, 430),
        29: (25, 438),
        31: (28, 440),
    }.items():
        xy[left], xy[left + 1] = [320 + half_width, height], [320 - half_width, height]
    metres_per_px = 0.5 / 120.0
    world = np.zeros((COUNT, 3), np.float32)
    world[:, :2] = (xy - np.float32([320, 270])) * metres_per_px
    visible = np.full(COUNT, 0.99, np.float32)
    return Pose(index, t_s, readonly(xy), readonly(world), readonly(visible), SIZE_PX)


def moved(pose: Pose, right_px: float = 0.0, down_px: float = 0.0) -> Pose:
    return replace(pose, xy_px=readonly(pose.xy_px + np.float32([right_px, down_px])))


def turned(pose: Pose, roll_deg: float) -> Pose:
    """Turned in the picture plane about the hips, picture and world points alike."""
    angle = np.deg2rad(roll_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    hips = pose.xy_px[23:25].mean(axis=0)
    world = pose.world_m.copy()
    world[:, :2] = world[:, :2] @ turn.T
    return replace(pose, xy_px=readonly((pose.xy_px - hips) @ turn.T + hips), world_m=readonly(world))


def scaled(pose: Pose, factor: float) -> Pose:
    centre = np.float32([320, 240])
    return replace(pose, xy_px=readonly((pose.xy_px - centre) * np.float32(factor) + centre))


def bent_towards_camera(pose: Pose, down_deg: float) -> Pose:
    """The trunk bent at the hips towards the camera, ``down_deg`` from upright; 90 is level."""
    angle = np.deg2rad(down_deg)
    world = pose.world_m.copy()
    upper = list(range(23))
    height = -world[upper, 1]
    world[upper, 1], world[upper, 2] = -height * np.cos(angle), -height * np.sin(angle)
    xy = pose.xy_px.copy()
    xy[upper, 1] = 270 - (270 - xy[upper, 1]) * np.cos(angle)
    return replace(pose, xy_px=readonly(xy), world_m=readonly(world))
