"""Checks the starting position of a hold, and names one thing that is wrong at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.core import floor_measure_names
from livecoach.core.rounding import passed, reached
from livecoach.core.types import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures

_PERSISTS_S = 0.7
_OVER_S = 0.4


@dataclass(frozen=True, slots=True)
class SetUpCheck:
    """One thing that must be right: ``line`` is the sound id of the sentence that corrects it.

    ``wrong`` gets the measures and the settings; a NaN measure is never wrong. ``basic`` checks also apply
    during the hold: without them it is another exercise.
    """

    line: str
    wrong: Callable[[Measures, HoldSection], bool]
    basic: bool = False


def out_of_picture(measures: Measures, settings: HoldSection) -> bool:  # noqa: ARG001 -- the shape of every check
    """Return whether a relevant joint lies outside the picture."""
    return not reached(measures[floor_measure_names.INSIDE], 1.0)


def not_from_the_side(measures: Measures, settings: HoldSection) -> bool:  # noqa: ARG001
    """Return whether the camera does not see the person from the side."""
    return measures.view not in (View.SIDE, View.UNKNOWN)


def not_level(measures: Measures, settings: HoldSection) -> bool:  # noqa: ARG001
    """Return whether the trunk is steeper than in any exercise on the floor."""
    return measures[floor_measure_names.TRUNK_LEVEL_DEG] > floor_measure_names.LEVEL_DEG


class SetUpWatcher:
    """Names the first thing that is wrong, once it has lasted; feed the frames in the order of their times."""

    def __init__(self, checks: Sequence[SetUpCheck]) -> None:
        self._checks = checks
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._line: str | None = None
        self._next: str | None = None
        self._since_s = 0.0

    def update(self, measures: Measures, settings: HoldSection) -> str | None:
        """Return the line of what is wrong, empty for nothing, None until either has lasted for a moment."""
        found = next((check.line for check in self._checks if check.wrong(measures, settings)), "")
        if found == self._line:
            self._next = None
            return self._line
        if found != self._next:
            self._next, self._since_s = found, measures.t_s
        if passed(measures.t_s, self._since_s, _PERSISTS_S if found else _OVER_S):
            self._line, self._next = found, None
        return self._line
