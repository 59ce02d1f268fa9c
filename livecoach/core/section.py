"""The building blocks of every file that a person writes: sections of options with a range, a unit and a meaning."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from livecoach.core.words.message import _

TORSO: str = _("torso lengths")
"""Unit of distances on the body: shoulder line to hip line of the relaxed person."""


def number(default: float, low: float, high: float, unit: str, meaning: str) -> Any:
    """Return the field of an int or float option with an inclusive range [low, high]."""
    return Field(default, ge=low, le=high, description=meaning, json_schema_extra={"unit": unit})


def switch(default: bool, meaning: str) -> Any:
    """Return the field of a true/false option."""
    return Field(default, description=meaning)


def choice(default: str, meaning: str) -> Any:
    """Return the field of a text option; its annotation, a ``Literal``, lists what is allowed."""
    return Field(default, description=meaning)


class Section(BaseModel):
    """A frozen group of options: unknown keys, wrong types and infinities are errors; an int may stand for a float."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
