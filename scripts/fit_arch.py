"""How much of an arch stands behind a degree that the eye sees and a degree that the trunk leans back.

python scripts/fit_arch.py SEEN CLIPS...        (SEEN: recorded landmarks with the eye's values, as ``eval`` keeps them)

Each clip is replayed through the engine. In the frames of its labelled reps in which the elbows are well back, the
true extension of the low back (lumbar_ext_deg of NAME.csv, less that of the still stance) is fitted by least squares,
without a constant: a clean person has no arch. Those seen from 25 to 155 degrees of yaw are taken together. Then a
tenth of the clips after the other is left out, in the orders of ``SEEDS``: printed is how far the fit is off there, in
degrees (root mean square), with the lean and without.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.config.schema import Profile
from livecoach.core import names
from livecoach.core.types import BaselineHow, View
from livecoach.detect.lumbar_extension import LumbarExtensionRule
from livecoach.evaluate.labels import load_labels
from livecoach.evaluate.sightings import eyes, recording_of, sightings_of
from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.session.engine import Engine
from livecoach.session.onlooker import RecordedOnlooker
from livecoach.session.setup import new_engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from livecoach.evaluate.labels import LabelledClip
    from livecoach.evaluate.sightings import Eyes

SEEDS = (0, 1, 2)
FOLDS = 10
WELL_BACK = 0.6  # of the full travel: an arch comes with the pull
SIDEWAYS = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)
RULE = LumbarExtensionRule()


def main() -> None:
    """Print the weights and how far they are off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seen", type=Path, help="folder of recorded landmarks")
    parser.add_argument(
        "clips", type=Path, nargs="+", help="labelled sets with the truth of each frame beside the clips"
    )
    arguments = parser.parse_args()
    by = eyes("full", arguments.seen)
    sets: defaultdict[str, dict[str, NDArray[np.float64]]] = defaultdict(dict)
    for folder in arguments.clips:
        for clip in load_labels(folder):
            if recording_of(clip, by) is not None:
                view, rows = frames(clip, by)
                if len(rows):
                    sets[view][clip.name] = rows
    for view, clips in sorted(sets.items()):
        told = ", ".join(f"{weight:.2f}" for weight in weights(list(clips.values())))
        print(f"{view}: {len(clips)} clips, {sum(map(len, clips.values()))} frames; eye and lean {told}")
        for columns, what in ((2, "eye and lean"), (1, "eye alone")):
            print(f"  {what}: off by {left_out(clips, columns):.2f} degrees in clips left out")


def frames(clip: LabelledClip, by: Eyes) -> tuple[str, NDArray[np.float64]]:
    """Return the group of the clip's view and (n, 3): the eye's arch, the lean and the true arch in degrees."""
    seen = sightings_of(clip, by, lambda: new_engine(PIT_PULL, Profile()))
    if seen.eye is None:
        return "", np.empty((0, 3))
    engine = Engine(PIT_PULL, Profile(), None, RecordedOnlooker(seen.eye.astype(np.float64)))
    t_s, arch_deg = truth(clip)
    rows = []
    for frame, sighting in seen.frames:
        step = engine.step(frame, sighting)
        in_rep = any(rep.start_s <= frame.t_s < rep.end_s for rep in clip.reps)
        if step.measures is None or step.calibrating or step.baseline.how is not BaselineHow.STILL or not in_rep:
            continue
        lean = RULE.scores(step.measures, step.baseline)[0]
        rows.append((step.drive, step.measures[names.LUMBAR_SEEN_DEG], lean, np.interp(frame.t_s, t_s, arch_deg)))
    table = np.array(rows).reshape(-1, 4)
    known = np.isfinite(table).all(axis=1) & (table[:, 0] > WELL_BACK)
    view = step.baseline.view
    return "sideways" if view in SIDEWAYS else view.value, table[known, 1:]


def truth(clip: LabelledClip) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return times and the true extension over that of the still stance (the frames before the first rep)."""
    with (clip.folder / f"{clip.name}.csv").open(encoding="utf-8", newline="") as file:
        lines = [(float(line["t_s"]), float(line["lumbar_ext_deg"])) for line in csv.DictReader(file)]
    t_s, arch_deg = np.array(lines).T
    return t_s, arch_deg - np.median(arch_deg[t_s < clip.reps[0].start_s])


def weights(clips: list[NDArray[np.float64]], columns: int = 2) -> NDArray[np.float64]:
    """Return the degrees of arch for a degree of each of the first ``columns``."""
    rows = np.concatenate(clips)
    return np.asarray(np.linalg.lstsq(rows[:, :columns], rows[:, 2], rcond=None)[0], np.float64)


def left_out(clips: Mapping[str, NDArray[np.float64]], columns: int) -> float:
    """Return how far the fit is off in clips that it was not made of, in degrees."""
    errors = []
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(sorted(clips))
        for fold in range(FOLDS):
            out = set(order[fold::FOLDS])
            fit = weights([rows for name, rows in clips.items() if name not in out], columns)
            errors += [clips[name][:, :columns] @ fit - clips[name][:, 2] for name in sorted(out)]
    return float(np.sqrt(np.mean(np.concatenate(errors) ** 2)))


if __name__ == "__main__":
    main()
