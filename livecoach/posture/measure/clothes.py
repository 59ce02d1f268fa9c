"""Checks whether somebody wears the same clothes in two photos, by the colour of trunk and thighs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.landmarks import HIPS, SHOULDERS, Landmark
from livecoach.posture.measure.photo_measures import middle

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.posture.measure.stance import Stance

_HUE_LIMIT: Final = 15.0
_LIGHT_LIMIT: Final = 25.0
"""Distance of the medians in CIE L*a*b*, in its units, a* and b* together and L*. In 56 rendered
pairs with the same clothes in other light (a shirt up to 30 % brighter or darker) the colours lie at most 4.3 and 13
apart; of pairs of different people's clothes nine in ten lie further apart than these limits."""

_PARTS: Final = (
    ("top", SHOULDERS, HIPS, 0.05, 0.2),
    ("trousers", (Landmark.LEFT_HIP, Landmark.RIGHT_HIP), (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE), 0.3, 0.8),
)
"""The sampled parts: along the line between two pairs of points, from one share of it to another. Of the top only the
part below the shoulders: from the side the arm hangs over the rest, differently in each photo."""

_WIDE: Final = 0.08
"""Half of the sampled width, over the line's length: inside a body seen from the side."""


def other_clothes(before: tuple[NDArray[np.uint8], Stance], after: tuple[NDArray[np.uint8], Stance]) -> tuple[str, ...]:
    """Return which clothes of a photo (BGR), top or trousers, differ from the earlier one."""
    return tuple(
        name
        for name, one, other in zip(_names(), _colours(*before), _colours(*after), strict=True)
        if _differ(one, other)
    )


def _names() -> tuple[str, ...]:
    return tuple(part[0] for part in _PARTS)


def _differ(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    light, *hue = (one - other).tolist()
    return math.hypot(*hue) > _HUE_LIMIT or abs(light) > _LIGHT_LIMIT


def _colours(image_bgr: NDArray[np.uint8], stance: Stance) -> tuple[NDArray[np.float64], ...]:
    """Return the median colour (3,) of each part in L*a*b*; NaN, equal to everything, outside the photo."""
    return tuple(_colour(image_bgr, stance, *part[1:]) for part in _PARTS)


def _colour(
    image_bgr: NDArray[np.uint8],
    stance: Stance,
    upper: tuple[Landmark, Landmark],
    lower: tuple[Landmark, Landmark],
    *shares: float,
) -> NDArray[np.float64]:
    start, end = middle(stance.xy_px, upper), middle(stance.xy_px, lower)
    way = end - start
    half = _WIDE * float(np.hypot(*way))
    a, b = (start + share * way for share in shares)
    height, width = image_bgr.shape[:2]
    x0, x1 = max(0, int(min(a[0], b[0]) - half)), min(width, int(max(a[0], b[0]) + half) + 1)
    y0, y1 = max(0, int(min(a[1], b[1]))), min(height, int(max(a[1], b[1])) + 1)
    part = image_bgr[y0:y1, x0:x1]
    if part.size == 0:
        return np.full(3, np.nan)
    lab = cv2.cvtColor(part.astype(np.float32) / 255.0, cv2.COLOR_BGR2LAB)
    return np.asarray(np.median(lab.reshape(-1, 3), axis=0), np.float64)
