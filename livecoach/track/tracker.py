"""The protocol of every tracker, whether it runs a model or replays recorded landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from livecoach.core.closable import Closable

if TYPE_CHECKING:
    from livecoach.core.types import Frame, PoseObservation


class Tracker(Closable, Protocol):
    """Finds one person in each frame of one session."""

    @property
    def model_name(self) -> str:
        """Name of the pose model behind the landmarks; thresholds belong to one model."""
        ...

    def track(self, frame: Frame) -> PoseObservation:
        """Return the observation of ``frame``; raises ValueError when its time does not rise."""
        ...

    def reset(self) -> None:
        """Forget the session; equal to a new tracker."""
        ...

    def close(self) -> None:
        """Free everything held; a second call does nothing."""
        ...
