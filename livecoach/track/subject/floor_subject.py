"""Tracks the one who lies or kneels, for exercises on the floor: who stands beside may be found first.

The landmarker follows one person and takes the detector's surest, which is often the one who stands. So while whoever
is followed is upright, the picture is looked at for two people now and then. Somebody on the floor who is seen twice in
the same place is then found by a landmarker that begins anew on a picture without the one who stands.
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
"""While whoever is followed is upright; a look takes about as long as two frames."""

IN_A_ROW: Final = 2
"""So many looks one after another must see the same person on the floor."""

HIDE_S: Final = 3.0
"""For so long at most the one who stands is hidden: who was seen on the floor is found in the next frames, or not."""


class FloorSubject:
    """Decides when to look for somebody on the floor, and who it is; feed the frames in the order of their times."""

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
        """Take in who is followed at ``t_s``; return whether it is time to look for several people.

        Who is followed is looked past while upright; once somebody is followed on the floor all is well.
        """
        if followed is not None and not trunk_level_deg(followed) > LEVEL_DEG:
            self.reset()
            return False
        if self._hidden is not None and t_s < self._until_s:
            return False
        self._hidden = None
        return followed is not None and self._people.due(t_s)

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> Pose | None:
        """Take in the ``people`` seen; return who is on the floor instead of the one who is ``followed``, or None."""
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
        """Let the landmarker begin anew on the picture without the one who was followed."""
        tracker.reset()

    def shown(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (h, w, 3) with whoever is to be hidden in its mean colour, but for who is on the floor."""
        if self._hidden is None:
            return image_bgr
        (left, top, right, bottom), kept = self._hidden
        image = image_bgr.copy()
        image[round(top) : round(bottom), round(left) : round(right)] = cv2.mean(image_bgr)[:3]
        left, top, right, bottom = kept
        inside = slice(round(top), round(bottom)), slice(round(left), round(right))
        image[inside] = image_bgr[inside]
        return readonly(image)
