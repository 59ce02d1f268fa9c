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
    """Return how many clips and reps there are, and what of each fault was found and falsely flagged.

    ``reports`` are of pulls (``livecoach.accuracy/1``); ``called`` is what they are together, such as "all sets";
    ``by_size`` adds what was found by the fault's size. Medians cannot be summed: of the sets' median delays the least
    and the greatest stand there.
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
    header = ["fault", "judged", "found", "falsely flagged", "F1", "median delay"]
    header += ["found by size and kind"] if by_size else []
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
