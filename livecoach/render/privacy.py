"""Pictures that can be shown to others: only the skeleton, or the person with the face made unrecognisable.

When in doubt everything is hidden: where nobody is tracked, the whole picture is.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from livecoach.core.landmarks import HIPS, SHOULDERS, Landmark
from livecoach.render.draw.palette import INK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Pose, Step

_FACE: Final = tuple(landmark for landmark in Landmark if landmark <= Landmark.MOUTH_RIGHT)
_SHOULDERS = list(SHOULDERS)
_HIPS = list(HIPS)

_PER_FACE: Final = 2.2
_PER_SHOULDERS: Final = 0.55
_PER_TORSO: Final = 0.42
"""The head's radius, with a wide margin, from three lengths of which at least one is seen well from any side.

Eyes, mouth and ears reach half a head's height from their middle; a head is 0.45 torso lengths high (shoulders to
hips) and 0.55 shoulder widths; the largest of the three radii counts.
"""

_GROWS_PER_S: Final = 3.0
_LOST_S: Final = 0.5
"""After this long without a person the last region could be anywhere: the whole picture is hidden."""

_CELLS_ACROSS: Final = 6
_WHOLE_CELLS_ACROSS: Final = 20


class Privacy(StrEnum):
    """What a recording shows of the person."""

    OFF = "off"
    SKELETON = "skeleton"
    BLUR_FACE = "blur-face"


class Region(NamedTuple):
    """A circle in pixels."""

    x: float
    y: float
    radius: float


class Veil:
    """Hides what must not be seen, step by step in the order of their times."""

    def __init__(self, privacy: Privacy) -> None:
        self.privacy = privacy
        self._last: Region | None = None
        self._seen_s = -math.inf

    def cover(self, step: Step) -> NDArray[np.uint8]:
        """Return the step's picture with everything hidden that is to be, as a new one unless nothing is."""
        image = step.frame.image_bgr
        match self.privacy:
            case Privacy.OFF:
                return image
            case Privacy.SKELETON:
                return np.full_like(image, INK)
            case Privacy.BLUR_FACE:
                return self._blurred(image, step)

    def _blurred(self, image: NDArray[np.uint8], step: Step) -> NDArray[np.uint8]:
        t_s = step.frame.t_s
        pose = step.sighting.pose
        region = head_region(pose) if pose is not None else None
        fresh = 0.0 <= t_s - self._seen_s < _LOST_S
        before = self._last if fresh else None
        if region is not None:
            self._last, self._seen_s = region, t_s
        elif before is not None:
            region = before._replace(radius=before.radius * (1.0 + _GROWS_PER_S * (t_s - self._seen_s)))
        if region is None:
            return coarse(image, _WHOLE_CELLS_ACROSS)
        # The place of the frame before too: where points jump for one frame, the face did not.
        return _hidden(image, {region, before or region})


def head_region(pose: Pose) -> Region | None:
    """Return a circle that holds the whole head, None when no point of the face is known."""
    face = _known(pose.xy_px[list(_FACE)])
    if not len(face):
        return None
    middle = face.mean(axis=0)
    reach = float(np.hypot(*(face - middle).T).max())
    shoulders, hips = pose.xy_px[_SHOULDERS], pose.xy_px[_HIPS]
    width = float(np.hypot(*(shoulders[0] - shoulders[1])))
    torso = float(np.hypot(*(shoulders.mean(axis=0) - hips.mean(axis=0))))
    radii = (_PER_FACE * reach, _PER_SHOULDERS * width, _PER_TORSO * torso)
    radius = max((radius for radius in radii if math.isfinite(radius)), default=0.0)
    return Region(float(middle[0]), float(middle[1]), radius) if radius > 0.0 else None


def _known(points: NDArray[np.floating]) -> NDArray[np.floating]:
    known: NDArray[np.floating] = points[np.isfinite(points).all(axis=1)]
    return known


def _hidden(image: NDArray[np.uint8], regions: set[Region]) -> NDArray[np.uint8]:
    """Return a copy in which the circles show only a few smooth blots of colour."""
    height, width = image.shape[:2]
    covered = image.copy()
    for region in regions:
        left, top = (max(0, math.floor(middle - region.radius)) for middle in (region.x, region.y))
        right, bottom = (
            min(most, math.ceil(middle + region.radius)) for middle, most in ((region.x, width), (region.y, height))
        )
        if left < right and top < bottom:
            part = covered[top:bottom, left:right]
            rows, columns = np.ogrid[top:bottom, left:right]
            inside = (columns - region.x) ** 2 + (rows - region.y) ** 2 <= region.radius**2
            part[inside] = coarse(part, _CELLS_ACROSS)[inside]
    return covered


def coarse(image: NDArray[np.uint8], cells: int) -> NDArray[np.uint8]:
    """Return the picture averaged into so many cells across its longer side, blurred into each other."""
    height, width = image.shape[:2]
    scale = cells / max(height, width)
    small = cv2.resize(
        image, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
