"""Reps and faults over clips whose truth is known: rendered ones, real ones counted by eye, and upside-down ones.

python scripts/accuracy_table.py ../shared                the model looks at every clip
python scripts/accuracy_table.py ../shared --recorded     the rendered ones from recorded landmarks

Prints one line a clip, then how many were counted exactly, and for the rendered clips precision, recall and F1 of each
fault in the clips whose view can judge it. ``livecoach eval`` does this in depth for one folder of labelled clips; this
also takes counts by eye such as "12 full + 13th to the top", which 12 and 13 both meet.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.capture.clip import ClipSource
from livecoach.config.load import load_profile
from livecoach.core.types import Observability, TrackState
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_engine, new_tracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from livecoach.core.types import Frame, Rep, Step
    from livecoach.track.tracker import Tracker

EXERCISE = exercise_named("pit_pull")
PULLS = ("row", "face pull", "pulldown", "pull-up", "fly", "pec deck")
LABELS = {"shrug": "shrug", "lumbar_extension": "lumbar"}


@dataclass(slots=True)
class Found:
    """What was found in one clip: the reps, the usual verdict on what the view can judge, and how much was refused."""

    reps: list[Rep] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    judged: dict[str, Counter[Observability]] = field(default_factory=lambda: {kind: Counter() for kind in LABELS})
    frames: int = 0
    refused: int = 0

    def add(self, step: Step) -> None:
        """Take in one step."""
        self.frames += 1
        self.refused += step.sighting.state is TrackState.REFUSED
        self.opened.update(event.kind for event in step.opened)
        if step.rep is not None:
            self.reps.append(step.rep)
        for reading in step.readings:
            if reading.kind in self.judged and step.sighting.pose is not None:
                self.judged[reading.kind][reading.judged] += 1

    def can_judge(self, kind: str) -> bool:
        """Return whether most frames could judge that fault."""
        return bool(self.judged[kind]) and self.judged[kind].most_common(1)[0][0] is Observability.FULL


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="folder with truth/ and real/")
    parser.add_argument("--recorded", action="store_true", help="take the landmarks recorded beside the rendered clips")
    parser.add_argument("--model", default="full", help="lite, full or a path (default: %(default)s)")
    arguments = parser.parse_args()
    rendered(arguments.shared / "truth/dev", arguments.model, recorded=arguments.recorded)
    real(arguments.shared / "real", arguments.model)
    upside_down(arguments.shared / "truth/upside_down", arguments.model)


def look(
    clip: Path, model: str, landmarks: Path | None = None, change: Callable[[Frame], Frame | None] | None = None
) -> Found:
    """Judge one clip, from recorded landmarks where there are any; ``change`` gives the frames to judge instead."""
    found = Found()
    with ClipSource(clip) as source:
        tracker: Tracker = (
            ReplayTracker(load_landmarks(landmarks), upright=EXERCISE.upright)
            if landmarks is not None
            else new_tracker(EXERCISE, resolve_model(model))
        )
        engine = new_engine(EXERCISE, load_profile(None))
        with tracker:
            while not source.ended:
                frame = source.read()
                if frame is not None and change is not None:
                    frame = change(frame)
                if frame is not None:
                    found.add(engine.step(frame, tracker.track(frame)))
        closing = engine.finish()
        if closing is not None and closing.rep is not None:
            found.reps.append(closing.rep)
    return found


def rendered(folder: Path, model: str, *, recorded: bool) -> None:
    """Print reps against the exact truth, and the faults' scores."""
    labels: dict[str, Any] = json.loads((folder / "labels.json").read_text("utf-8"))
    exact = 0
    scores: dict[str, Counter[str]] = {kind: Counter() for kind in LABELS}
    for name, label in labels.items():
        found = look(folder / f"{name}.mp4", model, folder / f"{name}.full.npz" if recorded else None)
        exact += line(name, found, {len(label["reps"])})
        for kind in LABELS:
            if found.can_judge(kind):
                scores[kind] += score(kind, label["reps"], found.reps)
    print(f"\nrendered: every rep of {exact} of {len(labels)} clips counted exactly")
    for kind, count in scores.items():
        right, wrong, missed = count["right"], count["wrong"], count["missed"]
        f1 = 2 * right / max(2 * right + wrong + missed, 1)
        print(f"{kind}: {right} right, {wrong} wrong, {missed} missed; F1 {f1:.3f}")
    print()


def real(folder: Path, model: str) -> None:
    """Print reps against those counted by eye."""
    exact = total = 0
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            clip = folder / "clips" / row["clip"]
            found = look(clip, model)
            exact += line(clip.stem, found, by_eye(row))
            total += 1
    print(f"\nreal: every rep of {exact} of {total} clips counted\n")


def upside_down(folder: Path, model: str) -> None:
    """Print whether the clips on which the model locks on upside down are refused."""
    clips = sorted(folder.glob("*.mp4"))
    refused = 0
    for clip in clips:
        found = look(clip, model)
        share = found.refused / found.frames
        refused += not found.reps and share > 0.5
        print(f"{clip.stem:<36} {len(found.reps)} reps, {share:.0%} of the frames refused")
    print(f"\nupside down: {refused} of {len(clips)} refused")


def by_eye(row: Mapping[str, str]) -> set[int]:
    """Return the counts that meet what was counted by eye; what is no pull has none."""
    if not any(pull in row["action"] for pull in PULLS):
        return {0}
    counted = re.match(r"\d+", row["reps_by_eye"])
    assert counted, row
    reps = int(counted[0])
    # "3 + 1 rising", "2 (+ starts pulled)": the clip begins or ends within one more.
    return {reps, reps + 1} if "+" in row["reps_by_eye"] else {reps}


def score(kind: str, truth: list[dict[str, Any]], reps: list[Rep]) -> Counter[str]:
    """Count faults found, missed and made up, rep by rep; borderline ones and the calibration rep are left out."""
    count: Counter[str] = Counter()
    for true in truth[1:]:
        here = [rep for rep in reps if true["start_s"] <= rep.peak_s < true["end_s"]]
        said = any(kind in rep.faults for rep in here)
        label = true[LABELS[kind]]
        if label == "fault":
            count["right" if said else "missed"] += 1
        elif label == "clean":
            count["wrong"] += said
    return count


def line(name: str, found: Found, wanted: Collection[int]) -> bool:
    """Print one clip; return whether its reps are right."""
    right = len(found.reps) in wanted
    truth = " or ".join(str(reps) for reps in sorted(wanted))
    print(f"{name:<36} {len(found.reps):3} reps, truth {truth:<9} {'' if right else 'WRONG'}".rstrip(), flush=True)
    return right


if __name__ == "__main__":
    main()
