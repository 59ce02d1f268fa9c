"""From a photo to the stance of the one person in it, or the reason why another photo is needed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import View, readonly
from livecoach.core.words.message import _
from livecoach.errors import SourceError
from livecoach.posture.measure.face import shows_face
from livecoach.posture.measure.stance import Stance, mean_stance, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from livecoach.core.types import Pose
    from livecoach.track.mediapipe_tracker import PhotoTracker

_SECOND_PERSON = 0.5
"""Smaller people than this share of the first one's size are passers-by."""

_SAME_PERSON = 0.5
"""Two boxes that overlap by more than this share of the smaller one are one person found twice."""

_LYING_DEG = 50.0
"""A trunk that leans more means a photo on its side, or a person who does not stand."""


def look(image_bgr: NDArray[np.uint8], tracker: PhotoTracker, name: str) -> Stance:
    """Return the stance of the one person in a photo; raises SourceError, one sentence, where there is none."""
    person = _the_person(tracker, image_bgr, name)
    height, width = image_bgr.shape[:2]
    poses = [
        window.to_photo(pose, (width, height))
        for window in windows(person)
        for pose in tracker.look(window.of(image_bgr))
    ]
    near = [pose for pose in poses if _overlap(_box(pose), _box(person)) > _SAME_PERSON]
    if not near:
        raise SourceError(
            _("{} shows no person clearly enough: take it again with more light and the whole body in view.").format(
                name
            )
        )
    stance = mean_stance(near)
    if stance.view is View.FRONT and not shows_face(image_bgr, stance.xy_px):
        return mean_stance(near, behind=True)
    return stance


def somebody_else(people: Iterable[Pose], person: Pose) -> bool:
    """Return whether ``people`` found beside a ``person`` include another one, large enough to be mistaken for them."""
    return any(
        _overlap(_box(person), _box(other)) < _SAME_PERSON and _size_px(other) > _SECOND_PERSON * _size_px(person)
        for other in people
    )


def stance_record(stance: Stance) -> dict[str, Any]:
    """Return a stance as plain data, points in tenths of a pixel."""
    return {
        "yaw_deg": round(stance.yaw_deg, 2),
        "size_px": list(stance.size_px),
        "looks": stance.looks,
        "landmarks": [
            [round(float(x), 1), round(float(y), 1), round(float(seen), 3)]
            for (x, y), seen in zip(stance.xy_px, stance.visibility, strict=True)
        ],
    }


def stance_from(record: Mapping[str, Any]) -> Stance:
    """Return the stance that ``stance_record`` wrote; raises ValueError, KeyError or TypeError for other data."""
    width, height = (int(side) for side in record["size_px"])
    points, yaw_deg = np.array(record["landmarks"], float), float(record["yaw_deg"])
    if points.shape != (COUNT, 3) or not np.isfinite(points).all() or not math.isfinite(yaw_deg):
        raise ValueError("These are not the landmarks of a stance.")
    return Stance(readonly(points[:, :2]), readonly(points[:, 2]), yaw_deg, (width, height), int(record["looks"]))


def _the_person(tracker: PhotoTracker, image_bgr: NDArray[np.uint8], name: str) -> Pose:
    people = tracker.people(image_bgr)
    if not people:
        if any(map(_stands, _turned_people(tracker, image_bgr))):
            raise SourceError(_("{} is on its side: turn it upright and save it.").format(name))
        raise SourceError(
            _("{} shows no person: take a photo of the whole body in front of a plain background.").format(name)
        )
    first, *others = sorted(people, key=_size_px, reverse=True)
    if somebody_else(others, first):
        raise SourceError(_("{} shows two people: take or crop a photo with only one person.").format(name))
    if not _stands(first):
        raise SourceError(
            _("{} shows nobody standing upright: turn the photo if it is on its side, or stand up for it.").format(name)
        )
    return first


def _turned_people(tracker: PhotoTracker, image_bgr: NDArray[np.uint8]) -> list[Pose]:
    return [pose for turns in (1, 2, 3) for pose in tracker.people(np.ascontiguousarray(np.rot90(image_bgr, turns)))]


def _stands(pose: Pose) -> bool:
    xy = pose.xy_px
    shoulders = xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER]
    right, down = shoulders - xy[Landmark.LEFT_HIP] - xy[Landmark.RIGHT_HIP]
    return abs(math.degrees(math.atan2(right, -down))) < _LYING_DEG


def _box(pose: Pose) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = pose.xy_px.min(axis=0).tolist(), pose.xy_px.max(axis=0).tolist()
    return x0, y0, x1, y1


def _size_px(pose: Pose) -> float:
    x0, y0, x1, y1 = _box(pose)
    return max(x1 - x0, y1 - y0)


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Return the common area over the smaller box's."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller > 0.0 else 0.0
