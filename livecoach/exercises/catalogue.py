"""All exercises by name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from livecoach.errors import UsageError
from livecoach.exercises.pit_pull import PIT_PULL

if TYPE_CHECKING:
    from livecoach.exercises.exercise import Exercise

EXERCISES = {exercise.name: exercise for exercise in (PIT_PULL,)}


def exercise_named(name: str) -> Exercise:
    """Return an exercise; an unknown name raises UsageError with the nearest right one."""
    if name in EXERCISES:
        return EXERCISES[name]
    near = difflib.get_close_matches(name, EXERCISES, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"There is no exercise named {name!r}; there is {', '.join(EXERCISES)}.{hint}")
