"""Tracks the subject: a landmarker that tracks one person, and occasional searches for several people.

The landmarker alone takes the detector's most confident person and may slip to somebody who comes close. A policy says
when to search for several people and whom to track instead. For every policy, a person found at the subject's place of
most of the last seconds, while the landmarker tracks another one beside it, is the subject.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from livecoach.core.closable import Closing
from livecoach.core.types import readonly
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.subject.central_subject import CentralSubject
from livecoach.track.subject.floor_subject import FloorSubject
from livecoach.track.subject.people_tracks import others
from livecoach.track.subject.person_finder import PersonFinder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Pose, PoseObservation
    from livecoach.track.model_files import ModelFile

DOUBT_EVERY_S: Final = 0.3
"""The time between searches while the tracked person is beside the subject's place; a search takes about two frames."""

_NOBODY = readonly(np.zeros((64, 64, 3), np.uint8))


class SubjectPolicy(Protocol):
    """Says when to search for several people and which of them to coach."""

    @property
    def settled(self) -> bool:
        """Whether no search is needed until another person is tracked."""
        ...

    def reset(self) -> None:
        """Forget everything; equal to a new one."""

    def shown(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture (h, w, 3) for the landmarker."""
        ...

    def due(self, followed: Pose | None, since_s: float | None, t_s: float) -> bool:
        """Record who is tracked, and since when; return whether to search."""
        ...

    def looked(self, t_s: float, people: Iterable[Pose], followed: Pose) -> Pose | None:
        """Record the ``people`` found; return whom to track instead of ``followed``, or None."""
        ...

    def begin(self, tracker: MediaPipeTracker, found: Pose, followed: Pose) -> None:
        """Make the ``tracker`` track ``found`` instead."""


class SubjectTracker(Closing):
    """A tracker of the subject; ModelError when it cannot be made or run. ``masks`` as in MediaPipeTracker.

    With ``upright`` the subject is the person nearest the picture's middle, else the person on the floor.
    """

    def __init__(self, model: ModelFile, *, upright: bool = True, masks: bool = False) -> None:
        self._tracker = MediaPipeTracker(model, upright=upright, masks=masks)
        self._policy: SubjectPolicy = CentralSubject() if upright else FloorSubject()
        self._upright = upright
        self._finder = PersonFinder(model)
        self._doubt_due_s = -math.inf
        if upright:
            # A model takes a tenth of a second to load: before the session, not in the middle of its first frames.
            self._finder.people(_NOBODY)

    @property
    def model_name(self) -> str:
        """Name of the model: lite, full, heavy or an unknown file's stem."""
        return self._tracker.model_name

    def track(self, frame: Frame) -> PoseObservation:
        """Return the tracked person in ``frame``; raises ValueError when its time does not rise."""
        image_bgr = self._policy.shown(frame.image_bgr)
        seen = self._tracker.track(frame if image_bgr is frame.image_bgr else replace(frame, image_bgr=image_bgr))
        followed = seen.pose if self._upright else seen.raw
        if self._policy.due(followed, self._tracker.lock.kept_since_s, frame.t_s) and followed is not None:
            found = self._policy.looked(frame.t_s, self._finder.people(frame.image_bgr), followed)
            if found is not None:
                self._policy.begin(self._tracker, replace(found, frame_index=frame.index, t_s=frame.t_s), followed)
            if self._policy.settled:
                self._finder.close()
        elif seen.pose is not None and self._upright:
            self._doubt(frame, seen.pose)
        return seen

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        self._tracker.reset()
        self._policy.reset()
        self._doubt_due_s = -math.inf

    def close(self) -> None:
        """Free the landmarkers; a second call does nothing."""
        self._tracker.close()
        self._finder.close()

    def _doubt(self, frame: Frame, followed: Pose) -> None:
        """Search for the subject in their place while the landmarker tracks somebody beside it."""
        if frame.t_s < self._doubt_due_s or not self._tracker.lock.away_from_home():
            return
        self._doubt_due_s = frame.t_s + DOUBT_EVERY_S
        beside = others(self._finder.people(frame.image_bgr), followed)
        found = next((pose for pose in beside if self._tracker.lock.at_home(pose)), None)
        if found is not None:
            self._tracker.follow(replace(found, frame_index=frame.index, t_s=frame.t_s), followed)
