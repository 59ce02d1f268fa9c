"""Why another pull is wanted before later ones are compared with the person's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livecoach.core.types import Rep
from livecoach.session.engine.reference_choice import WHOLE
from livecoach.session.guide.calibration_check import once_more

GOOD = Rep(1, 1.0, 2.0, 3.0, 1.0, True, ())


def test_a_slow_pull_that_was_taken_is_good():
    assert once_more(GOOD) == ""


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("shrug", "once_more_shoulders"),
        ("lumbar_extension", "once_more_ribs"),
        ("head_protrusion", "once_more_chin"),
        (WHOLE, "once_more_whole"),
    ],
)
def test_the_reason_of_a_refusal_is_named(reason: str, line: str):
    assert once_more(replace(GOOD, calibration=False, refused=reason)) == line


def test_a_hasty_pull_is_not_long_enough():
    assert once_more(replace(GOOD, end_s=1.9)) == "once_more_slowly"
    assert once_more(replace(GOOD, end_s=1.9, calibration=False)) == ""
