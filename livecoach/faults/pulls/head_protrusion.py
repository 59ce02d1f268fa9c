"""Forward head (head protrusion): the head moves forward.

Score: ears ahead of the shoulders over the baseline's torso length (docs/method.md, finding 5).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.section import TORSO, number
from livecoach.core.types import Observability, View
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.core.words.message import _
from livecoach.faults.evidence import Factors, Number, RestPrior, by_landmarks, by_network, by_rest
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, FaultSection, Mark, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Baseline, Measures
    from livecoach.faults.evidence import Evidence, FaultContext

FACTORS = Factors(
    landmarks=Number(1.3, "0.025 torso lengths, 0.036 from the side: docs/method.md, finding 5"),
    unsettled=Number(4.0, "real rows and face pulls without a still part show up to 0.09 torso lengths"),
    uncalibrated=Number(5.3, "0.1 torso lengths: above the 0.09 that real rows and face pulls show"),
)
NUMBERS = {
    "torso_per_cm": Number(
        0.00625,
        "torso lengths that the landmarks move for a centimetre, between 0.005 (45 degrees) and 0.009 (side)",
    ),
}
_FITTED = "scripts/fit_rest.py on dev and train"
PRIOR = RestPrior(
    usual=Number(0.0011, f"0.2 cm: {_FITTED}"),
    rise=Number(0.0, _FITTED),
    factors=dict.fromkeys(View, Number(0.95, f"2.9 cm; the network predicts half of a forward head: {_FITTED}")),
)


class HeadProtrusion(FaultSection):
    """The head moves forward."""

    limit: float = number(0.019, 0.005, 0.2, TORSO, _("ear ahead of the shoulder"))
    side_limit: float = number(
        0.0275, 0.005, 0.3, TORSO, _("ear ahead of the shoulder, seen from the side, where landmarks alone are used")
    )


class HeadProtrusionRule:
    """One channel."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        """Return FULL where the network is sure, LIMITED where it or the landmarks alone are less so."""
        if view is View.UNKNOWN:
            return Observability.NONE, _("the view is not known yet")
        if view in (View.THREE_QUARTER_FRONT, View.SIDE):
            return (
                (Observability.FULL, "")
                if network
                else (Observability.LIMITED, _("only a clearly forward head is visible so far"))
            )
        return (
            (Observability.LIMITED, _("a forward head is judged reliably only from 3/4 front and the side"))
            if network
            else (Observability.NONE, _("a forward head is visible only from 3/4 front and the side"))
        )

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return how far the ears moved ahead of the shoulders, in torso lengths."""
        forwards = -math.copysign(1.0, baseline.yaw_deg)  # at positive yaw the person faces picture-left
        ahead_px = (
            measures[measure_names.EAR_RIGHT_OF_SHOULDER_PX] - baseline.median[measure_names.EAR_RIGHT_OF_SHOULDER_PX]
        )
        return (forwards * ahead_px / baseline.median[measure_names.TORSO_PX],)

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield what the network predicts and what the landmarks show; these have a larger limit from the side."""
        yield from by_network(now, network_scores(now.measures), (now.limit(),))
        yield from by_rest(now, rest_scores(now.measures), (now.limit(),), PRIOR)
        limit = now.limit("side_limit" if now.view is View.SIDE else "limit")
        yield from by_landmarks(now, self, (limit,), FACTORS)


def network_scores(measures: Measures) -> tuple[float, ...]:
    """Return the head's way forward that the network predicts, in torso lengths as the landmarks show it."""
    seen = measures[measure_names.HEAD_SEEN_CM]
    return () if math.isnan(seen) else (NUMBERS["torso_per_cm"].value * seen,)


def rest_scores(measures: Measures) -> tuple[float, ...]:
    """Return the head's way forward since the rest that the network predicts, in torso lengths."""
    seen = measures[measure_names.HEAD_REST_CM]
    return () if math.isnan(seen) else (NUMBERS["torso_per_cm"].value * seen,)


FAULT = Fault(
    id="head_protrusion",
    unit=TORSO,
    effort=Effort.REP,
    words=words_of("head_protrusion"),
    exercises=("pit_pull", "seated_pull", "half_kneeling_pull", "row", "pulldown", "face_pull"),
    urgency=70,
    sounds=FAULT_SOUNDS["head_protrusion"],
    mark=Mark(frozenset({BodyPart.NECK}), ArrowKind.CHIN_BACK),
    section=HeadProtrusion,
    rule=HeadProtrusionRule(),
    network=(measure_names.HEAD_SEEN_CM, measure_names.HEAD_REST_CM),
    factors=FACTORS,
    numbers=NUMBERS,
    rest=PRIOR,
    truth=Truth(
        label="head",
        size="head_cm",
        unit="cm",
        classes=((4, 5), (5, 6), (6, math.inf)),
        columns=("head_protrusion_cm",),
        crossing=4.0,
        defined="4 cm of head protrusion",
    ),
)
