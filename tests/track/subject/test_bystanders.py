"""A second person is noticed by looks that agree, and nothing flickers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.track.subject.bystanders import FOLLOW_S, LOOK_EVERY_S, Bystanders
from livecoach.track.subject.people_tracks import CONFIRM_S, bounds_of
from tests.track.bodies import moved, scaled, standing, turned

if TYPE_CHECKING:
    from livecoach.core.types import Pose

ALONE = (standing(),)
TWO = (standing(), moved(standing(), right_px=180.0))


def told(looks: list[tuple[Pose, ...]], company: Bystanders | None = None) -> list[bool]:
    company = company or Bystanders()
    found = []
    for number, people in enumerate(looks):
        company.looked(3.0 * number, people, standing())
        found.append(company.bystander_px is not None)
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
    company = Bystanders()
    assert company.due(0.0)
    company.looked(0.0, ALONE, standing())
    assert not company.due(LOOK_EVERY_S - 0.1)
    assert company.due(LOOK_EVERY_S)
    company.looked(LOOK_EVERY_S, TWO, standing())
    assert company.due(LOOK_EVERY_S + CONFIRM_S)
    company.looked(3.0, TWO, standing())
    company.looked(3.5, TWO, standing())
    assert not company.due(3.5 + FOLLOW_S - 0.1)
    assert company.due(3.5 + FOLLOW_S)


def test_where_they_are_is_known_while_they_are_there_and_the_largest_counts() -> None:
    company = Bystanders()
    small = scaled(moved(standing(), right_px=300.0), 0.6)
    told([(*TWO, small)], company)
    assert company.bystander_px is None
    told([(*TWO, small)], company)
    assert company.bystander_px == bounds_of(TWO[1])
    told([ALONE] * 3, company)
    assert company.bystander_px is None


def test_a_body_lies_in_its_box_and_the_box_in_the_picture() -> None:
    for right_px in (-400.0, 0.0, 180.0):
        pose = moved(standing(), right_px=right_px)
        left, top, right, bottom = bounds_of(pose)
        width, height = pose.image_size_px
        assert 0.0 <= left <= right <= width
        assert 0.0 <= top < bottom <= height
        for x, y in pose.xy_px.tolist():
            assert not (0.0 <= x <= width and 0.0 <= y <= height) or (left <= x <= right and top <= y <= bottom)


def test_reset_equals_a_new_one() -> None:
    company = Bystanders()
    told([TWO, TWO], company)
    company.reset()
    assert company.bystander_px is None
    assert company.due(0.0)
    assert told([TWO], company) == [False]
