"""The exercises that a routine's plan may name, and what introduces each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.config.plan import UsualDose
from livecoach.core.routine import Unit
from livecoach.core.words.message import _
from livecoach.errors import ProfileError
from livecoach.exercises.catalogue import exercise_in, exercises
from livecoach.exercises.exercise import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from livecoach.exercises.exercise import Exercise

_UNITS: Final = {Kind.HOLD: Unit.BREATHS, Kind.PULL: Unit.REPS}


class KnownExercises:
    """The exercises that a plan may name: those of the catalogue, and those in files beside the plan."""

    def __init__(self) -> None:
        self._known = dict(exercises())

    def __getitem__(self, name: str) -> Exercise:
        """Return the exercise of that name."""
        return self._known[name]

    def usual(self) -> dict[str, UsualDose]:
        """Return the usual dose of each, by its name."""
        return {name: _usual(exercise) for name, exercise in self._known.items()}

    def in_file(self, path: Path) -> UsualDose:
        """Take in the exercise of a file and return its usual dose; raises ProfileError."""
        exercise = exercise_in(path)
        if exercise.name in self._known:
            raise ProfileError(
                _("{}: name = {} is in another file of the plan: choose another.").format(path, exercise.name)
            )
        self._known[exercise.name] = exercise
        return _usual(exercise)


def _usual(exercise: Exercise) -> UsualDose:
    return UsualDose(exercise.name, _UNITS[exercise.kind], exercise.dose.count)


def introductions(done: Sequence[Exercise], start: int, language: str) -> tuple[tuple[str, ...], ...]:
    """Return what introduces each exercise, ids of sounds or own words: its name, the camera's place, how it is done.

    The camera is spoken of at the exercise ``start``, where the routine begins, and whenever it has to move.
    """
    words = []
    before: bool | None = None
    for index, exercise in enumerate(done):
        moves = index == start or exercise.upright is not before
        before = exercise.upright
        camera = ("camera_chest" if exercise.upright else "camera_floor",) if moves else ()
        words.append((exercise.spoken_title(language), *camera, *exercise.how))
    return tuple(words)
