"""A tracker that remembers what it saw, so that the same frames can be judged again without being tracked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.closable import Closing

if TYPE_CHECKING:
    from livecoach.core.types import Frame, PoseObservation
    from livecoach.track.tracker import Tracker


class RememberingTracker(Closing):
    """Tracks as ``tracker`` does and keeps every sighting: about 2 kB a frame, more with masks.

    The wrapped tracker stays its owner's to close.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._sightings: dict[int, PoseObservation] = {}

    @property
    def model_name(self) -> str:
        """Name of the model that sees the landmarks."""
        return self._tracker.model_name

    def track(self, frame: Frame) -> PoseObservation:
        """Return what the wrapped tracker sees in ``frame``, remembered for a frame that it has seen before."""
        known = self._sightings.get(frame.index)
        if known is None:
            known = self._sightings[frame.index] = self._tracker.track(frame)
        return known

    def reset(self) -> None:
        """Forget the session; equal to a new one around a reset tracker."""
        self._sightings.clear()
        self._tracker.reset()

    def close(self) -> None:
        """Do nothing."""
