"""Whether somebody else is in the picture, judged from rare looks for several people."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final

from livecoach.track.loyalty import apart, place_of
from livecoach.track.plausibility import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.core.types import Pose

LOOK_EVERY_S: Final = 2.5
CONFIRM_S: Final = 0.5
"""Looks that disagree are followed by another this soon."""

_LOOKS: Final = 3
_ENTER: Final = 2
"""Of the last three looks two must see somebody else, and none any more before they count as gone."""

SMALLEST_SHARE: Final = 0.35
"""Of the coached person's size: smaller people are too far behind to be mistaken for them."""

_SAME_WITHIN: Final = 0.5
"""Bodies nearer than this many body scales are one: the detector may find somebody twice."""


class Company:
    """Remembers what the last looks saw, so that nothing flickers: detectors miss people and see them in machines."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self.second_person = False
        self._seen: deque[bool] = deque([False] * _LOOKS, maxlen=_LOOKS)
        self._due_s = -math.inf

    def due(self, t_s: float) -> bool:
        """Return whether it is time to look again."""
        return t_s >= self._due_s

    def looked(self, t_s: float, people: Iterable[Pose], coached: Pose) -> None:
        """Take in the ``people`` seen at ``t_s`` seconds beside the one who is coached."""
        self._seen.append(any(_is_other(pose, coached) for pose in people))
        self.second_person = sum(self._seen) >= (1 if self.second_person else _ENTER)
        unanimous = len(set(self._seen)) == 1
        self._due_s = t_s + (LOOK_EVERY_S if unanimous else CONFIRM_S)


def _is_other(pose: Pose, coached: Pose) -> bool:
    if judge(pose) is not None:
        return False
    place, own = place_of(pose), place_of(coached)
    return apart(place, own) > _SAME_WITHIN and place.scale >= SMALLEST_SHARE * own.scale
