"""Several sets' accuracy together, as one Markdown table: their counts are summed."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from livecoach.core.types import Observability
from livecoach.evaluate.markdown import percent_of, table
from livecoach.evaluate.pulls.report import FAULTS, size_order
from livecoach.evaluate.stats import f1

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COUNTS = ("tp", "fn", "fp", "tn")


def pooled(reports: Sequence[Mapping[str, Any]], called: str, *, by_size: bool) -> str:
    """Return how many clips and reps there are, and the true and false positives of each fault.

    ``reports`` are of pulls (``livecoach.accuracy/1``); ``called`` is what they are together, such as "all sets";
    ``by_size`` adds the true positives by the fault's size. Medians cannot be summed: of the sets' median delays the
    least and the greatest stand there.
    """
    counts: dict[tuple[str, Observability], Counter[str]] = {}
    sizes: dict[tuple[str, Observability], dict[str, Counter[str]]] = {}
    delays_s: dict[tuple[str, Observability], list[float]] = {}
    for report in reports:
        for cell in _all_views(report["cells"]):
            key = cell["fault"], Observability(cell["state"])
            counts.setdefault(key, Counter()).update({name: cell[name] for name in _COUNTS})
            delays_s.setdefault(key, []).extend(_delay_s(cell))
        for size in _all_views(report["sizes"]):
            kinds = sizes.setdefault((size["fault"], Observability(size["state"])), {})
            kinds.setdefault(size["size"], Counter()).update(found=size["found"], of=size["of"])
    header = ["fault", "observability", "true positives", "false positives", "F1", "median delay"]
    header += ["true positives by size and kind"] if by_size else []
    lines = [
        [
            FAULTS[fault],
            state,
            percent_of(count["tp"], count["tp"] + count["fn"]),
            percent_of(count["fp"], count["fp"] + count["tn"]),
            f"{f1(count['tp'], count['fp'], count['fn']):.2f}",
            _span(delays_s[fault, state]),
            *([_by_size(sizes.get((fault, state), {}))] if by_size else []),
        ]
        for fault, state in product(FAULTS, (Observability.FULL, Observability.LIMITED))
        if (count := counts.get((fault, state)))
    ]
    reps = [row for report in reports for row in _all_views(report["reps"])]
    clips, exact, true = (sum(row[name] for row in reps) for name in ("clips", "exact", "true"))
    names = ", ".join(report["set"] for report in reports)
    return (
        f"On {called} ({names}: {clips} clips, {true} reps):\n\n{table(header, lines)}\n\n"
        f"Reps were counted exactly in {exact} of {clips} clips."
    )


def short_table(groups: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return one small table: the true and false positives of each fault at full observability, a column pair a group.

    ``groups`` are reports of pulls (``livecoach.accuracy/1``) by what each group is called, such as "held-out A and B".
    """
    counts: dict[str, dict[str, Counter[str]]] = {}
    for called, reports in groups.items():
        counts[called] = {fault: Counter() for fault in FAULTS}
        for cell in (cell for report in reports for cell in _all_views(report["cells"])):
            if Observability(cell["state"]) is Observability.FULL:
                counts[called][cell["fault"]].update({name: cell[name] for name in _COUNTS})
    header = ["fault", *(f"{called}, {kind} positives" for called in groups for kind in ("true", "false"))]
    lines = []
    for fault, title in FAULTS.items():
        each = [counts[called][fault] for called in groups]
        shares = [(percent_of(n["tp"], n["tp"] + n["fn"]), percent_of(n["fp"], n["fp"] + n["tn"])) for n in each]
        lines.append([title, *(cell for pair in shares for cell in pair)])
    exact = []
    for called, reports in groups.items():
        reps = [row for report in reports for row in _all_views(report["reps"])]
        clips = sum(row["clips"] for row in reps)
        exact.append(f"{sum(row['exact'] for row in reps)} of {clips} {called} clips")
    return f"{table(header, lines)}\n\nReps were counted exactly in {' and '.join(exact)}."


def _all_views(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["view"] == "all"]


def _delay_s(cell: Mapping[str, Any]) -> list[float]:
    return [cell["delay_median_s"]] if cell["delays"] else []


def _span(delays_s: Sequence[float]) -> str:
    if not delays_s:
        return "-"
    low, high = f"{min(delays_s):.2f}", f"{max(delays_s):.2f}"
    return f"{low} s" if low == high else f"{low}-{high} s"


def _by_size(sizes: Mapping[str, Mapping[str, int]]) -> str:
    return ", ".join(f"{name}: {sizes[name]['found']} of {sizes[name]['of']}" for name in sorted(sizes, key=size_order))
