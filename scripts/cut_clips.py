"""Cuts rendered clips so that the first pull, or every pull, has a fault.

python scripts/cut_clips.py ../shared/truth/dev OUT       writes OUT/first and OUT/all: clips and labels.json

The people of the rendered sets begin with a clean pull. Many real people do not: they shrug in every pull. The still
part and the end of a clip stay, and of its reps those that are wanted, in their order; the arms are in the reach
at each cut. ``measure_references.py`` judges the same cuts without writing them.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from livecoach.capture.clip import ClipSource
from livecoach.evaluate.labelled_clip import JSON_NAME, Label
from livecoach.evaluate.pulls.labels import load_labels
from livecoach.evaluate.tracked_clip import video_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.evaluate.labelled_clip import LabelledClip, TrueRep

FAULTS = ("shrug", "lumbar_extension")
QUALITY = "18"  # x264's crf: little is lost beside the first encoding


@dataclass(frozen=True, slots=True)
class Cut:
    """The frames of a clip that stay, by index, and where each rep that stays lies in them, in seconds."""

    frames: tuple[int, ...]
    spans_s: dict[int, tuple[float, float]]


def has_fault(rep: TrueRep) -> bool:
    """Return whether a rep has a shrug or an arch that counts as one."""
    return any(rep.labels.get(kind) is Label.FAULT for kind in FAULTS)


def wanted(clip: LabelledClip) -> dict[str, list[TrueRep]]:
    """Return the reps of each kind of cut; kinds that this clip cannot give are left out."""
    faulty = [rep for rep in clip.reps if has_fault(rep)]
    if not faulty:
        return {"ordinary": list(clip.reps)}
    first = [rep for rep in clip.reps if rep.rep >= faulty[0].rep]
    return {"ordinary": list(clip.reps), "first": first, "all": faulty}


def cut(clip: LabelledClip, reps: Sequence[TrueRep], frames: int, fps: float) -> Cut:
    """Return the cut of a clip of so many frames that keeps ``reps``, its beginning and its end."""
    kept = list(range(min(round(clip.reps[0].start_s * fps), frames)))
    spans_s = {}
    for rep in reps:
        part = range(round(rep.start_s * fps), min(round(rep.end_s * fps), frames))
        spans_s[rep.rep] = len(kept) / fps, (len(kept) + len(part)) / fps
        kept += part
    kept += range(round(clip.reps[-1].end_s * fps), frames)
    return Cut(tuple(kept), spans_s)


def write(clip: LabelledClip, out: Path, kept: Cut, fps: float) -> None:
    """Write the clip's kept frames as H.264."""
    video = video_of(clip)
    if video is None:
        raise SystemExit(f"There is no clip named {clip.name} in {clip.folder}.")
    with ClipSource(video) as source, av.open(str(out / f"{clip.name}.mp4"), "w") as container:
        stream: Any = container.add_stream("libx264", rate=round(fps), options={"crf": QUALITY})
        stream.width, stream.height, stream.pix_fmt = source.info.width_px, source.info.height_px, "yuv420p"
        pictures = {}
        while not source.ended:
            frame = source.read()
            if frame is not None:
                pictures[frame.index] = frame.image_bgr
        for index in kept.frames:
            if index in pictures:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pictures[index], format="bgr24")))
        container.mux(stream.encode(None))


def main() -> None:
    """Cut every clip of the sets."""
    parser = argparse.ArgumentParser(description="Cut rendered clips so that the first pull, or every one, is faulty.")
    parser.add_argument("set", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    labels = json.loads((args.set / JSON_NAME).read_text(encoding="utf-8"))
    for kind in ("first", "all"):
        folder = args.out / kind
        folder.mkdir(parents=True, exist_ok=True)
        written = {}
        for clip in load_labels(args.set):
            if kind not in wanted(clip):
                continue
            known = labels[clip.name]
            fps = float(known.get("fps", 30.0))
            kept = cut(clip, wanted(clip)[kind], known["frames"], fps)
            write(clip, folder, kept, fps)
            rows = [row for row in known["reps"] if row["rep"] in kept.spans_s]
            written[clip.name] = known | {
                "frames": len(kept.frames),
                "reps": [row | dict(zip(("start_s", "end_s"), kept.spans_s[row["rep"]], strict=True)) for row in rows],
            }
            print(f"{kind}: {clip.name}, {len(rows)} reps")
        (folder / JSON_NAME).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
