"""Lumbar extension: the low back arches, or the trunk leans back (these points cannot tell the two apart).

Score: mean of the shoulder-hip and the ear-hip angle in the picture, backwards positive, over max(abs(sin yaw), 0.5)
(MEASUREMENT finding 4).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import names
from livecoach.core.types import FaultKind, Judged, View

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 2.4
"""Unruly clean reps lean up to 13 degrees by themselves (98th percentile of 236 rendered reps)."""

_SEEN_FROM = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)


class LumbarExtensionRule:
    """One channel."""

    kind = FaultKind.LUMBAR_EXTENSION
    unit = "deg"
    unsettled_ratio = 2.5
    """Real rows rock the trunk by 10 to 20 degrees without arching."""

    def judged(self, view: View) -> tuple[Judged, str]:
        """Return YES from 25 to 155 degrees of yaw, NO from the front and the back."""
        if view in _SEEN_FROM:
            return Judged.YES, ""
        if view is View.UNKNOWN:
            return Judged.NO, "the view is not known yet"
        return Judged.NO, "an arch cannot be seen from the front or the back: turn a little to the side"

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the trunk's extension in degrees, backwards positive."""
        sine = math.sin(math.radians(baseline.yaw_deg))
        backwards = math.copysign(1.0 / max(abs(sine), 0.5), sine)  # at positive yaw the person faces picture-left
        trunk = measures[names.TRUNK_ANGLE_DEG] - baseline.median[names.TRUNK_ANGLE_DEG]
        head = measures[names.HEAD_ANGLE_DEG] - baseline.median[names.HEAD_ANGLE_DEG]
        return (0.5 * (trunk + head) * backwards,)

    def stranger_score(self, measures: Measures) -> float:  # noqa: ARG002 -- how people stand differs too much
        """Return NaN: without a baseline nothing can be told."""
        return math.nan

    def seen_scores(self, measures: Measures) -> tuple[float, ...]:  # noqa: ARG002 -- the landmarks show it better
        """Return nothing: this fault is judged by the landmarks."""
        return ()

    def limits(self, profile: Profile, view: View) -> tuple[float, ...]:  # noqa: ARG002 -- one limit for all views
        """Return the limit against the person's own clean rep."""
        return (profile.scaled(profile.lumbar_extension.limit),)

    def gross_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.lumbar_extension.limit)
