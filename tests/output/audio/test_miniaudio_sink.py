"""Played through a null sink of PulseAudio, recorded from its monitor, and found again."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from livecoach.output.audio import SoundBank, open_audio
from livecoach.output.audio.bank import RATE
from tests.support.pulse import find_sound

pytestmark = pytest.mark.e2e


@pytest.fixture
def bank():
    return SoundBank()


def rms(samples):
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def heard_s(recorder, samples):
    """Return the monotonic times at which ``samples`` are heard in what was recorded so far."""
    recording = recorder.so_far()
    return [recording.start_s + offset_s for offset_s, _ in find_sound(recording.samples, samples)]


def wait_until(condition, timeout_s=20.0):
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s, "it never happened"
        threading.Event().wait(0.02)


def test_each_cue_is_heard_once_after_it_was_played(pulse, bank):
    played_s = []
    with pulse.record() as recorder, open_audio("auto", bank) as sink:
        assert sink.name == "miniaudio (PulseAudio)"
        assert sink.note == ""
        for _ in range(7):
            played_s.append(time.monotonic())
            sink.play("tick")
            recorder.wait(0.25)
        recorder.wait(0.3)
        found_s = heard_s(recorder, bank.samples("tick"))
    assert len(found_s) == len(played_s)
    # The recorder's clock is the machine's to some milliseconds.
    assert all(heard > played - 0.01 for heard, played in zip(found_s, played_s, strict=True))


def play_until_whole(recorder, play, reference, tries=10):
    """Play until one recording holds ``reference`` without a gap (an overloaded machine tears some); return it."""
    for _ in range(tries):
        start_s = time.monotonic()
        play()
        recorder.wait(len(reference) / RATE + 0.4)
        recording = recorder.so_far().between(start_s, time.monotonic())
        if any(score > 0.98 for _, score in find_sound(recording, reference)):
            return recording
    raise AssertionError(f"not heard whole in {tries} tries")


def test_the_phrase_that_was_played_is_told_from_the_others(pulse, bank):
    with pulse.record() as recorder, open_audio("auto", bank) as sink:
        recording = play_until_whole(recorder, lambda: sink.play("shoulders_down"), bank.samples("shoulders_down"))
    for other in ("ribs_down", "chin_back", "good", "rep_3"):
        assert find_sound(recording, bank.samples(other)) == []


def test_volume_and_mute_have_their_effect(pulse, bank):
    with pulse.record() as recorder, open_audio("auto", bank, 1.0) as sink:
        levels = []
        for volume, muted in ((1.0, False), (0.25, False), (1.0, True), (1.0, False)):
            sink.volume, sink.muted = volume, muted
            recorder.wait(0.2)
            start_s = time.monotonic()
            sink.play("go")
            recorder.wait(0.8)
            levels.append(rms(recorder.so_far().between(start_s, start_s + 0.7)))
    loud, soft, muted, again = levels
    assert soft / loud == pytest.approx(0.25, rel=0.05)
    assert muted < 1e-4 * loud
    assert again == pytest.approx(loud, rel=0.05)


def test_two_sounds_are_mixed(pulse, bank):
    tick, inhale = bank.samples("tick"), bank.samples("inhale")
    both = inhale.copy()
    both[: len(tick)] += tick

    def play():
        sink.play("tick")
        sink.play("inhale")

    with pulse.record() as recorder, open_audio("auto", bank) as sink:
        play_until_whole(recorder, play, both)


def test_cancel_stops_soon_and_softly(pulse, bank):
    samples = bank.samples("calibrating")
    with pulse.record() as recorder, open_audio("auto", bank) as sink:
        sink.play("calibrating")
        recorder.wait(0.5)
        cancelled_s = time.monotonic()
        sink.cancel()
        recorder.wait(len(samples) / RATE)
        recording = recorder.so_far()
    assert rms(recording.between(cancelled_s - 0.2, cancelled_s)) > 0.01
    assert rms(recording.between(cancelled_s + 0.3, cancelled_s + 2.0)) < 1e-4


@pytest.mark.parametrize("how", ["kill", "freeze"])
def test_a_sound_server_that_goes_away_is_a_note(pulse, bank, how):
    threads = set(threading.enumerate())
    with open_audio("auto", bank) as sink:
        assert sink.note == ""
        getattr(pulse, how)()
        wait_until(lambda: sink.note == "The sound device is gone: cues are only shown")
        sink.play("good")
        assert sink.note == "The sound device is gone: cues are only shown"
    pulse.kill()
    wait_until(lambda: set(threading.enumerate()) == threads)


@pytest.mark.parametrize(("goes", "comes"), [("kill", "start"), ("unplug", "plug_in"), ("freeze", "thaw")])
def test_sound_comes_back_with_the_server_or_the_only_device(pulse, bank, goes, comes):
    with open_audio("auto", bank) as sink:
        getattr(pulse, goes)()
        wait_until(lambda: sink.note == "The sound device is gone: cues are only shown")
        time.sleep(1.5)  # long enough for a try to open it that fails
        getattr(pulse, comes)()
        wait_until(lambda: sink.note == "")
        with pulse.record() as recorder:
            play_until_whole(recorder, lambda: sink.play("good"), bank.samples("good"))


@pytest.mark.parametrize("end", ["sink.close()", "", "raise SystemExit", "os.kill(os.getpid(), signal.SIGINT)"])
def test_the_interpreter_exits_whatever_happens(pulse, end):
    code = (
        "import os, signal\nfrom livecoach.output.audio import *\n"
        f"sink = open_audio('miniaudio', SoundBank()); sink.play('finished')\n{end}"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=30)
    assert done.returncode == (-2 if "SIGINT" in end else 0)
    assert "Traceback" not in done.stderr or "KeyboardInterrupt" in done.stderr


def test_the_interpreter_exits_when_the_server_hangs(pulse):
    code = (
        "from livecoach.output.audio import *\nsink = open_audio('miniaudio', SoundBank())\n"
        "print('open', flush=True); input(); sink.close()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"open\n"
        pulse.freeze()
        process.stdin.write(b"\n")
        process.stdin.close()
        try:
            assert process.wait(30) == 0
        finally:
            process.kill()
