"""Coach looping clips for a long time, and look at what must not change: memory, threads, the age of what is shown.

    python scripts/soak.py                        # ten minutes of the demo clip, in a window where there is a display
    python scripts/soak.py --seconds 60 --clip a.mp4 --clip b.mp4 --json soak.json

The clips are joined end to end, without encoding them again, and played at their own pace, so that the session takes
them for a camera: frames that come too late are dropped, and every frame shown has an age. Clips must agree in size and
codec. Memory is read from /proc, so Linux only. Exit code 1 when memory grew by more than 5 percent, a thread was left
or a frame older than 0.2 s was shown.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from livecoach.core.resources import demo_clip
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import percentiles
from livecoach.output.window import display_available
from livecoach.session.live.live import LiveOptions, run_live

OLDEST_MS = 200.0
GROWTH = 0.05
WARM_UP_SHARE = 0.4
"""Models, fonts and buffers fill in the first part; what comes after is compared with the end."""

END_SHARE = 0.2
EVERY_S = 0.5
THREAD_GUARD_S = 5.0


def main() -> int:
    """Soak, print, write the JSON file that was asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clip", type=Path, action="append", help="clip to loop, or several (default: the demo clip)")
    parser.add_argument("--seconds", type=float, default=600.0, help="how long (default: %(default)s)")
    parser.add_argument("--headless", action="store_true", help="open no window, though there is a display")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers into this file too")
    arguments = parser.parse_args()
    headless = arguments.headless or not display_available()
    with tempfile.TemporaryDirectory() as folder:
        found = soak(arguments.clip or [demo_clip()], arguments.seconds, Path(folder), headless=headless)
    print(report(found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0 if found["flat"] and not found["threads_left"] and not found["too_old"] else 1


def soak(clips: list[Path], seconds: float, folder: Path, *, headless: bool) -> dict[str, Any]:
    """Coach for ``seconds`` in this process; return what was measured."""
    before = set(threading.enumerate())
    memory = Memory()
    with memory:
        looped = folder / "looped.mp4"
        join(clips, seconds + 5.0, looped)
        options = LiveOptions(
            sources=(str(looped),), seconds=seconds, headless=headless, out=folder / "out", guide=False
        )
        outcome = run_live(options)
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(THREAD_GUARD_S)
    log = read_log(outcome.folder / "session.jsonl")
    ages_ms = [frame.timings_ms["age"] for frame in log.frames if "age" in frame.timings_ms]
    return {
        "seconds": seconds,
        "window": not headless,
        "frames": len(ages_ms),
        "dropped": log.end and log.end.frames_dropped,
        "reps": log.end and log.end.reps,
        "age_ms": percentiles({"age": ages_ms}).get("age") | {"max": max(ages_ms)},
        "too_old": sum(age_ms > OLDEST_MS for age_ms in ages_ms),
        "threads_left": [thread.name for thread in left if thread.is_alive()],
        "load": list(os.getloadavg()),
        "cores": os.cpu_count(),
        **memory.found(),
    }


def join(clips: list[Path], seconds: float, out: Path) -> None:
    """Write the clips' own packets one after another, again and again, until ``seconds`` are full."""
    import av  # noqa: PLC0415 -- after livecoach has loaded OpenCV: both bring libraries of the same names

    with av.open(str(out), "w") as target:
        stream = None
        start_s = 0.0
        while start_s < seconds:
            for clip in clips:
                with av.open(str(clip)) as source:
                    video = source.streams.video[0]
                    stream = stream or target.add_stream_from_template(video)
                    base, end_s = video.time_base, 0.0
                    for packet in source.demux(video):
                        if packet.pts is None or packet.dts is None:
                            continue
                        end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * base))
                        offset = round(start_s / base)
                        packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                        packet.stream = stream
                        target.mux(packet)
                    start_s += end_s


class Memory:
    """Reads the memory that this process holds (RSS), on a thread of its own, while the block runs."""

    def __init__(self) -> None:
        self._seen_mb: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_S):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            self._seen_mb.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)

    def found(self) -> dict[str, Any]:
        """Return the medians after the warm-up and at the end in MB, and whether they agree within 5 percent."""
        count = len(self._seen_mb)
        span = max(1, round(END_SHARE * count))
        start = min(round(WARM_UP_SHARE * count), count - span)
        warm, end = statistics.median(self._seen_mb[start : start + span]), statistics.median(self._seen_mb[-span:])
        return {
            "memory_warm_mb": round(warm, 1),
            "memory_end_mb": round(end, 1),
            "memory_most_mb": round(max(self._seen_mb), 1),
            "growth": round(end / warm - 1.0, 4),
            "flat": end / warm - 1.0 <= GROWTH,
        }


def report(found: dict[str, Any]) -> str:
    """Return the numbers as text."""
    age = found["age_ms"]
    return "\n".join(
        (
            f"{found['seconds']:g} s {'in a window' if found['window'] else 'without a window'}",
            f"machine {found['cores']} cores, load {found['load'][0]:.1f} at the end",
            f"frames  {found['frames']} shown, {found['dropped']} dropped, {found['reps']} reps",
            f"age     p50 {age['p50']:.0f}, p95 {age['p95']:.0f}, max {age['max']:.0f} ms; "
            f"{found['too_old']} frames older than {OLDEST_MS:.0f} ms",
            f"memory  {found['memory_warm_mb']} MB after the warm-up, {found['memory_end_mb']} MB at the end "
            f"({100 * found['growth']:+.1f} %), at most {found['memory_most_mb']} MB",
            f"threads left: {', '.join(found['threads_left']) or 'none'}",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
