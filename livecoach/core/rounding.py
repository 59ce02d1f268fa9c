"""Comparisons that do not depend on rounding.

While nobody moves, a measure stays level, and its last digits differ from frame to frame and from machine to machine.
So the largest or smallest value of a level stretch says nothing about where in the stretch it was, and equality says
nothing at all. The rules for the whole package:

- An extreme is the earliest frame that reaches it. A later one replaces it only where it goes further by ``LEVEL``.
- A limit counts as reached by a level stretch at the limit. The time of the crossing is where the stretch is left.
- A duration has passed ``SLACK_S`` before its time, since sums of frame intervals are inexact.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

LEVEL: Final = 1e-5
"""Values closer than this are equal: in torso lengths, units of a pull, shares of a limit.

Landmarks are single-precision numbers. At 640 pixels they step by 6e-5 pixels, of a trunk of 100 pixels by 6e-7. A
billionth of a picture moves a pull by 1e-8. Noise of the pose model moves it by about 1e-3 from frame to frame.
"""

LEVEL_DEG: Final = math.degrees(LEVEL)
"""The same for angles in degrees."""

SLACK_S: Final = 1e-6
"""Times closer than this are equal. Frames are at least 4e-3 s apart; doubles step by 1e-10 s after ten days."""

T = TypeVar("T")


def passed(now_s: float, since_s: float, length_s: float) -> bool:
    """Return whether ``length_s`` seconds have passed from ``since_s`` to ``now_s``; False where a time is NaN."""
    return now_s - since_s >= length_s - SLACK_S


def reached(value: float, limit: float, level: float = LEVEL) -> bool:
    """Return whether ``value`` is as high as ``limit``, to within ``level``; False where one is NaN."""
    return value >= limit - level


def first_highest(items: Iterable[T], value: Callable[[T], float], level: float = LEVEL) -> T:
    """Return the first of ``items`` (at least one) whose value is the highest, to within ``level``.

    NaN is never the highest; where all are NaN, the first item is returned.
    """
    known = [(item, value(item)) for item in items]
    highest = max((found for _, found in known if not math.isnan(found)), default=math.nan)
    return next((item for item, found in known if found >= highest - level), known[0][0])


def order_with_ties(table: NDArray[np.float64], level: float | NDArray[np.float64] = LEVEL) -> NDArray[np.intp]:
    """Return the order (n, k) that sorts each column of ``table`` (n, k); rows that are equal keep their order.

    Sorted values that follow each other within ``level``, one for all columns or one for each (k,), are equal.
    """
    import numpy as np  # noqa: PLC0415 -- the profile is read without it

    order = table.argsort(axis=0, kind="stable")
    steps = np.diff(np.take_along_axis(table, order, axis=0), axis=0) > level
    if steps.all():
        return order
    ranks = np.zeros(table.shape, np.intp)
    np.put_along_axis(ranks, order[1:], steps.cumsum(axis=0), axis=0)
    return ranks.argsort(axis=0, kind="stable")


def nearest_to_zero(distances: ArrayLike, count: int, level: float = LEVEL) -> NDArray[np.intp]:
    """Return the places of the ``count`` smallest of ``distances`` (n,), the earlier first where they are equal."""
    import numpy as np  # noqa: PLC0415 -- the profile is read without it

    return order_with_ties(np.asarray(distances, np.float64)[:, None], level)[:count, 0]
