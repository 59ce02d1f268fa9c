"""What a session asks of whatever judges its exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Frame, PoseObservation, Step
    from livecoach.exercises.exercise import Exercise
    from livecoach.session.engine.calibration import Calibration


class JudgingEngine(Protocol):
    """Judges one session, frame by frame in the order of their times."""

    exercise: Exercise
    profile: Profile

    def step(self, frame: Frame, sighting: PoseObservation) -> Step:
        """Return the verdict on one frame."""
        ...

    def recalibrate(self) -> None:
        """Learn the person anew; what was counted stays."""

    def forget_kept(self) -> None:
        """Use no calibration of an earlier session any more."""

    @property
    def calibration(self) -> Calibration | None:
        """What this session learnt of the person, to be kept; None while there is nothing."""
        ...

    @property
    def better_known(self) -> Calibration | None:
        """What to judge the same clip by once more, None when that would change nothing."""
        ...

    def set_profile(self, profile: Profile) -> None:
        """Judge by another profile from the next step on."""

    def finish(self) -> Step | None:
        """End of the input: close what is open; return the last step again with that, None before any."""
        ...
