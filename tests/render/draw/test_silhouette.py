from __future__ import annotations

import numpy as np
import pytest

from livecoach.render.draw.layout import Rect
from livecoach.render.draw.silhouette import ASPECT, paint_silhouette, silhouette_sprite


@pytest.mark.parametrize("height", [60, 240, 500])
@pytest.mark.parametrize("level", [0, 255])
def test_its_outline_shows_over_any_picture(height: int, level: int):
    image = np.full((height, height, 3), level, np.uint8)
    paint_silhouette(image, Rect(0, 0, height, height))
    assert np.abs(image.astype(int) - level).max() > 100


def test_it_stays_in_its_box_and_leaves_the_frame_around_it():
    image = np.full((400, 600, 3), 90, np.uint8)
    box = Rect(100, 50, 400, 300)
    paint_silhouette(image, box)
    touched = np.argwhere((image != 90).any(axis=2))
    assert touched.min(axis=0).tolist() >= [box.y, 0]
    assert touched[:, 0].max() < box.bottom
    assert touched[:, 1].min() >= box.middle[0] - round(ASPECT * box.h) // 2
    assert touched[:, 1].max() <= box.middle[0] + round(ASPECT * box.h) // 2


def test_the_body_is_hardly_covered():
    sprite = silhouette_sprite(310, 500)
    assert sprite.keep[250, 155].min() > 200
