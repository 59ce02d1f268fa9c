"""What is known of each clip: its kind of movement, its pulls, and the level at each time.

Real clips are labelled by eye with the times of their peaks. Between two peaks the level follows the bend of the
elbows, from 1 at the peaks to 0 where the arms are straightest; where the bend says little (flies) it follows a cosine.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from figure import KINDS, PULLS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_KIND_BY_NAME = (
    ("upright", "upright_row"), ("row_", "row"), ("facepull", "face_pull"), ("pulldown", "pulldown"),
    ("pullup", "pulldown"), ("revfly", "reverse_fly"), ("reversefly", "reverse_fly"), ("shrug", "shrug"),
    ("press", "press"), ("pushup", "press"), ("latraise", "raise"), ("lateralraise", "raise"), ("plateraise", "raise"),
    ("jumpingjack", "raise"), ("curl", "curl"), ("kickback", "curl"),
)  # fmt: skip
_SAME_SOURCE = (
    ("facepull_side_hightolow", "facepull_side_lowtohigh"), ("row_cable_seated",), ("row_barbell",), ("n_press_phone",),
    ("n_curl_phone", "n_latraise_phone", "n_deadlift_phone"), ("n_pullup_phone",),
)  # fmt: skip
"""Clips that may show the same person or room: they are left out together."""

SHRUGS = {"shrug_barbell_front_01": (0.4, 3.1, 5.8, 8.6), "n_shrug_db_seated_01": (1.2, 4.4, 7.3, 10.2)}


@dataclass(frozen=True)
class Label:
    """One clip: ``counts`` are the right ones, ``peaks`` of whole pulls, ``cut`` those that begin or end cut off."""

    name: str
    kind: int
    group: str
    role: str
    counts: tuple[int, ...]
    peaks: tuple[float, ...]
    cut: tuple[float, ...]

    @property
    def pulls(self) -> bool:
        """Whether its pulls are to be counted."""
        return self.role in ("pull", "pullup")


def read_labels(path: Path) -> list[Label]:
    """Read a ``labels.csv`` of real clips, in either of its two layouts."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_label(row) for row in csv.DictReader(file)]


def _label(row: dict[str, str]) -> Label:
    name = row["clip"].removesuffix(".mp4")
    kind = next((KINDS.index(kind) for part, kind in _KIND_BY_NAME if part in name), KINDS.index("other"))
    role = row.get("class") or ("pull" if kind in PULLS else "shrug" if name in SHRUGS else "negative")
    group = next((starts[0] for starts in _SAME_SOURCE if name.startswith(starts)), name)
    text, edge = row["reps_by_eye"], row.get("edge", "")
    peaks = [float(part) for part in (row.get("peak_times_s") or row.get("peak_times") or "").split("|") if part]
    count, cut = int(text.split()[0]), []
    if "starts" in text:  # the first peak listed is not a whole pull
        cut.append(peaks.pop(0))
    if "starts at the top" in edge:
        cut.append(0.0)
    ends = re.match(r"([\d.]+) at the top at the end", edge)
    if ends:
        cut.append(float(ends[1]))
    one_more = ends is not None or "+ 13th" in text or "rising" in text
    if role not in ("pull", "pullup"):
        return Label(name, kind, group, role, (0,), (), ())
    return Label(name, kind, group, role, (count, count + 1) if one_more else (count,), tuple(peaks), tuple(cut))


def labelled(
    label: Label, t_s: NDArray[np.float64], points: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return levels (T, 2) of pull and shrug, NaN where unknown, and kinds (T,), -1 where unknown."""
    levels, kinds = np.full((len(t_s), 2), np.nan), np.full(len(t_s), -1)
    if label.pulls:
        levels[:, 1] = 0.0
        _label_pulls(label, t_s, points, levels[:, 0], kinds)
    elif label.role != "ambiguous":
        levels[:], kinds[:] = 0.0, label.kind
        if label.name in SHRUGS:
            peaks = np.array(SHRUGS[label.name])
            away_s = np.abs(t_s[:, None] - peaks).min(axis=1)
            half_s = min(0.5 * float(np.median(np.diff(peaks))), 1.3)
            levels[:, 1] = _cosine(away_s / half_s)
    elif KINDS[label.kind] == "upright_row":
        levels[:, 0], kinds[:] = 0.0, label.kind
    return levels, kinds


def _cosine(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(0.5 + 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)))


def _bend(points: NDArray[np.float64], t_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the elbows' bend in degrees; of one arm where the other hardly bends."""
    bends = []
    for shoulder, elbow, wrist in ((3, 5, 7), (4, 6, 8)):
        upper = points[:, elbow, 2:] - points[:, shoulder, 2:]
        fore = points[:, wrist, 2:] - points[:, elbow, 2:]
        cosine = (upper * fore).sum(1) / (np.linalg.norm(upper, axis=1) * np.linalg.norm(fore, axis=1) + 1e-9)
        bends.append(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
    both = np.stack(bends, axis=1)
    ranges = np.nanpercentile(both, 95, axis=0) - np.nanpercentile(both, 5, axis=0)
    bend = both.mean(axis=1) if ranges.min() > 0.5 * ranges.max() else both[:, int(ranges.argmax())]
    known = np.isfinite(bend)
    bend = np.interp(t_s, t_s[known], bend[known])
    return np.convolve(np.pad(bend, 1, mode="edge"), np.ones(3) / 3.0, "valid")


def _label_pulls(
    label: Label,
    t_s: NDArray[np.float64],
    points: NDArray[np.float64],
    level: NDArray[np.float64],
    kinds: NDArray[np.int64],
) -> None:
    fly = KINDS[label.kind] == "reverse_fly"
    bend = _bend(points, t_s)
    peaks = sorted(label.peaks + label.cut)
    gaps = np.diff(peaks)
    half_s = min(0.5 * float(np.median(gaps)) if len(gaps) else 1.25, 1.2)

    def straightest(begin_s: float, end_s: float) -> float | None:
        inside = (t_s >= begin_s) & (t_s <= end_s)
        return float(t_s[inside][np.argmin(bend[inside])]) if inside.sum() >= 3 else None

    def between(peak_s: float, reach_s: float) -> None:
        inside = (t_s >= min(peak_s, reach_s) - 1e-6) & (t_s <= max(peak_s, reach_s) + 1e-6)
        top, bottom = np.interp(peak_s, t_s, bend), np.interp(reach_s, t_s, bend)
        near = abs(reach_s - peak_s) < 1.5
        away_s = np.abs(t_s[inside] - peak_s)
        cosine = _cosine(away_s / (max(abs(reach_s - peak_s), 1e-6) if near else 1.0))
        if top - bottom > 30.0 and not fly:
            bent = np.clip((bend[inside] - bottom) / (top - bottom), 0.0, 1.0)
            cosine = 0.75 * bent + 0.25 * cosine if near else bent
        level[inside] = cosine

    for one, other in pairwise(peaks):
        inner = straightest(one + 0.2 * (other - one), other - 0.15 * (other - one))
        reach_s = 0.5 * (one + other) if fly or inner is None else inner
        between(one, reach_s)
        between(other, reach_s)
    for peak_s, side in ((peaks[0], -1.0), (peaks[-1], 1.0)):
        end_s = float(np.clip(peak_s + side * half_s, t_s[0], t_s[-1]))
        inner = straightest(min(peak_s, end_s), max(peak_s, end_s))
        reach_s = end_s if fly or inner is None else inner
        if abs(reach_s - peak_s) > 0.3:
            between(peak_s, reach_s)
    for peak_s in peaks:
        near = np.abs(t_s - peak_s) <= 0.1
        level[near] = np.maximum(np.nan_to_num(level[near]), 0.9)
    level[t_s < peaks[0] - 2.5 * max(half_s, 1.0)] = 0.0
    kinds[(t_s >= peaks[0] - half_s) & (t_s <= peaks[-1] + half_s)] = label.kind
