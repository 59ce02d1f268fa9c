"""All exercises by name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.errors import UsageError
from livecoach.exercises.all_four_reach import ALL_FOUR_REACH
from livecoach.exercises.hip_lift_90_90 import HIP_LIFT_90_90
from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.exercises.pull_variants import HALF_KNEELING_PULL, ROW, SEATED_PULL

if TYPE_CHECKING:
    from livecoach.exercises.exercise import Exercise

EXERCISES = {
    exercise.name: exercise
    for exercise in (PIT_PULL, HIP_LIFT_90_90, ALL_FOUR_REACH, SEATED_PULL, HALF_KNEELING_PULL, ROW)
}


def exercise_named(name: str) -> Exercise:
    """Return an exercise; an unknown name raises UsageError with the nearest right one."""
    if name in EXERCISES:
        return EXERCISES[name]
    near = difflib.get_close_matches(name, EXERCISES, n=1)
    known = ", ".join(EXERCISES)
    if near:
        raise UsageError(
            _("There is no exercise named {!r} (did you mean {}?): choose one of {}.").format(name, near[0], known)
        )
    raise UsageError(_("There is no exercise named {!r}: choose one of {}.").format(name, known))
