"""Numbers as a person reads them. Files that programs read keep ``format``'s own points and hyphens."""

from __future__ import annotations

from typing import Final

MINUS: Final = "\u2212"
POINT: Final = {"en": ".", "de": ","}
"""What stands before the decimals, in each language of ``livecoach.core.words.phrases``."""


def numeral(value: float, spec: str, language: str) -> str:
    """Return ``format(value, spec)`` with a true minus sign and the language's decimal sign; another raises KeyError.

    ``spec`` groups no thousands.
    """
    return format(value, spec).replace("-", MINUS).replace(".", POINT[language])
