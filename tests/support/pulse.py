"""A private PulseAudio with a null sink: what livecoach plays is recorded, and its sounds are found again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 48000
SINK = "livecoach_test"
START_TIMEOUT_S = 20.0

_PLAYS_THROUGH_ALSA = "pcm.!default pulse\nctl.!default pulse\n"


def require_pulseaudio() -> None:
    """Skip the test where PulseAudio or its tools are not installed."""
    for tool in ("pulseaudio", "parec", "pactl"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed (Debian: apt install pulseaudio)")


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Float32 mono ``samples`` at RATE; ``start_s`` is the time.monotonic() at which the first one was heard."""

    samples: NDArray[np.float32]
    start_s: float

    def between(self, start_s: float, end_s: float) -> NDArray[np.float32]:
        """Return the samples heard between two monotonic times."""
        first, last = (max(round((t_s - self.start_s) * RATE), 0) for t_s in (start_s, end_s))
        return self.samples[first:last]


class Recorder:
    """Takes what ``parec`` hears, with the arrival time of each piece; ``stop`` returns the recording."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._pieces: list[bytes] = []
        self._start_s = float("inf")
        self._heard = threading.Condition()
        self._count = 0
        self._thread = threading.Thread(target=self._read, name="parec")
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 65536):
            now_s = time.monotonic()
            with self._heard:
                self._pieces.append(piece)
                self._count += len(piece) // 4
                # The piece with the least delay on its way gives the best start time.
                self._start_s = min(self._start_s, now_s - self._count / RATE)
                self._heard.notify_all()

    def wait(self, duration_s: float) -> None:
        """Wait until that much more has been heard."""
        with self._heard:
            wanted = self._count + round(duration_s * RATE)
            assert self._heard.wait_for(lambda: self._count >= wanted, timeout=duration_s + START_TIMEOUT_S)

    def so_far(self) -> Recording:
        """Return what has been heard up to now."""
        with self._heard:
            data = b"".join(self._pieces)
        return Recording(np.frombuffer(data[: len(data) // 4 * 4], np.float32), self._start_s)

    def stop(self) -> Recording:
        """End the recording and return it; a second call returns the same."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(START_TIMEOUT_S)
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return self.so_far()


class PulseServer:
    """A PulseAudio daemon of our own in ``folder``; ``env`` leads other programs to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        socket = folder / "native"
        (folder / "asound.conf").write_text(f"</usr/share/alsa/alsa.conf>\n{_PLAYS_THROUGH_ALSA}", encoding="utf-8")
        self.env = {
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
            "XDG_RUNTIME_DIR": str(folder),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        script = folder / "script.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"
            f"load-module module-null-sink sink_name={SINK} rate={RATE} channels=1\n"
            f"set-default-sink {SINK}\n",
            encoding="utf-8",
        )
        self._command = [
            "pulseaudio",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--log-target=stderr",
            "-n",
            "-F",
            str(script),
        ]
        self._run()

    def _run(self) -> None:
        self._log = (self._folder / "pulse.log").open("wb")
        self._daemon = subprocess.Popen(
            self._command, env=os.environ | self.env | {"HOME": str(self._folder)}, stdout=self._log, stderr=self._log
        )

    def start(self) -> None:
        """Start again after ``kill``, at the same address; returns when it is ready."""
        for left in ("native", "pid"):
            (self._folder / left).unlink(missing_ok=True)
        self._run()
        self.wait_ready()

    def unplug(self) -> None:
        """Take the only sink away."""
        self._pactl("unload-module", "module-null-sink")

    def plug_in(self) -> None:
        """Bring the sink back."""
        self._pactl("load-module", "module-null-sink", f"sink_name={SINK}", f"rate={RATE}", "channels=1")

    def _pactl(self, *arguments: str) -> None:
        subprocess.run(["pactl", *arguments], env=os.environ | self.env, check=True, capture_output=True)

    def wait_ready(self) -> Self:
        """Wait until the null sink answers."""
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline_s and self._daemon.poll() is None:
            answer = subprocess.run(
                ["pactl", "list", "short", "sinks"], env=os.environ | self.env, capture_output=True, check=False
            )
            if SINK.encode() in answer.stdout:
                return self
        self.kill()
        raise RuntimeError(f"PulseAudio did not start:\n{(self._folder / 'pulse.log').read_text(encoding='utf-8')}")

    def freeze(self) -> None:
        """Stop the daemon in its tracks, as when a sound server hangs; ``kill`` still ends it."""
        self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen daemon go on."""
        self._daemon.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End the daemon at once, as when a sound server crashes."""
        self._daemon.kill()
        self._daemon.wait()
        self._log.close()

    @contextmanager
    def record(self) -> Iterator[Recorder]:
        """Record the null sink's monitor; the first samples have been heard when the body begins."""
        command = ["parec", f"--device={SINK}.monitor", "--format=float32le", f"--rate={RATE}", "--channels=1"]
        process = subprocess.Popen(
            [*command, "--latency-msec=5", "--raw"], env=os.environ | self.env, stdout=subprocess.PIPE
        )
        recorder = Recorder(process)
        try:
            recorder.wait(0.2)
            yield recorder
        finally:
            recorder.stop()


@contextmanager
def pulse_server(folder: Path) -> Iterator[PulseServer]:
    """Run a private PulseAudio; skip the test where it is not installed."""
    require_pulseaudio()
    server = PulseServer(folder).wait_ready()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture
def pulse(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    """A private PulseAudio with one null sink; this process and its children play to it."""
    with pulse_server(tmp_path_factory.mktemp("pulse")) as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield server


def find_sound(
    recording: NDArray[np.float32], reference: NDArray[np.float32], threshold: float = 0.6
) -> list[tuple[float, float]]:
    """Return (offset_s, score) of each place where ``reference`` is heard in ``recording``, both at RATE.

    The score is the normalised cross-correlation: 1 for a perfect copy at any volume, below 0.5 for other phrases
    (0.65 between "good" and "go"), in between for a copy with a gap. Two places are at least
    the reference's length apart: a decaying note resembles its own tail.
    """
    count = len(recording) - len(reference) + 1
    if count < 1:
        return []
    size = 1 << (len(recording) + len(reference)).bit_length()
    spectrum = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(reference, size))
    product = np.fft.irfft(spectrum, size)[:count]
    sums = np.concatenate([[0.0], np.cumsum(recording.astype(np.float64) ** 2)])
    energy = sums[len(reference) :] - sums[:count]
    # A window quieter than -90 dB holds nothing to compare.
    audible = energy > len(reference) * 1e-9
    score = np.zeros(count)
    norm = float(np.sqrt(np.sum(reference.astype(np.float64) ** 2)))
    score[audible] = product[audible] / (np.sqrt(energy[audible]) * norm)
    found = []
    while score[best := int(np.argmax(score))] >= threshold:
        found.append((best / RATE, float(score[best])))
        score[max(best - len(reference), 0) : best + len(reference)] = 0.0
    return sorted(found)
