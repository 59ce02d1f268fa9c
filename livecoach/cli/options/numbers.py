"""Numbers on the command line; each raises argparse's error with what was wanted."""

from __future__ import annotations

import argparse
import math

from livecoach.core.words.message import _


def positive(text: str) -> float:
    """Return a number above 0."""
    return _number(text, 0.0, math.inf, _("a number above 0"))


def jobs(text: str) -> int:
    """Return a number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(_("{!r} is not a whole number from 1 to 64").format(text))
    return int(text)


def height_cm(text: str) -> float:
    """Return a person's height."""
    return _number(text, 50.0, 250.0, _("a height in centimetres above 50 and at most 250"))


def volume(text: str) -> float:
    """Return a loudness from 0 to 1."""
    return _number(text, -math.ulp(0.0), 1.0, _("a number from 0 to 1"))


def _number(text: str, above: float, highest: float, wanted: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not above < value <= highest or math.isinf(value):
        raise argparse.ArgumentTypeError(_("{!r} is not {}").format(text, wanted))
    return value
