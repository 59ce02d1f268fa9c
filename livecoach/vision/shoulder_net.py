"""The shoulder network: how far the shoulders rose, predicted from the picture itself.

Landmarks are pulled along by the arms; the slope between neck and shoulder is not. A small network compares the upper
body now with the same person earlier (the still baseline, or a frame of a clean rep with the arms in the same place)
and predicts the change of clavicle elevation, lumbar extension and head protrusion between the two. It was trained on
rendered people only (scripts/networks). OpenCV runs it; one comparison takes about a millisecond on one core.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.core.landmarks import EARS, HIPS, SHOULDERS, Landmark
from livecoach.core.rounding import LEVEL, nearest_to_zero
from livecoach.core.types import readonly
from livecoach.core.words.message import _
from livecoach.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


SIZE_PX = 80  # side of the picture that the network sees
SPAN = 1.2  # that side, in torso lengths
DROP = 0.22  # its centre lies this many torso lengths below the ears
UNITS = np.array([5.0, 5.0, 5.0, 2.0], np.float32)  # the network speaks in 5 degrees and 2 cm
SPREAD_FLOOR = 0.03  # of white: keeps a nearly black picture from being blown up to noise
CHANGE_GAIN = 5.0  # landmarks move by tenths of a torso, the network likes numbers around one

_POINTS = [
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
]
_MIRRORED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9]
_ARM_STARTS = [3, 3 + 11, 4, 4 + 11, 5, 5 + 11, 6, 6 + 11]  # x and y of shoulders and elbows within _POINTS
_ARM_ENDS = [5, 5 + 11, 6, 6 + 11, 7, 7 + 11, 8, 8 + 11]  # of elbows and wrists
_EARS = list(EARS)
_SHOULDERS = list(SHOULDERS)
_HIPS = list(HIPS)


@dataclass(frozen=True, slots=True)
class Scale:
    """One person before one camera: torso length in pixels and yaw in radians, both of the still baseline.

    With a negative yaw (camera at the person's right) everything is mirrored before the network sees it.
    """

    torso_px: float
    yaw_rad: float

    @property
    def mirrored(self) -> bool:
        """Whether pictures and points are mirrored; never from straight in front, where rounding decides the sign."""
        return self.yaw_rad < -LEVEL


@dataclass(frozen=True, slots=True, eq=False)
class UpperBodyCrop:
    """The network's input from one frame: a grey picture (80, 80) uint8 and 24 numbers about the landmarks."""

    picture: NDArray[np.uint8]
    points: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Change:
    """The change between two frames; left and right are the person's."""

    clavicle_left_deg: float
    clavicle_right_deg: float
    lumbar_extension_deg: float
    head_protrusion_cm: float

    @property
    def clavicle_deg(self) -> float:
        """Mean of both sides."""
        return (self.clavicle_left_deg + self.clavicle_right_deg) / 2


def scale_of(xy_px: NDArray[np.float32], world_m: NDArray[np.float32]) -> Scale:
    """Return the scale of a still baseline, by the median of its landmarks (N, 33, 2) and world points (N, 33, 3)."""
    xy, world = np.median(xy_px, axis=0), np.median(world_m, axis=0)
    torso = xy[_SHOULDERS].mean(axis=0) - xy[_HIPS].mean(axis=0)
    across = world[_SHOULDERS[0]] - world[_SHOULDERS[1]] + world[_HIPS[0]] - world[_HIPS[1]]
    return Scale(float(np.hypot(*torso)), float(np.arctan2(-across[2], across[0])))


def upper_body_crop(image_bgr: NDArray[np.uint8], xy_px: NDArray[np.float32], scale: Scale) -> UpperBodyCrop:
    """Return the network's input from one frame: picture (height, width, 3), landmarks (33, 2) in pixels."""
    return UpperBodyCrop(readonly(picture(image_bgr, xy_px, scale)), readonly(points(xy_px, scale)))


def points(xy_px: NDArray[np.float32], scale: Scale) -> NDArray[np.float32]:
    """Return 24 numbers about the landmarks (33, 2): x and y of eleven, then tilt and length of the trunk.

    The points are in torso lengths from the ears, across and along the line from hips to ears; the tilt is that
    line's angle to the vertical in radians. Left and right are exchanged when the camera is at the person's right.
    """
    (ear_x, ear_y), (up_x, up_y), length = _axes(xy_px)
    offset = (np.asarray(xy_px, np.float64)[_POINTS] - (ear_x, ear_y)) / scale.torso_px
    x, y = (offset @ ((-up_y, up_x), (up_x, up_y))).T
    tilt = math.atan2(up_x, -up_y)
    if scale.mirrored:
        x, y, tilt = -x[_MIRRORED], y[_MIRRORED], -tilt
    return np.concatenate([x, y, (tilt, length / scale.torso_px)]).astype(np.float32)


def picture(
    image_bgr: NDArray[np.uint8], xy_px: NDArray[np.float32], scale: Scale, size_px: int = SIZE_PX
) -> NDArray[np.uint8]:
    """Return the upper body in grey (size_px, size_px); other sizes show more or less of it at the same scale.

    It is aligned to the ears and turned so that the line from hips to ears is upright; the arms do not move these
    points. Its scale is the baseline's, so that leaning towards the camera does not enlarge it.
    """
    step = SPAN * scale.torso_px / SIZE_PX
    return cut(image_bgr, window(xy_px, scale, size_px), (size_px, size_px), step)


def cut(
    image_bgr: NDArray[np.uint8], matrix: NDArray[np.float64], size_px: tuple[int, int], step: float
) -> NDArray[np.uint8]:
    """Return a part of a picture in grey, ``size_px`` (width, height) large.

    ``matrix`` (2, 3) maps its pixels to those of the whole picture, of which each is ``step`` wide.
    """
    blur_px = 0.35 * step if step >= 1.3 else 0.0  # shrinking: blur first, or fine patterns turn into false ones
    part = _part(matrix, size_px, image_bgr.shape[:2], round(4.0 * blur_px) + 4)
    near = cv2.cvtColor(image_bgr[part], cv2.COLOR_BGR2GRAY)
    # As large as the picture, or the coordinates would be rounded differently; pixels outside the part are not used.
    grey = np.empty(image_bgr.shape[:2], np.uint8)
    grey[part] = cv2.GaussianBlur(near, (0, 0), blur_px) if blur_px else near
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(grey, matrix, size_px, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _part(
    matrix: NDArray[np.float64], size_px: tuple[int, int], shape: tuple[int, ...], margin: int
) -> tuple[slice, slice]:
    """Return the rows and columns of a picture of ``shape`` that are needed.

    Only they are turned to grey and blurred: a fifth of 1280x720, with the same result to the last bit.
    """
    right, bottom = size_px[0] - 1, size_px[1] - 1
    slices = []
    for (across, down, corner), size in zip(reversed(matrix.tolist()), shape, strict=True):
        corners = [corner + across * x + down * y for x in (0, right) for y in (0, bottom)]
        # Beyond an edge the edge itself is repeated, blurred with everything near it.
        ends = math.floor(min(corners)), math.ceil(max(corners))
        first, end = (min(max(value, 0), size - 1) for value in ends)
        slices.append(slice(max(first - margin, 0), min(end + margin + 1, size)))
    return slices[0], slices[1]


def window(xy_px: NDArray[np.float32], scale: Scale, size_px: int = SIZE_PX) -> NDArray[np.float64]:
    """Return the affine map (2, 3) from pixels of the upper body's picture to those of the whole one."""
    ears, (up_x, up_y), _ = _axes(xy_px)
    step = SPAN * scale.torso_px / SIZE_PX
    across = -step if scale.mirrored else step
    turn = (-up_y * across, -up_x * step), (up_x * across, -up_y * step)
    drop, half = DROP * scale.torso_px, (size_px - 1) / 2
    rows = [
        (a, b, middle - along * drop - (a + b) * half)
        for (a, b), middle, along in zip(turn, ears, (up_x, up_y), strict=True)
    ]
    return np.array(rows, np.float64)


def _axes(xy_px: NDArray[np.float32]) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Return the middle of the ears, the unit vector from the hips to it and the distance between them.

    In plain floats: on single points numpy takes longer than the network's first layer.
    """
    xy = np.asarray(xy_px, np.float64).tolist()
    (left_x, left_y), (right_x, right_y) = (xy[ear] for ear in _EARS)
    ears = 0.5 * (left_x + right_x), 0.5 * (left_y + right_y)
    (left_x, left_y), (right_x, right_y) = (xy[hip] for hip in _HIPS)
    x, y = ears[0] - 0.5 * (left_x + right_x), ears[1] - 0.5 * (left_y + right_y)
    length = math.hypot(x, y)
    return ears, (x / length, y / length), length


def network_of(model: Path) -> cv2.dnn.Net:
    """Return a network (ONNX), ready to run; raises ModelError when it is missing or cannot be read."""
    if not model.is_file():
        raise ModelError(_("The network {} is missing: reinstall livecoach.").format(model))
    try:
        return cv2.dnn.readNetFromONNX(str(model))
    except cv2.error as error:
        raise ModelError(_("The network {} cannot be read: reinstall livecoach.").format(model)) from error


class ShoulderNet:
    """The network, ready to compare two frames of one person."""

    def __init__(self, model: Path) -> None:
        """Load ``model`` (ONNX); raise ModelError when it is missing or cannot be read."""
        self._net = network_of(model)

    def change(self, now: UpperBodyCrop, reference: UpperBodyCrop, scale: Scale) -> Change:
        """Return how ``now`` differs from ``reference``; both must be of the person and camera of ``scale``."""
        return self.changes(now, (reference,), scale)[0]

    def changes(self, now: UpperBodyCrop, references: Sequence[UpperBodyCrop], scale: Scale) -> tuple[Change, ...]:
        """Return how ``now`` differs from each of the ``references``, in one batch."""
        values = self.answers(now, references, scale) * UNITS
        if scale.mirrored:
            values = values[:, [1, 0, 2, 3]]
        return tuple(Change(*row) for row in values.tolist())

    def answers(self, now: UpperBodyCrop, references: Sequence[UpperBodyCrop], scale: Scale) -> NDArray[np.float32]:
        """Return the network's own numbers (n, 4) for ``now`` against each of the n ``references``."""
        self._net.setInput(_pictures(now, references), "pictures")
        self._net.setInput(_numbers(now, references, scale), "landmarks")
        return np.asarray(self._net.forward(), np.float32)


def pictures(now: UpperBodyCrop, reference: UpperBodyCrop) -> NDArray[np.float32]:
    """Return (1, 8, 40, 40): now, then the reference, by the reference's mean and spread.

    Each as the four pixels of its blocks of two by two, in rows: the network's first layer takes steps of two, and on
    blocks it takes a quarter of the time (scripts/networks/regroup.py).
    """
    return _pictures(now, (reference,))


def _pictures(now: UpperBodyCrop, references: Sequence[UpperBodyCrop]) -> NDArray[np.float32]:
    half = SIZE_PX // 2
    blob = np.empty((len(references), 2, 2, 2, half, half), np.float32)
    sample = math.sqrt(now.picture.size / (now.picture.size - 1))  # OpenCV's deviation is the population's
    for rows, reference in zip(blob, references, strict=True):
        mean, deviation = (float(value[0, 0]) for value in cv2.meanStdDev(reference.picture))
        gain = 1.0 / (sample * deviation + 255.0 * SPREAD_FLOOR)
        for row, seen in zip(rows, (now, reference), strict=True):
            blocks = seen.picture.reshape(half, 2, half, 2).transpose(1, 3, 0, 2)
            np.subtract(blocks, mean, out=row, dtype=np.float32)
        np.multiply(rows, gain, out=rows)
    return blob.reshape(-1, 8, half, half)


def numbers(now: UpperBodyCrop, reference: UpperBodyCrop, scale: Scale) -> NDArray[np.float32]:
    """Return (1, 50): change of the landmarks, the reference's own, sine and cosine of the yaw."""
    return _numbers(now, (reference,), scale)


def _numbers(now: UpperBodyCrop, references: Sequence[UpperBodyCrop], scale: Scale) -> NDArray[np.float32]:
    yaw, count = abs(scale.yaw_rad), len(now.points)
    blob = np.empty((len(references), 2 * count + 2), np.float32)
    blob[:, -2:] = math.sin(yaw), math.cos(yaw)
    for row, reference in zip(blob, references, strict=True):
        row[count:-2] = reference.points
        np.multiply(now.points - reference.points, CHANGE_GAIN, out=row[:count])
    return blob


def nearest_arms(now: UpperBodyCrop, others: NDArray[np.float32], count: int = 3) -> NDArray[np.intp]:
    """Return the indices of the ``count`` rows of ``others`` (N, 24) whose arms lie most like those of ``now``.

    Upper arms and forearms are compared as vectors over the torso, which a shrug does not change: this finds the
    frames of the calibration rep to compare with, without needing phase or drive.
    """
    distance = ((arms(others) - arms(now.points[None])) ** 2).sum(axis=1)
    return nearest_to_zero(distance, count)


def arms(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (N, 8): upper arms and forearms as vectors over the torso, from ``UpperBodyCrop.points`` (N, 24)."""
    return points[:, _ARM_ENDS] - points[:, _ARM_STARTS]
