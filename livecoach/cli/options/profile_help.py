"""Help texts of options that override the profile, read from ``configs/default.toml``.

That file is made from the schema, so the schema stays the one source; reading it here instead of importing pydantic
keeps ``--help`` quick.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from livecoach.core.resources import configs_folder
from livecoach.core.words.allowed import CHOICE, number_range
from livecoach.core.words.message import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.words.translator import Translator


def text(key: str, words: Translator) -> str:
    """Return the help of an option by its key, ``section.name``: meaning, range and default."""
    meaning, _brace, allowed = _comments()[key][0].rpartition(" (")
    return words(
        _("{} ({}; default: {})"), words(meaning), _allowed(allowed.removesuffix(")"), words), _comments()[key][1]
    )


@cache
def _comments() -> Mapping[str, tuple[str, str]]:
    """Return the comment and the default of each option by its key."""
    section, comment, found = "", "", {}
    for line in (configs_folder() / "default.toml").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition(" = ")
        if line.startswith("# "):
            comment = line[2:]
        elif line.startswith("["):
            section = line.strip("[]") + "."
        elif equals:
            found[section + name] = (comment, value.strip('"'))
    return found


def _allowed(text: str, words: Translator) -> str:
    """Return what values are allowed, as ``livecoach.config.options`` wrote it into the file, in a language."""
    if found := re.fullmatch(r"(whole number|number) from (\S+) to (\S+)(?: (.+))?", text):
        kind, low, high, unit = found.groups()
        return words(number_range(kind == "whole number", low, high, words(unit or "")))
    if text == "true or false":
        return words(text)
    choices, either, last = text.rpartition(" or ")
    return words(CHOICE, choices, last) if either else words(text)
