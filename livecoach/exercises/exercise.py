"""What an exercise is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.breath import Posture
from livecoach.core.types import View

if TYPE_CHECKING:
    from livecoach.detect.holds.drift import DriftFault
    from livecoach.detect.holds.raising import ElevationMetric
    from livecoach.detect.holds.setup_check import SetUpCheck
    from livecoach.faults.fault import Fault


class Kind(StrEnum):
    """How an exercise is counted: PULL by reps, HOLD by the full breaths of a position that is held."""

    PULL = "pull"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of it: ``sets`` times ``count`` reps of a pull, or breaths of a hold."""

    sets: int
    count: int


@dataclass(frozen=True, slots=True)
class HoldPlan:
    """How a hold is set up, measured and corrected; texts are sound ids.

    ``checks`` are made in their order. ``ready`` is said when all pass, ``reminder`` as the hold begins: it covers what
    no camera can see. ``drifts`` measure the faults that are something leaving its place.
    """

    checks: tuple[SetUpCheck, ...]
    raising: ElevationMetric
    ready: str
    reminder: str
    drifts: tuple[DriftFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, and the faults that are judged in it, the most urgent first.

    Its name is also the sound id of its title; ``title`` is the written one. ``views`` are those from
    which it can be judged. ``how`` are the sound ids of the sentences that say how it is done, in order. ``hold`` is
    given for a hold. ``drawn_as`` names the exercise whose drawing shows this one too, None where it has its own.
    """

    name: str
    title: str
    faults: tuple[Fault, ...]
    dose: Dose
    how: tuple[str, ...]
    kind: Kind = Kind.PULL
    posture: Posture = Posture.UPRIGHT
    views: frozenset[View] = frozenset(View) - {View.UNKNOWN}
    hold: HoldPlan | None = None
    drawn_as: str | None = None

    @property
    def upright(self) -> bool:
        """Whether the person stands, sits or kneels upright; bodies on the floor are checked differently."""
        return self.posture is Posture.UPRIGHT

    @property
    def needs_mask(self) -> bool:
        """Whether it is judged by the body's outline."""
        return self.hold is not None and self.hold.raising.needs_mask
