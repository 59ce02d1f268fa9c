"""Tracks the people besides the coached one over occasional searches: each has a number, a place and a vote.

A detector misses one of two people in every fifth search and finds people in machines. So a person counts once two of
the last three searches found them, and until none does. Searches that disagree are followed by another one soon.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.timing import Vote
from livecoach.track.body_place import SAME_WITHIN, normalised_distance, place_of
from livecoach.track.gatekeeper import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from livecoach.core.geometry import Box
    from livecoach.core.types import Pose

CONFIRM_S: Final = 0.5
"""Searches that disagree are followed by another this soon."""

SMALLEST_SHARE: Final = 0.35
"""Of the coached person's size: smaller people are too far behind to be mistaken for them."""

WALK_PER_S: Final = 4.0
"""Body scales (half a metre) that somebody walks in a second: 2 m/s, a brisk walk."""

_ROOM: Final = 0.15
"""In body scales; above the nose the head goes on for twice as much."""


@dataclass(frozen=True, slots=True, eq=False)
class PersonTrack:
    """One person besides the coached one: ``pose`` was last found at ``seen_s``, ``still`` in the same place."""

    id: int
    pose: Pose
    seen_s: float
    vote: Vote
    still: bool = False

    @property
    def there(self) -> bool:
        """Whether enough searches found them."""
        return self.vote.active


class PeopleTracks:
    """The tracks of one session, and when to search next; feed the searches in the order of their times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everybody; equal to a new one."""
        self.tracks: tuple[PersonTrack, ...] = ()
        self._due_s = -math.inf
        self._next_id = 1

    def due(self, t_s: float) -> bool:
        """Return whether it is time to search again."""
        return t_s >= self._due_s

    def looked(self, t_s: float, others: Sequence[Pose], every_s: float) -> tuple[PersonTrack, ...]:
        """Record the ``others`` found at ``t_s``; return all tracks. The next search is in ``every_s`` or sooner."""
        self.tracks = associate(self.tracks, others, t_s, self._next_id)
        self._next_id = max((self._next_id, *(track.id + 1 for track in self.tracks)))
        self._due_s = t_s + (CONFIRM_S if any(track.vote.undecided for track in self.tracks) else every_s)
        return self.tracks


def associate(
    tracks: Sequence[PersonTrack], people: Sequence[Pose], t_s: float, next_id: int
) -> tuple[PersonTrack, ...]:
    """Return the tracks after a search that found ``people``: nearest pairs first, no further than a person walks.

    A track ends when no search that its vote remembers found the person; new people get numbers from ``next_id`` on.
    """
    pairs = sorted(
        (normalised_distance(place_of(track.pose), place_of(pose)), i, j)
        for i, track in enumerate(tracks)
        for j, pose in enumerate(people)
    )
    found: dict[int, tuple[int, float]] = {}
    for distance, i, j in pairs:
        reach = SAME_WITHIN + WALK_PER_S * (t_s - tracks[i].seen_s)
        if i not in found and all(j != taken for taken, _ in found.values()) and distance <= reach:
            found[i] = j, distance
    kept = []
    for i, track in enumerate(tracks):
        if i in found:
            j, distance = found[i]
            still = distance <= SAME_WITHIN
            kept.append(replace(track, pose=people[j], seen_s=t_s, vote=track.vote.add(True), still=still))
        else:
            kept.append(replace(track, vote=track.vote.add(False)))
    taken = {j for j, _ in found.values()}
    new = [pose for j, pose in enumerate(people) if j not in taken]
    born = (PersonTrack(next_id + n, pose, t_s, Vote().add(True)) for n, pose in enumerate(new))
    return (*(track for track in kept if any(track.vote.last)), *born)


def others(people: Iterable[Pose], subject: Pose, *, upright: bool = True) -> list[Pose]:
    """Return those of ``people`` who are plausible, not the ``subject`` and not far behind."""
    own = place_of(subject)
    return [
        pose
        for pose in people
        if judge(pose, upright=upright) is None
        and normalised_distance(place_of(pose), own) > SAME_WITHIN
        and place_of(pose).scale >= SMALLEST_SHARE * own.scale
    ]


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
