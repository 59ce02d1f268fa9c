"""Head protrusion: the head pokes forward.

Score: ears ahead of the shoulders over the baseline's torso length (MEASUREMENT finding 5).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.config.schema import TORSO
from livecoach.core import measure_names
from livecoach.core.types import FaultKind, Observability, View
from livecoach.core.words.messages import CLEAR_HEAD, HEAD_UNSURE, NO_FORWARD_HEAD, VIEW_UNKNOWN

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 5.3
"""0.1 torso lengths: above the 0.09 that real rows and face pulls show."""
_TORSO_PER_CM = 0.00625
"""Torso lengths that the landmarks move for a centimetre, between 0.005 (45 degrees) and 0.009 (side)."""


class HeadProtrusionRule:
    """One channel."""

    kind = FaultKind.HEAD_PROTRUSION
    unit = TORSO
    landmarks_ratio = 1.3
    """0.025 torso lengths, 0.036 from the side: MEASUREMENT finding 5."""

    unsettled_ratio = 4.0
    """Real rows and face pulls without a still part show up to 0.09 torso lengths."""

    def judged(self, view: View, *, seen: bool) -> tuple[Observability, str]:
        """Return YES where the eye is sure, LOW where it or the landmarks alone are less so (docs/accuracy.md)."""
        if view is View.UNKNOWN:
            return Observability.NO, VIEW_UNKNOWN
        if view in (View.THREE_QUARTER_FRONT, View.SIDE):
            return (Observability.YES, "") if seen else (Observability.LOW, CLEAR_HEAD)
        return (Observability.LOW, HEAD_UNSURE) if seen else (Observability.NO, NO_FORWARD_HEAD)

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return how far the ears moved ahead of the shoulders, in torso lengths."""
        forwards = -math.copysign(1.0, baseline.yaw_deg)  # at positive yaw the person faces picture-left
        ahead_px = (
            measures[measure_names.EAR_RIGHT_OF_SHOULDER_PX] - baseline.median[measure_names.EAR_RIGHT_OF_SHOULDER_PX]
        )
        return (forwards * ahead_px / baseline.median[measure_names.TORSO_PX],)

    def population_score(self, measures: Measures) -> float:  # noqa: ARG002 -- how people stand differs too much
        """Return NaN: without a baseline nothing can be told."""
        return math.nan

    def absolute_score(self, measures: Measures, profile: Profile) -> tuple[float, float]:  # noqa: ARG002 -- see below
        """Return NaN: without a reference nothing can be told of a pull."""
        return math.nan, math.nan

    def network_scores(self, measures: Measures) -> tuple[float, ...]:
        """Return the head's way forward that the eye sees, in torso lengths as the landmarks show it."""
        seen = measures[measure_names.HEAD_SEEN_CM]
        return () if math.isnan(seen) else (_TORSO_PER_CM * seen,)

    def limits(self, profile: Profile, view: View, *, seen: bool) -> tuple[float, ...]:
        """Return the limit; for landmarks it is larger from the side, where a centimetre shows as more."""
        section = profile.head_protrusion
        return (profile.scaled(section.side_limit if view is View.SIDE and not seen else section.limit),)

    def sway_allowance(self, baseline: Baseline) -> float:  # noqa: ARG002 -- restlessness does not show in this score
        """Return 0: the limits are the same for everybody."""
        return 0.0

    def uncalibrated_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.head_protrusion.limit)
