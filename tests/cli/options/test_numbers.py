from __future__ import annotations

import argparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.cli.options.numbers import height_cm, jobs, positive, volume


@given(st.floats(min_value=0.0, exclude_min=True, allow_infinity=False))
def test_every_number_above_0_is_positive(value: float):
    assert positive(repr(value)) == value


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "-inf", "ten", "", "1,5"])
def test_what_is_not_above_0_is_refused_with_what_was_given(text: str):
    with pytest.raises(argparse.ArgumentTypeError, match="a number above 0") as refused:
        positive(text)
    assert repr(text) in str(refused.value)


def test_the_ends_of_the_ranges():
    assert (volume("0"), volume("1")) == (0.0, 1.0)
    assert (height_cm("50.5"), height_cm("250")) == (50.5, 250.0)
    assert (jobs("1"), jobs("64")) == (1, 64)


@pytest.mark.parametrize(
    ("read", "text"),
    [(volume, "-0.1"), (volume, "1.01"), (height_cm, "50"), (height_cm, "251"), (jobs, "0"), (jobs, "65")],
)
def test_beyond_them_is_refused(read, text: str):
    with pytest.raises(argparse.ArgumentTypeError, match=text):
        read(text)


@pytest.mark.parametrize("text", ["1.5", "-2", "two", "", " 3"])
def test_processes_are_counted_in_whole_numbers(text: str):
    with pytest.raises(argparse.ArgumentTypeError, match="whole number from 1 to 64"):
        jobs(text)
