from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.capture.square_pixels import square_size_px


@given(st.integers(16, 4000), st.integers(16, 4000), st.fractions(Fraction(1, 4), Fraction(4), max_denominator=100))
def test_the_shape_shown_is_right_and_no_pixel_is_thrown_away(width: int, height: int, aspect: Fraction) -> None:
    across, down = square_size_px(width, height, aspect)
    assert across >= width
    assert down >= height
    assert across / down == pytest.approx(width * aspect / height, rel=0.04)


@pytest.mark.parametrize("aspect", [None, 0, 1, Fraction(1, 1), Fraction(1000, 1), Fraction(1, 1000)])
def test_square_unknown_and_absurd_pixels_stay(aspect: Fraction | None) -> None:
    assert square_size_px(640, 480, aspect) == (640, 480)


def test_pal_wide_becomes_four_to_three() -> None:
    assert square_size_px(720, 576, Fraction(16, 15)) == (768, 576)
