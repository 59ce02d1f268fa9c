"""Shrug: the shoulders rise towards the ears.

Score: mean of (ear-to-shoulder height, sinking) and (shoulder-to-hip height, rising), both over the baseline's torso
length (MEASUREMENT finding 3); for both shoulders together and for each alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.config.schema import TORSO
from livecoach.core import measure_names
from livecoach.core.types import FaultKind, Observability, View
from livecoach.core.words.messages import CLEAR_SHRUGS, VIEW_UNKNOWN

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 6.0
"""A clean rep alone shows up to 0.063 torso lengths (98th percentile of 335 rendered reps); real shrugs 0.08 to 0.2."""

_NECK = 0.38
"""Ear over shoulder with hanging arms, in torso lengths: the 5th percentile of 48 rendered bodies, front and 3/4."""

_TORSO_PER_DEG = 0.002
"""Torso lengths that the landmarks move for a degree of clavicle elevation (MEASUREMENT finding 13)."""

_ARCH_TAKEN = 0.25
"""Degrees of clavicle elevation that the eye sees too much for a degree of the arch it sees. On uc, ud and ue it takes
11 of 19 false alarms away, for 4 of the 33 shrugs that come with another fault (docs/accuracy.md)."""


class ShrugRule:
    """Channels: both shoulders, left, right."""

    kind = FaultKind.SHRUG
    unit = TORSO
    landmarks_ratio = 1.35
    """0.016 torso lengths: the best limit of the landmarks alone on the first rendered set (docs/accuracy.md)."""

    unsettled_ratio = 5.0
    """Within clean real reps that begin without a still part the score wanders by up to 0.078 (pulldowns and rows)."""

    def judged(self, view: View, *, seen: bool) -> tuple[Observability, str]:
        """Return YES where 16 degrees and more are found nearly always and 12 degrees mostly (docs/accuracy.md)."""
        if view is View.UNKNOWN:
            return Observability.NO, VIEW_UNKNOWN
        if seen or view in (View.FRONT, View.THREE_QUARTER_FRONT):
            return Observability.YES, ""
        return Observability.LOW, CLEAR_SHRUGS

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

    def population_score(self, measures: Measures) -> float:
        """Return how much shorter the neck is than people's are with hanging arms, in torso lengths."""
        ears = measures[measure_names.EAR_OVER_SHOULDER_LEFT_PX] + measures[measure_names.EAR_OVER_SHOULDER_RIGHT_PX]
        return _NECK - 0.5 * ears / measures[measure_names.TORSO_PX]

    def absolute_score(self, measures: Measures, profile: Profile) -> tuple[float, float]:  # noqa: ARG002 -- see below
        """Return NaN: without a reference nothing can be told of a pull."""
        return math.nan, math.nan

    def network_scores(self, measures: Measures) -> tuple[float, ...]:
        """Return the rise of both collarbones, of the left and of the right, in what landmarks would show of it."""
        left, right = measures[measure_names.CLAVICLE_LEFT_DEG], measures[measure_names.CLAVICLE_RIGHT_DEG]
        if math.isnan(left + right):
            return ()
        arch = _ARCH_TAKEN * max(0.0, measures[measure_names.LUMBAR_SEEN_DEG])
        return tuple(_TORSO_PER_DEG * (degrees - arch) for degrees in (0.5 * (left + right), left, right))

    def limits(self, profile: Profile, view: View, *, seen: bool) -> tuple[float, ...]:  # noqa: ARG002 -- the same
        """Return the limits for both and for one side; one side alone is told only up to 65 degrees of yaw."""
        both = profile.scaled(profile.shrug.limit)
        if view not in (View.FRONT, View.THREE_QUARTER_FRONT):
            return both, float("inf"), float("inf")
        one = profile.scaled(profile.shrug.one_side_limit)
        return both, one, one

    def sway_allowance(self, baseline: Baseline) -> float:  # noqa: ARG002 -- restlessness does not show in this score
        """Return 0: the limits are the same for everybody."""
        return 0.0

    def uncalibrated_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.shrug.limit)
