"""Chooses the subject when several people are in the picture: the one nearest its middle who is not far behind.

The landmarker tracks one person and takes the detector's most confident one, who may be the trainer at the picture's
edge. So whenever tracking begins, the picture is searched for two people a few times. A better subject who is found
twice in the same place is tracked instead; after that the search ends.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.landmarks import HIPS, SHOULDERS
from livecoach.track.body_place import place_of
from livecoach.track.subject.people_tracks import CONFIRM_S, PeopleTracks, others

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Pose
    from livecoach.track.mediapipe_tracker import MediaPipeTracker

CLEARLY: Final = 0.1
"""A difference of this much to the middle, in picture widths, is clear. In a real clip of a trainer and somebody who
pulls it is 0.3 to 0.4; one body as tracker and finder saw it lay up to 0.05 apart in 18 other real clips."""

BACKGROUND_SHARE: Final = 0.6
"""A person smaller than this share of the other is far behind, or in a mirror: 1.7 times as far from the camera. In
that real clip the trainer stands nearer the camera, and the person who pulls has 0.8 of their size."""

LOOKS: Final = 3
"""Number of searches when tracking begins: every fifth search misses one of two people."""

AGAIN_S: Final = 10.0
"""The shortest time between two choices: a subject who could not be found then may be a machine."""

_TRUNK: Final = [*SHOULDERS, *HIPS]


def from_middle(pose: Pose) -> float:
    """Return how far the middle of a trunk is from the middle of the picture, across, in picture widths."""
    width = pose.image_size_px[0]
    return abs(float(pose.xy_px[_TRUNK, 0].mean()) - width / 2.0) / width


def is_better_subject(other: Pose, followed: Pose) -> bool:
    """Return whether ``other`` is clearly a better subject than the ``followed`` person.

    Of two people of similar size it is the one clearly nearer the middle. A person far behind is never better than one
    in front. If the one behind is clearly nearer the middle, the case is undecided and nothing changes.
    """
    nearer = from_middle(followed) - from_middle(other)
    size, own_size = place_of(other).scale, place_of(followed).scale
    if size < BACKGROUND_SHARE * own_size:
        return False
    return nearer > -CLEARLY if own_size < BACKGROUND_SHARE * size else nearer >= CLEARLY


class CentralSubject:
    """Decides when to search for several people, and whom to track instead; feed the frames in order of their times."""

    def __init__(self) -> None:
        self._people = PeopleTracks()
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._people.reset()
        self._since_s: float | None = None
        self._looks_left = 0
        self._chosen_s = -math.inf

    @property
    def settled(self) -> bool:
        """Whether no search is needed until another person is tracked."""
        return self._looks_left == 0

    def shown(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture for the landmarker: all of it, because the lock hides other people."""
        return image_bgr

    def due(self, followed: Pose | None, since_s: float | None, t_s: float) -> bool:
        """Record since when the person at ``t_s`` is tracked; return whether to search for several people."""
        if followed is None:
            return False
        if since_s != self._since_s:
            self._since_s = since_s
            self._people.reset()
            self._looks_left = LOOKS if t_s - self._chosen_s >= AGAIN_S else 0
        return self._looks_left > 0 and self._people.due(t_s)

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> Pose | None:
        """Record the ``people`` found besides the ``followed`` person; return whom to track instead, or None."""
        tracks = self._people.looked(t_s, others(people, followed), CONFIRM_S)
        better = [track for track in tracks if track.seen_s == t_s and is_better_subject(track.pose, followed)]
        self._looks_left -= 1
        if not better:
            if from_middle(followed) < CLEARLY:
                self._looks_left = 0
            return None
        found = min(better, key=lambda track: from_middle(track.pose))
        if not (found.there and found.still):
            return None
        self._looks_left, self._chosen_s = 0, t_s
        return found.pose

    def begin(self, tracker: MediaPipeTracker, found: Pose, followed: Pose) -> None:
        """Track ``found`` from now on, and refuse the ``followed`` person."""
        tracker.follow(found, followed)
