"""Which rep later ones are compared with: a clean one, seen whole, and a better one when it comes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.types import PULLING, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Measures
    from livecoach.detect.pulls.reps import Motion

SHRUG: Final = "shrug"
"""The fault whose values below the rest tell that the shoulders were not relaxed there."""

WHOLE: Final = "whole"
"""Why a rep was refused in which not the whole upper body was seen."""

_TRIES: Final = 2
"""So often another rep is asked for; then the session goes on, judging against the person at rest."""

_WHOLE_QUALITY: Final = 0.8
"""One of the six points that matter may lie outside of the picture: an ear or a hip behind the body."""

_WHOLE_SHARE: Final = 0.8
"""Share of the pull's frames in which the whole upper body must be seen."""

_BETTER: Final = -0.75
"""Median of a rep's values over its limit from which on it is clearly better than the reference."""

_NO_WORSE: Final = 0.4
"""A better rep must not be worse than this in any other fault."""

_REST_HIGH: Final = -1.0
"""Shoulders that are lower in a pull than at rest, by the limit of a shrug, were held high at rest: of 268 clean reps
of 69 rendered people, who stand relaxed, none comes to it."""


@dataclass(frozen=True, slots=True)
class Use:
    """What becomes of one rep: the reference from now on (``better``: instead of a worse one), or why it is refused.

    ``rest_high``: it showed that the shoulders were not relaxed at rest.
    """

    reference: bool = False
    better: bool = False
    refused: str = ""
    rest_high: bool = False


class ReferenceChoice:
    """Decides rep by rep; feed every frame, then ask when a rep has ended."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._refusals = 0
        self._begin()

    def _begin(self) -> None:
        self._frames = self._whole = 0

    @property
    def goes_on(self) -> bool:
        """Whether enough reps were refused: no other one is asked for, though a clean one is still taken."""
        return self._refusals >= _TRIES

    def see(self, measures: Measures | None, motion: Motion) -> None:
        """Take in one frame."""
        if motion.phase in PULLING:
            self._frames += 1
            self._whole += measures is not None and measures.quality >= _WHOLE_QUALITY

    def use(
        self, faults: Sequence[FaultId], excesses: Mapping[FaultId, float], against: Reference, *, needed: bool
    ) -> Use:
        """Return what becomes of the rep that just ended.

        ``excesses`` are the medians of the values over their limits at the top of the pull ``against`` what it was
        judged by, NaN where unknown; ``needed``: a clean rep is still wanted.
        """
        whole = self._whole >= _WHOLE_SHARE * self._frames
        self._begin()
        reason = (faults[0] if faults else "") if whole else WHOLE
        if needed:
            self._refusals += bool(reason)
            at_rest = whole and against is Reference.REST
            rest_high = at_rest and excesses.get(SHRUG, math.nan) < _REST_HIGH
            return Use(reference=not reason, refused=reason, rest_high=rest_high)
        compared = not reason and against is Reference.CLEAN_REP
        known = [value for value in excesses.values() if not math.isnan(value)] if compared else []
        better = bool(known) and min(known) < _BETTER and max(known) < _NO_WORSE
        return Use(reference=better, better=better)
