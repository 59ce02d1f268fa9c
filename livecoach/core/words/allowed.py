"""How the values that an option allows are described; the profile's errors and the command line's help share it."""

from __future__ import annotations

from typing import Final

from livecoach.core.words.message import Message, _

CHOICE: Final = _("{} or {}")
KIND: Final = {"text": _("text"), "true or false": _("true or false")}
_WHOLE: Final = (_("whole number from {} to {}"), _("whole number from {} to {} {}"))
_ANY: Final = (_("number from {} to {}"), _("number from {} to {} {}"))


def number_range(whole: bool, low: str, high: str, unit: str) -> Message:
    """Return an inclusive range of numbers, as a profile writes them: with a point in every language."""
    bare, with_unit = _WHOLE if whole else _ANY
    return with_unit.format(low, high, unit) if unit else bare.format(low, high)
