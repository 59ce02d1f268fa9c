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

    name: str = Field(description="which exercise, by its name")
    sets: int = number(1, 1, 10, "sets", "how many sets")
    breaths: int = number(0, 0, 30, "breaths", "full breaths of each hold, for exercises that are held; 0: as usual")
    reps: int = number(0, 0, 100, "reps", "pulls of each set, for exercises that are pulled; 0: as usual")
    rest_s: float = number(30.0, 0.0, 900.0, "s", "rest between two sets and after the last one")


class PlanSection(Section):
    """The whole file."""

    name: str = Field("daily", min_length=1, max_length=40, description="what the plan is called")
    days: int = number(USUAL_DAYS, 1, 366, "days", "after so many days the count begins anew")
    exercise: list[ExerciseSection] = Field(min_length=1, max_length=_MOST_ITEMS)


def default_plan() -> Path:
    """Return the file of the shipped plan: the article's daily routine."""
    return configs_folder() / "routine" / "daily.toml"


def load_plan(path: Path, usual: Mapping[str, tuple[Unit, int]]) -> RoutinePlan:
    """Return the plan in a file; ``usual`` tells for each exercise what it is counted in and the usual number.

    Raises ProfileError with every fault: unknown keys and exercises (with the nearest right one), wrong types, values
    out of range, breaths for a pull or reps for a hold.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(
            f"Cannot read the plan {path}: {error.strerror or error}; check the name and the folder."
        ) from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"The plan {path} is not UTF-8 text: save it as such.") from error
    return parse_plan(text, str(path), usual)


def parse_plan(text: str, origin: str, usual: Mapping[str, tuple[Unit, int]]) -> RoutinePlan:
    """Return the plan written in TOML ``text``; ``origin`` names it in messages. Raises ProfileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{origin}: not valid TOML: {error}.") from error
    faults = []
    plan: PlanSection | None = None
    try:
        plan = PlanSection.model_validate(data)
    except ValidationError as error:
        faults += [_sentence(detail, data) for detail in error.errors(include_url=False)]
    faults += _wrong_exercises(data, usual)
    if faults or plan is None:
        raise ProfileError("\n".join(f"{origin}: {fault}" for fault in faults))
    return RoutinePlan(plan.name, plan.days, tuple(_item(section, usual) for section in plan.exercise))


def _item(section: ExerciseSection, usual: Mapping[str, tuple[Unit, int]]) -> RoutineItem:
    unit, count = usual[section.name]
    asked = section.breaths if unit is Unit.BREATHS else section.reps
    return RoutineItem(section.name, section.sets, asked or count, unit, section.rest_s)


def _wrong_exercises(data: Mapping[str, Any], usual: Mapping[str, tuple[Unit, int]]) -> Iterator[str]:
    """Yield what the schema cannot know: exercises that do not exist, or are counted in something else."""
    tables = data.get(TABLE)
    for place, table in enumerate(tables if isinstance(tables, list) else (), start=1):
        name = table.get("name") if isinstance(table, dict) else None
        if not isinstance(name, str):
            continue
        if name not in usual:
            near = difflib.get_close_matches(name.lower(), usual, n=1)
            advice = f"the nearest name is {near[0]}" if near else f"there is {', '.join(usual)}"
            yield f"exercise {place}: name = {_shown(name)} is no exercise: {advice}."
            continue
        unit = usual[name][0]
        other = Unit.REPS if unit is Unit.BREATHS else Unit.BREATHS
        if table.get(other):
            yield f"exercise {place}: {name} is counted in {unit}: write {unit} instead of {other}."


def _sentence(detail: ErrorDetails, data: Mapping[str, Any]) -> str:
    place = [part for part in detail["loc"] if isinstance(part, int)]
    where = f"exercise {place[0] + 1}: " if place else ""
    key = str(detail["loc"][-1])
    if detail["loc"] == (TABLE,):
        many = isinstance(data.get(TABLE), list) and data[TABLE]
        return f"at most {_MOST_ITEMS} exercises fit." if many else "write at least one exercise under [[exercise]]."
    if isinstance(detail["loc"][-1], int):
        return f"exercise {place[0] + 1} must be a table: write [[exercise]] and its options below it."
    known = {option.key: option for option in options_of(ExerciseSection if place else PlanSection)}
    if detail["type"] == "missing":
        return f"{where}say with name which exercise it is."
    shown = f"{where}{key} = {_shown(detail['input'])}"
    if detail["type"] == "extra_forbidden":
        names = [*known, *(() if place else (TABLE,))]
        near = difflib.get_close_matches(key.lower(), names, n=1)
        return f"{shown} is no option: " + (
            f"the nearest name is {near[0]}." if near else "remove it; docs/routine.md lists all options."
        )
    return f"{shown} is not allowed: {_allowed(known[key])}."


def _allowed(option: Option) -> str:
    return option.allowed if option.type is not str else "text of 1 to 40 letters"


def _shown(value: Any) -> str:
    return "{...}" if isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False, default=str)
