"""Elbow flare: the elbows part further than in the person's own clean pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.section import TORSO, number
from livecoach.core.types import Observability, View
from livecoach.core.words.fault_words import FaultSounds, FaultWords
from livecoach.faults.evidence import Factors, Number, by_landmarks
from livecoach.faults.fault import BodyPart, Effort, Fault, FaultSection, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Baseline, Measures
    from livecoach.faults.evidence import Evidence, FaultContext

FACTORS = Factors(
    landmarks=Number(1.0, "an example: not measured"),
    unsettled=Number(2.0, "an example: not measured"),
    uncalibrated=Number(10.0, "an example: not measured"),
)


class ElbowFlare(FaultSection):
    """The elbows part."""

    limit: float = number(0.1, 0.01, 1.0, TORSO, "parting of the elbows beyond the own clean rep")


class ElbowFlareRule:
    """One channel."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        """Return whether the view shows how far the elbows part."""
        if view in (View.FRONT, View.THREE_QUARTER_FRONT):
            return Observability.FULL, ""
        return Observability.NONE, "the elbows' parting shows only from the front"

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return by how much further the elbows are apart than at rest, in torso lengths."""
        return (measures[measure_names.ELBOW_PARTING] - baseline.median[measure_names.ELBOW_PARTING],)

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield what the landmarks show."""
        yield from by_landmarks(now, self, (now.limit(),), FACTORS)


FAULT = Fault(
    id="elbow_flare",
    unit=TORSO,
    effort=Effort.REP,
    words=FaultWords("Flare", "Elbows out", "Elbows in", hint="Next time, keep the elbows at your sides."),
    translations={"de": FaultWords("Ellbogen", "Ellbogen außen", "Ellbogen an den Körper")},
    exercises=("pit_pull",),
    urgency=50,
    sounds=FaultSounds(),
    mark=Mark(frozenset({BodyPart.ARMS})),
    section=ElbowFlare,
    rule=ElbowFlareRule(),
    factors=FACTORS,
)
