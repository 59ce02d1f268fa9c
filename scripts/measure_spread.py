"""How far each measure wanders within clean reps: real people against rendered ones.

python scripts/measure_spread.py ../shared seen_real [seen_train]       writes docs/spread.md

``seen_real`` and ``seen_train`` are folders of recorded landmarks: those of real/clips, recorded first where they are
missing, and those of truth/train as ``livecoach eval ../shared/truth/train --landmarks seen_train`` leaves them
(truth/dev, recorded already, is always taken). A limit that is right only on people tidier than real ones is a false
alarm at home: this table says how tidy the rendered ones are.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.clip import ClipSource
from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.core.types import Frame, Phase, View, readonly
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.engine.engine import Engine
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from livecoach.core.types import Measures

OUT = Path(__file__).resolve().parents[1] / "docs" / "spread.md"
PULLS = ("row", "face pull", "pulldown", "pull-up", "fly", "pec deck")
MOVING = (Phase.REACH, Phase.DRIVE, Phase.HOLD, Phase.RETURN)
NO_PICTURE = readonly(np.zeros((1, 1, 3), np.uint8))
SIDEWAYS = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK)

INTRODUCTION = """\
`scripts/measure_spread.py` wrote this page from recorded landmarks, smoothed as in a session. *Within* is the spread of
a measure inside one clean rep (5th to 95th percentile). *Between* is the distance of a rep's median from that of the
clip's first rep. Each cell holds the median and, in brackets, the 90th percentile over all reps. Real reps are the
pulls that livecoach counts in the real clips (rows, pulldowns, face pulls, pull-ups, flies; they move the trunk more
than a pit pull does). Rendered reps are those that the truth calls clean. [Method, finding 13](method.md) says what
follows."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One clean rep: its view, how far each measure wanders in it, and how far its middle lies from the first rep's."""

    view: View
    within: Mapping[str, float]
    apart: Mapping[str, float]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="folder with truth/ and real/")
    parser.add_argument("seen_real", type=Path, help="recorded landmarks of the real clips")
    parser.add_argument("seen_train", type=Path, nargs="?", help="recorded landmarks of the rendered clips of train")
    given = parser.parse_args()
    groups = {
        "real": list(real(given.shared / "real", given.seen_real)),
        "rendered, dev": list(rendered(given.shared / "truth/dev", given.shared / "truth/dev")),
    }
    if given.seen_train is not None:
        groups["rendered, train"] = list(rendered(given.shared / "truth/train", given.seen_train))
    OUT.write_text(document(groups), encoding="utf-8", newline="\n")


def real(folder: Path, seen: Path) -> Iterator[list[Spread]]:
    """Yield the counted pulls of each real clip that shows pulls and names no fault."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = seen / f"{Path(row['clip']).stem}.npz"
        if any(pull in row["action"] for pull in PULLS):
            if not path.is_file():
                record(folder / "clips" / row["clip"], path)
            measured, spans = watched(path)
            yield spreads(measured, spans)


def rendered(folder: Path, seen: Path) -> Iterator[list[Spread]]:
    """Yield the truly clean reps of each rendered clip."""
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    for name, label in labels.items():
        path = next((path for path in (seen / f"{name}.npz", seen / f"{name}.full.npz") if path.is_file()), None)
        if path is None:
            continue
        clean = [rep for rep in label["reps"] if {rep["shrug"], rep["lumbar"], rep["head"]} == {"clean"}]
        measured, _ = watched(path)
        yield spreads(measured, [(rep["start_s"], rep["end_s"]) for rep in clean])


def record(clip: Path, path: Path) -> None:
    """Let the full model look at a clip and keep what it saw."""
    raws, times_s = [], []
    with ClipSource(clip) as source, MediaPipeTracker(resolve_model("full")) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                raws.append(tracker.track(frame).raw)
                times_s.append(frame.t_s)
        size_px = (source.info.width_px, source.info.height_px)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_landmarks(path, raws, times_s, image_size_px=size_px, model_name="full")


def watched(path: Path) -> tuple[list[Measures], list[tuple[float, float]]]:
    """Return the measures of a recording, as a session smooths them, and the spans of the pulls it counts."""
    recording = load_landmarks(path)
    engine = Engine(exercise_named("pit_pull"), Profile())
    with ReplayTracker(recording, upright=exercise_named("pit_pull").upright) as tracker:
        frames = [Frame(index, float(t_s), NO_PICTURE) for index, t_s in enumerate(recording.t_s)]
        steps = [engine.step(frame, tracker.track(frame)) for frame in frames]
    last = engine.finish()
    reps = [step.rep for step in [*steps, last] if step is not None and step.rep is not None]
    measured = [step.measures for step in steps if step.measures is not None and step.phase in MOVING]
    return measured, [(rep.start_s, rep.end_s) for rep in reps]


def spreads(measured: Sequence[Measures], spans: Sequence[tuple[float, float]]) -> list[Spread]:
    """Return the spread of each rep; a rep with fewer than ten frames tells nothing."""
    found: list[Spread] = []
    first: Mapping[str, float] | None = None
    for start_s, end_s in spans:
        rep = [sample for sample in measured if start_s <= sample.t_s < end_s]
        if len(rep) < 10:
            continue
        table = [numbers(sample) for sample in rep]
        columns = {name: np.array([row[name] for row in table]) for name in table[0]}
        within = {name: float(np.subtract(*np.nanpercentile(values, [95, 5]))) for name, values in columns.items()}
        middle = {name: float(np.nanmedian(values)) for name, values in columns.items()}
        apart = {name: abs(middle[name] - first[name]) if first is not None else math.nan for name in middle}
        first = first or middle
        found.append(Spread(rep[len(rep) // 2].view, within, apart))
    return found


def numbers(sample: Measures) -> dict[str, float]:
    """Return what is compared, lengths over the torso's length of the same frame."""
    torso_px = sample[measure_names.TORSO_PX]
    ears = 0.5 * (sample[measure_names.EAR_OVER_SHOULDER_LEFT_PX] + sample[measure_names.EAR_OVER_SHOULDER_RIGHT_PX])
    trunk = 0.5 * (sample[measure_names.SHOULDER_OVER_HIP_LEFT_PX] + sample[measure_names.SHOULDER_OVER_HIP_RIGHT_PX])
    return {
        "ear over shoulder, torso lengths": ears / torso_px,
        "shrug score (docs/method.md, finding 3), torso lengths": 0.5 * (trunk - ears) / torso_px,
        "trunk angle, deg": sample[measure_names.TRUNK_ANGLE_DEG],
        "head angle, deg": sample[measure_names.HEAD_ANGLE_DEG],
        "ear ahead of shoulder, torso lengths": sample[measure_names.EAR_RIGHT_OF_SHOULDER_PX] / torso_px,
        "pull": sample[measure_names.PULL],
    }


def document(groups: Mapping[str, Sequence[Sequence[Spread]]]) -> str:
    """Return the page."""
    lines = [
        "# Spread of real and rendered people",
        "",
        *INTRODUCTION.splitlines(),
        "",
    ]
    for title, views in (("All views", tuple(View)), ("From 25 to 155 degrees of yaw", SIDEWAYS)):
        chosen = {name: [rep for clip in clips for rep in clip if rep.view in views] for name, clips in groups.items()}
        lines += [f"## {title}", "", *rows(chosen, groups), ""]
    return "\n".join(lines)


def rows(chosen: Mapping[str, Sequence[Spread]], groups: Mapping[str, Sequence[Sequence[Spread]]]) -> list[str]:
    """Return one table: a row for each measure, within and apart for each group."""
    heads = [f"{name} ({len(reps)} reps)" for name, reps in chosen.items()]
    table = [
        "| measure | " + " | ".join(f"{head}, {what}" for head in heads for what in ("within", "between")) + " |",
        "|---|" + "---|" * (2 * len(chosen)),
    ]
    values: defaultdict[str, list[str]] = defaultdict(list)
    for reps in chosen.values():
        for name in next(rep.within for clips in groups.values() for clip in clips for rep in clip):
            values[name].append(cell([rep.within[name] for rep in reps]))
            values[name].append(cell([rep.apart[name] for rep in reps]))
    return table + [f"| {name} | {' | '.join(cells)} |" for name, cells in values.items()]


def cell(found: Sequence[float]) -> str:
    """Return median and 90th percentile, to three figures."""
    known = np.array([value for value in found if math.isfinite(value)])
    if not len(known):
        return "-"
    middle, high = np.percentile(known, [50, 90])
    return f"{middle:.3g} ({high:.3g})"


if __name__ == "__main__":
    main()
