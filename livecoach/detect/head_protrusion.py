"""Head protrusion: the head pokes forward.

Score: ears ahead of the shoulders over the baseline's torso length (MEASUREMENT finding 5).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.config.schema import TORSO
from livecoach.core import names
from livecoach.core.types import FaultKind, Judged, View

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 4.0


class HeadProtrusionRule:
    """One channel."""

    kind = FaultKind.HEAD_PROTRUSION
    unit = TORSO
    unsettled_ratio = 4.0
    """Real rows and face pulls without a still part show up to 0.09 torso lengths."""

    def judged(self, view: View) -> tuple[Judged, str]:
        """Return YES from three-quarter front and the side, NO elsewhere."""
        if view in (View.THREE_QUARTER_FRONT, View.SIDE):
            return Judged.YES, ""
        if view is View.UNKNOWN:
            return Judged.NO, "the view is not known yet"
        return Judged.NO, "a forward head shows only from three-quarter front and the side"

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return how far the ears moved ahead of the shoulders, in torso lengths."""
        forwards = -math.copysign(1.0, baseline.yaw_deg)  # at positive yaw the person faces picture-left
        ahead_px = measures[names.EAR_RIGHT_OF_SHOULDER_PX] - baseline.median[names.EAR_RIGHT_OF_SHOULDER_PX]
        return (forwards * ahead_px / baseline.median[names.TORSO_PX],)

    def stranger_score(self, measures: Measures) -> float:  # noqa: ARG002 -- how people stand differs too much
        """Return NaN: without a baseline nothing can be told."""
        return math.nan

    def seen_scores(self, measures: Measures) -> tuple[float, ...]:  # noqa: ARG002 -- the landmarks show it better
        """Return nothing: this fault is judged by the landmarks."""
        return ()

    def limits(self, profile: Profile, view: View) -> tuple[float, ...]:
        """Return the limit, larger from the side, where a centimetre shows as more."""
        section = profile.head_protrusion
        return (profile.scaled(section.side_limit if view is View.SIDE else section.limit),)

    def gross_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.head_protrusion.limit)
