from __future__ import annotations

import cv2
import numpy as np
import pytest

from livecoach.render.draw.layout import Rect
from livecoach.render.draw.paint import laid_over, paint
from livecoach.render.draw.palette import PANEL
from livecoach.render.draw.scene import Panel

SIZE_PX = 120, 80
MARGIN_PX = 60


@pytest.mark.parametrize("x", [-20, 30, 90])
@pytest.mark.parametrize("y", [-20, 20, 60])
def test_a_panel_over_an_edge_looks_as_if_the_picture_went_on(x: int, y: int) -> None:
    picture = np.random.default_rng(3).integers(0, 256, (SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    larger = cv2.copyMakeBorder(picture, *[MARGIN_PX] * 4, cv2.BORDER_REPLICATE)
    paint(larger, [Panel(Rect(x + MARGIN_PX, y + MARGIN_PX, 50, 40), PANEL, 8)])
    paint(picture, [Panel(Rect(x, y, 50, 40), PANEL, 8)])
    np.testing.assert_array_equal(picture, larger[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX])


def test_what_is_ready_is_taken_as_it_is() -> None:
    picture = np.full((80, 120, 3), 200, np.uint8)
    panel, other = (Panel(Rect(x, 10, 40, 30), PANEL, 6) for x in (10, 70))
    ready = {panel: np.full((30, 40, 3), 7, np.uint8)}
    expected = laid_over(picture, other)
    paint(picture, [panel, other], ready)
    assert (picture[10:40, 10:50] == 7).all()
    np.testing.assert_array_equal(picture[10:40, 70:110], expected)
    assert (picture[:10] == 200).all()
