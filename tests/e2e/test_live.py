"""A live session with real parts: a camera stream, the model, a window with keys, a sound server.

Here time decides, as the promise itself is about time: a cue within 0.7 s, no picture older than 0.2 s, an end within
2 s. An overloaded machine breaks such promises now and then, so the whole scenario gets three tries.
"""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import jsonschema
import numpy as np
import pytest

from livecoach.output.audio.bank import RATE, SoundBank
from tests.e2e.coach import FPS, LEAD, coach, crossing, demo_stream, records, wait_for_frame, wait_until
from tests.support import marker
from tests.support.display import private_display, require_display_tools
from tests.support.framebuffer import Framebuffer, Watch
from tests.support.paths import ROOT
from tests.support.pulse import find_sound, pulse_server
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.support.display import Display
    from tests.support.pulse import Recording
    from tests.support.stream import Sent

pytestmark = pytest.mark.e2e

TRIES = 3
TITLE = "livecoach"
SIZE_PX = (640, 480)
CUE_WITHIN_S = 0.7
OLDEST_S = 0.2
END_WITHIN_S = 2.0
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


def late(played: Played) -> list[str]:
    """Return which promises about time were broken."""
    broken = []
    if played.ages_s().max() > OLDEST_S:
        broken.append(f"a frame {played.ages_s().max():.3f} s old was shown")
    if played.took_to_end_s > END_WITHIN_S:
        broken.append(f"the end took {played.took_to_end_s:.2f} s")
    heard_s = [at_s for at_s in played.heard_s("shoulders_down") if at_s > 0.0]
    if not heard_s or heard_s[0] > CUE_WITHIN_S:
        broken.append(f"'shoulders down' was heard {heard_s} s after the crossing")
    return broken


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The scenario, played again when an overloaded machine broke a promise about time."""
    for _ in range(TRIES):
        result = play(tmp_path_factory.mktemp("live"))
        if not late(result):
            break
    return result


def test_it_ends_on_q_with_all_files_complete(played: Played):
    assert played.took_to_end_s <= END_WITHIN_S
    assert (played.code, played.err) == (0, "")
    assert sorted(path.name for path in played.folder.iterdir()) == [
        "frames.csv",
        "session.json",
        "session.jsonl",
        "take-1.mp4",
    ]
    log = records(played.folder / "session.jsonl")
    assert (played.folder / "session.jsonl").read_bytes().endswith(b"\n")
    assert (log[-1]["type"], log[-1]["reason"]) == ("end", "quit")
    with (played.folder / "frames.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == log[-1]["frames"] == session(played)["source"]["frames"]


def test_what_was_found_is_valid_true_and_printed(played: Played):
    found = session(played)
    jsonschema.validate(found, json.loads((ROOT / "docs/session.schema.json").read_text("utf-8")))
    assert found["baseline"]["how"] == "still"
    assert [rep["faults"] for rep in found["reps"]] == [[], ["shrug"], [], ["lumbar_extension"]]
    assert [rep["calibration"] for rep in found["reps"]] == [True, False, False, False]
    assert played.out.startswith("4 reps")
    assert f"Written to {played.folder}" in played.out


def test_the_cue_is_heard_soon_after_the_shoulders_rose(played: Played):
    delays_s = played.heard_s("shoulders_down")
    assert len(delays_s) == 1
    assert 0.0 < delays_s[0] <= CUE_WITHIN_S


def test_the_recording_shows_and_says_the_same_at_the_same_time(played: Played):
    clip = played.folder / "take-1.mp4"
    shown = numbers_shown(clip)
    crossed_s = next(t_s for t_s, number in shown if number >= crossing("shrug"))
    [(heard_s, _)] = find_sound(sound_of(clip), SoundBank().samples("shoulders_down"))
    assert 0.0 < heard_s - crossed_s <= CUE_WITHIN_S
    numbers = [number for _, number in shown]
    assert numbers == sorted(set(numbers))
    # Every second of the stream is in it, though a busy machine drops frames.
    assert {number // FPS for number in numbers} == set(range(int(numbers[0] // FPS), int(numbers[-1] // FPS) + 1))


def test_no_old_picture_is_shown(played: Played):
    assert played.ages_s().max() <= OLDEST_S
    # The session's own record says the same: from the picture's arrival to the screen.
    assert session(played)["timings_ms"]["age"]["p50"] <= 1000.0 * OLDEST_S
    # And pictures kept coming while the stream ran.
    assert np.diff([at_s for at_s, _ in played.seen]).max() < 5 * OLDEST_S


def test_the_keys_do_what_the_help_says(played: Played):
    log = records(played.folder / "session.jsonl")
    actions = [record["action"] for record in log if record["type"] == "command"]
    assert actions == ["record", "help", "help", "mute", "more_sensitive", "mute", "less_sensitive", "quit"]
    assert [record["profile"]["sensitivity"] for record in log if record["type"] == "profile"] == [6, 5]
    assert limit_after("more_sensitive", log) < limit_before("more_sensitive", log)
    assert limit_after("less_sensitive", log) > limit_before("less_sensitive", log)
    assert change(played.help_before, played.help_open) > HELP_CHANGES


def limit_before(action: str, log: list[dict[str, Any]]) -> float:
    """Return the mark of the shrug meter in the last frame before a key was obeyed."""
    at = [record.get("action") for record in log].index(action)
    return next(float(record["faults"][0][2]) for record in reversed(log[:at]) if record["type"] == "frame")


def limit_after(action: str, log: list[dict[str, Any]]) -> float:
    """Return the same in the first frame after."""
    at = [record.get("action") for record in log].index(action)
    return next(float(record["faults"][0][2]) for record in log[at:] if record["type"] == "frame")


def session(played: Played) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((played.folder / "session.json").read_text("utf-8"))
    return found


def numbers_shown(clip: Path) -> list[tuple[float, int]]:
    """Return the time and the number of each frame of a recording."""
    with av.open(str(clip)) as container:
        read = [(frame.time, marker.read(frame.to_ndarray(format="bgr24"))) for frame in container.decode(video=0)]
    return [(t_s, number) for t_s, number in read if number is not None and t_s is not None]


def sound_of(clip: Path) -> NDArray[np.float32]:
    """Return the sound track, mono at RATE, from the clip's time 0 on."""
    with av.open(str(clip)) as container:
        pieces = [(frame.time or 0.0, frame.to_ndarray()[0]) for frame in container.decode(audio=0)]
    track = np.zeros(round(pieces[-1][0] * RATE) + len(pieces[-1][1]), np.float32)
    for t_s, samples in pieces:
        start = round(t_s * RATE)
        track[start : start + len(samples)] = samples
    return track
