from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.capture.display_picture import Orientation, orientation_of
from tests.support.odd_clips import MATRICES, assert_card, coded_for


def matrix_bytes(a: int, b: int, c: int, d: int) -> bytes:
    return struct.pack("=9i", a, b, 0, c, d, 0, 0, 0, 0x40000000)


@pytest.mark.parametrize("name", MATRICES)
@given(size=st.integers(1, 0x20000), noise=st.integers(-99, 99))
def test_all_eight_matrices_are_obeyed_whatever_their_scale(name: str, size: int, noise: int) -> None:
    a, b, c, d = (size * 200 * value or noise for value in MATRICES[name])
    assert_card(orientation_of(matrix_bytes(a, b, c, d)).apply(coded_for(MATRICES[name])), tolerance=0)


@given(st.binary(max_size=40).filter(lambda data: len(data) != 36))
def test_what_is_no_matrix_asks_for_nothing(data: bytes) -> None:
    assert orientation_of(data) == Orientation()


def test_an_upright_picture_is_not_copied() -> None:
    image = np.zeros((4, 6, 3), np.uint8)
    assert Orientation().apply(image) is image
