"""Arched back (lumbar extension): the low back arches, or the trunk leans back.

The network predicts the low back's own extension in degrees, from every side. Landmarks alone cannot tell the two
apart; their score is the mean of the shoulder-hip and the ear-hip angle in the picture, backwards positive, over
max(abs(sin yaw), 0.5) (docs/method.md, finding 4).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.section import number
from livecoach.core.types import BaselineHow, Observability, Reference, View
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.core.words.message import _
from livecoach.faults.evidence import Evidence, Factors, Number, RestPrior, by_landmarks, by_network, by_rest
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, FaultSection, Mark, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Baseline, Measures
    from livecoach.faults.evidence import FaultContext

FACTORS = Factors(
    landmarks=Number(0.76, "5.5 degrees of lean: the best limit of the landmarks alone on the first rendered set"),
    unsettled=Number(2.5, "real rows rock the trunk by 10 to 20 degrees without arching"),
    uncalibrated=Number(1.8, "13 degrees: unruly clean reps lean so far (98th percentile of 236 rendered reps)"),
)
NUMBERS = {
    "lean_deg": Number(
        25.0,
        "no clean pull leans so far behind the vertical: seated rows reach 18 degrees, face pulls of people who hang "
        "back from the cable 28 to 37, pulldowns 23 to 42 (real clips)",
    ),
    "by_trunk_net": Number(
        0.2,
        "weight of the trunk network against the rest, beside the shoulder network's 1: hanging arms cover other parts "
        "of the trunk, and it predicts up to twice as much as there is (scripts/fit_rest.py)",
    ),
}
_FITTED = "scripts/fit_rest.py on dev and train, whose people lean back by 0 to 10 degrees in clean pulls"
PRIOR = RestPrior(
    usual=Number(3.6, _FITTED),
    rise=Number(3.2, _FITTED),
    factors={
        View.FRONT: Number(1.15, _FITTED),
        View.THREE_QUARTER_FRONT: Number(1.4, _FITTED),
        View.SIDE: Number(1.0, _FITTED),
        View.THREE_QUARTER_BACK: Number(1.35, _FITTED),
        View.BACK: Number(1.1, _FITTED),
        View.UNKNOWN: Number(1.4, "the most of any view"),
    },
)

_SEEN_FROM = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)


class LumbarExtension(FaultSection):
    """The low back arches, or the trunk leans back."""

    limit: float = number(7.2, 2.0, 25.0, _("deg"), _("arch of the low back beyond your clean rep"))
    on_s: float = number(0.03, 0.0, 2.0, "s", _("a fault opens after this long above its limit"))


class LumbarExtensionRule:
    """One channel."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        """Return FULL where the network looks on, and from 25 to 155 degrees of yaw for the landmarks alone."""
        if view is View.UNKNOWN:
            return Observability.NONE, _("the view is not known yet")
        if network or view in _SEEN_FROM:
            return Observability.FULL, ""
        return Observability.NONE, _(
            "an arched back is not visible from the front or the back: turn a little to the side"
        )

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the trunk's extension in degrees, backwards positive."""
        trunk = measures[measure_names.TRUNK_ANGLE_DEG] - baseline.median[measure_names.TRUNK_ANGLE_DEG]
        head = measures[measure_names.HEAD_ANGLE_DEG] - baseline.median[measure_names.HEAD_ANGLE_DEG]
        return (0.5 * (trunk + head) * _backwards(baseline.yaw_deg),)

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield what the network predicts, what the landmarks show, and the lean behind the vertical.

        The last counts where nobody stood still: a lean in the very rep that is learnt from would be taken as clean.
        """
        limits = (now.limit(),)
        sway = sway_allowance_deg(now.baseline)
        yield from by_network(now, network_scores(now.measures), limits, allowance=sway)
        yield from by_rest(now, rest_scores(now.measures), limits, PRIOR, allowance=sway)
        yield from by_landmarks(now, self, limits, FACTORS, allowance=sway)
        if now.pulling and now.baseline.how is not BaselineHow.STILL and now.measures.view in _SEEN_FROM:
            limit = now.scaled(NUMBERS["lean_deg"].value)
            yield Evidence(lean_deg(now.measures), limit, reference=Reference.VERTICAL)


def network_scores(measures: Measures) -> tuple[float, ...]:
    """Return the arch above the own clean rep by the trunk's motion, else what the shoulder network predicts."""
    moved, seen = measures[measure_names.LUMBAR_FLOW_DEG], measures[measure_names.LUMBAR_SEEN_DEG]
    return (moved,) if math.isfinite(moved) else (seen,) if math.isfinite(seen) else ()


def rest_scores(measures: Measures) -> tuple[float, ...]:
    """Return the arch above the rest that both networks predict, in degrees."""
    shoulder_net_deg = measures[measure_names.LUMBAR_REST_DEG]
    arch_deg = shoulder_net_deg + NUMBERS["by_trunk_net"].value * measures[measure_names.LUMBAR_FLOW_REST_DEG]
    return () if math.isnan(arch_deg) else (arch_deg,)


def lean_deg(measures: Measures) -> float:
    """Return how far the trunk leans behind the picture's vertical in degrees, as seen from 25 to 155 degrees."""
    lean = 0.5 * (measures[measure_names.TRUNK_ANGLE_DEG] + measures[measure_names.HEAD_ANGLE_DEG])
    return lean * _backwards(measures.yaw_deg)


def sway_allowance_deg(baseline: Baseline) -> float:
    """Return the spread of the trunk's angle while standing still, because people who sway then sway in pulls too.

    On dev and train 6 instead of 9 of 422 clean reps are flagged with it and 5 instead of 4 of 175 arches missed.
    """
    spread = baseline.spread.get(measure_names.TRUNK_ANGLE_DEG, 0.0)
    return 0.0 if math.isnan(spread) else spread


def _backwards(yaw_deg: float) -> float:
    """Return the factor that makes an angle in the picture one backwards: at positive yaw the person faces left."""
    sine = math.sin(math.radians(yaw_deg))
    return math.copysign(1.0 / max(abs(sine), 0.5), sine)


FAULT = Fault(
    id="lumbar_extension",
    unit="deg",
    effort=Effort.REP,
    words=words_of("lumbar_extension"),
    exercises=("pit_pull", "seated_pull", "half_kneeling_pull", "row", "pulldown", "face_pull"),
    urgency=80,
    sounds=FAULT_SOUNDS["lumbar_extension"],
    mark=Mark(frozenset({BodyPart.TRUNK}), ArrowKind.RIBS_DOWN),
    section=LumbarExtension,
    rule=LumbarExtensionRule(),
    network=(measure_names.LUMBAR_FLOW_DEG, measure_names.LUMBAR_REST_DEG),
    factors=FACTORS,
    numbers=NUMBERS,
    rest=PRIOR,
    truth=Truth(
        label="lumbar",
        size="lumbar_deg",
        unit="deg",
        classes=((10, 15), (15, 20), (20, math.inf)),
        columns=("lumbar_ext_deg",),
        crossing=10.0,
        defined="10 degrees of lumbar extension",
    ),
)
