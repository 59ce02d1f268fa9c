import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import View
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import ViewFinder, view_of
from tests.support.bodies import Body, Camera, mirrored, pulling, seen

FPS = 30.0
yaws_deg = st.floats(-180.0, 180.0)
borders_deg = st.sampled_from([25.0, 65.0, 115.0, 155.0])
ORDER = [View.FRONT, View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK, View.BACK]


def found(yaws: list[float], finder: ViewFinder | None = None, fps: float = FPS) -> list[tuple[View, float]]:
    finder = finder or ViewFinder()
    return [finder.update(index / fps, yaw) for index, yaw in enumerate(yaws)]


@pytest.mark.parametrize(
    ("yaw_deg", "view"),
    [
        (0.0, View.FRONT),
        (-20.0, View.FRONT),
        (45.0, View.THREE_QUARTER_FRONT),
        (-45.0, View.THREE_QUARTER_FRONT),
        (90.0, View.SIDE),
        (-90.0, View.SIDE),
        (135.0, View.THREE_QUARTER_BACK),
        (180.0, View.BACK),
        (-180.0, View.BACK),
        (math.nan, View.UNKNOWN),
    ],
)
def test_a_yaw_means_a_view_whichever_side_it_is(yaw_deg, view):
    assert view_of(yaw_deg) is view


@given(yaws_deg, yaws_deg)
def test_views_come_in_order_from_front_to_back(one, other):
    near, far = sorted((abs(one), abs(other)))
    assert ORDER.index(view_of(near)) <= ORDER.index(view_of(far))


@pytest.mark.parametrize("yaw_deg", [0.0, 90.0, -90.0, 45.0, -135.0])
def test_the_camera_is_at_the_persons_left_at_plus_90(yaw_deg):
    pose = seen(Body(), Camera(yaw_deg))
    assert body_yaw_deg(pose) == pytest.approx(yaw_deg, abs=1e-3)
    assert body_yaw_deg(mirrored(pose)) == pytest.approx(-yaw_deg, abs=1e-3)


@given(yaws_deg, st.floats(0.0, 1.0))
def test_the_yaw_does_not_depend_on_the_arms(yaw_deg, drive):
    measured = body_yaw_deg(seen(pulling(drive), Camera(yaw_deg)))
    assert math.remainder(measured - yaw_deg, 360.0) == pytest.approx(0.0, abs=1e-3)


@given(yaws_deg, st.floats(0.0, 20.0))
def test_the_mean_goes_round_the_back(yaw_deg, spread_deg):
    pair = [math.remainder(yaw_deg + side * spread_deg, 360.0) for side in (-1, 1)]
    _, mean_deg = found(pair * 10)[-1]
    assert math.remainder(mean_deg - yaw_deg, 360.0) == pytest.approx(0.0, abs=1e-6)


@given(borders_deg, st.sampled_from([-1.0, 1.0]), st.floats(0.5, 4.5), st.booleans())
def test_a_view_is_held_while_its_border_is_near(border, side, beyond, outwards):
    start = border - 10.0 if outwards else border + 10.0
    across = border + beyond if outwards else border - beyond
    finder = ViewFinder()
    before = found([side * start] * 60, finder)[-1][0]
    after = [finder.update(2.0 + index / FPS, side * across)[0] for index in range(90)]
    assert set(after) == {before}


@given(borders_deg, st.sampled_from([-1.0, 1.0]), st.floats(5.5, 9.0), st.booleans())
def test_a_view_changes_once_its_border_is_left_clearly_behind(border, side, beyond, outwards):
    start = border - 10.0 if outwards else border + 10.0
    across = border + beyond if outwards else border - beyond
    finder = ViewFinder()
    before = found([side * start] * 60, finder)[-1][0]
    after = [finder.update(2.0 + index / FPS, side * across)[0] for index in range(90)]
    assert after[-1] is view_of(across)
    assert sum(one is not other for one, other in zip([before, *after], after, strict=False)) == 1


def test_a_short_turn_of_the_points_does_not_change_the_view():
    views = [view for view, _ in found([0.0] * 60 + [60.0] * 5 + [0.0] * 60)]
    assert set(views) == {View.FRONT}


@given(st.integers(1, 30))
def test_an_unknown_yaw_leaves_the_view_alone_for_the_length_of_the_window(frames):
    assert found([45.0] * 60 + [math.nan] * frames)[-1][0] is View.THREE_QUARTER_FRONT


def test_after_that_the_view_is_unknown_until_seen_again():
    finder = ViewFinder()
    view, yaw_deg = found([45.0] * 60 + [math.nan] * 60, finder)[-1]
    assert view is View.UNKNOWN
    assert math.isnan(yaw_deg)
    assert finder.update(5.0, 90.0)[0] is View.SIDE


@given(st.lists(yaws_deg | st.just(math.nan), max_size=40), st.lists(yaws_deg, min_size=1, max_size=40))
def test_after_a_reset_it_is_a_new_one(before, after):
    used = ViewFinder()
    found(before, used)
    used.reset()
    assert found(after, used) == found(after)
