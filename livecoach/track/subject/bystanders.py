"""Decides whether somebody else is in the picture, from occasional searches for several people."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.track.body_place import normalised_distance, place_of
from livecoach.track.gatekeeper import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.core.geometry import Box
    from livecoach.core.types import Pose

LOOK_EVERY_S: Final = 2.5
CONFIRM_S: Final = 0.5
"""Searches that disagree are followed by another this soon."""

FOLLOW_S: Final = 1.0
"""While somebody else is there, they are searched for this often, because their place is shown."""

_LOOKS: Final = 3
_ENTER: Final = 2
"""Two of the last three searches must find somebody else; they count as gone when none does."""

SMALLEST_SHARE: Final = 0.35
"""Of the coached person's size: smaller people are too far behind to be mistaken for them."""

SAME_WITHIN: Final = 0.5
"""Bodies nearer than this many body scales are the same: the detector may find somebody twice."""


_ROOM: Final = 0.15
"""In body scales; above the nose the head goes on for twice as much."""


class BystanderVote:
    """Votes over the last searches, so that nothing flickers: detectors miss people and find them in machines."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self.second_person = False
        self._last_px: Box | None = None
        self._seen: deque[bool] = deque([False] * _LOOKS, maxlen=_LOOKS)
        self._due_s = -math.inf

    def due(self, t_s: float) -> bool:
        """Return whether it is time to search again."""
        return t_s >= self._due_s

    def looked(self, t_s: float, people: Iterable[Pose], coached: Pose) -> None:
        """Record the ``people`` found at ``t_s`` seconds besides the coached person."""
        others = [pose for pose in people if _is_other(pose, coached)]
        self._seen.append(bool(others))
        if others:
            self._last_px = bounds_of(max(others, key=lambda pose: place_of(pose).scale))
        self.second_person = sum(self._seen) >= (1 if self.second_person else _ENTER)
        unanimous = len(set(self._seen)) == 1
        rarely_s = FOLLOW_S if self.second_person else LOOK_EVERY_S
        self._due_s = t_s + (rarely_s if unanimous else CONFIRM_S)

    @property
    def bystander_px(self) -> Box | None:
        """Where the largest of the others was last seen; None while nobody else is there."""
        return self._last_px if self.second_person else None


def bounds_of(pose: Pose) -> Box:
    """Return a body's box in the picture, with room for what its points leave out: head, clothes and feet."""
    width, height = pose.image_size_px
    points = np.clip(pose.xy_px[np.isfinite(pose.xy_px).all(axis=1)], 0.0, (width, height))
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    room = _ROOM * place_of(pose).scale
    return (
        max(left - room, 0.0),
        max(top - 2.0 * room, 0.0),
        min(right + room, float(width)),
        min(bottom + room, float(height)),
    )


def _is_other(pose: Pose, coached: Pose) -> bool:
    if judge(pose) is not None:
        return False
    place, own = place_of(pose), place_of(coached)
    return normalised_distance(place, own) > SAME_WITHIN and place.scale >= SMALLEST_SHARE * own.scale
