"""Measures how well breath is seen on clips whose breaths are known, and prints docs/breath.md's tables.

python scripts/measure_breath.py ../shared/truth/breath ../shared/truth/hip_lift ../shared/truth/all_four
python scripts/measure_breath.py FOLDER --landmarks CACHE     keep what the pose model saw, to be quicker next time

A folder holds NAME.mp4 and labels.json: for each clip ``kind`` (breath: upright, else on the floor) and ``breaths``
with inhale_start, exhale_start and exhale_end in seconds; for the floor also ``hold`` (lift_done, drop_start).
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from livecoach.capture.source import open_source
from livecoach.core.breath import BreathPhase, BreathState, Posture
from livecoach.session.breath import BreathWatcher
from livecoach.track.landmarker import MediaPipeTracker
from livecoach.track.models import resolve_model
from livecoach.track.recorded import ReplayTracker, load_landmarks, save_landmarks

if TYPE_CHECKING:
    from livecoach.core.breath import BreathReading
    from livecoach.track.tracker import Tracker

MATCH_S = 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What BreathWatcher said about one clip, a reading for each frame, and what it cost."""

    readings: list[BreathReading]
    cost_ms: list[float]
    blind: list[tuple[float, float]]


def main() -> None:
    """Print a row for each clip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--landmarks", type=Path, help="folder to keep the landmarks in")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    print(
        "| clip | state (s seen) | breaths | counted | F1 | full cycles | rate off | exhale off | inhale off "
        "| told after | phase right | ms a frame |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for folder in options.folders:
        for name, label in json.loads((folder / "labels.json").read_text("utf-8")).items():
            posture = Posture.UPRIGHT if label["kind"] == "breath" else Posture.FLOOR
            watched = watch(folder / f"{name}.mp4", posture, options.landmarks)
            print(row(name, label, watched), flush=True)


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
    return Watched(readings, cost_ms, blind_times(readings))


def blind_times(readings: list[BreathReading]) -> list[tuple[float, float]]:
    """Return the stretches in which the body moved or nobody was seen, and the second after: no breath is asked for."""
    blind: list[tuple[float, float]] = []
    for reading in readings:
        if reading.state in (BreathState.MOVING, BreathState.NOBODY, BreathState.HIDDEN):
            if blind and reading.t_s - blind[-1][1] < 0.2:
                blind[-1] = (blind[-1][0], reading.t_s)
            else:
                blind.append((reading.t_s, reading.t_s))
    return [(start, end) for start, end in blind if start > 2.0]


def row(name: str, label: dict[str, Any], watched: Watched) -> str:
    """Return the clip's row: see docs/breath.md for what each column is."""
    readings = watched.readings
    end_s = readings[-1].t_s
    turns = [turn for reading in readings for turn in reading.turns]
    exhales = [turn.t_s for turn in turns if turn.phase is BreathPhase.EXHALE]
    inhales = [turn.t_s for turn in turns if turn.phase is BreathPhase.INHALE]
    truth = [breath for breath in label["breaths"] if breath["inhale_start"] < end_s]
    asked = [breath for breath in truth if breath["exhale_end"] <= end_s and not covered(breath, watched.blind)]
    pairs = matched(exhales, [breath["exhale_start"] for breath in asked])
    spare = [breath["exhale_start"] for breath in truth if breath not in asked]
    extra = len(exhales) - len(pairs)
    extra -= len(matched([found for found in exhales if found not in dict(pairs)], spare))
    f1 = 2 * len(pairs) / (len(pairs) + extra + len(asked)) if asked else math.nan
    inhale_pairs = matched(inhales, [breath["inhale_start"] for breath in truth])
    seen_s = sum(reading.state is BreathState.SEEN for reading in readings) / len(readings) * end_s
    return (
        f"| {name} | {seen_s:.0f} of {end_s:.0f} | {len(asked)} | {len(pairs) + extra} | {f1:.2f} "
        f"| {readings[-1].cycles}{in_set(label, readings)} | {rate_error(truth, readings)} "
        f"| {error(pairs)} | {error(inhale_pairs)} "
        f"| {lateness(readings)} | {phase_share(truth, readings)} | {np.mean(watched.cost_ms):.2f} |"
    )


def covered(breath: dict[str, float], blind: list[tuple[float, float]]) -> bool:
    """Whether the body moved during a part of the breath."""
    return any(start < breath["exhale_end"] and end > breath["inhale_start"] for start, end in blind)


def matched(found: list[float], true: list[float]) -> list[tuple[float, float]]:
    """Pair each true time with the nearest found one within ``MATCH_S``, each used once."""
    left, pairs = list(found), []
    for t_s in true:
        near = [candidate for candidate in left if abs(candidate - t_s) <= MATCH_S]
        if near:
            best = min(near, key=lambda candidate: abs(candidate - t_s))
            left.remove(best)
            pairs.append((best, t_s))
    return pairs


def error(pairs: list[tuple[float, float]]) -> str:
    """Median absolute error in seconds."""
    return f"{np.median([abs(found - t_s) for found, t_s in pairs]):.2f} s" if pairs else "-"


def lateness(readings: list[BreathReading]) -> str:
    """Median and 90th percentile of how long after a turn it was told."""
    late_s = [reading.t_s - turn.t_s for reading in readings for turn in reading.turns]
    if not late_s:
        return "-"
    middle, slow = np.percentile(late_s, [50, 90])
    return f"{middle:.1f} s ({slow:.1f})"


def rate_error(truth: list[dict[str, float]], readings: list[BreathReading]) -> str:
    """Median and worst difference of the rate shown from the mean rate of the true breaths."""
    starts = [breath["inhale_start"] for breath in truth]
    if len(starts) < 2:
        return "-"
    true = 60.0 / float(np.mean(np.diff(starts)))
    shown = [reading.rate_per_min for reading in readings if not math.isnan(reading.rate_per_min)]
    if not shown:
        return "no rate"
    off = np.array(shown) - true
    return f"{np.median(off):+.1f} ({np.abs(off).max():.1f})"


def in_set(label: dict[str, Any], readings: list[BreathReading]) -> str:
    """Count the exhales found between the lift and the drop of a floor exercise, of those there."""
    if "hold" not in label:
        return ""
    start_s, end_s = label["hold"]["lift_done"], label["hold"]["drop_start"]
    exhales = [turn.t_s for reading in readings for turn in reading.turns if turn.phase is BreathPhase.EXHALE]
    true = [breath["exhale_start"] for breath in label["breaths"]]
    found = sum(start_s <= t_s < end_s for t_s in exhales)
    return f" (held: {found} of {sum(start_s <= t_s < end_s for t_s in true)})"


def phase_share(truth: list[dict[str, float]], readings: list[BreathReading]) -> str:
    """How often a phase shown with confidence was the true one, pauses left out, and how often one was shown."""
    right = shown = asked = 0
    for reading in readings:
        phase = true_phase(truth, reading.t_s)
        if phase is None or reading.state is not BreathState.SEEN:
            continue
        asked += 1
        if reading.phase is not BreathPhase.UNKNOWN:
            shown += 1
            right += reading.phase is phase
    return f"{100 * right / shown:.0f} % (shown {100 * shown / asked:.0f} %)" if shown else "-"


def true_phase(truth: list[dict[str, float]], t_s: float) -> BreathPhase | None:
    """Which way the air truly goes at ``t_s``, None in a pause."""
    for breath in truth:
        if breath["inhale_start"] <= t_s < breath["inhale_end"]:
            return BreathPhase.INHALE
        if breath["exhale_start"] <= t_s < breath["exhale_end"]:
            return BreathPhase.EXHALE
    return None


if __name__ == "__main__":
    main()
