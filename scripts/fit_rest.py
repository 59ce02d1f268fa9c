"""What clean pulls show against the person at rest.

python scripts/fit_rest.py ../shared/truth/dev ../shared/truth/train --landmarks SEEN [--jobs 2]

``SEEN`` holds recorded landmarks, as ``livecoach eval SET --landmarks SEEN`` leaves them; the networks look at the
pictures again, and no pull ever becomes the reference. Prints what a network sees of clean pulls, by drive, above what
the rules of ``livecoach.faults`` take as usual; and for each view mean and spread over the clean reps of the highest
value above the usual, and mean plus two spreads as a factor of the limit: the rules' own factors come from that. Views
with few people are drawn towards the whole (as if eight more of average people had been seen there).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.clip import ClipSource
from livecoach.config.schema import Profile
from livecoach.core.types import BaselineHow, Phase, View
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.processes import in_processes
from livecoach.evaluate.pulls.labels import load_labels
from livecoach.evaluate.tracked_clip import recording_of, tracking_setup, video_of
from livecoach.exercises.catalogue import exercise_named
from livecoach.faults.registry import fault_named
from livecoach.session.engine.reference_choice import ReferenceChoice, Use
from livecoach.session.factory import new_engine
from livecoach.track.replay import ReplayTracker, load_landmarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.evaluate.labelled_clip import LabelledClip

HELD = {"shrug": 3, "lumbar_extension": 1, "head_protrusion": 4}
"""Frames at 30 a second that a value must be held to open a fault (``on_s`` of the profile)."""

PEOPLE = 8
"""So many average people each view is drawn towards."""

LARGE = {"shrug": 12.0, "lumbar_extension": 12.0, "head_protrusion": 4.0}
"""Degrees, and centimetres for the head: faults from here on are those that must be found."""

PULLING = (Phase.DRIVE, Phase.HOLD, Phase.RETURN)

DRIVES = (0.4, 0.55, 0.7, 0.85, 1.01)


class NoReference(ReferenceChoice):
    """Takes no pull as the reference."""

    def use(self, *_: object, **__: object) -> Use:
        """Return that the rep is not used."""
        return Use()


@dataclass(frozen=True, slots=True)
class Row:
    """One fault in one rep; ``frames`` are drive and value above the usual."""

    clip: str
    view: str
    kind: str
    label: Label
    size: float
    frames: tuple[tuple[float, float], ...]

    @property
    def held(self) -> float:
        """The highest value that was held long enough to open a fault, NaN where too little was known."""
        values = np.array([value for _, value in self.frames])
        if len(values) < HELD[self.kind]:
            return float("nan")
        return float(np.lib.stride_tricks.sliding_window_view(values, HELD[self.kind]).min(axis=1).max())


def watched(landmarks: Path, clip: LabelledClip) -> list[Row]:
    """Return the rows of a clip; none without landmarks, pictures or somebody who stood still."""
    path, video = recording_of(clip, tracking_setup("full", landmarks)), video_of(clip)
    if path is None or video is None:
        return []
    engine = new_engine(exercise_named("pit_pull"), Profile())
    engine._reference = NoReference()  # type: ignore[attr-defined]
    known: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    with ClipSource(video) as source, ReplayTracker(load_landmarks(path)) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is None:
                continue
            step = engine.step(frame, tracker.track(frame))
            if step.phase in PULLING and step.drive >= DRIVES[0]:
                for state in step.readings:
                    known[state.kind].append((frame.t_s, step.drive, state.value))
    if step.baseline.how is not BaselineHow.STILL:
        return []
    return [
        Row(
            clip.name,
            step.baseline.view.value,
            kind,
            label,
            rep.sizes[kind],
            tuple((drive, value) for t_s, drive, value in known[kind] if rep.start_s <= t_s < rep.end_s),
        )
        for rep in clip.reps
        for kind, label in rep.labels.items()
    ]


def report(kind: str, rows: Sequence[Row]) -> None:
    """Print what the clean reps of one fault show, and what its factors would find and flag."""
    fault = fault_named(kind)
    limit = Profile().fault(kind).limit
    clean = [row for row in rows if row.label is Label.CLEAN and np.isfinite(row.held)]
    large = [row for row in rows if row.label is Label.FAULT and row.size >= LARGE[kind] and np.isfinite(row.held)]
    drives, values = np.array([frame for row in clean for frame in row.frames]).T
    print(f"\n{kind}: {len(clean)} clean reps, {len(large)} large faults; above the usual by drive:")
    for low, high in pairwise(DRIVES):
        within = values[(low <= drives) & (drives < high)]
        print(f"  {low:.2f} to {high:.2f}: median {np.median(within):.4f}, spread {np.std(within):.4f}")
    everyone = np.array([row.held for row in clean])
    found = flagged = 0
    for view in sorted({row.view for row in rows}):
        here = [row for row in clean if row.view == view]
        people = len({row.clip for row in here})
        held = np.array([row.held for row in here])
        mean = (people * held.mean() + PEOPLE * everyone.mean()) / (people + PEOPLE)
        spread = np.sqrt((people * held.var() + PEOPLE * everyone.var()) / (people + PEOPLE))
        factor = fault.rest.factors[View(view)].value if fault.rest is not None else float("nan")
        found += sum(row.held > factor * limit for row in large if row.view == view)
        flagged += sum(row.held > factor * limit for row in here)
        print(
            f"  {view}: {people} people, held {held.mean():.4f} (spread {held.std():.4f}); mean and two spreads are "
            f"{(mean + 2.0 * spread) / limit:.2f} of the limit, the factor is {factor:.2f}"
        )
    print(f"  against the rest alone: {found} of {len(large)} found, {flagged} of {len(clean)} clean reps flagged")


def main() -> None:
    """Watch all clips and print the report."""
    parser = argparse.ArgumentParser(description="What clean pulls show against the person at rest.")
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--landmarks", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    clips = [clip for folder in args.sets for clip in load_labels(folder)]
    with in_processes(args.jobs) as mapped:
        rows = [row for clip in mapped(partial(watched, args.landmarks), clips) for row in clip]
    print(f"{len({row.clip for row in rows})} clips of people who stood still and were tracked")
    for kind in HELD:
        report(kind, [row for row in rows if row.kind == kind])


if __name__ == "__main__":
    main()
