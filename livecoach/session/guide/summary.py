"""From reps and faults to the summary at the end."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from livecoach.core.guide_state import Hint, SetResult, Summary
from livecoach.core.unknown import NAN
from livecoach.faults.registry import rep_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Phase, Rep, Step

_FAULT_MATTERS = 0.2
"""From this share of faulty reps the most frequent fault is what to work on; below it single slips are ignored."""

_FULL_RANGE = 0.85
"""A pull below this share of the own full travel is short (the profile's ``reps.hold_share``)."""


def set_result(reps: Iterable[Rep]) -> SetResult:
    """Return the result of a set; calibration reps are left out."""
    judged = [rep for rep in reps if not rep.calibration]
    worst, _ = _worst(judged)
    return SetResult(len(judged), sum(not rep.faults for rep in judged), worst)


class SummaryCollector:
    """Collects what the summary needs, step by step."""

    def __init__(self) -> None:
        self._reps: list[Rep] = []
        self._began: defaultdict[FaultId, Counter[Phase]] = defaultdict(Counter)

    def update(self, step: Step) -> None:
        """Take in one step; the last one as ``Engine.finish`` returns it, too."""
        for event in step.opened:
            if event.rep is not None:
                self._began[event.kind][step.phase] += 1
        if step.rep is not None:
            self._reps.append(step.rep)

    def summary(self) -> Summary:
        """Return the summary so far."""
        judged = [rep for rep in self._reps if not rep.calibration]
        clean = [rep for rep in judged if not rep.faults]
        worst, worst_reps = _worst(judged)
        began = self._began[worst].most_common(1) if worst is not None else []
        return Summary(
            reps=len(judged),
            clean=len(clean),
            worst=worst,
            worst_reps=worst_reps,
            worst_phase=began[0][0] if began else None,
            best_range=max((rep.drive for rep in clean if not math.isnan(rep.drive)), default=NAN),
            hint=_hint(judged, len(clean), worst),
        )


def _worst(judged: Sequence[Rep]) -> tuple[FaultId | None, int]:
    """Return the fault in most reps, the more urgent of equals, and in how many."""
    counts = {fault.id: sum(fault.id in rep.faults for rep in judged) for fault in rep_faults()}
    worst = max(counts, key=lambda fault_id: counts[fault_id])
    return (worst, counts[worst]) if counts[worst] else (None, 0)


def _hint(judged: Sequence[Rep], clean: int, worst: FaultId | None) -> Hint:
    if not judged:
        return Hint.BE_SEEN
    if worst is not None and len(judged) - clean >= _FAULT_MATTERS * len(judged):
        return Hint.FAULT
    short = sum(rep.drive < _FULL_RANGE for rep in judged)
    return Hint.FURTHER if 2 * short > len(judged) else Hint.KEEP
