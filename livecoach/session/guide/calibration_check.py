"""Checks whether the calibration rep is good enough to judge the others by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.types import PULLING
from livecoach.faults.registry import fault_named

if TYPE_CHECKING:
    from livecoach.core.types import Rep, Step

_SHORTEST_S = 1.0
"""Below this a pull leaves too few frames for medians in the bins of drive: 15 each way at 30 a second."""

_WHOLE_SHARE = 0.8
"""Share of the pull's frames with the whole upper body in view."""


class CalibrationCheck:
    """Watches a pull and says why another one is wanted."""

    def __init__(self) -> None:
        self._frames = 0
        self._whole = 0

    def update(self, step: Step, *, whole: bool) -> None:
        """Take in one step; ``whole``: nothing of the upper body was missing in it."""
        if step.phase in PULLING:
            self._frames += 1
            self._whole += whole

    def verdict(self, rep: Rep) -> str:
        """Return the sound id of what to do better, empty for a good pull; then restart.

        A fault in ``rep`` is one above the gross limit: beyond what any clean pull shows by itself.
        """
        whole = self._whole >= _WHOLE_SHARE * self._frames
        self._frames = self._whole = 0
        if not whole:
            return "once_more_whole"
        if rep.faults:
            return fault_named(rep.faults[0]).sounds.once_more
        return "once_more_slowly" if rep.end_s - rep.start_s < _SHORTEST_S else ""
