"""An exercise from TOML: a movement pattern with a name, a dose, faults, cues and limits of its own.

All faults of a file are reported together, one sentence each. ``docs/exercises.md`` describes the format.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BeforeValidator, Field, ValidationError

from livecoach.config.load import faults_in
from livecoach.config.options import options_of
from livecoach.config.toml_file import parsed, read_toml
from livecoach.core.section import Section, number, switch
from livecoach.core.types import View
from livecoach.core.words.message import Message, _, joined
from livecoach.core.words.phrases import SOUND_IDS
from livecoach.core.words.translator import languages
from livecoach.errors import ProfileError
from livecoach.exercises.exercise import Dose, Exercise, Kind
from livecoach.exercises.patterns import PATTERNS
from livecoach.faults.registry import faults_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from livecoach.exercises.exercise import MovementPattern

LONGEST_TEXT: Final = 120
"""Letters of a cue or an instruction: three lines of the screen's banner."""

_MOST_STEPS: Final = 12
_MOST_BREATHS: Final = 30
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LIKE_A_SOUND: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
_VIEWS: Final = tuple(view.value for view in View if view is not View.UNKNOWN)


def _texts(value: object) -> object:
    """Return texts by language of what may be one text for all languages."""
    texts = value if isinstance(value, dict) else {"": value}
    if not texts or not set(texts) <= {*languages(), ""} or not all(_is_text(text) for text in texts.values()):
        raise ValueError(_TEXTS)
    return texts


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) == len(value) <= LONGEST_TEXT


_TEXT: Final = _("text of 1 to {} letters in one line").format(LONGEST_TEXT)
_TEXTS: Final = _("text of 1 to {} letters in one line, or one for each of {}").format(
    LONGEST_TEXT, ", ".join(languages())
)

Texts = Annotated[dict[str, str], BeforeValidator(_texts)]


class DoseSection(Section):
    """How much of the exercise."""

    sets: int = number(3, 1, 10, _("sets"), _("how many sets"))
    count: int = number(8, 1, 100, "", _("reps of each set, or full breaths of each hold (30 at most)"))
    lead: bool = switch(True, _("lead a live session of pulls through the dose; false leaves it to the profile"))


class JudgedFault(Section):
    """A fault that is judged; the first one in the file is corrected first."""

    id: str = Field(description=_("which fault, by its id"))
    cue: Texts | None = Field(None, description=_("own words that correct it, shown with the fault's usual sound"))


class ExerciseFile(Section):
    """The whole file."""

    name: str = Field(description=_("what files and folders call it"))
    title: Texts = Field(description=_("what the screen calls it"))
    movement: str = Field(description=_("the movement pattern that it rests on"))
    views: list[str] = Field([], description=_("from where it is judged; by default from wherever the movement can be"))
    how: list[str] = Field([], max_length=_MOST_STEPS, description=_("how it is done, a sentence each, for a routine"))
    dose: DoseSection = DoseSection()
    faults: list[JudgedFault] = Field([], description=_("the faults that are judged; by default all of the movement"))
    limits: dict[str, dict[str, bool | int | float | str]] = Field(
        {}, description=_("options of the profile that the exercise sets")
    )


_NAMES: Final = _("small letters, digits and underscores, beginning with a letter, 40 at most")
_ALLOWED: Final[Mapping[str, Message]] = {
    "name": _NAMES,
    "title": _TEXTS,
    "movement": _("one of {}").format(", ".join(PATTERNS)),
    "views": _("a list of some of {}").format(", ".join(_VIEWS)),
    "how": _("a list of at most {} sentences").format(_MOST_STEPS),
    "dose": _("a table: write [dose] and its options below it"),
    "faults": _("tables: write [[faults]] and its options below it"),
    "limits": _("a table: write [limits] and options of the profile below it"),
    "id": _("the id of a fault as text"),
    "cue": _TEXTS,
}


def load_exercise(path: Path) -> Exercise:
    """Return the exercise in a file; raises ProfileError with every fault of it."""
    return parse_exercise(read_toml(path, _("the exercise")), str(path))


def parse_exercise(text: str, origin: str, *, shipped: bool = False) -> Exercise:
    """Return the exercise written in TOML ``text``; ``origin`` names it in messages. Raises ProfileError."""
    data = parsed(text, origin)
    faults: list[Message] = []
    file: ExerciseFile | None = None
    try:
        file = ExerciseFile.model_validate(data)
    except ValidationError as error:
        faults += list(dict.fromkeys(_sentence(detail) for detail in error.errors(include_url=False)))
    faults += _wrong_content(data, shipped=shipped)
    if faults or file is None:
        raise ProfileError(joined("\n", (_("{}: {}").format(origin, fault) for fault in faults)))
    return _exercise(file, shipped=shipped)


def _exercise(file: ExerciseFile, *, shipped: bool) -> Exercise:
    pattern = PATTERNS[file.movement]
    known = {fault.id: fault for fault in pattern.faults}
    faults = tuple(known[fault.id] for fault in file.faults) or faults_of(file.name if shipped else pattern.standard)
    hold = pattern.hold
    if hold is not None:
        hold = replace(hold, drifts=tuple(drift for drift in hold.drifts if drift.fault in faults))
    return Exercise(
        name=file.name,
        titles=file.title,
        pattern=pattern,
        dose=Dose(file.dose.sets, file.dose.count),
        how=tuple(file.how),
        faults=faults,
        hold=hold,
        views=frozenset(View(view) for view in file.views) or pattern.views,
        own_words={fault.id: fault.cue for fault in file.faults if fault.cue is not None},
        settings=_settings(file, pattern),
        shipped=shipped,
    )


def _settings(file: ExerciseFile, pattern: MovementPattern) -> dict[str, object]:
    """Return the options of the profile that the exercise sets: its limits, and the dose that a session leads to."""
    found: dict[str, object] = {
        f"{section}.{name}": value for section, table in file.limits.items() for name, value in table.items()
    }
    if pattern.kind is Kind.PULL and file.dose.lead:
        found |= {"session.sets": file.dose.sets, "session.reps": file.dose.count}
    return found


def _wrong_content(data: Mapping[str, object], *, shipped: bool) -> Iterator[Message]:
    """Yield what the types of the schema cannot know; what has a wrong type is passed over here."""
    name = data.get("name")
    if isinstance(name, str):
        if not _NAME.fullmatch(name):
            yield _("{} is not allowed: {}.").format(f"name = {_shown(name)}", _NAMES)
        elif name in SOUND_IDS and not shipped:
            yield _("name = {} is taken by livecoach itself: choose another.").format(_shown(name))
    yield from _wrong_steps(data.get("how"))
    movement = data.get("movement")
    if not isinstance(movement, str):
        return
    if movement not in PATTERNS:
        yield _("{} is not allowed: {}.").format(f"movement = {_shown(movement)}", _nearest(movement, PATTERNS))
        return
    pattern = PATTERNS[movement]
    yield from _wrong_views(data.get("views"), pattern)
    wanted = yield from _wrong_faults(data.get("faults"), pattern)
    yield from _wrong_limits(data.get("limits"), pattern, wanted)
    dose = data.get("dose")
    count = dose.get("count") if isinstance(dose, dict) else None
    if pattern.kind is Kind.HOLD and isinstance(count, int) and count > _MOST_BREATHS:
        most = _("at most {} full breaths of a hold").format(_MOST_BREATHS)
        yield _("{} is not allowed: {}.").format(f"dose.count = {count}", most)


def _wrong_steps(steps: object) -> Iterator[Message]:
    for place, step in enumerate(steps if isinstance(steps, list) else (), start=1):
        if not isinstance(step, str) or step in SOUND_IDS:
            continue
        shown = f"how {place}: {_shown(step)}"
        if not _is_text(step):
            yield _("{} is not allowed: {}.").format(shown, _TEXT)
        elif _LIKE_A_SOUND.fullmatch(step):
            yield _("{} is not a sound: {}.").format(shown, _nearest(step, sorted(SOUND_IDS), listed=False))


def _wrong_views(views: object, pattern: MovementPattern) -> Iterator[Message]:
    can = sorted(view.value for view in pattern.views)
    for view in views if isinstance(views, list) else ():
        if isinstance(view, str) and view not in can:
            known = _("{} is judged from {}").format(pattern.name, ", ".join(can))
            why = known if view in _VIEWS else _nearest(view, can)
            yield _("{} is not allowed: {}.").format(f"views: {_shown(view)}", why)


def _wrong_faults(faults: object, pattern: MovementPattern) -> Generator[Message, None, tuple[str, ...]]:
    """Yield what is wrong with the list of faults; return the ids that are right."""
    tables = [table for table in faults if isinstance(table, dict)] if isinstance(faults, list) else []
    known = tuple(fault.id for fault in pattern.faults)
    found: list[str] = []
    for place, table in enumerate(tables, start=1):
        kind = table.get("id")
        if not isinstance(kind, str):
            continue
        shown = f"faults {place}: id = {_shown(kind)}"
        if kind not in known:
            yield _("{} is not judged in {}: {}.").format(shown, pattern.name, _nearest(kind, known))
        elif kind in found:
            yield _("{} is there twice: leave one out.").format(shown)
        else:
            found.append(kind)
    for kind in pattern.always_judged:
        if tables and kind not in found:
            yield _("faults: {} is always judged in {}: list it as well.").format(kind, pattern.name)
    return tuple(found) or tuple(fault.id for fault in faults_of(pattern.standard))


def _wrong_limits(limits: object, pattern: MovementPattern, wanted: Sequence[str]) -> Iterator[Message]:
    own = pattern.sections if pattern.kind is Kind.HOLD else (*wanted, *pattern.sections)
    for section, table in limits.items() if isinstance(limits, dict) else ():
        if section not in own:
            yield _("{} cannot be set here: {}.").format(f"limits.{section}", _nearest(section, own))
        elif isinstance(table, dict):
            if "enabled" in table:
                advice = _("list the faults that are judged under [[faults]]")
                yield _("{} cannot be set here: {}.").format(f"limits.{section}.enabled", advice)
            yield from (_("limits.{}").format(sentence) for sentence in faults_in({section: table}))


def _sentence(detail: ErrorDetails) -> Message:
    loc = detail["loc"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str) and part in _known()), "")
    place = next((f"{key} {part + 1}: " for key, part in pairwise(loc) if isinstance(part, int)), "")
    where = f"{place}{'dose.' if loc[0] == 'dose' and len(loc) > 1 else ''}"
    if detail["type"] == "missing":
        return _("{} is missing: write {}.").format(f"{where}{key}", _known()[key])
    if detail["type"] == "extra_forbidden":
        sections: Mapping[str, type[Section]] = {"dose": DoseSection, "faults": JudgedFault}
        section = sections.get(str(loc[0]), ExerciseFile)
        advice = _nearest(str(loc[-1]), tuple(section.model_fields), listed=False)
        return _("{} is not an option: {}.").format(f"{where}{loc[-1]} = {_shown(detail['input'])}", advice)
    if loc[0] == "limits" and len(loc) > 1:
        limit = ".".join(str(part) for part in loc[:3])
        return _("{} is not allowed: {}.").format(limit, _("write section.option = value"))
    return _("{} is not allowed: {}.").format(f"{where}{key} = {_shown(detail['input'])}", _allowed(key))


def _known() -> Mapping[str, str]:
    """Return the meaning of every key of the file."""
    models = (ExerciseFile, DoseSection, JudgedFault)
    return {name: info.description or "" for model in models for name, info in model.model_fields.items()}


def _allowed(key: str) -> Message:
    numbers = {option.key: option.allowed for option in options_of(DoseSection)}
    return _ALLOWED.get(key) or numbers[key]


def _nearest(name: str, known: Sequence[str] | Mapping[str, object], *, listed: bool = True) -> Message:
    near = difflib.get_close_matches(name.lower(), known, n=1)
    if near:
        return _("the nearest name is {}").format(near[0])
    return _("choose one of {}").format(", ".join(known)) if listed else _("remove it; docs/exercises.md lists all")


def _shown(value: object) -> str:
    return "{...}" if isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False, default=str)
