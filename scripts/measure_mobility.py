"""Measure how well the range of elbows and head is seen, from clips whose truth is known; --write puts it into docs.

python scripts/measure_mobility.py --pulls DIR [DIR ...] --turns DIR [--seen DIR] [--write]

DIR holds NAME.mp4 with the truth of each frame in NAME.csv, and labels.json. The pulls' sets are those of
scripts/eval_sets/make_sets.py or the shared ones; scripts/eval_sets/mobility.py renders the turns' sets. Landmarks
recorded by ``livecoach eval --landmarks`` or kept in --seen by an earlier run are used again. Exit code 1 when a limit
in use does not hold: a smaller change shows than measured, or turns count although the shoulders went along.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach.capture.open import open_source
from livecoach.config.load import load_profile
from livecoach.core.types import Frame, View, readonly
from livecoach.exercises.catalogue import exercise_named
from livecoach.measure.mobility import (
    HANDS_LIMIT_PERCENT,
    MDC,
    SHOULDERS_LIMIT_DEG,
    SHOULDERS_WITH_HEAD,
    Range,
)
from livecoach.measure.view import view_of
from livecoach.session.engine.engine import Engine
from livecoach.session.mobility.collector import MobilityWatch
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "mobility.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->"


def main() -> int:
    """Measure, print, and write the page when asked; exit code 1 when a limit in use does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pulls", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--turns", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--seen", type=Path, metavar="DIR", help="keep the landmarks here, and use them again")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/mobility.md")
    arguments = parser.parse_args()
    pulls = [row for folder in arguments.pulls for row in pulls_of(folder, arguments.seen)]
    turns = [row for folder in arguments.turns for row in turns_of(folder, arguments.seen)]
    lines = [*pull_tables(pulls), *turn_tables(turns)]
    page = "\n".join(lines) + "\n"
    print(page)
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(before + BEGIN + page + END + rest.partition(END)[2], encoding="utf-8", newline="\n")
    failed = [*pull_failures(pulls), *turn_failures(turns)]
    for sentence in failed:
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


@dataclass(frozen=True)
class Pulled:
    """The pulls of a clip: of each what was seen and the truth, both in percent of the trunk."""

    clip: str
    view: View
    seen: tuple[float, ...]
    true: tuple[float, ...]


@dataclass(frozen=True)
class Turned:
    """The turns of a clip to one side: seen and true reach, the shoulders' seen and true way, and the hands'."""

    clip: str
    left: bool
    view: View
    seen: tuple[float, ...]
    true: tuple[float, ...]
    along: tuple[float, ...]
    along_true: tuple[float, ...]
    hands: tuple[float, ...]
    counted: tuple[bool, ...]
    away: bool
    """Whether to the side that the camera does not stand on."""


def pulls_of(folder: Path, seen: Path | None) -> Iterator[Pulled]:
    """Yield the pulls of each clip that was filmed from a view that shows them, the calibration left out."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    entries = labels.values() if isinstance(labels, dict) else labels
    for label in entries:
        if view_of(label["yaw"]) not in MDC[Range.ELBOWS_BEHIND]:
            continue
        path = folder / f"{label['name']}.mp4"
        watch, spans = watched(path, seen)
        t_s, true = truth_behind(path.with_suffix(".csv"))
        tries = watch.found()[Range.ELBOWS_BEHIND]
        if len(tries.tries) == len(spans):
            best = tuple(float(held(true[(t_s >= start) & (t_s <= end)])) for start, end in spans)
            yield Pulled(path.stem, tries.view, tuple(one.value for one in tries.tries), best)


def turns_of(folder: Path, seen: Path | None) -> Iterator[Turned]:
    """Yield the turns to either side of each clip."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for name, label in labels.items():
        watch, _ = watched(folder / f"{name}.mp4", seen)
        found = watch.found()
        for left, what in ((True, Range.HEAD_LEFT), (False, Range.HEAD_RIGHT)):
            wanted = [abs(turn) for turn in label["turns_deg"] if (turn > 0.0) is left]
            tries, made = found[what].tries, watch.made[left]
            if len(tries) != len(wanted):
                print(f"{name} {what}: {len(tries)} of {len(wanted)} turns found", file=sys.stderr)
                continue
            true = truth_turns(folder / f"{name}.csv", [(turn.start_s, turn.end_s) for turn in made], left=left)
            yield Turned(
                name,
                left,
                found[what].view,
                tuple(one.value for one in tries),
                tuple(head for head, _ in true),
                tuple(turn.shoulders_deg - SHOULDERS_WITH_HEAD * turn.reach_deg for turn in made),
                tuple(shoulders for _, shoulders in true),
                tuple(turn.hands_percent for turn in made),
                tuple(not one.why for one in tries),
                away=(label["yaw"] > 0.0) is not left,
            )


def watched(path: Path, seen: Path | None) -> tuple[MobilityWatch, list[tuple[float, float]]]:
    """Return the watch after the whole clip, judged by landmarks alone, and when its first three pulls were."""
    engine, watch = Engine(exercise_named("pit_pull"), load_profile(None)), MobilityWatch()
    spans = []
    recording = recorded(path, seen)
    tracker = ReplayTracker(recording)
    grey = readonly(np.full((1, 1, 3), 128, np.uint8))
    for index, t_s in enumerate(recording.t_s.tolist()):
        frame = Frame(index, t_s, grey)
        step = engine.step(frame, tracker.track(frame))
        watch.update(step)
        if step.rep is not None and not step.rep.calibration and len(spans) < 3:
            spans.append((step.rep.start_s, step.rep.end_s))
    return watch, spans


def recorded(path: Path, seen: Path | None) -> Any:
    """Return the clip's landmarks: those beside it, those of an earlier run, or what the model sees now."""
    beside = path.with_suffix(".full.npz")
    if beside.is_file():
        return load_landmarks(beside, image_size_px=(640, 480))
    kept = (seen or path.parent) / f"{path.stem}.npz"
    if not kept.is_file():
        poses, times_s = [], []
        with open_source(str(path)) as source, MediaPipeTracker(resolve_model("full")) as tracker:
            while not source.ended:
                frame = source.read()
                if frame is not None:
                    poses.append(tracker.track(frame).raw)
                    times_s.append(frame.t_s)
            size_px = source.info.width_px, source.info.height_px
        kept.parent.mkdir(parents=True, exist_ok=True)
        save_landmarks(kept, poses, times_s, image_size_px=size_px, model_name="full")
    return load_landmarks(kept)


def table_of(path: Path) -> dict[str, NDArray[np.float64]]:
    """Return the numbers of a truth file by column; its joints as (n, 3) by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {"t_s": np.array([float(row["t_s"]) for row in rows])}
    for column in rows[0]:
        joint = column.removesuffix("_x")
        if joint != column:
            found[joint] = np.array([[float(row[f"{joint}_{axis}"]) for axis in "xyz"] for row in rows])
    return found


def truth_behind(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the times and how far the elbows' midpoint truly lies behind the trunk's line, in percent of it.

    Rendered people face -y; behind is across the trunk and across the shoulders.
    """
    joints = table_of(path)
    middles = {name: 0.5 * (joints[f"left_{name}"] + joints[f"right_{name}"]) for name in ("shoulder", "hip", "elbow")}
    trunk = middles["shoulder"] - middles["hip"]
    behind = np.cross(trunk, joints["left_shoulder"] - joints["right_shoulder"])
    behind *= np.sign(behind[:, 1:2]) / np.linalg.norm(behind, axis=1, keepdims=True)
    away = ((middles["elbow"] - middles["hip"]) * behind).sum(axis=1)
    return joints["t_s"], 100.0 * away / np.linalg.norm(trunk, axis=1)


def truth_turns(path: Path, spans: list[tuple[float, float]], *, left: bool) -> list[tuple[float, float]]:
    """Return the true reach of head and shoulders in each turn, from where they point while standing still."""
    joints = table_of(path)
    nose = joints["nose"] - 0.5 * (joints["left_ear"] + joints["right_ear"])
    across = joints["left_shoulder"] - joints["right_shoulder"]
    head = np.degrees(np.arctan2(nose[:, 0], -nose[:, 1]))
    shoulders = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    t_s, side = joints["t_s"], 1.0 if left else -1.0
    still = t_s < STILL_S
    found = []
    for start, end in spans:
        inside = (t_s >= start) & (t_s <= end)
        reach = held(side * (head[inside] - np.median(head[still])))
        found.append((float(reach), float(held(side * (shoulders[inside] - np.median(shoulders[still]))))))
    return found


STILL_S = 1.9
HELD_FRAMES = 4


def held(values: NDArray[np.float64]) -> float:
    """Return the largest median of a few frames."""
    last = max(1, len(values) - HELD_FRAMES)
    return max(float(np.median(values[at : at + HELD_FRAMES])) for at in range(last))


def pull_tables(pulls: list[Pulled]) -> list[str]:
    """Return the Markdown about the elbows."""
    lines = [
        "### Elbows behind the trunk, in percent of its length",
        "",
        "| view | clips | pulls | mean error | spread of the error | within one clip | best of three: spread | "
        "smallest change that shows | limit in use |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for view, limit in MDC[Range.ELBOWS_BEHIND].items():
        clips = [one for one in pulls if one.view is view]
        if len(clips) < 2:
            continue
        errors = [np.subtract(one.seen, one.true) for one in clips]
        every = np.concatenate(errors)
        within = math.sqrt(float(np.mean([np.var(each, ddof=1) for each in errors if len(each) > 1])))
        best = best_errors(clips)
        lines.append(
            f"| {view.replace('_', ' ')} | {len(clips)} | {len(every)} | {every.mean():+.1f} | {every.std(ddof=1):.1f} "
            f"| {within:.1f} | {best.std(ddof=1):.1f} | {detectable(best.std(ddof=1)):.1f} | {limit:.0f} |"
        )
    return [*lines, ""]


def turn_tables(turns: list[Turned]) -> list[str]:
    """Return the Markdown about the head, nothing without turns."""
    if not turns:
        return []
    lines = [
        "### Turn of the head, in degrees",
        "",
        "| view | sides | turns | mean error | spread of the error | two days apart: spread | smallest change that "
        "shows | limit in use | largest change between days |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    still = [one for one in turns if max(one.along_true) < ALONG_TRUE_DEG]
    for view in HEAD_VIEWS:
        sides = [one for one in still if one.view is view]
        if len(sides) < 2:
            continue
        every = np.concatenate([np.subtract(one.seen, one.true) for one in sides])
        apart = days_apart(sides)
        spread = math.sqrt(float((apart**2).mean()) / 2.0) if len(apart) else math.nan
        largest = float(np.abs(apart).max()) if len(apart) else math.nan
        lines.append(
            f"| {view.replace('_', ' ')} | {len(sides)} | {len(every)} | {every.mean():+.1f} | {every.std(ddof=1):.1f} "
            f"| {spread:.1f} | {detectable(spread):.1f} | {limit_in_use(view)} | {largest:.1f} |"
        )
    along = [line for view in HEAD_VIEWS for line in shoulder_lines(view, turns)]
    return [*lines, "", *reach_lines(still), "", *along, ""]


def days_apart(sides: list[Turned]) -> NDArray[np.float64]:
    """Return by how much the error of the best of three differs between two days of a body and a side, in degrees."""
    days: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for one in sides:
        days[one.clip[:-1], one.left].append(max(one.seen) - max(one.true))
    return np.array([second - first for first, second in (pair for pair in days.values() if len(pair) == 2)])


def best_errors(clips: list[Pulled]) -> NDArray[np.float64]:
    """Return the error of the best of three pulls of each clip, in percent of the trunk."""
    return np.array([max(one.seen) - max(one.true) for one in clips])


def pull_failures(pulls: list[Pulled]) -> list[str]:
    """Return a sentence for each limit of the elbows that is smaller than what these clips say shows."""
    failed = []
    for view, limit in MDC[Range.ELBOWS_BEHIND].items():
        clips = [one for one in pulls if one.view is view]
        if len(clips) > 1 and detectable(best_errors(clips).std(ddof=1)) > limit:
            failed.append(f"The elbows' limit from {view} of {limit:.0f} % is smaller than the smallest that shows.")
    return failed


def turn_failures(turns: list[Turned]) -> list[str]:
    """Return a sentence for each limit of the head that is too small, and for turns that wrongly count."""
    failed = []
    for view, limit in MDC[Range.HEAD_LEFT].items():
        sides = [one for one in turns if one.view is view]
        apart = days_apart([one for one in sides if max(one.along_true) < ALONG_TRUE_DEG])
        if len(apart) and detectable(math.sqrt(float((apart**2).mean()) / 2.0)) > limit:
            failed.append(
                f"The head's limit from {view} of {limit:.0f} degrees is smaller than the smallest that shows."
            )
        along = [pair for one in sides for pair in zip(one.along_true, one.counted, strict=True)]
        wrong = sum(counted for true, counted in along if true >= ALONG_CLEAR_DEG)
        if wrong:
            failed.append(f"From {view} {wrong} turns count although the shoulders went along.")
    return failed


HEAD_VIEWS = (View.FRONT, View.THREE_QUARTER_FRONT)


def limit_in_use(view: View) -> str:
    """Return the head's limit from this view in degrees, a dash where it is not measured."""
    limit = MDC[Range.HEAD_LEFT].get(view)
    return "-" if limit is None else f"{limit:.0f}"


def reach_lines(turns: list[Turned]) -> list[str]:
    """Return what is seen of turns to the camera's side and away from it, by the view."""
    lines = []
    for view in HEAD_VIEWS:
        for way, away in (("to the camera's side", False), ("away from it", True)):
            sides = [one for one in turns if one.view is view and one.away is away]
            seen = [value for one in sides for value in one.seen]
            true = [value for one in sides for value in one.true]
            if sides:
                lines.append(
                    f"From {view.replace('_', ' ')}, {way}: {min(true):.0f} to {max(true):.0f} degrees are seen as "
                    f"{min(seen):.0f} to {max(seen):.0f}, {np.mean(np.subtract(seen, true)):+.0f} on average."
                )
    return lines


ALONG_TRUE_DEG = 8.0
"""Shoulders that turn by less stay: they follow every turn by a few degrees."""

ALONG_CLEAR_DEG = 14.0
"""Shoulders that turn by more must be noticed."""


def shoulder_lines(view: View, turns: list[Turned]) -> list[str]:
    """Return the sentences about shoulders that stay and shoulders that go along."""
    pairs = [
        (true, seen, hands, counted)
        for one in turns
        if one.view is view
        for true, seen, hands, counted in zip(one.along_true, one.along, one.hands, one.counted, strict=True)
    ]
    stay = [(seen, hands, counted) for true, seen, hands, counted in pairs if true < ALONG_TRUE_DEG]
    go = [pair for pair in pairs if pair[0] >= ALONG_TRUE_DEG]
    lines = []
    if stay:
        lines.append(
            f"From {view.replace('_', ' ')}, shoulders that stayed (truly within {ALONG_TRUE_DEG:.0f} degrees), "
            f"{len(stay)} turns: seen beyond their "
            f"share by {max(seen for seen, _, _ in stay):.0f} degrees at most, against a limit of "
            f"{SHOULDERS_LIMIT_DEG:.0f}; hands aside by {max(hands for _, hands, _ in stay):.1f} % of the trunk at "
            f"most, against {HANDS_LIMIT_PERCENT:.0f}; {sum(not counted for *_, counted in stay)} wrongly not counted."
        )
    if go:
        lines.append(
            f"From {view.replace('_', ' ')}, shoulders that went along by {min(go)[0]:.0f} to {max(go)[0]:.0f} "
            f"degrees, {len(go)} turns: seen beyond their share by {min(seen for _, seen, *_ in go):.0f} to "
            f"{max(seen for _, seen, *_ in go):.0f} degrees; hands aside by {min(hands for *_, hands, _ in go):.1f} to "
            f"{max(hands for *_, hands, _ in go):.1f} %; {sum(counted for *_, counted in go)} wrongly counted."
        )
    return lines


def detectable(spread: float) -> float:
    """Return the minimum detectable change at 95 %: 1.96 times the spread of a difference of two."""
    return 1.96 * math.sqrt(2.0) * spread


if __name__ == "__main__":
    sys.exit(main())
