"""The question which camera: all inside the picture, nothing over something else; arrows and clicks find tiles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from livecoach.core.words.translator import languages, translator
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.scene import Label
from livecoach.render.screens.camera_chooser import (
    MOST,
    SIZE_PX,
    ChooserView,
    Tile,
    _inside,
    _texts,
    draw_chooser,
    draw_waiting,
    moved,
    tile_at,
    tile_rects,
)

COUNTS = range(2, MOST + 1)
RED = np.full((480, 640, 3), (0, 0, 255), np.uint8)
LONG_NAME = "Logitech HD Pro Webcam C920 with a very long name: video capture"


@pytest.mark.parametrize("count", COUNTS)
def test_tiles_stand_apart_inside_the_picture(count: int) -> None:
    rects = tile_rects(count)
    assert len(rects) == count
    assert all(Rect(0, 0, *SIZE_PX).contains(rect) for rect in rects)
    assert not any(one.overlaps(other) for one, other in combinations(rects, 2))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("count", COUNTS)
def test_texts_lie_inside_and_on_no_other_text(count: int, language: str) -> None:
    for left_s in (None, 4.2):
        view = ChooserView((Tile(None, LONG_NAME),) * count, count - 1, left_s)
        labels = [item for item in _texts(view, tile_rects(count), translator(language)) if isinstance(item, Label)]
        assert all(Rect(0, 0, *SIZE_PX).contains(label.box) for label in labels)
        assert not any(one.box.overlaps(other.box) for one, other in combinations(labels, 2))
        assert labels[0].em >= SIZE_PX[1] // 12, "the question is read from three metres"


@pytest.mark.parametrize("count", COUNTS)
def test_a_click_and_the_arrows_find_every_tile(count: int) -> None:
    assert [tile_at(*rect.middle, count) for rect in tile_rects(count)] == list(range(count))
    assert tile_at(0, 0, count) is None
    reached = {0}
    for _ in range(2 * MOST):
        reached |= {moved(tile, count, *step) for tile in reached for step in ((1, 0), (0, 1), (-1, 0), (0, -1))}
    assert reached == set(range(count))


def test_each_camera_shows_its_own_picture() -> None:
    image = draw_chooser(ChooserView((Tile(RED, "one"), Tile(255 - RED, "two")), 0), translator("en"))
    assert image.shape == (SIZE_PX[1], SIZE_PX[0], 3)
    shown = [image[_inside(rect).middle[::-1]].tolist() for rect in tile_rects(2)]
    assert shown == [[0, 0, 255], [255, 255, 0]]


def test_the_selected_one_and_the_search_are_told() -> None:
    tiles = (Tile(RED, "one"), Tile(RED, "two"))
    first, second = (draw_chooser(ChooserView(tiles, i), translator("en")) for i in (0, 1))
    assert (first != second).any()
    assert draw_waiting(translator("de")("Looking for cameras …")).max() > 200
