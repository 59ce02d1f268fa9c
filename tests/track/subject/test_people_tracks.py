"""People beside the coached one keep their numbers from look to look, and two of three looks must see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from livecoach.track.subject.people_tracks import CONFIRM_S, PeopleTracks, associate, others
from tests.track.bodies import moved, scaled, standing, turned

if TYPE_CHECKING:
    from livecoach.core.types import Pose
    from livecoach.track.subject.people_tracks import PersonTrack

LEFT, RIGHT = moved(standing(), right_px=-200.0), moved(standing(), right_px=200.0)


def after(*looks: list[Pose]) -> tuple[PersonTrack, ...]:
    people = PeopleTracks()
    for number, seen in enumerate(looks):
        people.looked(number * CONFIRM_S, seen, 2.5)
    return people.tracks


def test_two_people_keep_their_numbers_in_whatever_order_they_are_found() -> None:
    first = after([LEFT, RIGHT])
    second = after([LEFT, RIGHT], [RIGHT, LEFT])
    assert [track.id for track in second] == [track.id for track in first] == [1, 2]
    assert [track.pose is pose for track, pose in zip(second, (LEFT, RIGHT), strict=True)] == [True, True]
    assert all(track.there and track.still for track in second)


def test_a_missed_look_is_bridged_and_three_end_a_track() -> None:
    assert [track.there for track in after([LEFT])] == [False]
    assert [track.there for track in after([LEFT], [], [LEFT])] == [True]
    assert after([LEFT], [], [], []) == ()
    assert after([LEFT], [LEFT], [], [])[0].there
    assert [track.id for track in after([LEFT], [], [], [], [LEFT])] == [2]


def test_who_walks_keeps_the_number_and_is_not_still() -> None:
    walked = after([LEFT], [moved(LEFT, right_px=150.0)])
    assert [(track.id, track.there, track.still) for track in walked] == [(1, True, False)]


def test_nobody_walks_across_the_picture_at_once() -> None:
    tracks = associate(after([LEFT]), [RIGHT], 0.05, 2)
    assert [(track.id, track.there) for track in tracks] == [(1, False), (2, False)]


@given(shifts=st.lists(st.floats(-15.0, 15.0), min_size=2, max_size=8))
def test_people_who_sway_keep_their_numbers(shifts: list[float]) -> None:
    tracks = after(*[[moved(RIGHT, right_px=shift), moved(LEFT, right_px=-shift)] for shift in shifts])
    assert [track.id for track in tracks] == [1, 2]
    assert all(track.there and track.still for track in tracks)
    assert tracks[0].pose.xy_px[0, 0] > tracks[1].pose.xy_px[0, 0]


def test_looks_that_disagree_are_followed_by_another_soon() -> None:
    people = PeopleTracks()
    people.looked(0.0, [LEFT], 2.5)
    assert people.due(CONFIRM_S)
    for number in (1, 2):
        people.looked(number * CONFIRM_S, [LEFT], 2.5)
    assert not people.due(2 * CONFIRM_S + 2.4)
    assert people.due(2 * CONFIRM_S + 2.5)


def test_the_coached_person_is_nobody_else_nor_is_who_is_far_behind_or_upside_down() -> None:
    far, upside_down = scaled(RIGHT, 0.3), turned(LEFT, 180.0)
    assert others([standing(), moved(standing(), right_px=20.0), far, upside_down, RIGHT], standing()) == [RIGHT]
