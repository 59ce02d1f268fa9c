"""A real ``livecoach`` in a process of its own, and the demo clip as a camera on the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import av
import cv2
import jsonschema

from livecoach.core.resources import demo_clip
from tests.support import marker
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.support.stream import MjpegCamera

GUARD_S = 600.0
FPS = 30.0
LEAD = 90
"""Frames of standing still before the demo clip's own: its still part run backwards, so that nothing jumps."""

TRUTH: dict[str, Any] = json.loads((ROOT / "tests/data/demo_truth.json").read_text(encoding="utf-8"))


@cache
def demo_stream() -> tuple[bytes, ...]:
    """Return the demo clip, ``LEAD`` frames of standing still before it, as JPEG pictures that carry their number."""
    with av.open(str(demo_clip())) as container:
        pictures = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    jpegs = []
    for number, picture in enumerate([*reversed(pictures[:LEAD]), *pictures]):
        marked = picture.copy()
        marker.stamp(marked, number)
        jpegs.append(cv2.imencode(".jpg", marked, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())
    return tuple(jpegs)


def crossing(fault: str) -> int:
    """Return the number in the stream of the frame in which the truth passes the fault's limit."""
    return LEAD + int(TRUTH[fault]["crossing_frame"])


@dataclass(slots=True)
class Coach:
    """A running ``livecoach``."""

    process: subprocess.Popen[str]

    def end(self) -> tuple[int, str, str]:
        """Wait for its end; return exit code, stdout and stderr."""
        out, err = self.process.communicate(timeout=GUARD_S)
        return self.process.returncode, out, err


@contextmanager
def coach(*arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Coach]:
    """Start ``livecoach`` with these arguments; it does not outlive the block, and nothing is kept of it."""
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "livecoach", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "XDG_DATA_HOME": data, **(env or {})},
        )
        try:
            yield Coach(process)
        finally:
            process.kill()
            process.communicate()


def wait_until(what: Callable[[], bool], why: str, who: Coach | None = None) -> None:
    """Wait for something that another process, ``who``, does; the guard is generous."""
    deadline_s = time.monotonic() + GUARD_S
    while not what():
        assert time.monotonic() < deadline_s, f"waited in vain for {why}"
        assert who is None or who.process.poll() is None, f"it ended before {why}: {who.end() if who else None}"
        time.sleep(0.01)


def wait_for_frame(camera: MjpegCamera, number: int) -> None:
    """Wait until the camera has sent that frame."""
    wait_until(lambda: bool(camera.sent) and camera.sent[-1].number >= number, f"frame {number}")


def records(log: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a session log, also of one that is being written."""
    if not log.exists():
        return []
    lines = log.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in lines]


def ended(*arguments: str, env: Mapping[str, str] | None = None) -> Ended:
    """Run ``livecoach`` with these arguments to its end."""
    with coach(*arguments, env=env) as running:
        return Ended(*running.end())


@dataclass(frozen=True, slots=True)
class Ended:
    """What a finished command left: exit code and both outputs."""

    code: int
    out: str
    err: str

    def sentence(self) -> str:
        """Return the only line on stderr, without the program's name."""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("livecoach: "), self.err
        return self.err.strip().removeprefix("livecoach: ")


def complete(folder: Path, *, clip: str | None = "annotated.mp4") -> dict[str, Any]:
    """Check that a session's files are whole and valid, and nothing else is there; return ``session.json``."""
    names = {"session.jsonl", "session.json", "frames.csv"} | ({clip} if clip else set())
    assert {path.name for path in folder.iterdir()} == names
    log = records(folder / "session.jsonl")
    assert (folder / "session.jsonl").read_bytes().endswith(b"\n")
    assert log[-1]["type"] == "end"
    found: dict[str, Any] = json.loads((folder / "session.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads((ROOT / "docs/session.schema.json").read_text("utf-8")))
    assert len((folder / "frames.csv").read_text("utf-8").splitlines()) == 1 + found["source"]["frames"]
    if clip:
        assert frames_in(folder / clip) > 0
    return found


def frames_in(clip: Path) -> int:
    """Return how many frames of a clip can be decoded."""
    with av.open(str(clip)) as container:
        return sum(1 for _ in container.decode(video=0))
