"""The last reps, as the row of dots shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.types import Grade

if TYPE_CHECKING:
    from livecoach.core.types import Rep, Step


class RepMark(StrEnum):
    """How one rep went."""

    CALIBRATION = "calibration"
    CLEAN = "clean"
    MILD = "mild"
    CLEAR = "clear"


class RepHistory:
    """Collects reps and the worst grade of their events from steps; a count that falls resets it."""

    def __init__(self) -> None:
        self._reps: dict[int, Rep] = {}
        self._clear: set[int] = set()

    def update(self, step: Step) -> None:
        """Take in one step."""
        if self._reps and step.rep_count < max(self._reps):
            self._reps.clear()
            self._clear.clear()
        if step.rep is not None:
            self._reps[step.rep.index] = step.rep
        for event in (*step.opened, *step.closed):
            if event.rep is not None and event.grade is Grade.CLEAR:
                self._clear.add(event.rep)

    def last(self, n: int) -> tuple[RepMark, ...]:
        """Return the marks of the last n reps, oldest first."""
        newest = sorted(self._reps)[-n:] if n > 0 else []
        return tuple(self._mark(self._reps[index]) for index in newest)

    def _mark(self, rep: Rep) -> RepMark:
        if rep.calibration:
            return RepMark.CALIBRATION
        if not rep.faults:
            return RepMark.CLEAN
        return RepMark.CLEAR if rep.index in self._clear else RepMark.MILD
