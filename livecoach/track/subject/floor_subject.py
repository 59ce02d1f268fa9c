"""Tracks the person who lies or kneels, for exercises on the floor; a person standing beside may be found first.

The landmarker tracks one person and takes the detector's most confident one, often the one who stands. So while the
tracked person is upright, the picture is searched for two people now and then. When somebody on the floor is found
twice in the same place, the landmarker is re-created on a picture in which the standing person is hidden.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.closable import Closing
from livecoach.core.floor_measure_names import LEVEL_DEG
from livecoach.core.types import readonly
from livecoach.track.body_place import normalised_distance, place_of
from livecoach.track.gatekeeper import judge
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.subject.bystanders import CONFIRM_S, SAME_WITHIN, SMALLEST_SHARE, bounds_of
from livecoach.track.subject.floor_pose import trunk_level_deg
from livecoach.track.subject.person_finder import PersonFinder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from livecoach.core.geometry import Box
    from livecoach.core.types import Frame, Pose, PoseObservation
    from livecoach.track.model_files import ModelFile

LOOK_EVERY_S: Final = 1.5
"""While the tracked person is upright; a search takes about as long as two frames."""

HIDE_S: Final = 3.0
"""The standing person is hidden for at most this long: the person on the floor is found in the next frames, or not."""


class FloorSearch:
    """Decides when to search for somebody on the floor, and who it is; feed the frames in the order of their times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._due_s = -math.inf
        self._candidate: Pose | None = None
        self._hidden: tuple[Box, Box] | None = None
        self._until_s = -math.inf

    def due(self, followed: Pose | None, t_s: float) -> bool:
        """Record who is tracked at ``t_s``; return whether it is time to search for several people.

        The search goes on while the tracked person is upright, and ends once somebody on the floor is tracked.
        """
        if followed is not None and not trunk_level_deg(followed) > LEVEL_DEG:
            self.reset()
            return False
        if self._hidden is not None and t_s < self._until_s:
            return False
        self._hidden = None
        return followed is not None and t_s >= self._due_s

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> bool:
        """Record the ``people`` found; return whether to restart without the ``followed`` person."""
        own = place_of(followed)
        lying = [
            pose
            for pose in people
            if judge(pose, upright=False) is None
            and trunk_level_deg(pose) <= LEVEL_DEG
            and normalised_distance(place_of(pose), own) > SAME_WITHIN
            and place_of(pose).scale >= SMALLEST_SHARE * own.scale
        ]
        found = max(lying, key=lambda pose: place_of(pose).scale, default=None)
        before, self._candidate = self._candidate, found
        self._due_s = t_s + (LOOK_EVERY_S if found is None else CONFIRM_S)
        if found is None or before is None or normalised_distance(place_of(before), place_of(found)) > SAME_WITHIN:
            return False
        self._candidate = None
        self._hidden = bounds_of(followed), bounds_of(found)
        self._until_s = t_s + HIDE_S
        return True

    def without_the_other(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
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


class FloorTracker(Closing):
    """A tracker of one person who lies or kneels; ModelError when it cannot be made or run. ``masks`` as there."""

    def __init__(self, model: ModelFile, *, masks: bool = False) -> None:
        self._tracker = MediaPipeTracker(model, upright=False, masks=masks)
        self._search = FloorSearch()
        self._glance = PersonFinder(model)

    @property
    def model_name(self) -> str:
        """Name of the model: lite, full, heavy or an unknown file's stem."""
        return self._tracker.model_name

    def track(self, frame: Frame) -> PoseObservation:
        """Return the tracked person in ``frame``; raises ValueError when its time does not rise."""
        shown = self._search.without_the_other(frame.image_bgr)
        sighting = self._tracker.track(frame if shown is frame.image_bgr else replace(frame, image_bgr=shown))
        followed = sighting.raw
        if self._search.due(followed, frame.t_s) and followed is not None:
            people = self._glance.people(frame.image_bgr)
            if self._search.looked(frame.t_s, people, followed):
                self._tracker.reset()
        return sighting

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        self._tracker.reset()
        self._search.reset()

    def close(self) -> None:
        """Free the landmarkers; a second call does nothing."""
        self._tracker.close()
        self._glance.close()
