"""The changes that the networks predict between two photos of one person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from livecoach.core.landmarks import HIPS, SHOULDERS
from livecoach.core.types import View, readonly
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, PhotoMeasure, cm_per_px, middle
from livecoach.posture.measure.posture_net import PostureNet, lit_as
from livecoach.track.model_files import POSTURE_NET_NAME, network_file
from livecoach.vision.shoulder_net import Scale, ShoulderNet, UpperBodyCrop, upper_body_crop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from livecoach.posture.measure.stance import Stance

    Photo = tuple[NDArray[np.uint8], Stance]

_ZOOMS: Final = (0.9, 0.95, 1.0, 1.05, 1.1)
"""Framings of the person, as shares of the torso's length; averaging over them reduces the network's error."""

_CM_PER_DEGREE: Final = 0.3
"""Centimetres that the end of a collarbone of 17 cm rises with a degree."""


class PhotoComparer:
    """Both networks: the posture network for the side, and the shoulder network for the back."""

    def __init__(self) -> None:
        """Load them; raise ModelError when one is missing or changed."""
        self._side = PostureNet(network_file(POSTURE_NET_NAME))
        self._back = ShoulderNet(network_file())

    def seen_cm(self, before: Photo, after: Photo) -> dict[PhotoMeasure, float]:
        """Return the predicted changes between two photos (BGR) with their stances, from one side or the back.

        In centimetres for the assumed height; the mean over several framings, each pair compared in both directions,
        a back also mirrored, so that two equal photos show no change. Elbows and wrists move with the shoulders.
        """
        if before[1].view is View.BACK:
            risen = [(sign, self._back.change(*looks)) for sign, looks in _looks(before, after)]
            return {PhotoMeasure.NECK_LENGTH: -_CM_PER_DEGREE * _mean([sign * one.clavicle_deg for sign, one in risen])}
        moved = [(sign, self._side.moved(*looks)) for sign, looks in _looks(before, after)]
        forward = _mean([sign * each.shoulder_forward_cm for sign, each in moved])
        return {
            PhotoMeasure.SHOULDER_AHEAD_HIP: forward,
            PhotoMeasure.ELBOW_AHEAD_HIP: forward,
            PhotoMeasure.WRIST_AHEAD_HIP: forward,
            PhotoMeasure.EAR_AHEAD_SHOULDER: _mean([sign * each.head_forward_cm for sign, each in moved]),
            PhotoMeasure.NECK_LENGTH: _mean([sign * each.neck_cm for sign, each in moved]),
        }


def seen_record(seen_cm: Mapping[PhotoMeasure, float]) -> dict[str, Any]:
    """Return predicted changes as plain data."""
    return {measure.value: round(value, 2) for measure, value in seen_cm.items()}


def seen_from(record: Mapping[str, Any]) -> dict[PhotoMeasure, float]:
    """Return the changes that ``seen_record`` wrote."""
    return {PhotoMeasure(name): float(value) for name, value in record.items()}


def _looks(before: Photo, after: Photo) -> Iterator[tuple[float, tuple[UpperBodyCrop, UpperBodyCrop, Scale]]]:
    """Yield crops to compare, one in the light of the other, and the sign that makes the result after minus before."""
    (earlier_bgr, earlier), (later_bgr, later) = before, after
    nearer = cm_per_px(earlier, ASSUMED_HEIGHT_CM) / cm_per_px(later, ASSUMED_HEIGHT_CM)
    yaw_rad = math.radians(earlier.yaw_deg)
    for yaw in (yaw_rad, -yaw_rad) if earlier.view is View.BACK else (yaw_rad,):
        for zoom in _ZOOMS:
            torso_px = zoom * _torso_px(earlier)
            scale = Scale(torso_px, yaw)
            then = upper_body_crop(earlier_bgr, earlier.xy_px.astype(np.float32), scale)
            now = upper_body_crop(later_bgr, later.xy_px.astype(np.float32), Scale(nearer * torso_px, yaw))
            yield 1.0, (_lit(now, then), then, scale)
            yield -1.0, (_lit(then, now), now, scale)


def _lit(seen: UpperBodyCrop, other: UpperBodyCrop) -> UpperBodyCrop:
    return UpperBodyCrop(readonly(lit_as(seen.picture, other.picture)), seen.points)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _torso_px(stance: Stance) -> float:
    return float(np.linalg.norm(middle(stance.xy_px, SHOULDERS) - middle(stance.xy_px, HIPS)))
