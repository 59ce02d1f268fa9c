"""Learns how the trunk's cells move with a breath and writes livecoach/assets/breath_map.json (docs/breath.md).

python scripts/eval_sets/make_breath.py bs > bs.json        and so with bw
python scripts/eval_sets/generate2.py bs.json pictures --png $(seq -s, 0 22 440)    (where: see make_sets.py)
python scripts/learn_breath.py pictures bs.json bw.json
python scripts/learn_breath.py pictures bs.json bw.json --check     for people left out; writes nothing

Of each person 21 pictures, 1.5 s apart, are enough: each and the next two give the cells' motion and the truth's change
of volume between them. A ridge regression for each view, one for the cells' rise and one for their way aside; from the
side where the person faces the picture's left what is learned is mirrored, from front and back both ways are learned.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.core.breath import Posture
from livecoach.core.resources import breath_map
from livecoach.core.types import Frame, View
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import view_of
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.vision.breath_flow import BreathFlow

sys.path.insert(0, str(Path(__file__).parent / "eval_sets"))
import generate2

if TYPE_CHECKING:
    from numpy.typing import NDArray

FPS = 15
STEP = 22
LAST = 440
AHEAD = (1, 2)
RIDGE = 0.01
"""Share of the mean square of a motion that is added to each one's: the fewer people, the more of it."""

TORSO_CM = 50.0
DECIMALS = 3
FOLDS = 6
PARTS = {"rise": 1, "across": 0}
VIEWS = (View.FRONT, View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK, View.BACK)
EITHER_WAY = (View.FRONT, View.BACK)


@dataclass(frozen=True)
class Person:
    """One person's changes, in torso lengths: ``moved`` (n, rows, columns, 2), facing right, ``volume`` (n,)."""

    name: str
    view: View
    moved: NDArray[np.float64]
    volume: NDArray[np.float64]


def main() -> None:
    """Learn from all and write the table, or from some and show what it gives for the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pictures", type=Path)
    parser.add_argument("scenarios", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    scenarios = [one for file in options.scenarios for one in json.loads(file.read_text(encoding="utf-8"))]
    people = [person for scenario in scenarios if (person := watched(scenario, options.pictures)) is not None]
    if options.check:
        show(people)
        return
    table = {
        view: {part: learned(people, view, axis).round(DECIMALS).tolist() for part, axis in PARTS.items()}
        for view in VIEWS
    }
    text = json.dumps(table, indent=1)
    breath_map().write_text(text + "\n", encoding="utf-8")


def watched(scenario: dict[str, Any], folder: Path) -> Person | None:
    """Measure the motion between a person's pictures; None where the pose model sees nobody."""
    at = range(0, LAST + 1, STEP)
    pictures = [cv2.imread(str(folder / f"{scenario['name']}_{index:04d}.png")) for index in at]
    with MediaPipeTracker(resolve_model("full")) as tracker:
        poses = [tracker.track(Frame(index, 0.1 * index, pictures[0])).pose for index in range(2)]
    pose = poses[-1]
    if pose is None:
        return None
    volume = volumes(scenario)[list(at)]
    moved, change = [], []
    for first in range(len(pictures)):
        for second in (first + ahead for ahead in AHEAD if first + ahead < len(pictures)):
            flow = BreathFlow(Posture.UPRIGHT)
            flow.update(Frame(0, 0.0, pictures[first]), pose)
            grid = flow.update(Frame(1, 0.1, pictures[second]), pose)
            if grid is None:
                raise SystemExit(f"no trunk in {scenario['name']}")
            moved.append(np.nan_to_num(grid.offsets))
            change.append(volume[second] - volume[first])
    yaw_deg = body_yaw_deg(pose)
    both = np.array(moved)
    return Person(scenario["name"], view_of(yaw_deg), mirrored(both) if yaw_deg > 0.0 else both, np.array(change))


def volumes(scenario: dict[str, Any]) -> NDArray[np.float64]:
    """Return how far the body is blown up at each frame, in torso lengths, as generate2.py draws it."""
    generate2.FPS = FPS
    known = {**generate2.DEF, **{key: value for key, value in scenario.items() if key in generate2.DEF}}
    random = np.random.default_rng(scenario["seed"] + 5)
    wave, _ = generate2.breath_wave(known, random, round(known["dur"] * FPS))
    size_cm = (known["chest_cm"] + known["belly_cm"] + known["rise_cm"]) / 3.0
    return np.asarray(wave * size_cm / TORSO_CM, np.float64)


def mirrored(moved: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a mirror would show."""
    return moved[..., ::-1, :] * np.array([-1.0, 1.0])


def learned(people: list[Person], view: View, axis: int) -> NDArray[np.float64]:
    """Return the weights (rows, columns) of one view and one component."""
    chosen = [person for person in people if person.view is view]
    moved = np.concatenate([person.moved for person in chosen])
    volume = np.concatenate([person.volume for person in chosen])
    if view in EITHER_WAY:
        moved, volume = np.concatenate([moved, mirrored(moved)]), np.concatenate([volume, volume])
    cells = moved[..., axis].reshape(len(moved), -1)
    square = cells.T @ cells / len(cells)
    square += RIDGE * float((cells**2).mean()) * np.eye(len(square))
    return np.linalg.solve(square, cells.T @ volume / len(cells)).reshape(moved.shape[1:3])


def show(people: list[Person]) -> None:
    """Print, for people left out of the learning, how well the two numbers follow the volume, and what they share."""
    print("| person | view | r of rise | r of widening | r of both | shared swing, thousandths of a torso length |")
    print("|---|---|---|---|---|---|")
    follows: list[list[float]] = []
    breathing: list[float] = []
    still: list[float] = []
    for index, person in enumerate(people):
        others = [other for at, other in enumerate(people) if at // FOLDS % FOLDS != index // FOLDS % FOLDS]
        rise, across = (
            (person.moved[..., axis] * learned(others, person.view, axis)).sum(axis=(1, 2)) for axis in PARTS.values()
        )
        shared = 1000.0 * min(rise.std(), across.std()) * float(np.corrcoef(rise, across)[0, 1])
        if person.volume.std() > 0.0:
            r = [float(np.corrcoef(part, person.volume)[0, 1]) for part in (rise, across, rise + across)]
            follows.append(r)
            breathing.append(shared)
        else:
            r = []
            still.append(shared)
        told = " | ".join(f"{part:.2f}" for part in r) or "- | - | -"
        print(f"| {person.name} | {person.view.replace('_', ' ')} | {told} | {shared:.2f} |")
    print(f"\nmedian r of rise, widening and both: {np.median(follows, axis=0).round(3)}")
    for passing in (0, 1, 3):
        limit = sorted(still)[-1 - passing]
        seen = sum(shared > limit for shared in breathing)
        print(f"above {limit:.2f}: {passing} of {len(still)} who do not breathe, {seen} of {len(breathing)} who do")


if __name__ == "__main__":
    main()
