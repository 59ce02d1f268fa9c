"""Long enough, often enough: dwell, settled values, votes; times as text.

Durations are seconds of frame time, so that every frame rate gives the same verdicts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.words.numbers import numeral

_BRIDGED_S = 0.2
"""Between frames further apart it is unknown when a number changed; at 10 frames a second they are 0.1 apart."""


def crossed_s(before: tuple[float, float] | None, now: tuple[float, float], level: float) -> float:
    """Return when a number crossed ``level`` between two samples (t_s, value), by linear interpolation.

    The time of ``now`` when it did not cross, or when the sample before is unknown.
    """
    if before is None or now[0] - before[0] > _BRIDGED_S + SLACK_S:
        return now[0]
    share = (level - before[1]) / (now[1] - before[1]) if now[1] != before[1] else math.nan
    return before[0] + share * (now[0] - before[0]) if 0.0 <= share <= 1.0 else now[0]


class Dwell:
    """Turns on after ``on_s`` of True and off after ``off_s`` of False; None (unknown) changes nothing.

    While the input is unknown, the clock of a pending change stops: an unknown neither opens nor closes.
    """

    def __init__(self, on_s: float, off_s: float) -> None:
        self.on_s = on_s
        self.off_s = off_s
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self.active = False
        self._pending_s = 0.0
        self._last_s: float | None = None
        self._last_differs = False

    def update(self, t_s: float, wanted: bool | None, since_s: float | None = None) -> bool:
        """Feed one frame; return whether it is on now.

        ``since_s`` is the time between the last frame and this one at which ``wanted`` changed, if known
        (``crossed_s``); the default is ``t_s``. Without it the verdicts of a slow camera come up to one of its frames
        later.
        """
        dt_s = 0.0 if self._last_s is None else t_s - self._last_s
        self._last_s = t_s
        if wanted is None:
            self._last_differs = False
            return self.active
        differs = wanted != self.active
        if not differs:
            self._pending_s = 0.0
        elif self._last_differs:
            self._pending_s += dt_s
        elif since_s is not None:
            self._pending_s += t_s - since_s
        self._last_differs = differs
        if differs and passed(self._pending_s, 0.0, self.off_s if self.active else self.on_s):
            self.active = wanted
            self._pending_s = 0.0
            self._last_differs = False
        return self.active


T = TypeVar("T")


class Settled(Generic[T]):
    """Holds a value until another one has stood for ``hold_s``."""

    def __init__(self, value: T, hold_s: float) -> None:
        self.value = value
        self._hold_s = hold_s
        self._next: T = value
        self._since_s = math.nan

    def update(self, t_s: float, value: T) -> T:
        """Feed one frame; return the value that has settled."""
        if value == self.value:
            self._next = value
        elif value != self._next:
            self._next = value
            self._since_s = t_s
        elif passed(t_s, self._since_s, self._hold_s):
            self.value = value
        return self.value


@dataclass(frozen=True, slots=True)
class Vote:
    """Turns on when ``enter`` of the last ``of`` samples were yes, and off when none was; for samples that are rare."""

    last: tuple[bool, ...] = ()
    active: bool = False
    enter: int = 2
    of: int = 3

    def add(self, yes: bool) -> Vote:
        """Return the vote with one more sample."""
        last = (*self.last, yes)[-self.of :]
        return replace(self, last=last, active=sum(last) >= (1 if self.active else self.enter))

    @property
    def undecided(self) -> bool:
        """Whether the last samples disagree; those before the first count as no."""
        return 0 < sum(self.last) < self.of

    @property
    def in_a_row(self) -> int:
        """How many of the newest samples were yes, one after another."""
        return next((count for count, yes in enumerate(reversed(self.last)) if not yes), len(self.last))


def seconds_text(t_s: float, language: str) -> str:
    """Return a time as minutes and seconds, ``1:05.2`` as the language writes it; ``--`` when unknown."""
    if math.isnan(t_s):
        return "--"
    minutes, tenths = divmod(round(10.0 * t_s), 600)
    return f"{minutes}:{numeral(tenths / 10.0, '04.1f', language)}"
