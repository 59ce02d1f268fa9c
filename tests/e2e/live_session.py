"""One live session with real parts: a camera stream, the model, a window with keys, a sound server.

``tests/e2e/test_live.py`` asks it what was shown, said and written; ``scripts/bench_live.py`` asks it how quickly.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.output.audio.bank import SoundBank
from tests.e2e.coach import FPS, LEAD, coach, crossing, demo_stream, records, wait_for_frame, wait_until
from tests.support import marker
from tests.support.display import private_display, require_display_tools
from tests.support.framebuffer import Framebuffer, Watch
from tests.support.pulse import find_sound, pulse_server
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.support.display import Display
    from tests.support.pulse import Recording
    from tests.support.stream import Sent

TITLE = "livecoach"
SIZE_PX = (640, 480)
LAST = LEAD + 470
"""Frame in which ``q`` is pressed: between the fourth rep and the fifth."""

HELP_CHANGES = 20.0


@dataclass(frozen=True, slots=True)
class Played:
    """One scenario: what the camera sent, what was on the screen and in the air, and what the session left."""

    folder: Path
    sent: list[Sent]
    seen: list[tuple[float, int]]
    heard: Recording
    help_before: NDArray[np.uint8]
    help_open: NDArray[np.uint8]
    took_to_end_s: float
    code: int
    out: str
    err: str

    def sent_s(self, number: int) -> float:
        """Return when a frame left the camera; a late camera skips frames, so perhaps the one after it."""
        return next(sent.at_s for sent in self.sent if sent.number >= number)

    def heard_s(self, phrase: str) -> list[float]:
        """Return when the phrase was heard, in seconds after the frame in which the shoulders passed the limit left."""
        found = find_sound(self.heard.samples, SoundBank().samples(phrase))
        return [self.heard.start_s + offset_s - self.sent_s(crossing("shrug")) for offset_s, _ in found]

    def ages_s(self) -> NDArray[np.float64]:
        """Return how old each frame was when it appeared on the screen."""
        return np.array([at_s - self.sent_s(number) for at_s, number in self.seen])


def play(folder: Path) -> Played:
    """Coach the demo clip from a camera stream, with a key pressed for everything a key can do."""
    require_display_tools()
    shown, out, home = folder / "screen", folder / "out", folder / "home"
    for needed in (shown, home, folder / "pulse"):
        needed.mkdir(parents=True)
    with (
        pulse_server(folder / "pulse") as pulse,
        pulse.record() as recorder,
        private_display(800, 600, shown) as display,
        MjpegCamera(demo_stream(), FPS, loop=False) as camera,
    ):
        env = display.environment | pulse.env | {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        arguments = ("--source", camera.url, "--audio", "miniaudio", "--no-guide", "--out", str(out))
        with coach("live", *arguments, env=env) as running:
            framebuffer = Framebuffer(shown)
            wait_until(lambda: bool(records(out / "session.jsonl")), "the session's log", running)
            # So that the picture is shown pixel by pixel, with no bars beside it.
            display.resize(TITLE, *SIZE_PX)
            wait_until(lambda: display.rect(TITLE)[2:] == SIZE_PX, "the picture's window", running)
            rect = display.rect(TITLE)
            wait_until(lambda: marker.read(framebuffer.picture(rect)) is not None, "a marked picture", running)
            with Watch(framebuffer, rect) as watch:
                keys = Keys(display, out / "session.jsonl")
                keys.press("r", "record")
                before = framebuffer.picture(rect)
                keys.press("h", "help")
                wait_until(lambda: change(before, framebuffer.picture(rect)) > HELP_CHANGES, "the help")
                opened = framebuffer.picture(rect)
                keys.press("h", "help")
                keys.press("m", "mute")
                keys.press("plus", "more_sensitive")
                keys.press("m", "mute")
                keys.press("minus", "less_sensitive")
                wait_for_frame(camera, LAST)
            pressed_s = time.monotonic()
            display.press(TITLE, "q")
            code, said, err = running.end()
            took_s = time.monotonic() - pressed_s
            framebuffer.close()
        heard = recorder.stop()
        return Played(out, camera.sent, watch.seen, heard, before, opened, took_s, code, said, err)


class Keys:
    """Presses keys in the session's window and waits until the session has written down what they asked for."""

    def __init__(self, display: Display, log: Path) -> None:
        self._display = display
        self._log = log

    def press(self, key: str, action: str) -> None:
        count = self._count(action)
        self._display.press(TITLE, key)
        wait_until(lambda: self._count(action) > count, f"{action} in the log")

    def _count(self, action: str) -> int:
        return sum(record.get("action") == action for record in records(self._log))


def change(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """Return by how much the middle of the picture changed, in grey levels."""
    height, width = before.shape[:2]
    middle = slice(height // 4, 3 * height // 4), slice(width // 3, 2 * width // 3)
    return float(np.abs(after[middle].astype(float) - before[middle].astype(float)).mean())
