from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.landmarks import COUNT, Landmark
from livecoach.render.draw.palette import RED
from livecoach.render.draw.skeleton import arrows, lines, paint_skeleton
from tests.render.scenes import grey, person
from tests.support.faults import HOLD_FAULT_IDS, REP_FAULT_IDS

if TYPE_CHECKING:
    from livecoach.render.draw.skeleton import Point

SIZE = (640, 480)


def _points(mirrored: bool = False) -> list[Point]:
    xy = person(SIZE)
    if mirrored:
        xy = np.array((SIZE[0] - 1, 0)) + xy * np.array((-1, 1))
    return [(x, y) for x, y in xy.tolist()]


def _red(active: tuple[str, ...]) -> int:
    image = grey(SIZE)
    paint_skeleton(image, person(SIZE), active)
    return int((image == RED).all(axis=2).sum())


@pytest.mark.parametrize(
    ("kind", "parts"),
    [(k, n) for k, n in zip(("shrug", "lumbar_extension", "head_protrusion"), (2, 1, 1), strict=True)],
)
def test_only_the_faulty_part_is_marked(kind: str, parts: int) -> None:
    assert sum(line.fault for line in lines(_points(), (kind,))) == parts
    assert _red((kind,)) > 0


@pytest.mark.parametrize("kind", HOLD_FAULT_IDS)
def test_a_fault_of_a_hold_marks_one_part_with_one_arrow(kind: str) -> None:
    (marked,) = (line for line in lines(_points(), (kind,), legs=True) if line.fault)
    (arrow,) = arrows(_points(), (kind,))
    assert (arrow.tip[1] < arrow.tail[1]) == (kind != "neck_crane")
    assert math.dist(arrow.tip, marked.a) < 2.0 * math.dist(marked.a, marked.b)
    assert _red((kind,)) > 0


def test_legs_are_drawn_where_they_are_seen() -> None:
    points = _points()
    assert lines(points, (), legs=True) == lines(points, ())
    points[Landmark.LEFT_KNEE], points[Landmark.LEFT_ANKLE] = (330.0, 400.0), (330.0, 470.0)
    assert len(lines(points, (), legs=True)) == len(lines(points, ())) + 2


def test_without_a_fault_nothing_is_red_and_nothing_points() -> None:
    assert _red(()) == 0
    assert arrows(_points(), ()) == ()


def test_a_shrug_points_down_at_both_shoulders() -> None:
    found = arrows(_points(), ("shrug",))
    assert len(found) == 2
    assert all(arrow.tip[1] > arrow.tail[1] and arrow.tip[0] == arrow.tail[0] for arrow in found)


def test_an_arch_points_down_at_the_ribs() -> None:
    (arrow,) = arrows(_points(), ("lumbar_extension",))
    assert arrow.tip[1] > arrow.tail[1]


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_chin_is_pointed_back_away_from_the_nose(mirrored: bool) -> None:
    points = _points(mirrored)
    (arrow,) = arrows(points, ("head_protrusion",))
    ear_x = (points[Landmark.LEFT_EAR][0] + points[Landmark.RIGHT_EAR][0]) / 2
    assert math.copysign(1, arrow.tip[0] - arrow.tail[0]) == -math.copysign(1, points[Landmark.NOSE][0] - ear_x)


def test_an_unseen_shoulder_takes_its_lines_along_and_leaves_the_rest() -> None:
    points = _points()
    whole = len(lines(points, ()))
    points[Landmark.LEFT_SHOULDER] = (math.nan, math.nan)
    assert len(lines(points, ())) == whole - 2


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), min_size=2 * COUNT, max_size=2 * COUNT))
def test_any_numbers_can_be_drawn(values: list[float]) -> None:
    image = grey((64, 48))
    paint_skeleton(image, np.array(values, np.float32).reshape(COUNT, 2), REP_FAULT_IDS)
