"""Rates from raw counts, with their 95 % intervals, and numbers as reports write them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Sequence

_Z_95 = 1.959964
_RESAMPLES = 2000
_SEED = 20240229


@dataclass(frozen=True, slots=True)
class Rate:
    """A share 0..1 with its 95 % interval; all NaN when there was nothing to count."""

    value: float
    low: float
    high: float


def wilson(found: int, of: int) -> Rate:
    """Return ``found / of`` with Wilson's score interval (Wilson 1927, JASA 22)."""
    if of == 0:
        return Rate(NAN, NAN, NAN)
    share, z2 = found / of, _Z_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z_95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))


def f1(tp: float, fp: float, fn: float) -> float:
    """Return 2 TP / (2 TP + FP + FN), NaN when nothing was there and nothing was reported."""
    whole = 2 * tp + fp + fn
    return 2 * tp / whole if whole else NAN


def f1_by_clip(counts: Sequence[tuple[int, int, int]]) -> Rate:
    """Return F1 of the summed (TP, FP, FN) of all clips, with the interval of a bootstrap that draws whole clips.

    Reps of one clip are one person in one view and not independent (Efron & Tibshirani 1993, cluster bootstrap). The
    draws come from a fixed seed, so the same counts give the same interval. Without a single error the interval is the
    point itself; Wilson's intervals of precision and recall then show how little data there is.
    """
    table = np.array(counts, float).reshape(-1, 3)
    tp, fp, fn = table.sum(axis=0)
    value = f1(tp, fp, fn)
    if math.isnan(value):
        return Rate(NAN, NAN, NAN)
    rng = np.random.default_rng(_SEED)
    drawn = table[rng.integers(len(table), size=(_RESAMPLES, len(table)))].sum(axis=1)
    whole = 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]
    values = 2 * drawn[whole > 0, 0] / whole[whole > 0]
    low, high = np.percentile(values, (2.5, 97.5))
    return Rate(value, float(low), float(high))


def median_off(offs: Sequence[float]) -> float:
    """Return the median of the absolute values, NaN when there are none."""
    return float(np.median(np.abs(offs))) if offs else NAN


def number(value: float) -> float | None:
    """Return a number as JSON takes it: four decimals, None for NaN."""
    return None if math.isnan(value) else round(value, 4)
