"""One stance from many crops of a photo: the mean of the pose model's outputs for them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from livecoach.core.geometry import wrap_deg
from livecoach.core.landmarks import Landmark
from livecoach.core.types import View, readonly
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from livecoach.core.types import Pose

_CROPS = (
    (1.2, 0.0, 0.0),
    (1.27, 0.03, -0.03),
    (1.35, -0.05, 0.03),
    (1.5, 0.06, -0.02),
    (1.65, -0.03, -0.04),
    (1.8, 0.0, 0.05),
)
"""Side over the person's longer extent, and the middle's way to the right and down over the same."""

FEET_VISIBLE = 0.55
"""Mean visibility of ankles, heels and toes. Of the rendered side views, 0.6 and more with both feet in the photo, 0.55
to 0.76 with the near one's sole cut off, where unchanged pairs still differ less than the limits, and less with more of
it cut off. Set on those photos (docs/posture.md)."""

BEHIND_SHARE = 0.1
"""Up to two thirds of the crops of a rendered back gave a front, with full visibility of the face; none of the crops of
seven real fronts gave a back. So this share of backs is enough."""

_BEHIND_DEG = 115.0
_FEET = tuple(row for row in Landmark if row >= Landmark.LEFT_ANKLE)
_SIDES = (("LEFT", "RIGHT"), ("RIGHT", "LEFT"))
_TWIN = tuple(next((Landmark[row.name.replace(a, b)] for a, b in _SIDES if a in row.name), row) for row in Landmark)
_PAIRS = tuple((row, twin) for row, twin in zip(Landmark, _TWIN, strict=True) if row < twin)


class Window(NamedTuple):
    """A part of a photo in pixels, half-open, as it is or mirrored."""

    x0: int
    y0: int
    x1: int
    y1: int
    mirrored: bool

    def of(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return this part of the photo (h, w, 3), contiguous."""
        part = image_bgr[self.y0 : self.y1, self.x0 : self.x1]
        return np.ascontiguousarray(part[:, ::-1] if self.mirrored else part)

    def to_photo(self, pose: Pose, size_px: tuple[int, int]) -> Pose:
        """Return a pose found in this part, in the pixels of the whole photo of ``size_px``, no longer mirrored."""
        xy_px, world_m, visibility = pose.xy_px.copy(), pose.world_m.copy(), pose.visibility
        if self.mirrored:
            rows = list(_TWIN)
            xy_px, world_m, visibility = xy_px[rows], world_m[rows], visibility[rows]
            xy_px[:, 0] = self.x1 - self.x0 - xy_px[:, 0]
            world_m[:, 0] *= -1.0
        xy_px += np.array([self.x0, self.y0], np.float32)
        return replace(
            pose,
            xy_px=readonly(xy_px),
            world_m=readonly(world_m),
            visibility=readonly(visibility),
            image_size_px=size_px,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Stance:
    """The mean over all crops of one photo: ``xy_px`` (33, 2), ``visibility`` (33,) and the body's yaw.

    From behind, the left one of a pair is the one further left in the picture, whatever the model calls it.
    """

    xy_px: NDArray[np.float64]
    visibility: NDArray[np.float64]
    yaw_deg: float
    size_px: tuple[int, int]
    looks: int

    @property
    def view(self) -> View:
        """FRONT, SIDE or BACK, whichever is nearest."""
        return _nearest(self.yaw_deg)

    @property
    def oblique(self) -> bool:
        """Whether the person is seen at an angle, between two views."""
        return view_of(self.yaw_deg) is not self.view

    @property
    def whole(self) -> bool:
        """Whether the photo shows the person from the ears down to the feet.

        The model places feet that the photo's edge cuts off inside the photo; their visibility shows it.
        """
        ends = self.xy_px[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR, *_FEET]]
        inside = bool((ends >= 0.0).all() and (ends < self.size_px).all())
        return inside and float(self.visibility[list(_FEET)].mean()) >= FEET_VISIBLE


def windows(pose: Pose) -> tuple[Window, ...]:
    """Return the twelve parts of the photo to use: six crops around the person, each also mirrored.

    The landmarks' error differs from crop to crop, so averaging removes much of it.
    """
    width, height = pose.image_size_px
    low, high = pose.xy_px.min(axis=0), pose.xy_px.max(axis=0)
    middle, side = (low + high) / 2.0, float((high - low).max())
    found: list[Window] = []
    for zoom, right, down in _CROPS:
        x, y = middle + np.array([right, down]) * side
        half = side * zoom / 2.0
        box = max(0, int(x - half)), max(0, int(y - half)), min(width, int(x + half)), min(height, int(y + half))
        found += [Window(*box, mirrored) for mirrored in (False, True)]
    return tuple(found)


def mean_stance(poses: Sequence[Pose], *, behind: bool = False) -> Stance:
    """Return the mean of poses of one photo (at least one), all in the whole photo's pixels.

    ``behind``: the photo shows no face, so a front is a back.
    """
    yaw_deg = _yaw_deg([body_yaw_deg(pose) for pose in poses])
    if behind and _nearest(yaw_deg) is View.FRONT:
        yaw_deg = wrap_deg(yaw_deg + 180.0)
    points = np.stack([pose.xy_px.astype(np.float64) for pose in poses])
    if _nearest(yaw_deg) is View.BACK:
        points = _ordered(points)
    visibility = np.stack([pose.visibility.astype(np.float64) for pose in poses]).mean(axis=0)
    return Stance(readonly(points.mean(axis=0)), readonly(visibility), yaw_deg, poses[0].image_size_px, len(poses))


def _nearest(yaw_deg: float) -> View:
    if abs(yaw_deg) < 45.0:
        return View.FRONT
    return View.SIDE if abs(yaw_deg) < 135.0 else View.BACK


def _ordered(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points (n, 33, 2) with each pair in the picture's order: from behind the person's left is on the left."""
    result = points.copy()
    for left, right in _PAIRS:
        swapped = points[:, left, 0] > points[:, right, 0]
        result[swapped, left], result[swapped, right] = points[swapped, right], points[swapped, left]
    return result


def _yaw_deg(looks_deg: Sequence[float]) -> float:
    """Return the mean yaw; a back that some crops take for a front counts as a back."""
    behind = [yaw for yaw in looks_deg if abs(yaw) > _BEHIND_DEG]
    return _mean_angle_deg(behind if len(behind) >= BEHIND_SHARE * len(looks_deg) else looks_deg)


def _mean_angle_deg(angles_deg: Sequence[float]) -> float:
    radians = np.radians(angles_deg)
    return math.degrees(math.atan2(float(np.sin(radians).mean()), float(np.cos(radians).mean())))
