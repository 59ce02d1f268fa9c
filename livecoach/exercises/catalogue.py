"""All exercises by name: those that come with livecoach, those of other packages, and any file.

Another package adds an exercise with an entry point in the group ``livecoach.exercises`` that names the path of an
exercise file, or an ``Exercise``: see docs/exercises.md. One that cannot be loaded, or whose name is taken, stops the
program with a sentence that names the package.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final

from livecoach.config.load import is_path
from livecoach.core.resources import exercises_folder
from livecoach.core.words.message import Message, _
from livecoach.errors import PluginError, ProfileError, UsageError
from livecoach.exercises.exercise import Exercise
from livecoach.exercises.exercise_file import load_exercise, parse_exercise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import EntryPoint

GROUP: Final = "livecoach.exercises"
_FIRST: Final = ("pit_pull", "hip_lift_90_90", "all_four_reach")
"""The article's own come first wherever all are listed."""


@cache
def exercises() -> Mapping[str, Exercise]:
    """Return every exercise by its name, the shipped ones first; raises PluginError."""
    found = {exercise.name: exercise for exercise in _shipped()}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        exercise = _loaded(entry)
        if exercise.name in found:
            raise PluginError(
                _("{} has the name {!r}, which is taken: uninstall its package.").format(_named(entry), exercise.name)
            )
        found[exercise.name] = exercise
    return found


def exercise_named(spec: str) -> Exercise:
    """Return an exercise by its name, or the one in a file whose name ends in ``.toml``.

    UsageError for an unknown name, with the nearest right one; ProfileError for a file with faults, or with the name
    of an exercise that is there without it; PluginError.
    """
    if is_path(spec):
        return exercise_in(Path(spec))
    if spec in exercises():
        return exercises()[spec]
    near = difflib.get_close_matches(spec, exercises(), n=1)
    known = ", ".join(exercises())
    if near:
        raise UsageError(
            _("There is no exercise named {!r} (did you mean {}?): choose one of {}.").format(spec, near[0], known)
        )
    raise UsageError(_("There is no exercise named {!r}: choose one of {}.").format(spec, known))


def exercise_in(path: Path) -> Exercise:
    """Return the exercise in a file; raises as ``exercise_named``."""
    exercise = load_exercise(path)
    if exercise.name in exercises():
        raise ProfileError(
            _("{}: name = {} is the name of another exercise: choose another.").format(path, exercise.name)
        )
    return exercise


def _shipped() -> list[Exercise]:
    found = [
        parse_exercise(path.read_text(encoding="utf-8"), str(path), shipped=True)
        for path in sorted(exercises_folder().glob("*.toml"))
    ]
    return sorted(found, key=lambda exercise: (*(exercise.name != name for name in _FIRST), exercise.name))


def _loaded(entry: EntryPoint) -> Exercise:
    try:
        found = entry.load()
        exercise = load_exercise(Path(found)) if isinstance(found, str | Path) else found
    except ProfileError as error:
        first = str(error).splitlines()[0]
        raise PluginError(_("{} cannot be used: {}").format(_named(entry), first)) from error
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        raise PluginError(
            _("{} cannot be loaded ({}): update or uninstall that package.").format(_named(entry), why)
        ) from error
    if not isinstance(exercise, Exercise):
        raise PluginError(
            _("{} must name the path of an exercise file or an Exercise: update or uninstall that package.").format(
                _named(entry)
            )
        )
    return exercise


def _named(entry: EntryPoint) -> Message:
    package = entry.dist.name if entry.dist is not None else entry.value
    return _("The exercise {!r} of the package {}").format(entry.name, package)
