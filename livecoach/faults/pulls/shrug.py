"""Shrug: the shoulders rise towards the ears.

Score: mean of (ear-to-shoulder height, sinking) and (shoulder-to-hip height, rising), both over the baseline's torso
length (docs/method.md, finding 3); for both shoulders together and for each alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.section import TORSO, number
from livecoach.core.types import BaselineHow, Observability, Reference, View
from livecoach.core.unknown import NAN
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.core.words.message import _
from livecoach.faults.evidence import (
    Evidence,
    Factors,
    Number,
    RestPrior,
    by_landmarks,
    by_network,
    by_rest,
    uncalibrated_limit,
)
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, FaultSection, Mark, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Baseline, Measures
    from livecoach.faults.evidence import FaultContext

FACTORS = Factors(
    landmarks=Number(1.35, "0.016 torso lengths: the best limit of the landmarks alone on the first rendered set"),
    unsettled=Number(
        5.0, "in clean real reps without a still start the score varies by up to 0.078 (pulldowns and rows)"
    ),
    uncalibrated=Number(
        6.0,
        "a clean rep alone shows up to 0.063 torso lengths (98th percentile of 335 rendered reps), real shrugs 0.08 to "
        "0.2",
    ),
)
NUMBERS = {
    "neck": Number(
        0.38,
        "ear over shoulder with hanging arms, in torso lengths: 5th percentile of 48 rendered bodies, front and 3/4",
    ),
    "torso_per_deg": Number(
        0.002, "torso lengths that the landmarks move for a degree of clavicle elevation (docs/method.md, finding 13)"
    ),
    "arch_taken": Number(
        0.25,
        "degrees of clavicle elevation that the network predicts too much for a degree of the arch it predicts; on uc, "
        "ud and ue it takes 11 of 19 false alarms away, for 4 of the 33 shrugs that come with another fault",
    ),
    "by_rest": Number(
        0.5,
        "weight of the network against the rest, beside the reach and the landmarks; weights fitted to rendered "
        "clips were no better on clips left out (scripts/fit_rest.py)",
    ),
    "by_reach": Number(0.4, "weight of the network against the reach before the pull"),
    "by_rest_landmarks": Number(0.15, "weight of the landmarks against the rest"),
}
_FITTED = "scripts/fit_rest.py on dev and train"
PRIOR = RestPrior(
    usual=Number(0.0024, f"1.2 degrees: {_FITTED}"),
    rise=Number(0.0, f"no more at full drive than before: {_FITTED}"),
    factors={
        View.FRONT: Number(1.0, _FITTED),
        View.THREE_QUARTER_FRONT: Number(1.1, _FITTED),
        View.SIDE: Number(1.1, _FITTED),
        View.THREE_QUARTER_BACK: Number(1.25, _FITTED),
        View.BACK: Number(1.0, _FITTED),
        View.UNKNOWN: Number(1.25, "the most of any view"),
    },
)


class Shrug(FaultSection):
    """The shoulders rise towards the ears."""

    limit: float = number(0.012, 0.003, 0.08, TORSO, _("rise of both shoulders above your clean rep"))
    on_s: float = number(0.1, 0.0, 2.0, "s", _("a fault opens after this long above its limit"))
    one_side_limit: float = number(0.018, 0.004, 0.1, TORSO, _("rise of one shoulder alone above your clean rep"))


class ShrugRule:
    """Channels: both shoulders, left, right."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        """Return FULL where 16 degrees and more are found nearly always and 12 degrees mostly (docs/accuracy.md)."""
        if view is View.UNKNOWN:
            return Observability.NONE, _("the view is not known yet")
        if network or view in (View.FRONT, View.THREE_QUARTER_FRONT):
            return Observability.FULL, ""
        return Observability.LIMITED, _("from this view, only a clear shrug is visible")

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the rise of both shoulders, of the left and of the right, in torso lengths."""
        torso_px = baseline.median[measure_names.TORSO_PX]

        def rise(shoulder_over_hip: str, ear_over_shoulder: str) -> float:
            up = measures[shoulder_over_hip] - baseline.median[shoulder_over_hip]
            closer = baseline.median[ear_over_shoulder] - measures[ear_over_shoulder]
            return 0.5 * (up + closer) / torso_px

        left = rise(measure_names.SHOULDER_OVER_HIP_LEFT_PX, measure_names.EAR_OVER_SHOULDER_LEFT_PX)
        right = rise(measure_names.SHOULDER_OVER_HIP_RIGHT_PX, measure_names.EAR_OVER_SHOULDER_RIGHT_PX)
        return 0.5 * (left + right), left, right

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield what the network predicts, what the landmarks show, and how short the neck is for hanging arms."""
        limits = _limits(now)
        yield from by_network(now, network_scores(now.measures), limits)
        yield from by_rest(now, self.rest_scores(now), limits, PRIOR)
        yield from by_landmarks(now, self, limits, FACTORS)
        if now.baseline.how is BaselineHow.NONE:
            score = population_score(now.measures) if now.hanging else NAN
            yield Evidence(score, uncalibrated_limit(now, FACTORS), reference=Reference.PEOPLE)

    def rest_scores(self, now: FaultContext) -> tuple[float, ...]:
        """Return the rise above the rest of both shoulders, of the left and of the right, in torso lengths."""
        measures = now.measures
        rest = [
            measures[name] for name in (measure_names.CLAVICLE_LEFT_REST_DEG, measure_names.CLAVICLE_RIGHT_REST_DEG)
        ]
        reach = [measures[name] for name in measure_names.AGAINST_REACH]
        # Recorded values may be replayed under a profile that takes its baseline later.
        if now.baseline.how is BaselineHow.NONE or math.isnan(sum(rest) + sum(reach)):
            return ()
        per_deg = NUMBERS["torso_per_deg"].value
        by_rest_deg, by_reach_deg = per_deg * NUMBERS["by_rest"].value, per_deg * NUMBERS["by_reach"].value
        _, *landmarks = self.scores(measures, now.baseline)
        left, right = (
            by_rest_deg * a + by_reach_deg * b + NUMBERS["by_rest_landmarks"].value * c
            for a, b, c in zip(rest, reach, landmarks, strict=True)
        )
        return 0.5 * (left + right), left, right


def network_scores(measures: Measures) -> tuple[float, ...]:
    """Return the rise of both collarbones, of the left and of the right, in what landmarks would show of it."""
    left, right = measures[measure_names.CLAVICLE_LEFT_DEG], measures[measure_names.CLAVICLE_RIGHT_DEG]
    if math.isnan(left + right):
        return ()
    arch = NUMBERS["arch_taken"].value * max(0.0, measures[measure_names.LUMBAR_SEEN_DEG])
    return tuple(NUMBERS["torso_per_deg"].value * (degrees - arch) for degrees in (0.5 * (left + right), left, right))


def population_score(measures: Measures) -> float:
    """Return how much shorter the neck is than people's are with hanging arms, in torso lengths."""
    ears = measures[measure_names.EAR_OVER_SHOULDER_LEFT_PX] + measures[measure_names.EAR_OVER_SHOULDER_RIGHT_PX]
    return NUMBERS["neck"].value - 0.5 * ears / measures[measure_names.TORSO_PX]


def _limits(now: FaultContext) -> tuple[float, ...]:
    """Return the limits for both and for one side; one side alone is judged only up to 65 degrees of yaw."""
    both = now.limit()
    if now.view not in (View.FRONT, View.THREE_QUARTER_FRONT):
        return both, math.inf, math.inf
    one = now.limit("one_side_limit")
    return both, one, one


FAULT = Fault(
    id="shrug",
    unit=TORSO,
    effort=Effort.REP,
    words=words_of("shrug"),
    exercises=("pit_pull", "seated_pull", "half_kneeling_pull", "row", "pulldown", "face_pull"),
    urgency=90,
    sounds=FAULT_SOUNDS["shrug"],
    mark=Mark(frozenset({BodyPart.SHOULDERS, BodyPart.NECK}), ArrowKind.SHOULDERS_DOWN),
    section=Shrug,
    rule=ShrugRule(),
    network=(measure_names.CLAVICLE_LEFT_DEG, measure_names.CLAVICLE_LEFT_REST_DEG),
    factors=FACTORS,
    numbers=NUMBERS,
    rest=PRIOR,
    truth=Truth(
        label="shrug",
        size="shrug_deg",
        unit="deg",
        classes=((8, 12), (12, 16), (16, math.inf)),
        columns=("clav_elev_L_deg", "clav_elev_R_deg"),
        crossing=8.0,
        defined="8 degrees of clavicle elevation",
        side="shrug_asym",
    ),
)
