"""One photo in another's light, and the network's file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.errors import ModelError
from livecoach.posture.measure.posture_net import PostureNet, lit_as
from livecoach.track.model_files import POSTURE_NET_NAME, known_sums, network_file

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (80, 80)


def noise(seed: int, low: int = 0, high: int = 256) -> np.ndarray:
    return np.random.default_rng(seed).integers(low, high, SIZE).astype(np.uint8)


@given(st.integers(0, 1000))
def test_a_picture_in_its_own_light_stays_as_it_is(seed: int) -> None:
    np.testing.assert_array_equal(lit_as(noise(seed), noise(seed)), noise(seed))


@given(st.integers(0, 1000), st.floats(0.3, 0.9), st.integers(0, 20))
def test_a_darker_copy_is_made_alike(seed: int, gain: float, offset: int) -> None:
    picture = noise(seed)
    darker = np.rint(gain * picture + offset).astype(np.uint8)
    assert np.abs(lit_as(darker, picture).astype(int) - picture).max() <= np.ceil(1.0 / gain)


@given(st.integers(0, 1000), st.integers(1, 255), st.integers(0, 254))
def test_what_was_brighter_stays_brighter_and_nothing_leaves_the_other_s_range(seed: int, high: int, low: int) -> None:
    picture, other = noise(seed), noise(seed + 1, min(low, high - 1), high)
    lit = lit_as(picture, other)
    order = np.argsort(picture, axis=None, kind="stable")
    assert (np.diff(lit.ravel()[order].astype(int)) >= 0).all()
    assert other.min() <= lit.min() <= lit.max() <= other.max()


def test_one_grey_alone_is_no_error() -> None:
    flat = np.full(SIZE, 7, np.uint8)
    assert set(np.unique(lit_as(flat, noise(1)))) <= {noise(1).max()}
    np.testing.assert_array_equal(lit_as(noise(1), flat), flat)


def test_the_file_is_the_one_that_was_measured() -> None:
    path = network_file(POSTURE_NET_NAME)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == known_sums()[POSTURE_NET_NAME]


def test_a_broken_file_is_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no network")
    with pytest.raises(ModelError, match="cannot be read"):
        PostureNet(broken)
