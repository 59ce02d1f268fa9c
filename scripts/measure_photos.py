"""Measure what the photo comparison can show, on rendered before/after pairs with known truth.

python scripts/measure_photos.py --photos DIR [DIR ...] [--stances FILE] [--write]

The folders hold the sets ps, pt and pk of scripts/eval_sets/make_photos.py and the shared photos of exact truth. Prints
the tables; --write puts them into docs/posture.md. The limits in livecoach/posture/measure/photo_measures.py come from
these pairs. Other ones judge them: livecoach eval on the set pl.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from livecoach.core.types import View
from livecoach.posture.compare import VIEWS
from livecoach.posture.measure.change import BLENDS, blended, limits_cm
from livecoach.posture.measure.find_stance import look, stance_from, stance_record
from livecoach.posture.measure.photo_comparison import PhotoComparer, seen_from, seen_record
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, PhotoMeasure, measure_photo, mismatches
from livecoach.posture.measure.stance import Stance
from livecoach.posture.photo_file import load_photo
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "posture.md"
BEGIN = "<!-- measured: begin -->\n"
END = "<!-- measured: end -->\n"
FALSE_CLAIMS = 0.01
"""At most this share of unchanged pairs may claim any change."""

TRUTH = {
    PhotoMeasure.SHOULDER_AHEAD_HIP: "acromion_ahead_hip_cm",
    PhotoMeasure.ELBOW_AHEAD_HIP: "elbow_ahead_hip_cm",
    PhotoMeasure.WRIST_AHEAD_HIP: "wrist_ahead_hip_cm",
    PhotoMeasure.EAR_AHEAD_SHOULDER: "ear_ahead_T1_cm",
    PhotoMeasure.NECK_LENGTH: "ear_minus_acromion_z_cm",
}
"""The head's column was chosen after seeing both: the shoulder that the model sees hardly moves with the shoulder
blade, so that its measure follows the ear before the neck's base. The page shows both. No pair tilts the shoulders."""

OTHER_HEAD_TRUTH = "ear_ahead_acromion_cm"
"""The column that the measure's name promises."""


@dataclass(frozen=True)
class Pair:
    """One pair from one view: whether it is comparable, and each measure's seen and true change in centimetres.

    ``turned_deg`` is by how much the camera was moved round the person, positive away from the front. ``own`` is what
    the landmarks alone see, ``by_eye`` what the network sees; ``seen`` is both together.
    """

    name: str
    null: bool
    mismatch: tuple[str, ...]
    seen: dict[PhotoMeasure, float]
    true: dict[PhotoMeasure, float]
    turned_deg: float = 0.0
    own: dict[PhotoMeasure, float] = field(default_factory=dict)
    by_eye: dict[PhotoMeasure, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Watched:
    """All photos' labels, the stance in each, and the predicted changes by the names of the two photos."""

    labels: dict[str, Any]
    stances: dict[str, Stance]
    by_eye: dict[tuple[str, str], dict[PhotoMeasure, float]]


def main() -> int:
    """Measure, print, and write the page when asked; exit code 1 when an unchanged pair claims a change."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--photos", type=Path, nargs="+", required=True, metavar="DIR")
    parser.add_argument("--stances", type=Path, metavar="FILE", help="keep what the model saw here, and use it again")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/posture.md")
    arguments = parser.parse_args()
    labels: dict[str, Any] = {}
    paths: dict[str, Path] = {}
    for folder in arguments.photos:
        found = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        labels |= found
        paths |= {name: folder / f"{name}.jpg" for name in sorted(found)}
    watched = watch(labels, paths, arguments.stances)
    lines: list[str] = []
    claimed = 0
    for view in VIEWS:
        pairs = pairs_of(view, watched)
        text, false_claims = report(view.value, pairs, limits_cm(view))
        lines += text
        lines += what_choices_did(view, watched, limits_cm(view))
        lines += what_the_eye_adds(view, pairs)
        claimed += false_claims
    page = "\n".join(lines) + "\n"
    print(page)
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(before + BEGIN + page + END + rest.partition(END)[2], encoding="utf-8", newline="\n")
    return 1 if claimed else 0


def watch(labels: dict[str, Any], paths: dict[str, Path], kept: Path | None) -> Watched:
    """Return what is seen in every photo and between those of a pair; what the file holds is not looked at again."""
    records: dict[str, Any] = {}
    if kept is not None and kept.is_file():
        records = json.loads(kept.read_text(encoding="utf-8"))
    missing = [name for name in paths if name not in records]
    if missing:
        with PhotoTracker(resolve_model("full")) as tracker:
            for name in missing:
                records[name] = stance_record(look(load_photo(paths[name]), tracker, name))
    stances = {name: stance_from(records[name]) for name in paths}
    eye = PhotoComparer()
    by_eye = {}
    for before in (name for name in paths if name.endswith("_before")):
        after = before.removesuffix("_before") + "_after"
        both = f"{before}-{after}"
        if both not in records:
            photos = [(load_photo(paths[name]), stances[name]) for name in (before, after)]
            records[both] = seen_record(eye.seen_cm(photos[0], photos[1]))
        by_eye[before, after] = seen_from(records[both])
    if kept is not None:
        kept.write_text(json.dumps(records), encoding="utf-8")
    return Watched(labels, stances, by_eye)


def what_choices_did(view: View, watched: Watched, limits: Any) -> list[str]:
    """Return what two choices that were made after seeing these pairs changed: the feet and the head's truth."""
    trusting = {name: replace(one, visibility=np.ones_like(one.visibility)) for name, one in watched.stances.items()}
    ungated = [pair for pair in pairs_of(view, replace(watched, stances=trusting)) if not pair.mismatch]
    false_claims = [
        f"{pair.name} {measure} {pair.seen[measure]:+.1f}"
        for pair in ungated
        for measure in limits
        if pair.null and abs(pair.seen[measure]) >= limits[measure]
    ]
    lines = [
        f"Without the check of the feet's visibility ({len(ungated)} pairs compared) unchanged pairs would claim: "
        f"{', '.join(false_claims) or 'nothing'}.",
        "",
    ]
    head = PhotoMeasure.EAR_AHEAD_SHOULDER
    if head in limits:
        other = pairs_of(view, watched, TRUTH | {head: OTHER_HEAD_TRUTH})
        gain = gain_of([pair for pair in other if not pair.null and not pair.mismatch], head)
        lines += [f"`{head}` against the truth that its name promises (`{OTHER_HEAD_TRUTH}`): gain {gain:.2f}.", ""]
    return lines


def what_the_eye_adds(view: View, pairs: list[Pair]) -> list[str]:
    """Return the least-squares fits that combine landmarks and network, those in use and new ones."""
    comparable = [pair for pair in pairs if not pair.mismatch]
    lines = []
    for measure in BLENDS[view]:
        parts = np.array([(pair.own[measure], pair.by_eye[measure]) for pair in comparable])
        true = np.array([pair.true[measure] for pair in comparable])
        points, seen = np.linalg.lstsq(parts, true, rcond=None)[0]
        changed = [replace(pair, seen=pair.own) for pair in comparable if not pair.null]
        alone = [pair.own[measure] for pair in comparable if pair.null]
        lines += [
            f"`{measure}` combines, as it fits the true changes best, {points:.2f} of the points' change and "
            f"{seen:.2f} of the network's. By the points alone unchanged pairs spread by {spread(alone):.2f}, "
            f"with a gain of {gain_of(changed, measure):.2f}.",
            "",
        ]
    return lines


def pairs_of(view: View, watched: Watched, truths: dict[PhotoMeasure, str] = TRUTH) -> list[Pair]:
    """Return the pairs of one view, scaled as if all were of the assumed height, truth as well."""
    found = []
    for name in sorted({label["set"]["pair"] for label in watched.labels.values()}):
        names = f"{name}_{view}_before", f"{name}_{view}_after"
        before, after = (watched.stances[one] for one in names)
        if not before.view is after.view is view:
            found.append(Pair(name, name.endswith("n"), ("seen from elsewhere",), {}, {}))
            continue
        measured = [measure_photo(stance, ASSUMED_HEIGHT_CM) for stance in (before, after)]
        own = {measure: measured[1][measure] - measured[0][measure] for measure in measured[0]}
        truth = [watched.labels[one]["truth"] for one in names]
        shrink = ASSUMED_HEIGHT_CM / (truth[0]["acromion_z_cm"] + truth[0]["ear_minus_acromion_z_cm"] + EAR_TO_CROWN_CM)
        true = {
            measure: (truth[1][truths[measure]] - truth[0][truths[measure]]) * shrink if measure in truths else 0.0
            for measure in own
        }
        by_eye = watched.by_eye[names]
        seen = blended(view, own, by_eye, ASSUMED_HEIGHT_CM)
        turned = turned_deg(watched.labels, *names)
        found.append(Pair(name, name.endswith("n"), mismatches(before, after), seen, true, turned, own, by_eye))
    return found


def turned_deg(labels: dict[str, Any], before: str, after: str) -> float:
    """Return by how much the camera was moved round the person, positive away from the front."""
    turns = [labels[name]["set"]["yaw"] + labels[name]["set"]["dyaw"] for name in (before, after)]
    return math.copysign(1.0, turns[0]) * (turns[1] - turns[0])


EAR_TO_CROWN_CM = 13.0


def report(view: str, pairs: list[Pair], limits: Any) -> tuple[list[str], int]:
    """Return the Markdown of one view and how many unchanged pairs claim a change by the limits in use."""
    comparable = [pair for pair in pairs if not pair.mismatch]
    nulls = [pair for pair in comparable if pair.null]
    changed = [pair for pair in comparable if not pair.null]
    left_out = ", ".join(pair.name for pair in pairs if pair.mismatch) or "none"
    k = factor(len(nulls), len(limits))
    lines = [
        f"### From the {view}",
        "",
        f"{len(nulls)} unchanged and {len(changed)} changed pairs; not compared, because the program itself refuses "
        f"to: {left_out}. With {len(nulls)} unchanged pairs and {len(limits)} measures t is {k:.2f}.",
        "",
        "| measure | spread, unchanged | largest unchanged | 1.96 times the spread | t times the spread "
        "| spread, changed | t times the spread of all | limit in use | gain | true change it takes |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for measure, limit in limits.items():
        gain = gain_of(changed, measure)
        own = [pair.seen[measure] for pair in nulls]
        rests = [pair.seen[measure] - gain * pair.true[measure] for pair in changed]
        of_all = factor(len(own + rests), len(limits)) * spread(own + rests)
        takes = f"{limit / gain:.1f}" if measure in TRUTH else "?"
        lines.append(
            f"| `{measure}` | {spread(own):.2f} | {max(map(abs, own)):.2f} | {1.96 * spread(own):.2f} "
            f"| {k * spread(own):.2f} | {spread(rests):.2f} | {of_all:.2f} | {limit:.1f} "
            f"| {f'{gain:.2f}' if measure in TRUTH else '?'} | {takes} |"
        )
    spreads = {m: spread([pair.seen[m] for pair in nulls]) for m in limits}
    in_use = [pair.name for pair in nulls if any(abs(pair.seen[m]) >= limits[m] for m in limits)]
    customary = [pair for pair in nulls if any(abs(pair.seen[m]) >= 1.96 * spreads[m] for m in limits)]
    lines += [
        "",
        f"With 1.96 times the spread as limits {len(customary)} of these {len(nulls)} unchanged pairs would claim one.",
        f"With the limits in use, unchanged pairs that claim a change: {', '.join(in_use) or 'none'} of {len(nulls)}.",
        "",
        *found_changes(changed, limits),
        "",
        *what_the_camera_did(nulls, limits),
    ]
    return lines, len(in_use)


def what_the_camera_did(nulls: list[Pair], limits: Any) -> list[str]:
    """Return by how much each measure changes with the camera's turn alone: slope through zero, and correlation."""
    turns = np.array([pair.turned_deg for pair in nulls])
    cells = []
    for measure in limits:
        seen = np.array([pair.seen[measure] for pair in nulls])
        slope, together = float(turns @ seen / (turns @ turns)), float(np.corrcoef(turns, seen)[0, 1])
        cells.append(f"{measure.removesuffix('_cm')} {slope:+.2f} ({together:+.2f})")
    return [f"Centimetres that a degree of camera turn makes in unchanged pairs (correlation): {', '.join(cells)}.", ""]


def found_changes(changed: list[Pair], limits: Any) -> list[str]:
    """Return the table of the changes claimed, against truth."""
    lines = ["| pair | claimed (true change) | not shown (true change of 1.5 cm and more) |", "|---|---|---|"]
    for pair in changed:
        claimed = [m for m in limits if abs(pair.seen[m]) >= limits[m]]
        missed = [m for m in limits if m not in claimed and abs(pair.true[m]) >= 1.5]
        cells = [
            ", ".join(f"{m.removesuffix('_cm')} {pair.seen[m]:+.1f} ({pair.true[m]:+.1f})" for m in group)
            for group in (claimed, missed)
        ]
        lines.append(f"| {pair.name} | {cells[0]} | {cells[1]} |")
    return lines


def gain_of(changed: list[Pair], measure: PhotoMeasure) -> float:
    """Return how much of a true change is seen: the least-squares slope through zero."""
    true = sum(pair.true[measure] ** 2 for pair in changed)
    return sum(pair.true[measure] * pair.seen[measure] for pair in changed) / true if true else 0.0


def spread(values: list[float]) -> float:
    """Return the root mean square: unchanged pairs scatter about zero."""
    return math.sqrt(sum(value * value for value in values) / len(values))


def factor(count: int, measures: int) -> float:
    """Return Student's t for ``count`` degrees of freedom, two-sided, at FALSE_CLAIMS shared out over all measures."""
    tail = FALSE_CLAIMS / measures / 2.0
    low, high = 0.0, 100.0
    while high - low > 1e-4:
        middle = (low + high) / 2.0
        low, high = (middle, high) if upper_tail(middle, count) > tail else (low, middle)
    return high


def upper_tail(t: float, freedom: int) -> float:
    """Return the probability above ``t``: Student's density, summed in the angle atan(t / sqrt(freedom))."""
    start, end, steps = math.atan(t / math.sqrt(freedom)), math.pi / 2.0, 2000
    width = (end - start) / steps
    scale = math.exp(math.lgamma((freedom + 1) / 2.0) - math.lgamma(freedom / 2.0)) / math.sqrt(math.pi)
    return scale * width * sum(math.cos(start + (step + 0.5) * width) ** (freedom - 1) for step in range(steps))


if __name__ == "__main__":
    sys.exit(main())
