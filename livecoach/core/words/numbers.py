"""Numbers and dates as a person reads them. Files that programs read keep the points and hyphens of ``format``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale

MINUS: Final = "\u2212"


def numeral(value: float, spec: str, language: str) -> str:
    """Return ``format(value, spec)`` with a true minus sign and the language's decimal sign.

    ``spec`` groups no thousands.
    """
    return format(value, spec).replace("-", MINUS).replace(".", decimal_sign(language))


@cache
def decimal_sign(language: str) -> str:
    """Return what stands before the decimals."""
    if language == "en":  # without Babel, which takes a while to load
        return "."
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 -- see above

    return get_decimal_symbol(_locale(language))


def date_text(at: datetime, language: str) -> str:
    """Return the day, such as ``Jan 31, 2026`` or ``31.01.2026``."""
    from babel.dates import format_date  # noqa: PLC0415 -- loaded where a date is shown

    return format_date(at, "medium", _locale(language))


def date_time_text(at: datetime, language: str) -> str:
    """Return day and time, such as ``31.01.2026 18:05``."""
    from babel.dates import format_time  # noqa: PLC0415 -- loaded where a date is shown

    return f"{date_text(at, language)} {format_time(at, 'short', locale=_locale(language))}"


def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- loaded where a language needs it

    try:
        return Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return Locale("en")
