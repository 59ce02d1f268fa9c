"""One range of movement against an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from livecoach.measure.mobility import Range


class Claim(StrEnum):
    """What may be claimed about a range against an earlier one."""

    FIRST = "first"
    CHANGED = "changed"
    NOT_SHOWN = "not_shown"
    OTHER_VIEW = "other_view"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class Change:
    """One range now and before (NaN where unknown), its minimum detectable change, and what may be said."""

    what: Range
    now: float
    before: float
    mdc: float
    claim: Claim
    why: str = ""

    @property
    def change(self) -> float:
        """Now minus before."""
        return self.now - self.before
