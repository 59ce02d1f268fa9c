"""The movement patterns that exercises can rest on, by the name that an exercise file gives as its ``movement``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.exercises.all_four_reach import ALL_FOUR_REACH
from livecoach.exercises.hip_lift import HIP_LIFT
from livecoach.exercises.pull import FACE_PULL, PULL, PULLDOWN, ROW, SHRUG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.exercises.exercise import MovementPattern

PATTERNS: Final[Mapping[str, MovementPattern]] = {
    pattern.name: pattern for pattern in (PULL, ROW, PULLDOWN, FACE_PULL, SHRUG, HIP_LIFT, ALL_FOUR_REACH)
}
