from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.capture.tone import PEAK_NITS, WHITE_NITS, compressed, nits_to_pq, pq_to_nits, standard_range


def shown(nits: float) -> int:
    """Return the level of a grey of that luminance in the standard picture."""
    code = round(65535 * float(nits_to_pq(np.array(nits))))
    image = standard_range(np.full((2, 2, 3), code, np.uint16))
    assert int(image.max()) - int(image.min()) <= 1
    return int(image[0, 0, 1])


@given(st.floats(0.0, 1.0))
def test_the_pq_curve_and_its_inverse_belong_together(code: float) -> None:
    assert float(nits_to_pq(pq_to_nits(np.array(code)))) == pytest.approx(code, abs=1e-6)


@pytest.mark.parametrize(
    ("code", "nits"), [(0.0, 0.0), (0.5081, 100.0), (0.5807, 203.0), (0.7518, 1000.0), (1.0, 10000.0)]
)
def test_the_pq_curve_is_that_of_the_standard(code: float, nits: float) -> None:
    """Values of ITU-R BT.2408, table 1, and of SMPTE ST 2084."""
    assert float(pq_to_nits(np.array(code))) == pytest.approx(nits, rel=2e-3, abs=1e-6)


@given(st.floats(0.0, 10_000.0), st.floats(0.0, 10_000.0))
def test_brighter_stays_brighter(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert shown(low) <= shown(high)


def test_black_stays_black_highlights_reach_white_and_shade_is_as_on_a_standard_display() -> None:
    assert shown(0.0) == 0
    assert shown(PEAK_NITS) == shown(10_000.0) == 255
    assert shown(WHITE_NITS / 10) == pytest.approx(255 * 0.1 ** (1 / 2.4), abs=1.5)


def test_below_the_knee_nothing_is_compressed() -> None:
    code = np.linspace(0.0, 0.45, 50)
    assert np.allclose(compressed(code), code)
    assert float(compressed(nits_to_pq(np.array(PEAK_NITS)))) == pytest.approx(float(nits_to_pq(np.array(WHITE_NITS))))
