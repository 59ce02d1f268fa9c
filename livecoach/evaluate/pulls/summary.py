"""Many clips' results in one table of raw counts and rates: sums over clips, never a mean of means.

``summarise`` gives plain data (JSON without NaN: an unknown number is null), which reports and documents are made from.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.core.types import Observability, View
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.outcome import SCORED, Outcome
from livecoach.evaluate.pulls.labels import TRUTHS
from livecoach.evaluate.stats import f1_by_clip, number, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from livecoach.core.fault_id import FaultId
    from livecoach.evaluate.pulls.match import ClipResult, Row
    from livecoach.evaluate.stats import Rate

FORMAT = "livecoach.accuracy/1"
ALL = "all"
ONE_SIDED = 0.5
"""From this asymmetry on a shrug counts as one-sided: one shoulder rises three times as far as the other."""


def summarise(results: Sequence[ClipResult]) -> dict[str, Any]:
    """Return counts and rates: for each fault, view and state, for each size, the reps, and what was not judged."""
    rows = [row for result in results for row in result.rows]
    return {
        "clips": len(results),
        "minutes": round(sum(result.duration_s for result in results) / 60, 2),
        "cells": [
            _cell(results, kind, view, state)
            for kind, view, state in _keys(rows)
            if any(row.outcome in SCORED for row in _select(rows, kind, view, state))
        ],
        "sizes": [
            {"fault": kind, "view": view, "state": state.value} | size
            for kind, view, state in _keys(rows)
            for size in _sizes(_select(rows, kind, view, state), kind)
        ],
        "reps": [_reps(results, view) for view in [*_views(result.view for result in results), ALL]],
        "not_judged": _not_judged(rows),
        "unseen": _unseen(results),
        "calibrated_on_faults": {result.name: list(result.calibrated_on) for result in results if result.calibrated_on},
    }


def _views(present: Iterable[View]) -> list[str]:
    seen = set(present)
    return [view.value for view in View if view in seen]


def _keys(rows: Sequence[Row]) -> list[tuple[FaultId, str, Observability]]:
    views = [*_views(row.view for row in rows), ALL]
    return [
        (kind, view, state)
        for kind in TRUTHS
        for state in (Observability.FULL, Observability.LIMITED)
        for view in views
    ]


def _select(rows: Sequence[Row], kind: FaultId, view: str, state: Observability) -> list[Row]:
    return [row for row in rows if row.kind == kind and view in (ALL, row.view.value) and row.state is state]


def _cell(results: Sequence[ClipResult], kind: FaultId, view: str, state: Observability) -> dict[str, Any]:
    per_clip = []
    false_alarms, minutes = 0, 0.0
    rows: list[Row] = []
    for result in results:
        if view not in (ALL, result.view.value):
            continue
        own = _select(result.rows, kind, view, state)
        rows += own
        per_clip.append(outcomes(own))
        false_alarms += result.false_alarms.get((kind, state), 0)
        minutes += result.judged_s.get((kind, state), 0.0) / 60
    tp, fp, fn, tn = (sum(counts) for counts in zip(*per_clip, strict=True))
    delays_s = [row.delay_s for row in rows if row.outcome is Outcome.TRUE_POSITIVE and not math.isnan(row.delay_s)]
    return {
        "fault": kind,
        "view": view,
        "state": state.value,
        "clips": sum(any(counts) for counts in per_clip),
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "tn": tn,
        "precision": _rate(wilson(tp, tp + fp)),
        "recall": _rate(wilson(tp, tp + fn)),
        "false_share": _rate(wilson(fp, fp + tn)),
        "f1": _rate(f1_by_clip([counts[:3] for counts in per_clip])),
        "false_alarms": false_alarms,
        "minutes": round(minutes, 2),
        "false_alarms_per_minute": number(false_alarms / minutes if minutes else math.nan),
        "repeats": sum(max(row.alarms - 1, 0) for row in rows if row.outcome is Outcome.TRUE_POSITIVE),
        "delays": len(delays_s),
        "delay_median_s": number(float(np.median(delays_s)) if delays_s else math.nan),
        "delay_p90_s": number(float(np.percentile(delays_s, 90)) if delays_s else math.nan),
    }


def outcomes(rows: Iterable[Row]) -> tuple[int, int, int, int]:
    """Return true and false positives, false and true negatives."""
    counts = Counter(row.outcome for row in rows)
    tp, fp, fn, tn = (counts[outcome] for outcome in SCORED)
    return tp, fp, fn, tn


def _sizes(rows: Sequence[Row], kind: FaultId) -> list[dict[str, Any]]:
    """Return the true positives by size, with one-sided shrugs and faults beside others apart."""
    truth = TRUTHS[kind]
    faults = [row for row in rows if row.label is Label.FAULT and row.outcome in SCORED]
    even = [row for row in faults if abs(row.asymmetry) < ONE_SIDED]
    groups = {
        (f"{low:g}-{high:g} {truth.unit}" if math.isfinite(high) else f"{low:g} {truth.unit} and more"): [
            row for row in even if low <= row.size < high
        ]
        for low, high in truth.classes
    }
    groups["one-sided"] = [row for row in faults if abs(row.asymmetry) >= ONE_SIDED]
    groups["alone"] = [row for row in faults if not row.together]
    groups["with another fault"] = [row for row in faults if row.together]
    groups["size not labelled"] = [row for row in even if math.isnan(row.size)]
    return [
        {
            "size": name,
            "found": (found := sum(row.outcome is Outcome.TRUE_POSITIVE for row in group)),
            "of": len(group),
            "recall": _rate(wilson(found, len(group))),
        }
        for name, group in groups.items()
        if group
    ]


def _reps(results: Sequence[ClipResult], view: str) -> dict[str, Any]:
    chosen = [result for result in results if view in (ALL, result.view.value)]
    errors = [result.reps - result.true_reps for result in chosen]
    exact = sum(error == 0 for error in errors)
    return {
        "view": view,
        "clips": len(chosen),
        "exact": exact,
        "exact_share": _rate(wilson(exact, len(chosen))),
        "mean_abs_error": number(float(np.mean(np.abs(errors))) if errors else math.nan),
        "true": sum(result.true_reps for result in chosen),
        "counted": sum(result.reps for result in chosen),
        "missed": sum(len(result.missed) for result in chosen),
        "extra": sum(len(result.extra_s) for result in chosen),
    }


def _not_judged(rows: Sequence[Row]) -> list[dict[str, Any]]:
    silent = [row for row in rows if row.outcome is Outcome.NOT_JUDGED]
    counts = Counter((row.kind, row.view, row.why) for row in silent)
    faults = Counter((row.kind, row.view, row.why) for row in silent if row.label is Label.FAULT)
    order = list(TRUTHS), list(View)
    return [
        {"fault": kind, "view": view.value, "why": why, "reps": count, "faults": faults[kind, view, why]}
        for (kind, view, why), count in sorted(
            counts.items(), key=lambda item: (order[0].index(item[0][0]), order[1].index(item[0][1]), item[0][2])
        )
    ]


def _unseen(results: Sequence[ClipResult]) -> list[dict[str, Any]]:
    return [
        {"clip": result.name, "view": result.view.value, "why": why, "seconds": round(seconds, 1)}
        for result in results
        for why, seconds in sorted(result.unseen_s.items())
    ]


def _rate(rate: Rate) -> list[float | None]:
    return [number(rate.value), number(rate.low), number(rate.high)]
