"""Core types to plain JSON-safe dicts and back: enums as text, tuples as lists, an unknown number (NaN) as null.

Works for every frozen type in ``livecoach.core.types`` that holds no array: Measures, Baseline, Event, Rep, Reading,
Cue; and for Command.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from livecoach.core.words.message import _
from livecoach.errors import RecordError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def to_record(item: DataclassInstance) -> dict[str, Any]:
    """Return the fields of ``item`` as a dict for ``json.dumps(..., allow_nan=False)``; infinities become null too."""
    return {field.name: _encoded(getattr(item, field.name)) for field in fields(item)}


def from_record(kind: type[T], record: Mapping[str, Any]) -> T:
    """Return the ``kind`` written by ``to_record``; a missing field has its default, an unknown key is ignored.

    Raises RecordError when a field is missing or cannot be read.
    """
    hints = _hints(kind)
    try:
        return kind(**{name: _decoded(hints[name], record[name]) for name in hints if name in record})
    except (TypeError, ValueError, AttributeError) as error:
        raise RecordError(_("This is not a record of a {}: {}.").format(kind.__name__, error)) from error


def number(value: float) -> float | None:
    """Return a float as JSON takes it, None when it is unknown."""
    return float(value) if math.isfinite(value) else None


@cache
def _hints(kind: type[DataclassInstance]) -> dict[str, Any]:
    # livecoach.core.types imports Mapping for type checkers only.
    return get_type_hints(kind, localns={"Mapping": Mapping})


def _encoded(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _encoded(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return to_record(value)
    return value


def _decoded(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if hint is float:
        return math.nan if value is None else float(value)
    if origin is tuple:
        return tuple(_decoded(get_args(hint)[0], item) for item in value)
    if origin is Mapping:
        return {name: _decoded(get_args(hint)[1], item) for name, item in value.items()}
    if origin is not None:  # X | None
        return None if value is None else _decoded(get_args(hint)[0], value)
    if issubclass(hint, StrEnum):
        return hint(value)
    return from_record(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value
