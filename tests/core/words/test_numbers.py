from __future__ import annotations

import pytest

from livecoach.core.words.numbers import POINT, numeral
from livecoach.core.words.phrases import LANGUAGES


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


def test_every_language_has_a_decimal_sign() -> None:
    assert set(POINT) == set(LANGUAGES)
