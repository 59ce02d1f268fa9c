"""How fast livecoach is here: each stage, the whole loop against the bare landmarker, start-up, live latency.

python scripts/bench.py                    the bundled demo clip, three runs
python scripts/bench.py --clip set.mp4 --runs 5 --json bench.json

The bare loop decodes the same clip and asks the landmarker, nothing else. It alternates with the whole of ``livecoach
analyze``, annotated clip and files included, so that both meet the same machine. Run it with livecoach's own Python.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from livecoach.capture.clip import ClipSource
from livecoach.capture.opencv import cv2
from livecoach.core.resources import demo_clip
from livecoach.output.clip.clip_writer import ClipWriter
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import percentiles
from livecoach.output.window import display_available
from livecoach.session.offline.analyze import AnalyzeOptions, ClipOutcome, analyze_clips
from livecoach.track.model_files import resolve_model
from livecoach.track.network_guard import network_guard
from livecoach.track.stderr_filter import filtered_stderr

LIVE_S = 20
LIVE_SIZE_PX = (1280, 720)


def main() -> None:
    """Measure, print, and write the JSON file that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", type=Path, default=demo_clip(), help="clip to measure with (default: the demo clip)")
    parser.add_argument("--runs", type=int, default=3, help="how often each loop runs (default: %(default)s)")
    parser.add_argument("--model", default="full", help="lite, full or a path (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers into this file too")
    arguments = parser.parse_args()
    network_guard()
    found = offline(arguments.clip, arguments.model, arguments.runs)
    found |= {"help_s": start_up_s(max(arguments.runs, 5)), "live": live(arguments.clip, arguments.model)}
    print(report(found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def offline(clip: Path, model: str, runs: int) -> dict[str, Any]:
    """Alternate the bare loop and the whole one; return frames per second of each run and the stages of the median."""
    bare_fps, whole = [], []
    for _ in range(runs):
        bare_fps.append(bare_loop_fps(clip, model))
        whole.append(analyze_fps(clip, model))
    shares = [fps / bare for (fps, _), bare in zip(whole, bare_fps, strict=True)]
    stages = sorted(whole, key=lambda run: run[0])[len(whole) // 2][1]
    return {
        "bare_fps": bare_fps,
        "analyze_fps": [fps for fps, _ in whole],
        "share": statistics.median(shares),
        "stages_ms": stages,
    }


def bare_loop_fps(clip: Path, model: str) -> float:
    """Return the frames per second of decoding and ``detect_for_video`` alone, loading the model included."""
    with filtered_stderr():
        import mediapipe  # noqa: PLC0415 -- noisy on stderr while it loads

    tasks = mediapipe.tasks
    buffer = resolve_model(model).path.read_bytes()
    options = tasks.vision.PoseLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_buffer=buffer), running_mode=tasks.vision.RunningMode.VIDEO
    )
    start_s, count = time.perf_counter(), 0
    with (
        ClipSource(clip) as source,
        filtered_stderr(),
        tasks.vision.PoseLandmarker.create_from_options(options) as bare,
    ):
        while not source.ended:
            frame = source.read()
            if frame is not None:
                rgb = cv2.cvtColor(frame.image_bgr, cv2.COLOR_BGR2RGB)
                picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
                bare.detect_for_video(picture, round(1000 * frame.t_s))
                count += 1
    return count / (time.perf_counter() - start_s)


class _Silent:
    """Hears how far the work is and says nothing."""

    def started(self, clip: Path, frames: int | None) -> None:
        """Ignore it."""

    def advanced(self, frames_done: int) -> None:
        """Ignore it."""

    def finished(self, outcome: ClipOutcome) -> None:
        """Ignore it."""


def analyze_fps(clip: Path, model: str) -> tuple[float, dict[str, Any]]:
    """Return frames per second of the whole ``analyze``, files included, and its stages' p50 and p95 in ms."""
    with tempfile.TemporaryDirectory() as folder:
        start_s = time.perf_counter()
        [outcome] = analyze_clips([clip], AnalyzeOptions(Path(folder), model=model), _Silent())
        took_s = time.perf_counter() - start_s
    if outcome.session is None:
        sys.exit(outcome.error)
    return outcome.session.source.frames / took_s, outcome.session.model_dump()["timings_ms"]


def start_up_s(runs: int) -> float:
    """Return the median time of ``livecoach --help`` in a process of its own."""
    times_s = []
    for _ in range(runs):
        start_s = time.perf_counter()
        subprocess.run([sys.executable, "-m", "livecoach", "--help"], check=True, stdout=subprocess.DEVNULL)
        times_s.append(time.perf_counter() - start_s)
    return statistics.median(times_s)


def enlarged(clip: Path, out: Path) -> None:
    """Write the clip in ``LIVE_SIZE_PX``, its picture as large as fits and in the middle."""
    with ClipSource(clip) as source:
        writer = ClipWriter(out, LIVE_SIZE_PX, fps_hint=source.info.fps, with_sound=False)
        share = min(LIVE_SIZE_PX[0] / source.info.width_px, LIVE_SIZE_PX[1] / source.info.height_px)
        while not source.ended:
            frame = source.read()
            if frame is None:
                continue
            picture = cv2.resize(frame.image_bgr, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            width, height = LIVE_SIZE_PX[0] - picture.shape[1], LIVE_SIZE_PX[1] - picture.shape[0]
            edges = (height // 2, height - height // 2, width // 2, width - width // 2)
            writer.write(cv2.copyMakeBorder(picture, *edges, cv2.BORDER_REPLICATE), frame.t_s)
        writer.close([])


def live(clip: Path, model: str) -> dict[str, Any] | None:
    """Return the stages of a live session on the clip at its own pace, in a window; None without a display.

    ``age`` is the time from when a frame was due to when it was on the screen; ``to_screen`` leaves out the waiting for
    the frame before. ``else`` is what of that is not the landmarker's own time, frame by frame. The screen's time ends
    with the X server's word that the picture is there.
    """
    if not display_available():
        return None
    with tempfile.TemporaryDirectory() as folder:
        enlarged(clip, Path(folder, "large.mp4"))
        command = ["live", "--source", f"{folder}/large.mp4", "--model", model, "--audio", "none"]
        subprocess.run(
            [sys.executable, "-m", "livecoach", *command, "--seconds", str(LIVE_S), "--out", f"{folder}/live"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        frames = read_log(Path(folder, "live/session.jsonl")).frames
    stages: dict[str, list[float]] = defaultdict(list)
    for frame in frames:
        ms = frame.timings_ms
        for name, value in ms.items():
            stages[name].append(value)
        other = sum(ms[name] for name in ("judge", "render", "screen"))
        stages["else"].append(other)
        stages["to_screen"].append(ms["track"] + other)
    return {"frames": len(frames), "stages_ms": percentiles(stages)}


def report(found: dict[str, Any]) -> str:
    """Return the numbers as text."""
    lines = [f"cores: {os.cpu_count()}", "", "analyze, ms a frame"]
    lines += _stages(found["stages_ms"])
    lines += [
        "",
        f"analyze          {statistics.median(found['analyze_fps']):7.1f} fps, annotated clip and files included",
        f"bare landmarker  {statistics.median(found['bare_fps']):7.1f} fps",
        f"share            {found['share']:7.2f} (median of {len(found['bare_fps'])} pairs)",
        f"livecoach --help {found['help_s']:7.2f} s",
    ]
    if found["live"] is None:
        return "\n".join([*lines, "", "live: not measured, there is no display"])
    stages, size = found["live"]["stages_ms"], "x".join(map(str, LIVE_SIZE_PX))
    over = {share: stages["to_screen"][share] - stages["track"][share] for share in ("p50", "p95")}
    lines += ["", f"live in a window at {size}, ms a frame ({found['live']['frames']} frames in {LIVE_S} s)"]
    lines += _stages(stages)
    lines += ["frame to screen above the landmarker's own time, ms"]
    lines += _stages({"above": over})
    return "\n".join([*lines, f"load {os.getloadavg()[0]:.1f}"])


def _stages(stages_ms: dict[str, dict[str, float]]) -> list[str]:
    return [f"  {name:<10} p50 {ms['p50']:7.1f}   p95 {ms['p95']:7.1f}" for name, ms in stages_ms.items()]


if __name__ == "__main__":
    main()
