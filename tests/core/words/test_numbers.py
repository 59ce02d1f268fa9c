from __future__ import annotations

from datetime import UTC, datetime

import pytest

from livecoach.core.words.numbers import date_text, date_time_text, numeral


@pytest.mark.parametrize(
    ("value", "spec", "english", "german"),
    [
        (4.25, ".1f", "4.2", "4,2"),
        (-4.25, "+.1f", "\u22124.2", "\u22124,2"),
        (3.0, "+.1f", "+3.0", "+3,0"),
        (-12.0, ".0f", "\u221212", "\u221212"),
        (5.25, "04.1f", "05.2", "05,2"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value: float, spec: str, english: str, german: str) -> None:
    assert numeral(value, spec, "en") == english
    assert numeral(value, spec, "de") == german


def test_a_language_that_babel_does_not_know_is_written_as_english() -> None:
    assert numeral(4.25, ".1f", "xx") == "4.2"


def test_dates_are_written_as_the_language_writes_them() -> None:
    at = datetime(2026, 1, 31, 18, 5, tzinfo=UTC)
    assert date_text(at, "de") == "31.01.2026"
    assert date_text(at, "en") == "Jan 31, 2026"
    assert date_time_text(at, "de") == "31.01.2026 18:05"
    assert date_time_text(at, "en").replace("\u202f", " ") == "Jan 31, 2026 6:05 PM"
