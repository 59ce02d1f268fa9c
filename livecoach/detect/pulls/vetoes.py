"""Why a movement there and back is no pull that counts: each reason with its limit and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.core.movements import Veto
from livecoach.detect.pulls.arms import TURN_DEG

if TYPE_CHECKING:
    from livecoach.config.schema import Reps
    from livecoach.core.movements import Movement
    from livecoach.detect.pulls.candidate import Candidate

LEAST_SHARE = 0.5
"""How surely it must be one of the counted movements: the mean share over the segment, more likely than not."""

SURE_SHARE = 0.9
"""From here on the network is believed against the yaw, which flips between front and back in quick pull-ups."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts: which movements, the profile's limits, and the person's own full travel (None: not shown yet)."""

    movements: frozenset[Movement]
    settings: Reps
    full_travel: float | None


def veto_of(candidate: Candidate, terms: Terms) -> Veto | None:
    """Return the first reason to refuse the candidate, None when it counts."""
    share = candidate.share(terms.movements)
    settings = terms.settings
    # A travel that the elbows do not show is NaN, and refuses nothing.
    short = terms.full_travel is not None and candidate.travel < settings.min_travel * terms.full_travel
    reasons = (
        (candidate.started_midway, Veto.STARTED_MIDWAY),
        (share < LEAST_SHARE, Veto.ANOTHER_MOVEMENT),
        (candidate.turned_deg > TURN_DEG and share < SURE_SHARE, Veto.TURNED_AWAY),
        (candidate.long_s < settings.min_s, Veto.TOO_QUICK),
        (candidate.long_s > settings.max_s, Veto.TOO_SLOW),
        (short, Veto.TOO_SHORT),
    )
    return next((veto for refused, veto in reasons if refused), None)
