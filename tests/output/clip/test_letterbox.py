from __future__ import annotations

import numpy as np
import pytest

from livecoach.output.clip.letterbox import Letterbox, fitted


@pytest.mark.parametrize(
    ("picture", "window", "fit"),
    [
        ((640, 480), (1280, 720), Letterbox(1.5, 160, 0)),
        ((640, 480), (640, 480), Letterbox()),
        ((1920, 1080), (960, 720), Letterbox(0.5, 0, 90)),
        ((720, 1280), (1280, 720), Letterbox(0.5625, 437, 0)),
        ((640, 480), (0, 0), Letterbox()),
        ((640, 480), (2000, 1), Letterbox(1 / 480, 999, 0)),
    ],
)
def test_a_picture_keeps_its_shape_in_the_middle_of_its_window(
    picture: tuple[int, int], window: tuple[int, int], fit: Letterbox
) -> None:
    image = np.full((picture[1], picture[0], 3), 200, np.uint8)
    shown, found = fitted(image, window)
    assert found == fit
    assert (shown.shape[1], shown.shape[0]) == (window if min(window) else picture)
    lit = np.argwhere(shown[:, :, 0] > 0)
    assert tuple(lit.min(axis=0)) == (fit.top, fit.left)
    if min(window):
        assert tuple(lit.max(axis=0) + 1 + lit.min(axis=0)) == pytest.approx((window[1], window[0]), abs=1)


def test_a_place_in_the_window_is_told_in_pixels_of_the_picture() -> None:
    fit = Letterbox(1.5, 160, 0)
    assert fit.to_picture(160, 0) == (0, 0)
    assert fit.to_picture(160 + 960, 720) == (640, 480)
    assert fit.to_picture(100, 0)[0] < 0
    assert Letterbox().to_picture(12, 34) == (12, 34)
