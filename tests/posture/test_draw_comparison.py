"""The comparison picture: geometry of laying two photos, and that nothing overlaps whatever is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.posture.draw_comparison import WIDTH_PX, Row, Sheet, Shot, Tone, draw_comparison, to_panel
from livecoach.render.draw.palette import INK

HEADINGS = ("", "before", "after", "change", "smallest that shows", "what can be said")
LONG = "A sentence that goes on and on about feet, marks, cameras and distances. " * 4


def shot(title: str = "Before", cm_per_px: float = 0.4, up_deg: float = 0.0) -> Shot:
    """A flat green photo of 400x500 pixels with one line."""
    return Shot(
        np.full((500, 400, 3), (90, 140, 90), np.uint8),
        title,
        cm_per_px,
        up_deg,
        (200.0, 470.0),
        (205.0, 250.0),
        (((200.0, 100.0), (205.0, 250.0)),),
        ((200.0, 100.0), (205.0, 250.0)),
    )


def sheet(rows: int = 5, warnings: tuple[str, ...] = (), name: str = "Elbows ahead of the hip line") -> Sheet:
    cells = (name, "\u221212.3 cm", "10.0 cm", "+22.3 cm", "2.8 cm", "no change that this can show")
    return Sheet(
        "Before and after",
        "from the side",
        HEADINGS,
        tuple(Row(cells, tone) for tone in [*Tone] * rows)[:rows],
        warnings,
        ("a note",),
        "orange: before",
    )


@given(st.floats(0.05, 1.0), st.floats(-5.0, 5.0), st.floats(1.0, 8.0))
def test_the_plumb_point_comes_to_the_middle_and_the_origin_to_the_floor(cm_per_px, up_deg, scale):
    one = shot(cm_per_px=cm_per_px, up_deg=up_deg)
    onto = to_panel(one, scale, (700, 1000))
    plumb = onto @ np.array([*one.plumb_px, 1.0])
    floor = onto @ np.array([*one.origin_px, 1.0])
    assert plumb[0] == pytest.approx(350.0)
    assert floor[1] == pytest.approx(930.0)
    size = np.hypot(*(plumb - floor)) / np.hypot(5.0, 220.0)
    assert size == pytest.approx(cm_per_px * scale)


def test_turning_by_a_positive_angle_is_clockwise():
    onto = to_panel(shot(up_deg=10.0), 2.5, (700, 1000))
    up = onto[:, :2] @ np.array([0.0, -1.0])
    assert up[0] > 0.0


def test_the_picture_grows_with_rows_and_warnings_and_keeps_its_width():
    small = draw_comparison(shot(), shot("After"), sheet(2), 170.0)
    large = draw_comparison(shot(), shot("After"), sheet(5, (LONG, LONG)), 170.0)
    assert small.shape[1] == large.shape[1] == WIDTH_PX
    assert large.shape[0] > small.shape[0]
    assert not small.flags.writeable


@pytest.mark.parametrize(
    "name", ["Neck", "Shoulders ahead of the hip line", "A name that is far too long for its column " * 2]
)
def test_the_columns_of_the_table_stay_apart(name: str):
    image = draw_comparison(shot(), shot("After"), sheet(1, name=name), 170.0)
    row = image[1180:1232]
    inked = (np.abs(row.astype(int) - INK).sum(axis=2) > 60).any(axis=0)
    for edge in (468, 610, 760, 910, 1170):
        assert not inked[edge : edge + 10].any(), edge


def test_the_margins_are_free():
    image = draw_comparison(shot(), shot("After"), sheet(5, (LONG,)), 170.0)
    for band in (image[:, :38], image[:, -38:], image[-20:]):
        assert (band == INK).all()


def test_the_photos_are_not_changed():
    one = shot()
    before = one.image_bgr.copy()
    draw_comparison(one, shot("After"), sheet(), 170.0)
    np.testing.assert_array_equal(one.image_bgr, before)
