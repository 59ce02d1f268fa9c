"""A live session with real parts: a camera stream, the model, a window with keys, a sound server.

What is shown, said and written, and in which order; how quickly is measured by ``scripts/bench_live.py``.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import av
import jsonschema
import numpy as np
import pytest

from livecoach.output.audio.bank import RATE, SoundBank
from tests.e2e.coach import FPS, crossing, records
from tests.e2e.live_session import HELP_CHANGES, change, play
from tests.support import marker
from tests.support.paths import ROOT
from tests.support.pulse import find_sound

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.e2e.live_session import Played

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One session, of which every test below asks something."""
    return play(tmp_path_factory.mktemp("live"))


def test_it_ends_on_q_with_all_files_complete(played: Played):
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


def test_cues_come_once_a_fault_in_their_order_and_nothing_is_heard_before_its_fault(played: Played):
    cues = [record["sound"] for record in records(played.folder / "session.jsonl") if record["type"] == "cue"]
    assert [cue for cue in cues if cue in {"shoulders_down", "ribs_down"}] == ["shoulders_down", "ribs_down"]
    # A busy machine tears a sound that is played, so that it is not always found; the recording has all of it.
    heard_s = played.heard_s("shoulders_down")
    assert len(heard_s) <= 1
    assert all(at_s > 0.0 for at_s in heard_s)
    assert np.abs(played.heard.samples).max() > 0.01


def test_the_recording_shows_and_says_the_same_at_the_same_time(played: Played):
    clip = played.folder / "take-1.mp4"
    shown = numbers_shown(clip)
    crossed_s = next(t_s for t_s, number in shown if number >= crossing("shrug"))
    [(heard_s, _)] = find_sound(sound_of(clip), SoundBank().samples("shoulders_down"))
    arched_s = next(t_s for t_s, number in shown if number >= crossing("lumbar_extension"))
    assert crossed_s < heard_s < arched_s
    numbers = [number for _, number in shown]
    assert numbers == sorted(set(numbers))
    # Every second of the stream is in it, though a busy machine drops frames.
    assert {number // FPS for number in numbers} == set(range(int(numbers[0] // FPS), int(numbers[-1] // FPS) + 1))


def test_the_pictures_on_the_screen_follow_the_stream(played: Played):
    numbers = [number for _, number in played.seen]
    # Each one was sent before it was seen, and they go on after the first fault.
    assert played.ages_s().min() > 0.0
    assert min(numbers) < crossing("shrug") < crossing("lumbar_extension") < max(numbers)


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
