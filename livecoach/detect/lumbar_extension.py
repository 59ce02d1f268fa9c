"""Lumbar extension: the low back arches, or the trunk leans back (these points cannot tell the two apart).

Score: mean of the shoulder-hip and the ear-hip angle in the picture, backwards positive, over max(abs(sin yaw), 0.5)
(MEASUREMENT finding 4).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core import names
from livecoach.core.notes import NO_ARCH, STRONG_ARCHES, VIEW_UNKNOWN
from livecoach.core.types import FaultKind, Judged, View

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures

_GROSS_RATIO = 3.0
"""Unruly clean reps lean up to 13 degrees by themselves (98th percentile of 236 rendered reps)."""

_LEAN_DEG = 25.0
"""Behind the vertical no clean pull goes so far: seated rows reach 18 degrees, face pulls of people who hang back from
the cable 28 to 37, pulldowns 23 to 42 (real clips)."""

_EACH = 1.0 / 3.0
"""Of a degree that the eye sees and of a degree that the trunk leans further back than when it stood still: for the
degrees that a low back truly arches scripts/fit_arch.py gives them 0.59 and 0.60. At a third of each the limit of the
landmarks holds, at 8 degrees of arch."""

_OWN_WEIGHT = 0.25
"""Against the own clean rep. Of 0.5, 0.25 and 0 it told arches best on the setting sets: from three-quarter back AUC
0.976, 0.983 and 0.981."""

_SEEN_FROM = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)


class LumbarExtensionRule:
    """One channel."""

    kind = FaultKind.LUMBAR_EXTENSION
    unit = "deg"
    unseen_ratio = 1.25
    """5.5 degrees: the best limit of the landmarks alone on the first rendered set."""

    unsettled_ratio = 2.5
    """Real rows rock the trunk by 10 to 20 degrees without arching."""

    def __init__(self, *, from_still: bool = True) -> None:
        """Judge a pull; not ``from_still`` where the trunk swings back in a clean one too."""
        self.from_still = from_still

    def judged(self, view: View, *, seen: bool) -> tuple[Judged, str]:
        """Return YES from 25 to 155 degrees of yaw; LOW from the front and the back, where only the eye can tell."""
        if view in _SEEN_FROM:
            return Judged.YES, ""
        if view is View.UNKNOWN:
            return Judged.NO, VIEW_UNKNOWN
        if seen:
            return Judged.LOW, STRONG_ARCHES
        return Judged.NO, NO_ARCH

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the trunk's extension in degrees, backwards positive."""
        trunk = measures[names.TRUNK_ANGLE_DEG] - baseline.median[names.TRUNK_ANGLE_DEG]
        head = measures[names.HEAD_ANGLE_DEG] - baseline.median[names.HEAD_ANGLE_DEG]
        return (0.5 * (trunk + head) * _backwards(baseline.yaw_deg),)

    def stranger_score(self, measures: Measures) -> float:  # noqa: ARG002 -- how people stand differs too much
        """Return NaN: without a baseline nothing can be told."""
        return math.nan

    def bare_score(self, measures: Measures, profile: Profile) -> tuple[float, float]:
        """Return how far the trunk leans behind the picture's vertical in degrees, seen from 25 to 155 degrees."""
        if measures.view not in _SEEN_FROM:
            return math.nan, math.nan
        lean_deg = 0.5 * (measures[names.TRUNK_ANGLE_DEG] + measures[names.HEAD_ANGLE_DEG])
        return lean_deg * _backwards(measures.yaw_deg), profile.scaled(_LEAN_DEG)

    def seen_scores(self, measures: Measures) -> tuple[float, ...]:
        """Return the arch that the eye sees."""
        seen = measures[names.LUMBAR_SEEN_DEG]
        return () if math.isnan(seen) else (seen,)

    def joined(self, own: tuple[float, ...], seen: tuple[float, ...], view: View, *, still: bool) -> tuple[float, ...]:
        """Return both, weighted, from 25 to 155 degrees, where both see it; elsewhere only the eye does."""
        if view not in _SEEN_FROM or not own:
            return seen
        if still:
            return (_EACH * (own[0] + seen[0]),)
        return (_OWN_WEIGHT * own[0] + (1.0 - _OWN_WEIGHT) * seen[0],)

    def limits(self, profile: Profile, view: View, *, seen: bool, still: bool) -> tuple[float, ...]:
        """Return the limit; against the own clean rep the eye takes rocking for arching from the side."""
        section = profile.lumbar_extension
        return (profile.scaled(section.side_limit if seen and not still and view is View.SIDE else section.limit),)

    def slack(self, baseline: Baseline) -> float:
        """Return the spread of the trunk's angle while standing still: who sways then sways in the pulls as well.

        On unruly rendered people it takes a third of the false alarms away (19 to 12 of 216) for one arch of 86.
        """
        spread = baseline.spread.get(names.TRUNK_ANGLE_DEG, 0.0)
        return 0.0 if math.isnan(spread) else spread

    def gross_limit(self, profile: Profile) -> float:
        """Return the limit before the person's own rep is known."""
        return _GROSS_RATIO * profile.scaled(profile.lumbar_extension.limit)


def _backwards(yaw_deg: float) -> float:
    """Return the factor that makes an angle in the picture one backwards: at positive yaw the person faces left."""
    sine = math.sin(math.radians(yaw_deg))
    return math.copysign(1.0 / max(abs(sine), 0.5), sine)
