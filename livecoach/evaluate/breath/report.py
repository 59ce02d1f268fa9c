"""Many clips' breaths in one table, as plain data and as Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.evaluate.markdown import table
from livecoach.evaluate.stats import f1_by_clip, median_off, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.evaluate.breath.match import BreathResult

FORMAT = "livecoach.breath-accuracy/1"
COUNT_WITHIN = 1
RATE_WITHIN = 1.0
"""The aim on still clips: the count off by at most one breath, the rate by at most one a minute."""

HOW_TO_READ = """\
*breaths* are the whole labelled breaths; *scored* are those during which the program saw the body at rest. *reported*
are the exhale starts that the program reported within the scored time, *TP* those within 1.0 s of a labelled one.
*rate* is the labelled mean in breaths a minute, *rate error* the median difference of the rates shown (in brackets the
largest one). *exhale error* and *inhale error* are the median absolute differences of the matching starts, with the
median of reported minus true in brackets. *delay* is the median (90th percentile) time until a turning point was
reported. *phase right* is how often the phase shown was the true one, pauses left out, and how often one was shown.
*seen* is for how long the breathing was trusted. *held* are the exhale starts reported within a hold."""


def summarise_breaths(results: Sequence[BreathResult]) -> dict[str, Any]:
    """Return one row for each clip and one for all; an unknown number is None."""
    counts = [(result.found, result.extra, result.asked - result.found) for result in results]
    f1 = f1_by_clip(counts)
    return {
        "clips": len(results),
        "minutes": round(sum(result.duration_s for result in results) / 60, 2),
        "rows": [_row(result) for result in results],
        "breaths": sum(result.true for result in results),
        "asked": sum(result.asked for result in results),
        "told": sum(result.told for result in results),
        "found": sum(result.found for result in results),
        "f1": [number(f1.value), number(f1.low), number(f1.high)],
        "count_within": sum(abs(result.told - result.asked) <= COUNT_WITHIN for result in results),
        "rate_shown": sum(math.isfinite(result.rate_off) for result in results),
        "rate_within": sum(abs(result.rate_off) <= RATE_WITHIN for result in results),
        "exhale_off_s": number(median_off([off for result in results for off in result.exhale_off_s])),
        "inhale_off_s": number(median_off([off for result in results for off in result.inhale_off_s])),
    }


def _row(result: BreathResult) -> dict[str, Any]:
    late_s = result.late_s
    return {
        "clip": result.name,
        "view": result.view.value,
        "duration_s": round(result.duration_s, 1),
        "seen_s": round(result.seen_s, 1),
        "true": result.true,
        "asked": result.asked,
        "told": result.told,
        "found": result.found,
        "cycles": result.cycles,
        "held": result.held,
        "held_true": result.held_true,
        "f1": number(result.f1),
        "rate": number(result.rate_true),
        "rate_off": number(result.rate_off),
        "rate_worst": number(result.rate_worst),
        "exhale_off_s": number(median_off(result.exhale_off_s)),
        "exhale_bias_s": number(_median(result.exhale_off_s)),
        "inhale_off_s": number(median_off(result.inhale_off_s)),
        "inhale_bias_s": number(_median(result.inhale_off_s)),
        "late_median_s": number(_median(late_s)),
        "late_p90_s": number(float(np.percentile(late_s, 90)) if late_s else math.nan),
        "phase_right": number(result.phase_right / result.phase_shown if result.phase_shown else math.nan),
        "phase_shown": number(result.phase_shown / result.phase_asked if result.phase_asked else math.nan),
    }


def breath_markdown(report: Mapping[str, Any], *, level: int = 1) -> str:
    """Return a report (``livecoach.breath-accuracy/1``) as Markdown that begins with a heading of ``level``."""
    failed = [f"Not evaluated: {failure['error']}" for failure in report["failed"]]
    parts = [f"{'#' * level} Breath on {report['set']}", "\n".join([breath_measured(report), *failed]), HOW_TO_READ]
    return "\n\n".join([*parts, *breath_tables(report)]) + "\n"


def breath_measured(report: Mapping[str, Any]) -> str:
    """Return the sentence that says how many clips a report covers and which version and model made it."""
    clips = "1 clip" if report["clips"] == 1 else f"{report['clips']} clips"
    return (
        f"{clips}, {report['breaths']} breaths, {report['minutes']:.1f} minutes; "
        f"livecoach {report['version']}, model {report['model']}."
    )


def breath_tables(report: Mapping[str, Any]) -> list[str]:
    """Return the result in words, and the table of clips."""
    clips, f1 = report["clips"], report["f1"]
    told = "-" if f1[0] is None else f"{f1[0]:.2f} ({f1[1]:.2f}-{f1[2]:.2f})"
    words = (
        f"Count within {COUNT_WITHIN} of the scored breaths in {report['count_within']} of {clips} clips; a rate "
        f"was shown in {report['rate_shown']}, within {RATE_WITHIN:g} a minute in {report['rate_within']} of them. "
        f"F1 of the exhale starts {told}: {report['found']} true positives of {report['asked']}, "
        f"{report['told']} reported."
    )
    breathless = [row for row in report["rows"] if row["true"] == 0]
    if breathless:
        given = sum(row["told"] > 0 for row in breathless)
        words += f" Clips without a breath: {len(breathless)}, breaths reported in {given}."
    header = "clip|view|seen|breaths|scored|reported|TP|F1|rate|rate error|exhale error|inhale error|delay|phase right"
    held = any(row["held_true"] is not None for row in report["rows"])
    names = header.split("|") + (["held"] if held else [])
    return [words, table(names, [_cells(row, held=held) for row in report["rows"]])]


def _cells(row: Mapping[str, Any], *, held: bool) -> list[str]:
    cells = [
        row["clip"],
        row["view"].replace("_", " "),
        f"{row['seen_s']:.0f} of {row['duration_s']:.0f} s",
        *(str(row[name]) for name in ("true", "asked", "told", "found")),
        _plain(row["f1"], ".2f"),
        _plain(row["rate"], ".1f"),
        "no rate" if row["rate_off"] is None else f"{row['rate_off']:+.1f} ({row['rate_worst']:.1f})",
        _off(row, "exhale"),
        _off(row, "inhale"),
        "-" if row["late_median_s"] is None else f"{row['late_median_s']:.1f} s ({row['late_p90_s']:.1f})",
        "-" if row["phase_right"] is None else f"{100 * row['phase_right']:.0f} % of {100 * row['phase_shown']:.0f} %",
    ]
    if held:
        cells.append("-" if row["held_true"] is None else f"{row['held']} of {row['held_true']}")
    return cells


def _off(row: Mapping[str, Any], name: str) -> str:
    if row[f"{name}_off_s"] is None:
        return "-"
    return f"{row[f'{name}_off_s']:.2f} s ({row[f'{name}_bias_s']:+.2f})"


def _plain(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else math.nan
