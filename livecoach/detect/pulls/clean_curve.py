"""The person's own clean rep: a score as a function of drive, the way there and the way back apart.

The elbow drive itself looks like a shrug (docs/method.md, findings 1 and 2); subtracting this curve removes it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.rounding import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

_BINS = 6


@dataclass(frozen=True, slots=True)
class ScoreSample:
    """Scores (one for each channel of a rule) at one moment of a rep."""

    drive: float
    returning: bool
    scores: tuple[float, ...]


class CleanRepProfile:
    """Medians of the scores in ``_BINS`` bins of drive for each direction, linear between the bins' middles."""

    def __init__(self, samples: Sequence[ScoreSample]) -> None:
        there = _binned([sample for sample in samples if not sample.returning])
        back = _binned([sample for sample in samples if sample.returning])
        self._there = there or back
        self._back = back or there

    def at(self, drive: float, returning: bool) -> tuple[float, ...]:
        """Return the clean scores expected at ``drive`` (0..1), one for each channel; empty without samples."""
        bins = self._back if returning else self._there
        if not bins:
            return ()
        above = bisect_right(bins, drive, key=lambda found: found[0])
        (start, low), (end, high) = bins[max(above - 1, 0)], bins[min(above, len(bins) - 1)]
        if end == start:  # before the first bin's middle, or behind the last one's
            return low
        share = (drive - start) / (end - start)
        return tuple(a + share * (b - a) for a, b in zip(low, high, strict=True))


def _binned(samples: Sequence[ScoreSample]) -> list[tuple[float, tuple[float, ...]]]:
    known = [sample for sample in samples if np.isfinite((sample.drive, *sample.scores)).all()]
    bins: dict[int, list[tuple[float, ...]]] = {}
    for sample in known:
        # A level hold at the border of two bins lies in the upper one.
        bins.setdefault(min(int(sample.drive * _BINS + LEVEL), _BINS - 1), []).append(sample.scores)
    return [((index + 0.5) / _BINS, tuple(np.median(rows, axis=0).tolist())) for index, rows in sorted(bins.items())]
