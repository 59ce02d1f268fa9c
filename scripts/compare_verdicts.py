"""Show that a change left every verdict as it was, to the last digit, or list what differs.

python scripts/compare_verdicts.py write before.json SET [SET ...] --landmarks SEEN
python scripts/compare_verdicts.py compare before.json after.json

SET is a folder of labelled clips, SEEN the folder of their recorded landmarks (``livecoach eval SET --landmarks SEEN``
records them). The first command judges the recordings by the code of this checkout: run it before the change and after
it. Reps, events and the meters of every frame are compared. The exit code is 1 when something differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.config.schema import Profile
from livecoach.core.types import Observability
from livecoach.evaluate.pulls.labels import load_labels
from livecoach.evaluate.pulls.verdict import verdict_of
from livecoach.evaluate.tracked_clip import tracked_clip, tracking_setup
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.evaluate.pulls.verdict import Meters, Predictions


def main() -> int:
    """Run one of the two commands and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write")
    write.add_argument("out", type=Path)
    write.add_argument("sets", type=Path, nargs="+")
    write.add_argument("--landmarks", type=Path, required=True, nargs="+", help="one folder, or one for each set")
    compare = commands.add_parser("compare")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    wanted = parser.parse_args()
    if wanted.command == "write":
        folders = wanted.landmarks * len(wanted.sets) if len(wanted.landmarks) == 1 else wanted.landmarks
        judged = {}
        for folder, seen in zip(wanted.sets, folders, strict=True):
            judged |= judged_set(folder, seen)
        wanted.out.write_text(json.dumps(judged, indent=1), encoding="utf-8")
        print(f"{len(judged)} clips judged, written to {wanted.out}")
        return 0
    found = differences(*(json.loads(path.read_text(encoding="utf-8")) for path in (wanted.before, wanted.after)))
    print("\n".join(found) or "Every rep, event and meter is the same, to the last digit.")
    return 1 if found else 0


def judged_set(folder: Path, seen: Path) -> dict[str, Any]:
    """Return the verdicts of every clip of ``folder`` that has recorded landmarks in ``seen``, by name."""
    exercise, profile = exercise_named("pit_pull"), Profile()
    setup = tracking_setup(profile.model.name, seen)
    clips = [clip for clip in load_labels(folder) if (seen / f"{clip.name}.npz").is_file()]
    return {
        clip.name: plain(
            verdict_of(tracked_clip(clip, setup, partial(new_engine, exercise, profile)), exercise, profile)
        )
        for clip in clips
    }


def plain(verdict: Predictions) -> dict[str, Any]:
    """Return one clip's reps and events as text, and a digest of each fault's meter; floats keep every digit."""
    return {
        "reps": [_texts(rep) for rep in verdict.reps],
        "events": [_texts(event) for event in verdict.events],
        "meters": {str(kind): _digest(meters) for kind, meters in verdict.meters.items()},
    }


def _texts(row: Any) -> dict[str, str]:
    # As JSON, which writes an enum as its value and every digit of a float; a source by its name before 0.2.
    texts = {field.name: json.dumps(asdict(row)[field.name]) for field in fields(row)}
    return {name: text.replace('"network"', '"eye"') if name == "by" else text for name, text in texts.items()}


_OLD_NAMES = {Observability.FULL: "YES", Observability.LIMITED: "LOW", Observability.NONE: "NO"}


def _digest(meters: Meters) -> str:
    # By the names that the states had before 0.2, so that older checkouts can be compared with.
    judged = ",".join(_OLD_NAMES[state] for state in meters.judged)
    return hashlib.sha256(meters.value.tobytes() + meters.limit.tobytes() + judged.encode()).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return one line for each clip that is in one only, and each rep, event and meter that differs."""
    lines = [f"{name}: in one of the two only" for name in sorted(set(before) ^ set(after))]
    for name in sorted(set(before) & set(after)):
        for part in ("reps", "events"):
            old, new = before[name][part], after[name][part]
            if len(old) != len(new):
                lines.append(f"{name}: {len(old)} {part} before, {len(new)} after")
            for index, (one, other) in enumerate(zip(old, new, strict=False)):
                changed = [f"{key} {one[key]} -> {other[key]}" for key in one if one[key] != other.get(key, one[key])]
                if changed:
                    lines.append(f"{name}: {part} {index}: {', '.join(changed)}")
        old, new = before[name]["meters"], after[name]["meters"]
        lines += [f"{name}: the meter of {kind} differs" for kind in old if kind in new and old[kind] != new[kind]]
    return lines


if __name__ == "__main__":
    sys.exit(main())
