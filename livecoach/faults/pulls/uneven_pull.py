"""Uneven pull: one elbow travels clearly less far than the other, or later.

Score: the difference between the drives of the two arms, as a share of the full drive, estimated by least squares from
two things in the picture, each over the torso length. Seen askew or from the side, a wrist moves backwards in the
picture by 1.2 times the sine of the yaw in a full drive; seen from the front or behind, an elbow sinks by 0.25 (slopes
of both against the true drives of eight rendered clips). World points do not help: from the front they show a fifth of
the difference, because the pose model makes both sides alike. The difference at the same moment of the person's own
clean rep is subtracted. An arm that comes later is behind for a while: the dwell decides how long that must last.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.landmarks import Landmark
from livecoach.core.section import number
from livecoach.core.types import Observability, View
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.core.words.message import _
from livecoach.faults.evidence import Factors, Number, by_landmarks
from livecoach.faults.fault import BodyPart, Effort, Fault, FaultSection, Mark, PoseMeasures, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Baseline, Measures, Pose
    from livecoach.faults.evidence import Evidence, FaultContext

UNIT = "of the full drive"
WRIST_ASIDE = "wrist_aside_asymmetry"
"""How much further to the picture's right the left wrist is of its shoulder than the right one, over the torso length,
across the trunk."""

ELBOW_DROP = "elbow_drop_asymmetry"
"""How much further the left elbow is below its shoulder than the right one, over the torso length, along the trunk."""

NUMBERS = {
    "wrist_per_drive": Number(1.2, "torso lengths a wrist moves in a full drive, times the sine of the yaw"),
    "elbow_per_drive": Number(0.25, "torso lengths an elbow sinks in a full drive"),
}
FACTORS = Factors(
    landmarks=Number(1.0, "no network predicts it: the limit is that of the landmarks"),
    unsettled=Number(2.5, "a real reverse fly without a still start reads 0.83; none of 31 real pulls is beyond 1.0"),
    uncalibrated=Number(2.0, "none of 498 rendered pulls, the calibration pulls among them, opens an event with it"),
)

_SIDES = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)


class UnevenPull(FaultSection):
    """One elbow travels less far than the other, or later."""

    limit: float = number(0.4, 0.1, 2.0, UNIT, "difference between both arms' drives beyond that of the own clean rep")
    on_s: float = number(0.2, 0.0, 2.0, "s", "a fault opens after this long above its limit")


def asymmetry(pose: Pose) -> tuple[float, float]:
    """Return ``WRIST_ASIDE`` and ``ELBOW_DROP`` of one pose; NaN without a torso."""
    xy: list[tuple[float, float]] = pose.xy_px.tolist()
    middles = [
        tuple(0.5 * (a + b) for a, b in zip(xy[left], xy[right], strict=True))
        for left, right in (
            (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        )
    ]
    torso_px = math.dist(*middles)
    if not torso_px > 0.0:
        return math.nan, math.nan
    up = [(shoulder - hip) / torso_px for shoulder, hip in zip(*middles, strict=True)]
    aside, drop = [], []
    for shoulder, elbow, wrist in _SIDES:
        aside.append((-up[1] * (xy[wrist][0] - xy[shoulder][0]) + up[0] * (xy[wrist][1] - xy[shoulder][1])) / torso_px)
        drop.append((up[0] * (xy[shoulder][0] - xy[elbow][0]) + up[1] * (xy[shoulder][1] - xy[elbow][1])) / torso_px)
    return aside[0] - aside[1], drop[0] - drop[1]


class UnevenPullRule:
    """Channels: how uneven at all (for the person at rest), the left arm behind, the right arm behind."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:  # noqa: ARG002 -- none predicts it
        """Return FULL from three-quarter front, where the way back of both wrists shows.

        From the side the trunk hides the far arm: of eight uneven pulls the four in which an arm came later were found,
        and none of the four in which it travelled less far.
        """
        if view is View.UNKNOWN:
            return Observability.NONE, _("the view is not known yet")
        if view is View.THREE_QUARTER_FRONT:
            return Observability.FULL, ""
        return Observability.LIMITED, _("from this view, only a clearly uneven pull is visible")

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the difference between the drives, and by how much the left and the right arm are behind.

        Arms that are held apart look uneven from askew; as far as they are so at rest that is subtracted.
        """
        # At positive yaw the person faces picture-left: the drive takes the wrists to the right.
        wrist = NUMBERS["wrist_per_drive"].value * math.sin(math.radians(baseline.yaw_deg))
        elbow = NUMBERS["elbow_per_drive"].value
        aside = measures[WRIST_ASIDE] - baseline.median.get(WRIST_ASIDE, 0.0)
        drop = measures[ELBOW_DROP] - baseline.median.get(ELBOW_DROP, 0.0)
        left_ahead = (wrist * aside + elbow * drop) / (wrist * wrist + elbow * elbow)
        return abs(left_ahead), -left_ahead, left_ahead

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield what the landmarks show, of the arm that is further behind."""
        # From the side clean pulls differ by 0.15 at most (72 rendered reps): the limit need not be larger there.
        now = replace(now, limited=now.limited and now.view is not View.SIDE)
        yield from by_landmarks(now, self, (math.inf, now.limit(), now.limit()), FACTORS)


FAULT = Fault(
    id="uneven_pull",
    unit=UNIT,
    effort=Effort.REP,
    words=words_of("uneven_pull"),
    exercises=("pit_pull", "seated_pull", "half_kneeling_pull"),
    urgency=60,
    sounds=FAULT_SOUNDS["uneven_pull"],
    mark=Mark(frozenset({BodyPart.ARMS})),
    section=UnevenPull,
    rule=UnevenPullRule(),
    measures=PoseMeasures((WRIST_ASIDE, ELBOW_DROP), asymmetry),
    factors=FACTORS,
    numbers=NUMBERS,
    truth=Truth(
        label="uneven",
        size="uneven_percent",
        unit="%",
        classes=((30, 50), (50, 75), (75, math.inf)),
        columns=("elbow_drive_L", "elbow_drive_R"),
        crossing=0.3,
        defined="30 % of the full drive between the elbows",
        apart=True,
    ),
)
