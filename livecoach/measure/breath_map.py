"""Two numbers that rise with an inhale, from the motion of the upright trunk's cells, by learned weights.

One uses the upward motion of the cells, one their sideways motion. The weights are ridge regressions on the lung volume
of rendered people who sway, a third of whom do not breathe (``scripts/learn_breath.py`` makes the table), so that sway
cancels out.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.resources import breath_map
from livecoach.core.types import View, readonly

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EITHER_WAY = (View.FRONT, View.BACK)
"""Views whose weights are symmetric: whichever way the person faces."""


def weights_for(view: View, yaw_deg: float) -> NDArray[np.float64]:
    """Return the weights (2, rows, columns) for a view: of each cell's rise, and of its way to the picture's right.

    Equal weights are the same object. The sign of ``yaw_deg`` is the side that the person faces.
    """
    learned = View.FRONT if view is View.UNKNOWN else view
    return _weights(learned, learned not in _EITHER_WAY and yaw_deg > 0.0)


@cache
def _weights(view: View, mirrored: bool) -> NDArray[np.float64]:
    table = json.loads(breath_map().read_text(encoding="utf-8"))[view.value]
    rise, across = np.array(table["rise"]), np.array(table["across"])
    return readonly(np.stack([rise[:, ::-1], -across[:, ::-1]] if mirrored else [rise, across]))


def weighed(offsets: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rise and widening (2,) of the trunk by ``weights``, in torso lengths; NaN when no cell is seen.

    ``offsets`` (rows, columns, 2) as in an upright FlowGrid.
    """
    moved = offsets if np.isfinite(offsets).all() else _filled(offsets)
    return np.array([float((weights[0] * moved[..., 1]).sum()), float((weights[1] * moved[..., 0]).sum())])


def _filled(offsets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the offsets; a hidden cell gets the median of its row, a hidden row that of the rows around it."""
    seen: NDArray[np.bool_] = np.asarray(np.isfinite(offsets).all(axis=-1))
    known = np.flatnonzero(seen.any(axis=1))
    if not len(known):
        return offsets
    medians = np.array([np.median(offsets[row, seen[row]], axis=0) for row in known])
    rows = np.arange(len(offsets))
    usual = np.stack([np.interp(rows, known, medians[:, part]) for part in range(2)], axis=-1)
    return np.where(seen[..., None], offsets, usual[:, None, :])
