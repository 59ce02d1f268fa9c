"""Measures what watching the breath costs on clips whose breaths are known, beside how right it is.

python scripts/measure_breath.py ../shared/truth/breath ../shared/truth/hip_lift ../shared/truth/all_four
python scripts/measure_breath.py FOLDER --landmarks CACHE     keep what the pose model saw, to be quicker next time

How right it is alone, with every number: livecoach eval FOLDER. docs/labels.md says what a folder holds.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.capture.open import open_source
from livecoach.core.breath import Posture
from livecoach.evaluate.breath.labels import load_breath_labels
from livecoach.evaluate.breath.match import compare_breaths
from livecoach.session.engine.breath_watcher import BreathWatcher
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from livecoach.core.breath import BreathReading
    from livecoach.evaluate.breath.labels import BreathClip
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Watched:
    """What BreathWatcher said about one clip, a reading for each frame, and what it cost."""

    readings: list[BreathReading]
    cost_ms: list[float]


def main() -> None:
    """Print a row for each clip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--landmarks", type=Path, help="folder to keep the landmarks in")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    print("| clip | s seen | asked | told | F1 | rate off | ms a frame |")
    print("|---|---|---|---|---|---|---|")
    for folder in options.folders:
        for clip in load_breath_labels(folder):
            watched = watch(folder / f"{clip.name}.mp4", clip.posture, options.landmarks)
            print(row(clip, watched), flush=True)


def watch(clip: Path, posture: Posture, cache: Path | None) -> Watched:
    """Run the clip through tracker and watcher."""
    kept = cache / f"{clip.stem}.npz" if cache is not None else None
    tracker: Tracker
    upright = posture is Posture.UPRIGHT
    if kept is not None and kept.is_file():
        tracker = ReplayTracker(load_landmarks(kept), upright=upright)
    else:
        tracker = MediaPipeTracker(resolve_model("full"), upright=upright)
    watcher = BreathWatcher(posture)
    readings, cost_ms, raw = [], [], []
    with open_source(str(clip)) as source, tracker:
        while not source.ended:
            frame = source.read()
            if frame is None:
                continue
            sighting = tracker.track(frame)
            raw.append(sighting.raw)
            start = time.thread_time()
            readings.append(watcher.update(frame, sighting.pose))
            cost_ms.append(1000.0 * (time.thread_time() - start))
        size_px = (source.info.width_px, source.info.height_px)
    if kept is not None and not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        times = [reading.t_s for reading in readings]
        save_landmarks(kept, raw, times, image_size_px=size_px, model_name="full")
    return Watched(readings, cost_ms)


def row(clip: BreathClip, watched: Watched) -> str:
    """Return the clip's row."""
    result = compare_breaths(clip, watched.readings)
    rate = "no rate" if math.isnan(result.rate_off) else f"{result.rate_off:+.1f} ({result.rate_worst:.1f})"
    seen = f"{result.seen_s:.0f} of {result.duration_s:.0f}"
    return (
        f"| {clip.name} | {seen} | {result.asked} | {result.told} | {result.f1:.2f} | {rate} "
        f"| {np.mean(watched.cost_ms):.2f} |"
    )


if __name__ == "__main__":
    main()
