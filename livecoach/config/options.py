"""The schema as a flat list of options, for messages, the command line's help and the generated files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from livecoach.config.schema import Profile
from livecoach.core.section import Section
from livecoach.core.words.allowed import CHOICE, KIND, number_range
from livecoach.core.words.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

_TYPE_NAMES = {int: "whole number", float: "number", str: "text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Option:
    """One option: dotted key, default, inclusive range (None when open), allowed words, unit and meaning."""

    key: str
    type: type
    default: Any
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    unit: str
    meaning: str

    @property
    def section(self) -> str:
        """Name of its table in the file; empty at the top level."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """Last part of the key."""
        return self.key.rpartition(".")[2]

    @property
    def allowed(self) -> Message:
        """What values are allowed, in words."""
        kind = _TYPE_NAMES[self.type]
        if self.choices:
            return CHOICE.format(", ".join(self.choices[:-1]), self.choices[-1])
        if self.low is None:
            return KIND[kind]
        return number_range(self.type is int, f"{self.low:g}", f"{self.high:g}", self.unit)


@cache
def options() -> Mapping[str, Option]:
    """Return every option by its dotted key, in the schema's order."""
    return {option.key: option for option in _walk(Profile, "")}


def options_of(model: type[Section]) -> tuple[Option, ...]:
    """Return the options of one section, or of another file's schema, in its order."""
    return tuple(_walk(model, ""))


@cache
def sections() -> Mapping[str, str]:
    """Return the meaning of every table of a profile file by its name."""
    found = {}
    for name, info in Profile.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section):
            found[name] = (info.annotation.__doc__ or "").strip()
    return found


def changes(before: Profile, after: Profile) -> dict[str, object]:
    """Return the options that differ, by their dotted keys, with their values in ``after``."""
    return {key: value for key in options() if (value := _value(after, key)) != _value(before, key)}


def _value(profile: Profile, key: str) -> object:
    return reduce(getattr, key.split("."), profile)


def _walk(model: type[Section], prefix: str) -> Iterator[Option]:
    for name, info in model.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            yield from _walk(kind, f"{name}.")
        else:
            yield _option(prefix + name, info)


def _option(key: str, info: FieldInfo) -> Option:
    kind = info.annotation if isinstance(info.annotation, type) else str
    extra = info.json_schema_extra
    return Option(
        key=key,
        type=kind,
        default=info.default,
        low=_bound(info, "ge"),
        high=_bound(info, "le"),
        choices=get_args(info.annotation) if get_origin(info.annotation) is Literal else (),
        unit=str(extra.get("unit", "")) if isinstance(extra, dict) else "",
        meaning=info.description or "",
    )


def _bound(info: FieldInfo, which: str) -> float | None:
    return next((getattr(item, which) for item in info.metadata if hasattr(item, which)), None)
