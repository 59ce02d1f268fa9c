"""Points moved by hand: what the mouse takes, where it puts it, and how it is undone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livecoach.core.commands import Action, Pointer, PointerMove
from livecoach.core.landmarks import Landmark
from livecoach.errors import LivecoachError
from livecoach.posture.capture.draw_points import SIZE_PX, place_of
from livecoach.posture.capture.edit_points import PointMover, correct, handles
from livecoach.posture.measure.photo_measures import PhotoMeasure, measure_photo
from livecoach.posture.measure.stance import Stance, mean_stance
from tests.support.bodies import Body, Camera, seen

PHOTO = np.full((480, 640, 3), 90, np.uint8)


def stance(yaw_deg: float) -> Stance:
    return mean_stance([seen(Body(), Camera(yaw_deg=yaw_deg, shift_px=(0.0, 40.0)))])


def mover(found: Stance) -> PointMover:
    return PointMover(found, place_of([one.at(found) for one in handles(found)]))


def drag(found: Stance, name: str, right_px: float) -> tuple[Pointer, ...]:
    """The mouse takes a point and draws it to the right by so many pixels of the photo, in two moves."""
    place = place_of([one.at(found) for one in handles(found)])
    x, y = next(one for one in handles(found) if one.name == name).at(found)
    start, half, end = (place.to_picture((x + share * right_px, y)) for share in (0.0, 0.5, 1.0))
    return (
        Pointer(PointerMove.PRESSED, *start),
        Pointer(PointerMove.DRAGGED, *half),
        Pointer(PointerMove.RELEASED, *end),
    )


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 180.0])
def test_every_point_goes_where_the_mouse_puts_it_and_comes_back(yaw_deg: float):
    found = stance(yaw_deg)
    for handle in handles(found):
        hand = mover(found)
        for heard in drag(found, handle.name, 12.0):
            hand.hear(heard)
        x, y = handle.at(found)
        # From the side the figure's left and right lie in one place: the first of the points there is taken.
        name = {"neck's base": "shoulder", "far hip": "hip", "toes": "ankles"}.get(handle.name, handle.name)
        taken = next(one for one in handles(found) if one.name == name)
        assert name in hand.moved
        assert taken.at(hand.stance) == pytest.approx((x + 12.0, y), abs=1.0)
        hand.hear(Action.UNDO)
        assert hand.moved == ()
        assert (hand.stance.xy_px == found.xy_px).all()


def test_a_moved_elbow_changes_what_is_measured_and_nothing_else():
    found = stance(90.0)
    hand = mover(found)
    for heard in drag(found, "elbow", -20.0):
        hand.hear(heard)
    assert hand.moved == ("elbow",)
    before, after = (measure_photo(one, 170.0) for one in (found, hand.stance))
    assert after[PhotoMeasure.ELBOW_AHEAD_HIP] > before[PhotoMeasure.ELBOW_AHEAD_HIP] + 3.0
    for measure in set(before) - {PhotoMeasure.ELBOW_AHEAD_HIP}:
        assert after[measure] == before[measure]


def test_the_middle_of_a_pair_moves_both():
    found = stance(90.0)
    hand = mover(found)
    for heard in drag(found, "ears", 10.0):
        hand.hear(heard)
    moved = hand.stance.xy_px - found.xy_px
    assert moved[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 0] == pytest.approx(10.0, abs=1.0)
    assert np.abs(np.delete(moved, [Landmark.LEFT_EAR, Landmark.RIGHT_EAR], axis=0)).max() == 0.0


def test_the_mouse_far_from_all_points_takes_none():
    found = stance(90.0)
    hand = mover(found)
    for move in (PointerMove.PRESSED, PointerMove.DRAGGED, PointerMove.RELEASED):
        hand.hear(Pointer(move, 5, SIZE_PX[1] - 5))
    hand.hear(Action.UNDO)
    assert hand.moved == ()


class Played:
    """A screen whose person does what is listed, one turn after the other."""

    def __init__(self, *turns) -> None:
        self.turns = list(turns)
        self.shown: list[np.ndarray] = []

    def show(self, image) -> None:
        self.shown.append(image)

    def poll(self):
        return self.turns.pop(0)

    def close(self) -> None:
        """Nothing to give back."""


def test_enter_ends_it_with_what_was_moved_and_every_turn_is_drawn():
    found = stance(90.0)
    screen = Played((), drag(found, "hip", 15.0), (Action.ENTER,))
    after, moved = correct(PHOTO, found, "Before", screen)
    assert moved == ("hip",)
    assert after.xy_px[Landmark.LEFT_HIP, 0] - found.xy_px[Landmark.LEFT_HIP, 0] == pytest.approx(15.0, abs=1.0)
    assert {image.shape for image in screen.shown} == {(SIZE_PX[1], SIZE_PX[0], 3)}
    assert (screen.shown[1] == screen.shown[0]).all()
    assert (screen.shown[2] != screen.shown[0]).any()


@pytest.mark.parametrize("key", [Action.QUIT, Action.BACK])
def test_who_stops_writes_nothing(key: Action):
    with pytest.raises(LivecoachError, match="nothing was written"):
        correct(PHOTO, stance(180.0), "Before", Played((key,)))


def test_the_far_hip_and_the_toes_move_what_is_measured():
    found = stance(90.0)
    for name in ("far hip", "toes", "knees"):
        rows = next(one.rows for one in handles(found) if one.name == name)
        xy_px = found.xy_px.copy()
        xy_px[list(rows), 0] += 15.0
        xy_px[list(rows), 1] -= 15.0
        moved = replace(found, xy_px=xy_px)
        before, after = measure_photo(found, 170.0), measure_photo(moved, 170.0)
        assert max(abs(after[one] - before[one]) for one in before) > 0.1, name


def test_the_point_that_the_mouse_has_is_named():
    found = stance(90.0)
    hand = mover(found)
    assert hand.held == ""
    pressed, dragged, released = drag(found, "ears", 8.0)
    for heard, name in ((pressed, "ears"), (dragged, "ears"), (released, "")):
        hand.hear(heard)
        assert hand.held == name
