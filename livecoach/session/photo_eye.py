"""What the eye sees change between two photos of one person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from livecoach.core.landmarks import Landmark
from livecoach.core.types import View, readonly
from livecoach.measure.photo import ASSUMED_HEIGHT_CM, cm_per_px, middle
from livecoach.measure.photo_change import SeenChange
from livecoach.track.eye import Look, Scale, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from livecoach.measure.stance import Stance
    from livecoach.track.eye import Change, Eye

    Photo = tuple[NDArray[np.uint8], Stance]

_ZOOMS: Final = (0.9, 0.95, 1.0, 1.05, 1.1)
"""Shares of the torso's length by which the person is framed: much of the eye's error goes in their mean."""

_SHOULDERS: Final = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_HIPS: Final = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)


def seen_change(eye: Eye, before: Photo, after: Photo) -> SeenChange:
    """Return the mean of what the eye says of two photos (BGR) with their stances, framed in several ways.

    Each pair is compared both ways round, and a back also mirrored, so that two like photos show no change.
    """
    found = [(sign, change) for sign, change in _comparisons(eye, before, after)]
    clavicle = [sign * change.clavicle_deg for sign, change in found]
    head = [sign * change.head_protrusion_cm for sign, change in found]
    return SeenChange(sum(clavicle) / len(found), sum(head) / len(found))


def seen_record(seen: SeenChange) -> dict[str, Any]:
    """Return a seen change as plain data."""
    return {
        "clavicle_deg": round(seen.clavicle_deg, 2),
        "head_protrusion_cm": round(seen.head_protrusion_cm, 2),
    }


def seen_from(record: Mapping[str, Any]) -> SeenChange:
    """Return the seen change that ``seen_record`` wrote."""
    return SeenChange(float(record["clavicle_deg"]), float(record["head_protrusion_cm"]))


def _comparisons(eye: Eye, before: Photo, after: Photo) -> Iterator[tuple[float, Change]]:
    """Yield each comparison, with the sign that makes it one of after against before."""
    (earlier_bgr, earlier), (later_bgr, later) = before, after
    nearer = cm_per_px(earlier, ASSUMED_HEIGHT_CM) / cm_per_px(later, ASSUMED_HEIGHT_CM)
    yaw_rad = math.radians(earlier.yaw_deg)
    for yaw in (yaw_rad, -yaw_rad) if earlier.view is View.BACK else (yaw_rad,):
        for zoom in _ZOOMS:
            torso_px = zoom * _torso_px(earlier)
            scale = Scale(torso_px, yaw)
            then = look(earlier_bgr, earlier.xy_px.astype(np.float32), scale)
            now = look(later_bgr, later.xy_px.astype(np.float32), Scale(nearer * torso_px, yaw))
            yield 1.0, eye.change(_lit_as(now, then), then, scale)
            yield -1.0, eye.change(_lit_as(then, now), now, scale)


def _lit_as(seen: Look, other: Look) -> Look:
    """Return a look with the other one's distribution of greys: two photos differ in light and exposure.

    Histogram matching (Gonzalez and Woods, Digital Image Processing). The eye knows one camera in one light: of
    unchanged backs in other light it saw collarbones rise by up to 10 degrees without it, by 5 with it.
    """
    _, index, counts = np.unique(seen.picture, return_inverse=True, return_counts=True)
    wanted, wanted_counts = np.unique(other.picture, return_counts=True)
    matched = np.interp(np.cumsum(counts), np.cumsum(wanted_counts), wanted)
    picture = np.rint(matched).astype(np.uint8)[index].reshape(seen.picture.shape)
    return Look(readonly(picture), seen.points)


def _torso_px(stance: Stance) -> float:
    return float(np.linalg.norm(middle(stance.xy_px, _SHOULDERS) - middle(stance.xy_px, _HIPS)))
