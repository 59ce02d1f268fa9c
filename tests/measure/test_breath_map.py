from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import View
from livecoach.measure.breath_map import weighed, weights_for

LEARNED = (View.FRONT, View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK, View.BACK)
RIGHT, DOWN = np.meshgrid(np.linspace(-0.22, 0.22, 4), np.linspace(0.0, 1.0, 6))
NOTHING, ALL = np.zeros((6, 4)), np.ones((6, 4))

INHALE = np.stack([RIGHT / 0.22 * np.sin(np.pi * DOWN), np.where(DOWN < 0.35, 1.0, 0.0)], axis=-1)
"""The shoulders rise by one, the sides of the chest part by one each."""

SWAYS = {
    "aside": np.stack([ALL, NOTHING], axis=-1),
    "tilted about the hips": np.stack([1.0 - DOWN, -RIGHT], axis=-1),
}

cells = st.lists(st.floats(-0.05, 0.05), min_size=48, max_size=48)


LEAST = dict.fromkeys((View.FRONT, View.THREE_QUARTER_FRONT), (0.01, 0.01))
LEAST |= {View.SIDE: (0.01, 0.005), View.BACK: (0.01, 0.005), View.THREE_QUARTER_BACK: (0.0075, 0.0015)}
"""Rise and widening of a breath that moves the front's surface by 0.01 torso lengths: a back hardly moves."""


@pytest.mark.parametrize("view", LEARNED)
def test_a_breath_moves_both_by_its_size_or_by_what_of_it_can_be_seen(view: View) -> None:
    rise, widening = weighed(0.01 * INHALE, weights_for(view, -1.0))
    assert LEAST[view][0] < rise < 0.03
    assert LEAST[view][1] < widening < 0.03


@pytest.mark.parametrize("view", LEARNED)
@pytest.mark.parametrize("sway", SWAYS)
def test_sway_moves_neither(view: View, sway: str) -> None:
    most = 0.002 if view is View.THREE_QUARTER_BACK else 0.0015
    assert np.abs(weighed(0.01 * SWAYS[sway], weights_for(view, -1.0))).max() < most


@pytest.mark.parametrize("view", LEARNED)
def test_rising_as_a_whole_is_no_widening(view: View) -> None:
    assert weighed(np.stack([NOTHING, ALL], axis=-1), weights_for(view, -1.0))[1] == 0.0


@pytest.mark.parametrize("view", [*LEARNED, View.UNKNOWN])
@given(values=cells)
def test_a_mirrored_person_gives_the_same(view: View, values: list[float]) -> None:
    offsets = np.array(values).reshape(6, 4, 2)
    mirrored = offsets[:, ::-1] * np.array([-1.0, 1.0])
    left, right = weighed(offsets, weights_for(view, -60.0)), weighed(mirrored, weights_for(view, 60.0))
    assert left == pytest.approx(right, abs=1e-4)  # from the front mirrored to three decimals


@given(values=cells, size=st.floats(0.1, 5.0))
def test_twice_the_motion_is_twice_the_number(values: list[float], size: float) -> None:
    offsets, weights = np.array(values).reshape(6, 4, 2), weights_for(View.SIDE, 90.0)
    assert weighed(size * offsets, weights) == pytest.approx(size * weighed(offsets, weights), abs=1e-12)


def test_the_same_view_has_the_same_weights_and_another_side_others() -> None:
    assert weights_for(View.SIDE, 80.0) is weights_for(View.SIDE, 95.0)
    assert weights_for(View.SIDE, 80.0) is not weights_for(View.SIDE, -80.0)
    assert weights_for(View.FRONT, 10.0) is weights_for(View.FRONT, -10.0) is weights_for(View.UNKNOWN, math.nan)
    assert weights_for(View.BACK, 170.0) is weights_for(View.BACK, -170.0)
    assert weights_for(View.THREE_QUARTER_BACK, 130.0) is not weights_for(View.THREE_QUARTER_BACK, -130.0)
    assert not weights_for(View.SIDE, 80.0).flags.writeable


def test_an_unseen_cell_moves_with_its_row_and_an_unseen_row_with_its_neighbours() -> None:
    weights = weights_for(View.THREE_QUARTER_FRONT, 40.0)
    bent = np.stack([DOWN, 1.0 - DOWN], axis=-1)
    holed = bent.copy()
    holed[2, 1] = holed[3] = np.nan
    assert weighed(holed, weights) == pytest.approx(weighed(bent, weights))
    assert np.isnan(weighed(np.full((6, 4, 2), np.nan), weights)).all()


def test_below_the_picture_the_lowest_seen_row_goes_on() -> None:
    weights = weights_for(View.FRONT, 0.0)
    cut = 0.01 * INHALE
    cut[4:] = np.nan
    assert np.isfinite(weighed(cut, weights)).all()
    assert weighed(cut, weights)[0] > 0.0


def test_from_behind_there_are_weights_of_its_own() -> None:
    for behind, before in ((View.BACK, View.FRONT), (View.THREE_QUARTER_BACK, View.SIDE)):
        assert not np.allclose(weights_for(behind, -130.0), weights_for(before, -130.0), atol=0.1)
