"""A routine's plan from TOML: which exercises, how much of each, for how many days; all faults of a file together."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from livecoach.config.load import is_path
from livecoach.config.options import Option, options_of
from livecoach.config.toml_file import parsed, read_toml
from livecoach.core.resources import configs_folder
from livecoach.core.routine import RoutineItem, RoutinePlan, Unit
from livecoach.core.section import Section, number
from livecoach.core.words.message import Message, _, joined
from livecoach.core.words.routine_phrases import USUAL_DAYS
from livecoach.errors import ProfileError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

TABLE = "exercise"
_MOST_ITEMS = 20


class ExerciseSection(Section):
    """One exercise of the plan; they are done in the order of the file."""

    name: str = Field(description=_("which exercise, by its name or by the file of your own"))
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


@dataclass(frozen=True, slots=True)
class UsualDose:
    """The usual dose of an exercise, whose name is ``exercise``: so many breaths or reps."""

    exercise: str
    unit: Unit
    count: int


def load_plan(
    path: Path, usual: Mapping[str, UsualDose], in_file: Callable[[Path], UsualDose] | None = None
) -> RoutinePlan:
    """Return the plan in a file; ``usual`` is the usual dose of each exercise by its name.

    ``in_file`` returns the one of an exercise's own file, whose path the plan gives from its own folder; it raises
    ProfileError for a wrong one. Raises ProfileError with every fault: unknown keys and exercises (with the nearest
    right one), wrong types, values out of range, breaths for a pull or reps for a hold.
    """
    text = read_toml(path, _("the plan"))
    beside = (lambda name: in_file(path.parent / name)) if in_file is not None else None
    return parse_plan(text, str(path), usual, beside)


def parse_plan(
    text: str,
    origin: str,
    usual: Mapping[str, UsualDose],
    in_file: Callable[[str], UsualDose] | None = None,
) -> RoutinePlan:
    """Return the plan written in TOML ``text``; ``origin`` names it in messages, the rest is as in ``load_plan``."""
    data = parsed(text, origin)
    faults: list[str] = []
    usual, wrong_files = _with_files(data, usual, in_file)
    plan: PlanSection | None = None
    try:
        plan = PlanSection.model_validate(data)
    except ValidationError as error:
        faults += [_sentence(detail, data) for detail in error.errors(include_url=False)]
    faults += [fault for _name, fault in wrong_files]
    faults += _wrong_exercises(data, usual, {name for name, _fault in wrong_files})
    if faults or plan is None:
        raise ProfileError(joined("\n", (_("{}: {}").format(origin, fault) for fault in faults)))
    return RoutinePlan(plan.name, plan.days, tuple(_item(section, usual) for section in plan.exercise))


def _item(section: ExerciseSection, usual: Mapping[str, UsualDose]) -> RoutineItem:
    dose = usual[section.name]
    asked = section.breaths if dose.unit is Unit.BREATHS else section.reps
    return RoutineItem(dose.exercise, section.sets, asked or dose.count, dose.unit, section.rest_s)


def _with_files(
    data: Mapping[str, object], usual: Mapping[str, UsualDose], in_file: Callable[[str], UsualDose] | None
) -> tuple[Mapping[str, UsualDose], list[tuple[str, str]]]:
    """Return the usual doses with those of the files that the plan names, and each fault of a file with its name."""
    found = dict(usual)
    wrong: list[tuple[str, str]] = []
    for _place, table in _tables(data):
        name = table.get("name")
        if in_file is None or not isinstance(name, str) or not is_path(name) or name in found:
            continue
        try:
            found[name] = in_file(name)
        except ProfileError as error:
            wrong += [(name, line) for line in str(error).splitlines()]
    return found, wrong


def _tables(data: Mapping[str, object]) -> Iterator[tuple[int, Mapping[str, object]]]:
    tables = data.get(TABLE)
    for place, table in enumerate(tables if isinstance(tables, list) else (), start=1):
        if isinstance(table, dict):
            yield place, table


def _wrong_exercises(
    data: Mapping[str, object], usual: Mapping[str, UsualDose], unread: Collection[str]
) -> Iterator[Message]:
    """Yield mistakes that the schema cannot find: exercises that do not exist, or that are counted in another unit."""
    for place, table in _tables(data):
        name = table.get("name")
        if not isinstance(name, str) or name in unread:
            continue
        if name not in usual:
            near = difflib.get_close_matches(name.lower(), usual, n=1)
            advice = (
                _("the nearest name is {}").format(near[0]) if near else _("choose one of {}").format(", ".join(usual))
            )
            yield _("exercise {}: name = {} is not an exercise: {}.").format(place, _shown(name), advice)
            continue
        unit = usual[name].unit
        other = Unit.REPS if unit is Unit.BREATHS else Unit.BREATHS
        if table.get(other):
            yield _("exercise {}: {} is counted in {}: write {} instead of {}.").format(
                place, name, _UNIT[unit], unit.value, other.value
            )


_UNIT = {Unit.BREATHS: _("breaths"), Unit.REPS: _("reps")}


def _sentence(detail: ErrorDetails, data: Mapping[str, object]) -> Message:
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


def _shown(value: object) -> str:
    return "{...}" if isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False, default=str)
