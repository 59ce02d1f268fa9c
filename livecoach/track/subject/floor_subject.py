"""Chooses the person who lies or kneels, for exercises on the floor; a person standing beside may be found first.

The landmarker tracks one person and takes the detector's most confident one, often the one who stands. So while the
tracked person is upright, the picture is searched for two people now and then. When somebody on the floor is found
twice in the same place, the landmarker is re-created on a picture in which the standing person is hidden.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import cv2

from livecoach.core.floor_measure_names import LEVEL_DEG
from livecoach.core.types import readonly
from livecoach.track.body_place import place_of
from livecoach.track.subject.floor_pose import trunk_level_deg
from livecoach.track.subject.people_tracks import PeopleTracks, bounds_of, others

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.geometry import Box
    from livecoach.core.types import Pose
    from livecoach.track.mediapipe_tracker import MediaPipeTracker

LOOK_EVERY_S: Final = 1.5
"""While the tracked person is upright; a search takes about as long as two frames."""

IN_A_ROW: Final = 2
"""Number of searches in a row that must find the same person on the floor."""

HIDE_S: Final = 3.0
"""The standing person is hidden for at most this long: the person on the floor is found in the next frames, or not."""


class FloorSubject:
    """Decides when to search for somebody on the floor, and who it is; feed the frames in the order of their times."""

    settled = False
    """Somebody may lie down at any time: the finder stays open."""

    def __init__(self) -> None:
        self._people = PeopleTracks()
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._people.reset()
        self._hidden: tuple[Box, Box] | None = None
        self._until_s = -math.inf

    def due(self, followed: Pose | None, since_s: float | None, t_s: float) -> bool:  # noqa: ARG002 -- for others
        """Record who is tracked at ``t_s``; return whether it is time to search for several people.

        The search goes on while the tracked person is upright, and ends once somebody on the floor is tracked.
        """
        if followed is not None and not trunk_level_deg(followed) > LEVEL_DEG:
            self.reset()
            return False
        if self._hidden is not None and t_s < self._until_s:
            return False
        self._hidden = None
        return followed is not None and self._people.due(t_s)

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> Pose | None:
        """Record the ``people`` found; return the one on the floor to track instead of ``followed``, or None."""
        tracks = self._people.looked(t_s, others(people, followed, upright=False), LOOK_EVERY_S)
        lying = [track for track in tracks if track.seen_s == t_s and trunk_level_deg(track.pose) <= LEVEL_DEG]
        found = max(lying, key=lambda track: place_of(track.pose).scale, default=None)
        if found is None or found.vote.in_a_row < IN_A_ROW or not found.still:
            return None
        self._people.reset()
        self._hidden = bounds_of(followed), bounds_of(found.pose)
        self._until_s = t_s + HIDE_S
        return found.pose

    def begin(self, tracker: MediaPipeTracker, found: Pose, followed: Pose) -> None:  # noqa: ARG002 -- both hidden above
        """Re-create the landmarker; it gets a picture without the person who was tracked."""
        tracker.reset()

    def shown(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (h, w, 3) with the standing person hidden, but not the person on the floor."""
        if self._hidden is None:
            return image_bgr
        (left, top, right, bottom), kept = self._hidden
        image = image_bgr.copy()
        image[round(top) : round(bottom), round(left) : round(right)] = cv2.mean(image_bgr)[:3]
        left, top, right, bottom = kept
        inside = slice(round(top), round(bottom)), slice(round(left), round(right))
        image[inside] = image_bgr[inside]
        return readonly(image)
