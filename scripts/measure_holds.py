"""Measures how well holds on the floor are judged on clips whose truth is known, and prints docs/holds.md's tables.

python scripts/measure_holds.py tests/data/floor ../shared/truth/hip_lift ../shared/truth/all_four

A folder holds NAME.mp4 and labels.json: for each clip ``kind`` (hiplift or all4), ``hold`` (lift_done, drop_start),
``breaths`` and, in ``set``, what was done wrong (drop_after, neck, sag, or a position: foot_off, thigh, hands_off).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.capture.source import open_source
from livecoach.config.schema import Profile
from livecoach.core.hold import HoldPhase
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.setup import new_engine, new_tracker
from livecoach.track.models import resolve_model

if TYPE_CHECKING:
    from livecoach.core.hold import HoldReading

EXERCISE = {"hiplift": "hip_lift_90_90", "all4": "all_four_reach"}
WRONG = ("drop_after", "neck", "sag", "foot_off", "thigh", "hands_off")


def main() -> None:
    """Print a row for each clip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    print(
        "| clip | done wrong | hold told after the rise | breaths told, of those held | faults told, after | position |"
    )
    print("|---|---|---|---|---|---|")
    for folder in parser.parse_args().folders:
        for name, label in json.loads((folder / "labels.json").read_text("utf-8")).items():
            print(row(name, label, told(folder / f"{name}.mp4", EXERCISE[label["kind"]])), flush=True)


def told(clip: Path, exercise_name: str) -> list[HoldReading]:
    """Return what a session tells of each frame, and at its end."""
    exercise = exercise_named(exercise_name)
    engine = new_engine(exercise, Profile())
    steps = []
    with open_source(str(clip)) as source, new_tracker(exercise, resolve_model("full")) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                steps.append(engine.step(frame, tracker.track(frame)))
        steps.append(engine.finish())
    return [step.hold for step in steps if step is not None and step.hold is not None]


def row(name: str, label: dict[str, Any], readings: list[HoldReading]) -> str:
    """Return the clip's row; faults are timed from where the fault begins, a lost hold from where the drop does."""
    hold = label["hold"]
    wrong = ", ".join(kind for kind in WRONG if label["set"].get(kind)) or "nothing"
    began = next((reading.t_s for reading in readings if reading.phase is HoldPhase.HOLD), None)
    held = sum(hold["lift_done"] <= one["exhale_start"] < hold["drop_start"] for one in label["breaths"])
    results = [reading.result for reading in readings if reading.result is not None]
    breaths = f"{results[0].breaths} of {held}" if results else "-"
    faults = []
    for event in (event for reading in readings for event in reading.opened):
        drift = event.kind.value in ("neck_crane", "low_back_sag")
        since_s = label["fault_s"][0] if drift and label["fault_s"] else hold["drop_start"]
        seen_s = next(reading.t_s for reading in readings if event in reading.opened)
        faults.append(f"{event.kind.value} {seen_s - since_s:+.1f} s")
    problem = readings[-1].problem if began is None else ""
    start = "-" if began is None else f"{began - hold['lift_done']:+.1f} s"
    return f"| {name} | {wrong} | {start} | {breaths} | {', '.join(faults) or '-'} | {problem or 'right'} |"


if __name__ == "__main__":
    main()
