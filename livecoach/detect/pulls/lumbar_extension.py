"""Lumbar extension: the low back arches, or the trunk leans back.

By the eye it is the low back's own extension in degrees, from every side. By landmarks alone the two cannot be told
apart; their score is the mean of the shoulder-hip and the ear-hip angle in the picture, backwards positive, over
max(abs(sin yaw), 0.5) (MEASUREMENT finding 4).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.types import FaultKind, Observability, View
from livecoach.core.words.messages import NO_ARCH, VIEW_UNKNOWN

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 1.8
"""13 degrees: unruly clean reps lean so far by themselves (98th percentile of 236 rendered reps)."""

_LEAN_DEG = 25.0
"""Behind the vertical no clean pull goes so far: seated rows reach 18 degrees, face pulls of people who hang back from
the cable 28 to 37, pulldowns 23 to 42 (real clips)."""

_SEEN_FROM = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)


class LumbarExtensionRule:
    """One channel."""

    kind = FaultKind.LUMBAR_EXTENSION
    unit = "deg"
    landmarks_ratio = 0.76
    """5.5 degrees of lean: the best limit of the landmarks alone on the first rendered set."""

    unsettled_ratio = 2.5
    """Real rows rock the trunk by 10 to 20 degrees without arching."""

    def judged(self, view: View, *, seen: bool) -> tuple[Observability, str]:
        """Return YES where the eye looks on, and from 25 to 155 degrees of yaw where the landmarks judge alone."""
        if view is View.UNKNOWN:
            return Observability.NO, VIEW_UNKNOWN
        if seen or view in _SEEN_FROM:
            return Observability.YES, ""
        return Observability.NO, NO_ARCH

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the trunk's extension in degrees, backwards positive."""
        trunk = measures[measure_names.TRUNK_ANGLE_DEG] - baseline.median[measure_names.TRUNK_ANGLE_DEG]
        head = measures[measure_names.HEAD_ANGLE_DEG] - baseline.median[measure_names.HEAD_ANGLE_DEG]
        return (0.5 * (trunk + head) * _backwards(baseline.yaw_deg),)

    def population_score(self, measures: Measures) -> float:  # noqa: ARG002 -- how people stand differs too much
        """Return NaN: without a baseline nothing can be told."""
        return math.nan

    def absolute_score(self, measures: Measures, profile: Profile) -> tuple[float, float]:
        """Return how far the trunk leans behind the picture's vertical in degrees, seen from 25 to 155 degrees."""
        if measures.view not in _SEEN_FROM:
            return math.nan, math.nan
        lean_deg = 0.5 * (measures[measure_names.TRUNK_ANGLE_DEG] + measures[measure_names.HEAD_ANGLE_DEG])
        return lean_deg * _backwards(measures.yaw_deg), profile.scaled(_LEAN_DEG)

    def network_scores(self, measures: Measures) -> tuple[float, ...]:
        """Return the arch by the trunk's motion; before a clean rep is known, what the shoulder eye sees of it."""
        moved, seen = measures[measure_names.LUMBAR_FLOW_DEG], measures[measure_names.LUMBAR_SEEN_DEG]
        return (moved,) if math.isfinite(moved) else (seen,) if math.isfinite(seen) else ()

    def limits(self, profile: Profile, view: View, *, seen: bool) -> tuple[float, ...]:  # noqa: ARG002 -- the same
        """Return the limit, for every view."""
        return (profile.scaled(profile.lumbar_extension.limit),)

    def sway_allowance(self, baseline: Baseline) -> float:
        """Return the spread of the trunk's angle while standing still: who sways then sways in the pulls as well.

        On dev and train 6 instead of 9 of 422 clean reps are flagged with it and 5 instead of 4 of 175 arches missed.
        """
        spread = baseline.spread.get(measure_names.TRUNK_ANGLE_DEG, 0.0)
        return 0.0 if math.isnan(spread) else spread

    def uncalibrated_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.lumbar_extension.limit)


def _backwards(yaw_deg: float) -> float:
    """Return the factor that makes an angle in the picture one backwards: at positive yaw the person faces left."""
    sine = math.sin(math.radians(yaw_deg))
    return math.copysign(1.0 / max(abs(sine), 0.5), sine)
