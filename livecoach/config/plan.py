"""A routine's plan from TOML: which exercises, how much of each, for how many days; all faults of a file together."""

from __future__ import annotations

import difflib
import json
import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from livecoach.config.options import Option, options_of
from livecoach.core.resources import configs_folder
from livecoach.core.routine import RoutineItem, RoutinePlan, Unit
from livecoach.core.section import Section, number
from livecoach.core.words.message import Message, _, joined
from livecoach.core.words.reason import reason
from livecoach.core.words.routine_phrases import USUAL_DAYS
from livecoach.errors import ProfileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

TABLE = "exercise"
_MOST_ITEMS = 20


class ExerciseSection(Section):
    """One exercise of the plan; they are done in the order of the file."""

    name: str = Field(description=_("which exercise, by its name"))
    sets: int = number(1, 1, 10, _("sets"), _("how many sets"))
    breaths: int = number(
        0, 0, 30, _("breaths"), _("full breaths of each hold, for exercises that are held; 0: as usual")
    )
    reps: int = number(0, 0, 100, _("reps"), _("reps of each set, for pulls; 0: as usual"))
    rest_s: float = number(30.0, 0.0, 900.0, "s", _("rest between two sets and after the last one"))


class PlanSection(Section):
    """The whole file."""

    name: str = Field("daily", min_length=1, max_length=40, description=_("name of the plan"))
    days: int = number(USUAL_DAYS, 1, 366, _("days"), _("number of days after which counting starts again"))
    exercise: list[ExerciseSection] = Field(min_length=1, max_length=_MOST_ITEMS)


def default_plan() -> Path:
    """Return the file of the shipped plan: the article's daily routine."""
    return configs_folder() / "routine" / "daily.toml"


def load_plan(path: Path, usual: Mapping[str, tuple[Unit, int]]) -> RoutinePlan:
    """Return the plan in a file; ``usual`` holds for each exercise its unit and the usual number.

    Raises ProfileError with every fault: unknown keys and exercises (with the nearest right one), wrong types, values
    out of range, breaths for a pull or reps for a hold.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(
            _("Cannot read the plan {}: {}; check the name and the folder.").format(path, reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ProfileError(_("The plan {} is not UTF-8 text: save it as UTF-8.").format(path)) from error
    return parse_plan(text, str(path), usual)


def parse_plan(text: str, origin: str, usual: Mapping[str, tuple[Unit, int]]) -> RoutinePlan:
    """Return the plan written in TOML ``text``; ``origin`` names it in messages. Raises ProfileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(_("{}: not valid TOML: {}.").format(origin, error)) from error
    faults = []
    plan: PlanSection | None = None
    try:
        plan = PlanSection.model_validate(data)
    except ValidationError as error:
        faults += [_sentence(detail, data) for detail in error.errors(include_url=False)]
    faults += _wrong_exercises(data, usual)
    if faults or plan is None:
        raise ProfileError(joined("\n", (_("{}: {}").format(origin, fault) for fault in faults)))
    return RoutinePlan(plan.name, plan.days, tuple(_item(section, usual) for section in plan.exercise))


def _item(section: ExerciseSection, usual: Mapping[str, tuple[Unit, int]]) -> RoutineItem:
    unit, count = usual[section.name]
    asked = section.breaths if unit is Unit.BREATHS else section.reps
    return RoutineItem(section.name, section.sets, asked or count, unit, section.rest_s)


def _wrong_exercises(data: Mapping[str, Any], usual: Mapping[str, tuple[Unit, int]]) -> Iterator[Message]:
    """Yield mistakes that the schema cannot find: exercises that do not exist, or that are counted in another unit."""
    tables = data.get(TABLE)
    for place, table in enumerate(tables if isinstance(tables, list) else (), start=1):
        name = table.get("name") if isinstance(table, dict) else None
        if not isinstance(name, str):
            continue
        if name not in usual:
            near = difflib.get_close_matches(name.lower(), usual, n=1)
            advice = (
                _("the nearest name is {}").format(near[0]) if near else _("choose one of {}").format(", ".join(usual))
            )
            yield _("exercise {}: name = {} is not an exercise: {}.").format(place, _shown(name), advice)
            continue
        unit = usual[name][0]
        other = Unit.REPS if unit is Unit.BREATHS else Unit.BREATHS
        if table.get(other):
            yield _("exercise {}: {} is counted in {}: write {} instead of {}.").format(
                place, name, _UNIT[unit], unit.value, other.value
            )


_UNIT = {Unit.BREATHS: _("breaths"), Unit.REPS: _("reps")}


def _sentence(detail: ErrorDetails, data: Mapping[str, Any]) -> Message:
    place = [part for part in detail["loc"] if isinstance(part, int)]
    key = str(detail["loc"][-1])
    if detail["loc"] == (TABLE,):
        many = isinstance(data.get(TABLE), list) and data[TABLE]
        if many:
            return _("at most {} exercises are possible.").format(_MOST_ITEMS)
        return _("write at least one exercise under [[exercise]].")
    if isinstance(detail["loc"][-1], int):
        return _("exercise {} must be a table: write [[exercise]] and its options below it.").format(place[0] + 1)
    said = _about_key(detail, key, in_exercise=bool(place))
    return _("exercise {}: {}").format(place[0] + 1, said) if place else said


def _about_key(detail: ErrorDetails, key: str, *, in_exercise: bool) -> Message:
    known = {option.key: option for option in options_of(ExerciseSection if in_exercise else PlanSection)}
    if detail["type"] == "missing":
        return _("name is missing: write which exercise it is.")
    shown = f"{key} = {_shown(detail['input'])}"
    if detail["type"] != "extra_forbidden":
        return _("{} is not allowed: {}.").format(shown, _allowed(known[key]))
    near = difflib.get_close_matches(key.lower(), [*known, *(() if in_exercise else (TABLE,))], n=1)
    if near:
        return _("{} is not an option: the nearest name is {}.").format(shown, near[0])
    return _("{} is not an option: remove it; docs/routine.md lists all options.").format(shown)


def _allowed(option: Option) -> Message:
    return option.allowed if option.type is not str else _("text of 1 to 40 characters")


def _shown(value: Any) -> str:
    return "{...}" if isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False, default=str)
