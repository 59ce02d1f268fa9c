from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.render.draw.layout import READABLE, SMALL_TEXT_PX, SMALLEST_PX, Rect, columns, layout, rows
from tests.render.scenes import SIZES

rects = st.builds(Rect, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 90), st.integers(1, 90))


@pytest.mark.parametrize("size", SIZES)
def test_the_areas_lie_inside_the_picture_and_apart(size: tuple[int, int]) -> None:
    place = layout(*size)
    assert place is not None
    picture = Rect(0, 0, *size)
    areas = {"tally": place.tally, "meters": place.meters, "badges": place.badges, "notes": place.notes}
    areas |= {"status": place.status, "banner": place.banner}
    for name, area in areas.items():
        assert picture.contains(area), name
    for (a, one), (b, other) in combinations(areas.items(), 2):
        assert not one.overlaps(other), (a, b)
    for area in (place.ring, place.phase, place.dots):
        assert place.tally.contains(area)


@pytest.mark.parametrize("size", SIZES)
def test_the_help_leaves_banner_notes_and_status_free(size: tuple[int, int]) -> None:
    place = layout(*size)
    assert place is not None
    assert not any(place.help.overlaps(area) for area in (place.banner, place.notes, place.status))


@pytest.mark.parametrize("size", SIZES)
def test_text_sizes_follow_the_picture(size: tuple[int, int]) -> None:
    place = layout(*size)
    assert place is not None
    assert place.main >= READABLE * size[1]
    assert place.small >= SMALL_TEXT_PX


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080)])
def test_the_middle_stays_free_for_the_person(size: tuple[int, int]) -> None:
    place = layout(*size)
    assert place is not None
    assert place.meters.x - place.tally.right >= 0.4 * size[0]


@pytest.mark.parametrize("size", [(1, 1), (SMALLEST_PX[0] - 1, 480), (640, SMALLEST_PX[1] - 1)])
def test_a_picture_too_small_for_text_has_no_layout(size: tuple[int, int]) -> None:
    assert layout(*size) is None


@given(rects, rects)
def test_rectangles_overlap_when_they_share_a_pixel(a: Rect, b: Rect) -> None:
    pixels = [{(x, y) for x in range(r.x, r.right) for y in range(r.y, r.bottom)} for r in (a, b)]
    assert a.overlaps(b) == bool(pixels[0] & pixels[1])
    assert a.contains(b) == (pixels[1] <= pixels[0])


@given(rects, st.integers(1, 12))
def test_columns_and_rows_fill_their_area_without_gaps(area: Rect, n: int) -> None:
    across, down = columns(area, n), rows(area, n)
    assert [r.x for r in across[1:]] == [r.right for r in across[:-1]]
    assert [r.y for r in down[1:]] == [r.bottom for r in down[:-1]]
    assert (across[0].x, across[-1].right, down[0].y, down[-1].bottom) == (area.x, area.right, area.y, area.bottom)
