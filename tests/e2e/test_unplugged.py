"""A camera that is unplugged during the session: the screen says so, and coaching goes on when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.e2e.coach import FPS, LEAD, Ended, coach, complete, demo_stream, records, wait_for_frame, wait_until
from tests.support import marker
from tests.support.display import private_display
from tests.support.framebuffer import Framebuffer
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

TITLE = "livecoach"
SIZE_PX = (640, 480)
NOTES = slice(430, 470), slice(16, 400)
"""Where the small lines at the bottom left are."""

REP_1_OVER = LEAD + 225
REP_4_OVER = LEAD + 470


def test_the_session_goes_on(tmp_path: Path):
    out, shown = tmp_path / "out", tmp_path / "screen"
    shown.mkdir()
    with private_display(800, 600, shown) as display, MjpegCamera(demo_stream(), FPS, loop=False) as camera:
        arguments = ("--source", camera.url, "--audio", "none", "--model", "lite", "--no-guide", "--out", str(out))
        with coach("live", *arguments, env=display.environment) as running:
            wait_until(lambda: bool(records(out / "session.jsonl")), "the session's log", running)
            display.resize(TITLE, *SIZE_PX)
            wait_until(lambda: display.rect(TITLE)[2:] == SIZE_PX, "the picture's window", running)
            framebuffer = Framebuffer(shown)
            rect = display.rect(TITLE)
            wait_for_frame(camera, REP_1_OVER)
            before = framebuffer.picture(rect)[NOTES].astype(float)
            camera.unplug()
            lost_at = len(camera.sent)
            wait_until(
                lambda: np.abs(framebuffer.picture(rect)[NOTES] - before).mean() > 4.0, "a note on the screen", running
            )
            assert (marker.read(framebuffer.picture(rect)) or 0) <= camera.sent[-1].number, "the last picture stays"
            camera.plug_in()
            wait_until(lambda: len(camera.sent) > lost_at, "the camera's being opened again", running)
            wait_for_frame(camera, REP_4_OVER)
            display.press(TITLE, "q")
            result = Ended(*running.end())
            framebuffer.close()
    assert (result.code, result.err) == (0, "")
    found = complete(out, clip=None)
    starts_s = [rep["start_s"] for rep in found["reps"]]
    frames_s = [record["t_s"] for record in records(out / "session.jsonl") if record["type"] == "frame"]
    gap = int(np.argmax(np.diff(frames_s)))
    assert frames_s[gap + 1] - frames_s[gap] > 0.2
    assert starts_s[0] < frames_s[gap], "a rep before"
    assert starts_s[-1] > frames_s[gap + 1], "and one after"
