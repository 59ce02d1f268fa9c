"""A second person is noticed by looks that agree, and nothing flickers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.track.company import CONFIRM_S, LOOK_EVERY_S, Company
from tests.track.bodies import moved, scaled, standing, turned

if TYPE_CHECKING:
    from livecoach.core.types import Pose

ALONE = (standing(),)
TWO = (standing(), moved(standing(), right_px=180.0))


def told(looks: list[tuple[Pose, ...]], company: Company | None = None) -> list[bool]:
    company = company or Company()
    found = []
    for number, people in enumerate(looks):
        company.looked(3.0 * number, people, standing())
        found.append(company.second_person)
    return found


def test_somebody_is_noticed_at_the_second_look_that_sees_them() -> None:
    assert told([ALONE, TWO, TWO, TWO]) == [False, False, True, True]


def test_a_single_look_changes_nothing() -> None:
    assert told([ALONE, TWO, ALONE, ALONE, TWO, ALONE]) == [False] * 6
    assert told([TWO, TWO, ALONE, TWO, ALONE, ALONE, ALONE])[1:] == [True] * 4 + [True, False]


@pytest.mark.parametrize(
    "other",
    [
        moved(standing(), right_px=20.0),
        scaled(moved(standing(), right_px=600.0), 0.2),
        turned(moved(standing(), right_px=180.0), 180.0),
    ],
    ids=["the same body found twice", "far behind", "upside down"],
)
def test_who_is_no_second_person(other: Pose) -> None:
    assert told([(standing(), other)] * 4) == [False] * 4


def test_looks_are_rare_and_sooner_while_they_disagree() -> None:
    company = Company()
    assert company.due(0.0)
    company.looked(0.0, ALONE, standing())
    assert not company.due(LOOK_EVERY_S - 0.1)
    assert company.due(LOOK_EVERY_S)
    company.looked(LOOK_EVERY_S, TWO, standing())
    assert company.due(LOOK_EVERY_S + CONFIRM_S)
    company.looked(3.0, TWO, standing())
    company.looked(3.5, TWO, standing())
    assert not company.due(3.5 + LOOK_EVERY_S - 0.1)


def test_reset_equals_a_new_one() -> None:
    company = Company()
    told([TWO, TWO], company)
    company.reset()
    assert not company.second_person
    assert company.due(0.0)
    assert told([TWO], company) == [False]
