"""How quickly a live session answers: from the camera to the screen, from a fault to its cue, from ``q`` to the end.

    python scripts/bench_live.py               one session, its numbers, exit code 1 when a promise is broken
    python scripts/bench_live.py --runs 3      the numbers of three

Plays the demo clip from a camera stream to a session with a window and sound, all on this machine (Linux; it needs the
programs of the end-to-end tests). What is promised on a machine that does nothing else: a cue within 0.7 s of the frame
in which the fault's limit is passed, no picture older than 0.2 s on the screen, no pause of 1 s between two pictures,
the end within 2 s. The delay of the sound alone is measured with a short tick, and is to be below 0.15 s.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from livecoach.output.audio.bank import SoundBank
from livecoach.output.audio.miniaudio_sink import MiniaudioSink
from tests.e2e.live_session import play
from tests.support.pulse import find_sound, pulse_server

PROMISED_S = {"cue": 0.7, "oldest picture": 0.2, "longest pause": 1.0, "end": 2.0, "sound": 0.15}
TICKS = 7


def main() -> int:
    """Measure, print, write the JSON file that was asked for; return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1, help="how many sessions (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers into this file too")
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            runs = [measured_s(Path(folder, str(number))) for number in range(arguments.runs)]
    except pytest.skip.Exception as lacking:
        sys.exit(f"bench_live.py: {lacking}")
    for name, promised_s in PROMISED_S.items():
        values = "  ".join(f"{run[name]:6.3f}" for run in runs)
        kept = all(run[name] <= promised_s for run in runs)
        print(f"{name:<16}{values}  s, promised {promised_s:g} s{'' if kept else ': BROKEN'}")
    if arguments.json:
        arguments.json.write_text(json.dumps(runs, indent=2) + "\n", encoding="utf-8")
    return 0 if all(run[name] <= promised_s for run in runs for name, promised_s in PROMISED_S.items()) else 1


def measured_s(folder: Path) -> dict[str, float]:
    """Return the seconds of each promise in one session; a cue that was not heard took for ever."""
    played = play(folder)
    heard_s = [at_s for at_s in played.heard_s("shoulders_down") if at_s > 0.0]
    (folder / "ticks").mkdir()
    return {
        "cue": min(heard_s, default=float("inf")),
        "oldest picture": float(played.ages_s().max()),
        "longest pause": float(np.diff([at_s for at_s, _ in played.seen]).max()),
        "end": played.took_to_end_s,
        "sound": sound_delay_s(folder / "ticks"),
    }


def sound_delay_s(folder: Path) -> float:
    """Return the median time from ``play`` to the first sample that is heard."""
    tick = SoundBank().samples("tick")
    with pulse_server(folder) as pulse, pytest.MonkeyPatch.context() as environment:
        for name, value in pulse.env.items():
            environment.setenv(name, value)
        with pulse.record() as recorder, MiniaudioSink(SoundBank()) as sink:
            played_s = []
            for _ in range(TICKS):
                played_s.append(time.monotonic())
                sink.play("tick")
                recorder.wait(0.25)
            recorder.wait(0.3)
            recording = recorder.so_far()
    heard_s = [recording.start_s + offset_s for offset_s, _ in find_sound(recording.samples, tick)]
    if len(heard_s) != TICKS:
        return float("inf")
    return statistics.median(heard - played for heard, played in zip(heard_s, played_s, strict=True))


if __name__ == "__main__":
    sys.exit(main())
