"""Counts of clips by networks that were not trained on them (livecoach's environment).

python count.py NETWORKS --real LABELS.csv LANDMARKS ... --rendered FOLDER LANDMARKS ...

NETWORKS is the folder that train.py wrote. Prints one row a real clip, then the totals, in Markdown; beside them what
the rules alone (``reps.PullCounter``) count. Of rendered clips it prints how many are counted exactly, and how far the
times of the pulls are off the truth (where the elbow drive passes the same shares of its travel).
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from dataset import poses_of
from figure import KINDS
from labels import SHRUGS, read_labels

from livecoach.config.schema import Reps
from livecoach.detect.pulls.network import load_network
from livecoach.detect.pulls.pull_trace import PullTrace, Sample
from livecoach.detect.pulls.reps import PullCounter
from livecoach.detect.pulls.segmenter import PullSegmenter
from livecoach.exercises.catalogue import exercise_named
from livecoach.measure.meter import Meter

if TYPE_CHECKING:
    from labels import Label

    from livecoach.core.movements import RefusedMovement
    from livecoach.core.types import Measures, Pose
    from livecoach.detect.pulls.network import MovementNetwork
    from livecoach.detect.pulls.reps import Pull
    from livecoach.detect.pulls.segmenter import RepCounting

MOST_OFF_S = 1.0
TRUE_START, TRUE_END = 0.12, 0.2
"""Shares of its travel at which the rendered drive has begun and the return has ended."""


@dataclass
class Total:
    """What a way of counting got right."""

    exact: int = 0
    within_one: int = 0
    clips: int = 0
    found: int = 0
    peaks: int = 0
    false: int = 0
    other_s: float = 0.0

    def add(self, label: Label, pulls: list[Pull], long_s: float) -> None:
        """Take in one clip."""
        if label.role == "ambiguous":
            return
        if not label.pulls:
            self.false += len(pulls)
            self.other_s += long_s
            return
        self.clips += 1
        self.exact += len(pulls) in label.counts
        self.within_one += min(abs(len(pulls) - count) for count in label.counts) <= 1
        self.peaks += len(label.peaks)
        left = [pull.peak_s for pull in pulls]
        for peak_s in label.peaks:
            near = min(left, key=lambda at_s: abs(at_s - peak_s), default=None)
            if near is not None and abs(near - peak_s) <= MOST_OFF_S:
                self.found += 1
                left.remove(near)

    def row(self, name: str) -> str:
        """Return the totals as a row."""
        minutes = self.other_s / 60.0
        counts = (f"{right} of {self.clips}" for right in (self.exact, self.within_one))
        rate = self.false / max(minutes, 1e-9)
        cells = (name, *counts, f"{self.found} of {self.peaks}", f"{self.false} in {minutes:.1f} min ({rate:.2f})")
        return f"| {' | '.join(cells)} |"


@dataclass
class Counted:
    """One clip's pulls, and what was refused."""

    pulls: list[Pull] = field(default_factory=list)
    refused: list[RefusedMovement] = field(default_factory=list)


def counted(counter: RepCounting, seen: list[tuple[Measures, Pose]]) -> Counted:
    """Return what a counter makes of a clip."""
    result = Counted()
    for measures, pose in seen:
        motion = counter.update(measures, pose)
        result.refused += motion.refused
        if motion.finished is not None:
            result.pulls.append(motion.finished)
    last = counter.flush()
    if last is not None:
        result.pulls.append(last)
    return result


def network_for(networks: Path, name: str) -> MovementNetwork:
    """Return the network that was trained without a clip; that of all where none saw it."""
    fold = json.loads((networks / "folds.json").read_text(encoding="utf-8")).get(name)
    return load_network(networks / ("all.npz" if fold is None else f"fold{fold}.npz"))


def seen_in(path: Path) -> list[tuple[Measures, Pose]]:
    """Return the poses of a recording with their measures."""
    meter = Meter()
    return [(meter.measure(pose), pose) for pose in poses_of(path) if pose is not None]


def real(networks: Path, sets: list[list[Path]]) -> None:
    """Print the table of real clips."""
    totals = {"network, clip left out": Total(), "rules alone": Total()}
    print("| clip | movement | right | network | rules | refused |\n| --- | --- | --- | --- | --- | --- |")
    for label, landmarks in ((label, landmarks) for labels, landmarks in sets for label in read_labels(labels)):
        seen = seen_in(landmarks / f"{label.name}.npz")
        network = network_for(networks, label.name)
        both = [counted(counter, seen) for counter in (PullSegmenter(Reps(), network), PullCounter(Reps()))]
        long_s = seen[-1][0].t_s - seen[0][0].t_s if seen else 0.0
        for total, one in zip(totals.values(), both, strict=True):
            total.add(label, one.pulls, long_s)
        right = " or ".join(map(str, label.counts)) if label.role != "ambiguous" else "not scored"
        why = ", ".join(sorted({f"{refusal.veto} ({refusal.movement})" for refusal in both[0].refused}))
        row = (label.name, KINDS[label.kind], right, len(both[0].pulls), len(both[1].pulls), why)
        print(f"| {' | '.join(map(str, row))} |", flush=True)
    print("\n| counted by | exact | within one | full pulls found | false pulls (a minute) |")
    print("| --- | --- | --- | --- | --- |")
    for name, total in totals.items():
        print(total.row(name))


def by_exercise(networks: Path, sets: list[list[Path]]) -> None:
    """Print how many pulls each exercise counts in the clips of each movement."""
    names = ("row", "pulldown", "face_pull", "shrug")
    print(f"\n| clips of | pulls | {' | '.join(names)} |\n| --- | --- | {' | '.join(['---'] * len(names))} |")
    totals = {name: dict.fromkeys(("pulls", *names), 0) for name in names}
    for label, landmarks in ((label, landmarks) for labels, landmarks in sets for label in read_labels(labels)):
        kind = KINDS[label.kind]
        if kind not in names or label.role == "ambiguous":
            continue
        seen = seen_in(landmarks / f"{label.name}.npz")
        totals[kind]["pulls"] += len(SHRUGS.get(label.name, label.peaks))
        for name in names:
            counter = PullSegmenter(Reps(), network_for(networks, label.name), exercise_named(name).movements)
            totals[kind][name] += len(counted(counter, seen).pulls)
    for kind, row in totals.items():
        print(f"| {kind} | {' | '.join(map(str, row.values()))} |")


def rendered(networks: Path, folder: Path, landmarks: Path) -> None:
    """Print counts and times of one set of rendered clips."""
    off_s: dict[str, list[list[float]]] = {"network, clip left out": [], "rules alone": []}
    exact = dict.fromkeys(off_s, 0)
    names = sorted(path.stem for path in landmarks.glob("*.npz") if (folder / f"{path.stem}.csv").is_file())
    for name in names:
        truth = true_pulls(folder / f"{name}.csv")
        seen = seen_in(landmarks / f"{name}.npz")
        counters = (PullSegmenter(Reps(), network_for(networks, name)), PullCounter(Reps()))
        for way, counter in zip(off_s, counters, strict=True):
            pulls = counted(counter, seen).pulls
            exact[way] += len(pulls) == len(truth)
            for pull in pulls:
                near = min(truth, key=lambda true: abs(true[1] - pull.peak_s))
                found = (pull.start_s, pull.peak_s, pull.end_s)
                off_s[way].append([one - other for one, other in zip(found, near, strict=True)])
    print("\n| rendered | exact | start off, median (90 %) s | peak | end |\n| --- | --- | --- | --- | --- |")
    for way, rows in off_s.items():
        errors = np.abs(np.array(rows))
        middle, most = np.median(errors, axis=0), np.quantile(errors, 0.9, axis=0)
        cells = " | ".join(f"{one:.2f} ({other:.2f})" for one, other in zip(middle, most, strict=True))
        print(f"| {way} | {exact[way]} of {len(names)} | {cells} |")


def true_pulls(path: Path) -> list[tuple[float, float, float]]:
    """Return start, peak and end of the pulls by the rendered elbows' own drive."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pulls = []
    for _, group in groupby(rows, key=lambda row: row["rep"]):
        rep = list(group)
        drives = [float(row["elbow_drive"]) for row in rep]
        if rep[0]["rep"] == "-1" or max(drives) < 0.3:
            continue
        trace = PullTrace(math.inf)
        for row, drive in zip(rep, drives, strict=True):
            trace.add(Sample(float(row["t_s"]), drive))
        top_s = float(rep[drives.index(max(drives))]["t_s"])
        start_s = trace.rising_crossing_s(TRUE_START * max(drives), top_s)
        end_s = trace.falling_crossing_s(TRUE_END * max(drives), float(rep[-1]["t_s"]))
        pulls.append((start_s, trace.centre_s(0.5 * max(drives), start_s), end_s))
    return pulls


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", type=Path)
    parser.add_argument("--real", type=Path, nargs=2, action="append", default=[])
    parser.add_argument("--rendered", type=Path, nargs=2, action="append", default=[])
    arguments = parser.parse_args()
    if arguments.real:
        real(arguments.networks, arguments.real)
        by_exercise(arguments.networks, arguments.real)
    for folder, landmarks in arguments.rendered:
        rendered(arguments.networks, folder, landmarks)


if __name__ == "__main__":
    main()
