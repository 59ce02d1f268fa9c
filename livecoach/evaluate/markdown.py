"""Tables and rates in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.evaluate.stats import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def interval(rate: Sequence[float | None], *, share: bool = True) -> str:
    """Return a rate with its 95 % interval in brackets, as a share in percent or as a number of two digits."""
    value, low, high = rate
    if value is None or low is None or high is None:
        return "-"
    if share:
        return f"{_percent(value)} ({100 * low:.0f}-{100 * high:.0f})"
    return f"{value:.2f} ({low:.2f}-{high:.2f})"


def percent_of(found: int, of: int) -> str:
    """Return ``found`` of ``of`` with the share and Wilson's 95 % interval in percent; a dash of nothing."""
    rate = wilson(found, of)
    return f"{found} of {of}, {interval((rate.value, rate.low, rate.high))}" if of else "-"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
