"""A set's accuracy as Markdown tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from livecoach.core.types import Observability
from livecoach.evaluate.markdown import _percent, _plain, interval, table
from livecoach.evaluate.pulls.labels import TRUTHS
from livecoach.faults.registry import fault_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FAULTS = {fault_id: str(fault_named(fault_id).words.name) for fault_id in TRUTHS}
HOW_TO_READ = f"""\
One labelled rep is one trial.

| word | meaning |
| --- | --- |
| TP, true positive | the rep has the fault, and it was reported |
| FN, false negative | the rep has the fault, and it was missed |
| FP, false positive | the rep is clean, and a fault was reported |
| TN, true negative | the rep is clean, and nothing was reported |
| precision | TP / (TP + FP): how many reports are right |
| recall | TP / (TP + FN): how many faults are reported |
| false positive rate | FP / (FP + TN): how many clean reps are reported as faulty |
| F1 | 2 TP / (2 TP + FP + FN) |
| observability | *full*: the view shows the fault; *limited*: the fault is displayed, but not spoken by default |

Borderline reps and the program's own calibration reps are not scored. Faults that a view cannot show are counted
separately and not scored. Counts are sums over all reps of all clips. The brackets hold the 95 % interval: Wilson's for
shares, a bootstrap over clips for F1. *FP/min* counts all events during which the fault was truly absent, those during
calibration included, per minute judged. *repeats* are further events in a rep that was already reported rightly.
*delay* is the time from the moment the truth exceeds the fault's definition
({", ".join(truth.defined for truth in TRUTHS.values())}; above the relaxed stance) to the alarm: median, 90th
percentile, number."""


def markdown(report: Mapping[str, Any], *, level: int = 1) -> str:
    """Return a report (``livecoach.accuracy/1``) as Markdown that begins with a heading of ``level``."""
    sweep = report.get("sweep")
    parts = [f"{'#' * level} Accuracy on {report['set']}", _head(report), HOW_TO_READ]
    if sweep:
        parts += sweep_markdown(sweep, level=level + 1)
    parts += tables(report, level=level + 1)
    return "\n\n".join(parts) + "\n"


def tables(report: Mapping[str, Any], *, level: int) -> list[str]:
    """Return the tables of a report, each with a heading of ``level``."""
    mark = "#" * level
    parts = []
    for fault, title in FAULTS.items():
        cells = [cell for cell in report["cells"] if cell["fault"] == fault]
        sizes = [size for size in report["sizes"] if size["fault"] == fault]
        if cells:
            parts += [f"{mark} {title}", _cells(cells), _sizes(sizes)]
    parts += [f"{mark} Reps", _reps(report["reps"])]
    if report["calibrated_on_faults"]:
        clips = (f"{clip} ({', '.join(faults)})" for clip, faults in report["calibrated_on_faults"].items())
        parts.append(f"Calibrated on a rep that was not clean: {'; '.join(clips)}.")
    parts += [f"{mark} Not judged", _not_judged(report["not_judged"])]
    parts += [f"{mark} Not seen or refused", _unseen(report["unseen"])]
    return parts


def sweep_markdown(sweep: Mapping[str, Any], *, level: int) -> list[str]:
    """Return heading and tables of a sweep; the value in effect is in bold."""
    unit = f" ({sweep['unit']})" if sweep["unit"] else ""
    parts = [f"{'#' * level} {sweep['key']}{unit}"]
    for fault, state in dict.fromkeys((point["fault"], point["state"]) for point in sweep["points"]):
        points = [point for point in sweep["points"] if (point["fault"], point["state"]) == (fault, state)]
        lines = [
            [
                f"**{point['value']:g}**" if point["value"] == sweep["shipped"] else f"{point['value']:g}",
                *(str(point[name]) for name in ("tp", "fn", "fp", "tn")),
                *(_percent(point[name]) for name in ("precision", "recall", "false_share")),
                _plain(point["f1"]),
            ]
            for point in points
        ]
        header = ["value", "TP", "FN", "FP", "TN", "precision", "recall", "false positive rate", "F1"]
        seen = f"{Observability(state)} observability"
        parts += [f"{FAULTS[fault]}, {seen}; in effect: {sweep['shipped']:g}.", table(header, lines)]
    return parts


def measured(report: Mapping[str, Any]) -> str:
    """Return the sentence that says how many clips a report covers and which version and models made it."""
    reps = next(row for row in report["reps"] if row["view"] == "all")
    clips = "1 clip" if report["clips"] == 1 else f"{report['clips']} clips"
    return (
        f"{clips}, {reps['true']} reps, {report['minutes']:.1f} minutes; "
        f"livecoach {report['version']}, model {report['model']}, shoulder network {report['eye_sha256'][:8]}, "
        f"profile {report['profile']}.{_without_eye(report['landmarks_only'])}"
    )


def _without_eye(clips: Sequence[str]) -> str:
    if not clips:
        return ""
    count = "1 clip" if len(clips) == 1 else f"{len(clips)} clips"
    return f" Judged by landmarks only, because the pictures were not there: {count} ({', '.join(clips)})."


def _head(report: Mapping[str, Any]) -> str:
    limits = ", ".join(f"{key} = {value:g}" for key, value in report["limits"].items() if key.endswith("limit"))
    lines = [
        measured(report),
        f"Limits: {limits}.",
    ]
    lines += [f"Not evaluated: {failure['error']}" for failure in report["failed"]]
    return "\n".join(lines)


def _cells(cells: Sequence[Mapping[str, Any]]) -> str:
    header = "view|observability|clips|TP|FN|FP|TN|precision|recall|F1|false positive rate|FP/min|repeats|delay s"
    lines = [
        [
            _view(cell),
            Observability(cell["state"]),
            *(str(cell[name]) for name in ("clips", "tp", "fn", "fp", "tn")),
            interval(cell["precision"]),
            interval(cell["recall"]),
            interval(cell["f1"], share=False),
            interval(cell["false_share"]),
            _plain(cell["false_alarms_per_minute"]),
            str(cell["repeats"]),
            _delay(cell),
        ]
        for cell in cells
    ]
    return table(header.split("|"), lines)


def _sizes(sizes: Sequence[Mapping[str, Any]]) -> str:
    names = sorted({size["size"] for size in sizes}, key=size_order)
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for size in sizes:
        _, low, high = size["recall"]
        cell = f"{size['found']} of {size['of']} ({100 * low:.0f}-{100 * high:.0f})"
        rows.setdefault((_view(size), size["state"]), {})[size["size"]] = cell
    lines = [
        [view, Observability(state), *(cells.get(name, "-") for name in names)] for (view, state), cells in rows.items()
    ]
    header = ["view", "observability", *names]
    return "True positives by size of the fault (95 % interval in percent):\n\n" + table(header, lines)


def size_order(name: str) -> tuple[bool, float, str]:
    """Return the sort key of a size class: numbers come first, by size."""
    begins = re.match(r"[\d.]+", name)
    return begins is None, float(begins[0]) if begins else 0.0, name


def _reps(rows: Sequence[Mapping[str, Any]]) -> str:
    header = ["view", "clips", "count exact", "mean abs. error", "true reps", "counted", "missed", "extra"]
    lines = [
        [
            _view(row),
            str(row["clips"]),
            f"{row['exact']} ({interval(row['exact_share'])})",
            _plain(row["mean_abs_error"]),
            *(str(row[name]) for name in ("true", "counted", "missed", "extra")),
        ]
        for row in rows
    ]
    return table(header, lines)


def _not_judged(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "Every fault could be judged in every rep."
    lines = [[FAULTS[row["fault"]], _view(row), str(row["reps"]), str(row["faults"]), row["why"]] for row in rows]
    return table(["fault", "view", "reps", "with the fault", "why"], lines)


def _unseen(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "The person was seen in every frame."
    lines = [[row["clip"], _view(row), f"{row['seconds']:.1f}", row["why"]] for row in rows]
    return table(["clip", "view", "seconds", "why"], lines)


def _view(row: Mapping[str, Any]) -> str:
    text: str = row["view"]
    return text.replace("_", " ")


def _delay(cell: Mapping[str, Any]) -> str:
    if not cell["delays"]:
        return "-"
    return f"{cell['delay_median_s']:.2f}, {cell['delay_p90_s']:.2f} (n {cell['delays']})"
