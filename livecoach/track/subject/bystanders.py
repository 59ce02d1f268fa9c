"""Decides whether somebody else is in the picture, from occasional searches for several people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.track.body_place import place_of
from livecoach.track.subject.people_tracks import PeopleTracks, bounds_of, others

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.core.geometry import Box
    from livecoach.core.types import Pose

LOOK_EVERY_S: Final = 2.5
FOLLOW_S: Final = 1.0
"""While somebody else is there, they are searched for this often, because their place is shown."""


class Bystanders:
    """Everybody but the coached person; feed the searches in the order of their times."""

    def __init__(self) -> None:
        self._people = PeopleTracks()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._people.reset()

    def due(self, t_s: float) -> bool:
        """Return whether it is time to search again."""
        return self._people.due(t_s)

    def looked(self, t_s: float, people: Iterable[Pose], coached: Pose) -> None:
        """Record the ``people`` found at ``t_s`` seconds besides the coached person."""
        beside = others(people, coached)
        self._people.looked(t_s, beside, FOLLOW_S if beside else LOOK_EVERY_S)

    @property
    def bystander_px(self) -> Box | None:
        """Where the largest of the others was last found; None while nobody else is there."""
        there = [track.pose for track in self._people.tracks if track.there]
        return bounds_of(max(there, key=lambda pose: place_of(pose).scale)) if there else None
