"""How well faults are reported when the first pull, or every pull, has one.

python scripts/measure_references.py ../shared/truth/dev ../shared/truth/train --landmarks SEEN [--jobs 2]

``SEEN`` holds recorded landmarks, as ``livecoach eval SET --landmarks SEEN`` leaves them; the networks look at the
pictures again. Each clip is judged as it is (ordinary), from its first faulty rep on (first), and with its faulty reps
alone (all; ``cut_clips.py`` says how it is cut). It is judged live, and as ``livecoach analyze`` does, which judges a
clip twice when a better reference comes late. Prints a table in Markdown of every rep, the first ones included.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cut_clips import Cut, cut, wanted

from livecoach.capture.clip import ClipSource
from livecoach.config.schema import Profile
from livecoach.core.types import Frame
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.processes import in_processes
from livecoach.evaluate.pulls.labels import load_labels
from livecoach.evaluate.stats import wilson
from livecoach.evaluate.tracked_clip import recording_of, tracking_setup, video_of
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_engine
from livecoach.track.gatekeeper import Gatekeeper
from livecoach.track.replay import load_landmarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.types import Event
    from livecoach.evaluate.labelled_clip import LabelledClip
    from livecoach.session.engine.calibration import Calibration
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.track.replay import Recording

LARGE = {"shrug": 12.0, "lumbar_extension": 12.0, "head_protrusion": 4.0}
"""Degrees, and centimetres for the head: faults from here on are those that must be found."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fault in one rep: what it was, and whether it was reported."""

    clip: str
    kind: str
    label: Label
    size: float
    reported: bool


def judge(kept: Cut, pictures: Mapping[int, Frame], seen: Recording, engine: JudgingEngine) -> list[Event]:
    """Return the events of a session over the kept frames."""
    keeper, events, fps = Gatekeeper(), [], len(seen) / (seen.t_s[-1] + seen.t_s[1] - seen.t_s[0])
    for place, index in enumerate(kept.frames):
        if index not in pictures:
            continue
        frame = replace(pictures[index], index=place, t_s=place / fps)
        pose = seen.pose(index, frame.t_s)
        found = keeper.see(frame, replace(pose, frame_index=place) if pose is not None else None)
        events += engine.step(frame, found).opened
    engine.finish()
    return events


def rows(clip: LabelledClip, kept: Cut, events: list[Event]) -> list[Row]:
    """Return a row for each fault that the labels know of each kept rep."""
    found = []
    for rep in clip.reps:
        if rep.rep not in kept.spans_s:
            continue
        start_s, end_s = kept.spans_s[rep.rep]
        reported = {event.kind for event in events if start_s <= event.start_s < end_s}
        found += [Row(clip.name, kind, label, rep.sizes[kind], kind in reported) for kind, label in rep.labels.items()]
    return found


def measure(landmarks: Path, clip: LabelledClip) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of every kind of cut, live and of two passes; none of a clip without landmarks or pictures."""
    path, video = recording_of(clip, tracking_setup("full", landmarks)), video_of(clip)
    if path is None or video is None:
        return {}
    seen = load_landmarks(path)
    pictures = {}
    with ClipSource(video) as source:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                pictures[frame.index] = frame
    found = {}
    for kind, reps in wanted(clip).items():
        kept = cut(clip, reps, len(seen), len(seen) / (seen.t_s[-1] + seen.t_s[1] - seen.t_s[0]))
        engine = new_engine(exercise_named("pit_pull"), Profile())
        found[kind, "live"] = found[kind, "analyze"] = rows(clip, kept, judge(kept, pictures, seen, engine))
        known: Calibration | None = engine.better_known
        if known is not None:
            again = new_engine(exercise_named("pit_pull"), Profile(), known=known)
            found[kind, "analyze"] = rows(clip, kept, judge(kept, pictures, seen, again))
    return found


def line(kind: str, mode: str, fault: str, found: list[Row]) -> str:
    """Return one line of the table."""
    mine = [row for row in found if row.kind == fault]
    large = [row for row in mine if row.label is Label.FAULT and row.size >= LARGE[fault]]
    clean = [row for row in mine if row.label is Label.CLEAN]
    reported, flagged = sum(row.reported for row in large), sum(row.reported for row in clean)
    told = Counter(row.clip for row in large if row.reported)
    silent = sum(clip not in told for clip in {row.clip for row in large})
    share, false = wilson(reported, len(large)), wilson(flagged, len(clean))
    return (
        f"| {kind} | {mode} | {fault} | {reported} of {len(large)} "
        f"| {share.value:.2f} ({share.low:.2f}-{share.high:.2f}) "
        f"| {flagged} of {len(clean)} | {false.value:.3f} ({false.low:.3f}-{false.high:.3f}) "
        f"| {silent} of {len({row.clip for row in large})} |"
    )


def main() -> None:
    """Measure all sets and print the table."""
    parser = argparse.ArgumentParser(description="Measure verdicts after a faulty first pull.")
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--landmarks", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    clips = [clip for folder in args.sets for clip in load_labels(folder)]
    with in_processes(args.jobs) as mapped:
        done = [one for one in mapped(partial(measure, args.landmarks), clips) if one]
    print(f"{len(done)} of {len(clips)} clips have landmarks.\n")
    print(
        "| cut | judged | fault | reported | share (95 %) | clean reps flagged "
        "| share (95 %) | clips without a report |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind in ("ordinary", "first", "all"):
        for mode in ("live", "analyze"):
            found = [row for one in done for row in one.get((kind, mode), [])]
            for fault in LARGE:
                print(line(kind, mode, fault, found))


if __name__ == "__main__":
    main()
