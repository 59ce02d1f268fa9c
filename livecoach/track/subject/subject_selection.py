"""Chooses the subject when several people are in the picture: the one nearest its middle who is not far behind.

The landmarker tracks one person and takes the detector's most confident one, who may be the trainer at the picture's
edge. So whenever tracking begins, the picture is searched for two people a few times. A better subject who is found
twice in the same place is tracked instead; after that the search ends.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.closable import Closing
from livecoach.core.landmarks import Landmark
from livecoach.core.types import readonly
from livecoach.track.body_place import normalised_distance, place_of
from livecoach.track.gatekeeper import judge
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.subject.bystanders import CONFIRM_S, SAME_WITHIN
from livecoach.track.subject.person_finder import PersonFinder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.core.types import Frame, Pose, PoseObservation
    from livecoach.track.model_files import ModelFile

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

_TRUNK: Final = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


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


_NOBODY = readonly(np.zeros((64, 64, 3), np.uint8))


class SubjectSelector:
    """Decides when to search for several people, and whom to track instead; feed the frames in order of their times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._since_s: float | None = None
        self._looks_left = 0
        self._due_s = -math.inf
        self._seen: list[Pose] = []
        self._chosen_s = -math.inf

    @property
    def settled(self) -> bool:
        """Whether no search is needed until tracking begins again."""
        return self._looks_left == 0

    def due(self, since_s: float | None, t_s: float) -> bool:
        """Record since when somebody is tracked at ``t_s``; return whether it is time to search for several people."""
        if since_s != self._since_s:
            self._since_s, self._seen, self._due_s = since_s, [], t_s
            self._looks_left = LOOKS if t_s - self._chosen_s >= AGAIN_S else 0
        return self._looks_left > 0 and t_s >= self._due_s

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> Pose | None:
        """Record the ``people`` found besides the ``followed`` person; return whom to track instead, or None."""
        own = place_of(followed)
        better = [
            pose
            for pose in people
            if judge(pose) is None
            and normalised_distance(place_of(pose), own) > SAME_WITHIN
            and is_better_subject(pose, followed)
        ]
        self._looks_left -= 1
        self._due_s = t_s + CONFIRM_S
        if not better:
            if from_middle(followed) < CLEARLY:
                self._looks_left = 0
            return None
        found = min(better, key=from_middle)
        if not any(normalised_distance(place_of(before), place_of(found)) <= SAME_WITHIN for before in self._seen):
            self._seen.append(found)
            return None
        self._looks_left, self._chosen_s = 0, t_s
        return found


class ChoosingTracker(Closing):
    """A tracker of the subject; ModelError when it cannot be made or run. ``masks`` as in MediaPipeTracker."""

    def __init__(self, model: ModelFile, *, masks: bool = False) -> None:
        self._tracker = MediaPipeTracker(model, masks=masks)
        self._choice = SubjectSelector()
        self._glance = PersonFinder(model)
        # A model takes a tenth of a second to load: before the session, not in the middle of its first frames.
        self._glance.people(_NOBODY)

    @property
    def model_name(self) -> str:
        """Name of the model: lite, full, heavy or an unknown file's stem."""
        return self._tracker.model_name

    def track(self, frame: Frame) -> PoseObservation:
        """Return the tracked person in ``frame``; raises ValueError when its time does not rise."""
        sighting = self._tracker.track(frame)
        followed = sighting.pose
        if followed is not None and self._choice.due(self._tracker.followed_since_s, frame.t_s):
            found = self._choice.looked(frame.t_s, self._glance.people(frame.image_bgr), followed)
            if found is not None:
                self._tracker.follow(replace(found, frame_index=frame.index, t_s=frame.t_s), followed)
            if self._choice.settled:
                self._glance.close()
        return sighting

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        self._tracker.reset()
        self._choice.reset()

    def close(self) -> None:
        """Free the landmarkers; a second call does nothing."""
        self._tracker.close()
        self._glance.close()
