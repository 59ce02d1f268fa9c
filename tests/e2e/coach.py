"""A real ``livecoach`` in a process of its own, and the demo clip as a camera on the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import av
import cv2

from livecoach.core.resources import demo_clip
from tests.conftest import ROOT
from tests.support import marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.support.stream import MjpegCamera

GUARD_S = 120.0
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
    """Start ``livecoach`` with these arguments; it does not outlive the block."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "livecoach", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ if env is None else env,
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
