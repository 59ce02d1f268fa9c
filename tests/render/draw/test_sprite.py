from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.render.draw.sprite import coloured, panel_sprite, paste, text_sprite
from livecoach.render.draw.text import mask
from tests.render.scenes import grey


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_blending_is_exact_to_one_level(behind: int, coverage: int, level: int) -> None:
    image = grey((4, 4), behind)
    paste(image, coloured(np.full((4, 4), coverage, np.uint8), (level, level, level)), 0, 0)
    wanted = behind + (level - behind) * coverage / 255
    assert np.abs(image.astype(float) - wanted).max() <= 1.5


@pytest.mark.parametrize(("x", "y"), [(-5, -5), (28, 18), (-50, 0), (0, 99), (30, 20)])
def test_what_hangs_over_the_edge_is_cut(x: int, y: int) -> None:
    image = grey((30, 20), 0)
    paste(image, coloured(np.full((10, 10), 255, np.uint8), (255, 255, 255)), x, y)
    shown = max(0, min(x + 10, 30) - max(x, 0)) * max(0, min(y + 10, 20) - max(y, 0))
    assert np.count_nonzero(image[..., 0]) == shown


@pytest.mark.parametrize("size", [(80, 40), (12, 40), (7, 7)])
def test_a_panel_is_full_inside_and_smooth_at_its_corners(size: tuple[int, int]) -> None:
    sprite = panel_sprite(*size, 9, (0, 0, 0), 1.0)
    keep = sprite.keep[..., 0]
    assert keep.shape == (size[1], size[0])
    assert keep[size[1] // 2, size[0] // 2] == 0
    assert keep[0, 0] > 128
    assert np.array_equal(keep, keep[::-1])
    assert np.array_equal(keep, keep[:, ::-1])


@given(st.text("Ágj0 -—", max_size=6), st.integers(12, 40))
def test_a_text_without_its_empty_rows_gives_the_same_picture(text: str, em: int) -> None:
    picture = grey((300, 80), 90)
    whole = picture.copy()
    paste(picture, text_sprite(text, em, 600, (250, 200, 10)), 7, 3)
    paste(whole, coloured(mask(text, em, 600), (250, 200, 10)), 7, 3)
    assert np.array_equal(picture, whole)
