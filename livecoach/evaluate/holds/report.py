"""Many clips' holds in a few tables, as plain data and as Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from livecoach.evaluate.breath.report import breath_tables, summarise_breaths
from livecoach.evaluate.holds.match import FaultTrial
from livecoach.evaluate.markdown import interval, table
from livecoach.evaluate.outcome import Outcome
from livecoach.evaluate.stats import median_off, number, wilson
from livecoach.faults.registry import hold_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.fault_id import FaultId
    from livecoach.evaluate.holds.match import HoldOutcome

FORMAT: Final = "livecoach.hold-accuracy/1"
POSITION: Final = "position"
_IDS: Final = tuple(fault.id for fault in hold_faults())
_TITLES: Final = {fault.id: fault.words.name.lower() for fault in hold_faults()} | {POSITION: "wrong position"}
_COUNTED: Final = {
    "found": Outcome.TRUE_POSITIVE,
    "missed": Outcome.FALSE_NEGATIVE,
    "false": Outcome.FALSE_POSITIVE,
    "silent": Outcome.TRUE_NEGATIVE,
    "not_judged": Outcome.NOT_JUDGED,
}

HOW_TO_READ = """\
One clip is one trial of its position and, where the position is right, of each fault of its exercise. *TP* and *FN* are
clips with the fault, *FP* and *TN* clips without it; *no hold* are clips without it in which no hold was detected. A
wrong position counts as found when the instruction that corrects it is shown as the hold begins. A hold left before six
breaths is a drop. *false alarms* are all alarms while the fault was absent. The brackets hold Wilson's 95 % interval.
*delay* is the median time from the fault's beginning to the alarm. In the table of clips, *begins* is the detected
beginning of the hold minus the moment the lift was done, *left* the detected end of a lost hold minus the moment it was
left, and *breaths* the breaths counted of those held; the other faults stand with their delay."""


def summarise_holds(outcomes: Sequence[HoldOutcome]) -> dict[str, Any]:
    """Return the counts of each fault, one row for each clip, and the breaths of all; an unknown number is None."""
    right = [one for one in outcomes if not one.clip.position]
    errors = [abs(one.breaths - one.breaths_true) for one in right if one.breaths is not None]
    begun_s = [one.begun_off_s for one in right if math.isfinite(one.begun_off_s)]
    left_s = [one.left_off_s for one in right if math.isfinite(one.left_off_s)]
    return {
        "clips": len(outcomes),
        "minutes": round(sum(one.breath.duration_s for one in outcomes) / 60, 2),
        "faults": [_of_fault(kind, outcomes) for kind in _IDS] + [_of_position(outcomes)],
        "right_positions": len(right),
        "held": len(begun_s),
        "begun_off_s": number(median_off(begun_s)),
        "begun_worst_s": number(_worst(begun_s)),
        "left_off_s": number(median_off(left_s)),
        "left_worst_s": number(_worst(left_s)),
        "left": len(left_s),
        "counted": len(errors),
        "count_exact": sum(error == 0 for error in errors),
        "count_mean_abs_error": number(float(np.mean(errors)) if errors else math.nan),
        "rows": [_row(one) for one in outcomes],
        "breath": summarise_breaths([one.breath for one in outcomes]),
    }


def _of_fault(kind: FaultId, outcomes: Sequence[HoldOutcome]) -> dict[str, Any]:
    return _counts(kind, [one.faults[kind] for one in outcomes if kind in one.faults])


def _of_position(outcomes: Sequence[HoldOutcome]) -> dict[str, Any]:
    return _counts(POSITION, [FaultTrial(one.position) for one in outcomes])


def _counts(name: str, trials: Sequence[FaultTrial]) -> dict[str, Any]:
    counts = {key: sum(trial.outcome is outcome for trial in trials) for key, outcome in _COUNTED.items()}
    recall = wilson(counts["found"], counts["found"] + counts["missed"])
    false = wilson(counts["false"], counts["false"] + counts["silent"])
    after_s = [trial.after_s for trial in trials if math.isfinite(trial.after_s)]
    return {
        "fault": name,
        **counts,
        "false_alarms": sum(trial.false_alarms for trial in trials),
        "recall": [number(one) for one in (recall.value, recall.low, recall.high)],
        "false_share": [number(one) for one in (false.value, false.low, false.high)],
        "after_median_s": number(float(np.median(after_s)) if after_s else math.nan),
    }


def _row(one: HoldOutcome) -> dict[str, Any]:
    row: dict[str, Any] = {
        "clip": one.clip.name,
        "exercise": one.clip.exercise.name,
        "view": one.breath.view.value,
        "position": one.position.value,
        "position_true": one.clip.position,
        "position_told": one.told_position,
        "begun_off_s": number(one.begun_off_s),
        "left_off_s": number(one.left_off_s),
        "breaths": one.breaths,
        "breaths_true": one.breaths_true,
    }
    for kind in _IDS:
        trial = one.faults.get(kind)
        row[kind] = None if trial is None else trial.outcome.value
        row[f"{kind}_after_s"] = None if trial is None else number(trial.after_s)
        row[f"{kind}_false_alarms"] = None if trial is None else trial.false_alarms
    return row


def hold_markdown(report: Mapping[str, Any], *, level: int = 1) -> str:
    """Return a report (``livecoach.hold-accuracy/1``) as Markdown that begins with a heading of ``level``."""
    failed = [f"Not evaluated: {failure['error']}" for failure in report["failed"]]
    begin = [f"{'#' * level} Holds on {report['set']}", "\n".join([hold_measured(report), *failed]), HOW_TO_READ]
    breath = [f"{'#' * (level + 1)} Breath in the whole of these clips", *breath_tables(report["breath"])]
    return "\n\n".join([*begin, *hold_tables(report), *breath]) + "\n"


def hold_measured(report: Mapping[str, Any]) -> str:
    """Return the sentence that says how many clips a report covers and which version and model made it."""
    clips = "1 clip" if report["clips"] == 1 else f"{report['clips']} clips"
    return (
        f"{clips}, {report['minutes']:.1f} minutes; livecoach {report['version']}, model {report['model']}, "
        f"profile {report['profile']}."
    )


def hold_tables(report: Mapping[str, Any]) -> list[str]:
    """Return the table of faults, the other results in words, and the table of clips."""
    header = "fault|TP|FN|FP|TN|no hold|false alarms|recall|false positive rate|delay"
    faults = table(header.split("|"), [_fault_cells(one) for one in report["faults"] if _tried(one)])
    words = [f"A hold was detected in {report['held']} of {report['right_positions']} clips with a right position"]
    if report["held"]:
        words.append(f", {report['begun_off_s']:.1f} s from its true beginning (at most {report['begun_worst_s']:.1f})")
    if report["left"]:
        words.append(
            f"; the end of a lost one was off by {report['left_off_s']:.1f} s (at most {report['left_worst_s']:.1f})"
        )
    if report["counted"]:
        words.append(f". Breaths were counted exactly in {report['count_exact']} of {report['counted']}")
        words.append(f" (mean absolute error {report['count_mean_abs_error']:.2f})")
    names = ["clip", "exercise", "position", "begins", "left", "breaths", "faults"]
    return [faults, "".join(words) + ".", table(names, [_cells(row) for row in report["rows"]])]


def _tried(one: Mapping[str, Any]) -> bool:
    return any(one[key] for key in _COUNTED)


def _fault_cells(one: Mapping[str, Any]) -> list[str]:
    after = "-" if one["after_median_s"] is None else f"{one['after_median_s']:.1f} s"
    counts = [str(one[key]) for key in (*_COUNTED, "false_alarms")]
    return [_TITLES[one["fault"]], *counts, interval(one["recall"]), interval(one["false_share"]), after]


def _cells(row: Mapping[str, Any]) -> list[str]:
    true, told = row["position_true"], row["position_told"]
    position = f"false: {told}" if told else "right"
    if true:
        position = f"{true}: {'found' if told == true else told or 'missed'}"
    faults = [words for kind in _IDS if (words := _told(row, kind))]
    return [
        row["clip"],
        row["exercise"].replace("_", " "),
        position,
        _seconds(row["begun_off_s"]),
        _seconds(row["left_off_s"]),
        "-" if row["breaths"] is None else f"{row['breaths']} of {row['breaths_true']}",
        ", ".join(faults) or "-",
    ]


def _told(row: Mapping[str, Any], kind: FaultId) -> str:
    title, false = _TITLES[kind], row[f"{kind}_false_alarms"]
    words = {
        Outcome.TRUE_POSITIVE: f"{title} {_seconds(row[f'{kind}_after_s'])}",
        Outcome.FALSE_NEGATIVE: f"{title}: missed",
    }
    told = words.get(row[kind], "")
    return ", ".join(part for part in (told, f"{title}: {false} false" if false else "") if part)


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:+.1f} s"


def _worst(offs_s: Sequence[float]) -> float:
    return float(np.abs(offs_s).max()) if offs_s else math.nan
