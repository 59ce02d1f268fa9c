"""Ctrl-C at any moment: exit code 130, one sentence, every file begun is whole. A kill leaves what was written."""

from __future__ import annotations

import os
import pty
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from livecoach.core.resources import demo_clip
from livecoach.output.log.log_reader import read_log
from tests.e2e.coach import Ended, coach, complete, frames_in, records, wait_until
from tests.support.clips import steady, write_clip
from tests.support.display import private_display

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.coach import Coach

pytestmark = pytest.mark.e2e

STOPPED = "stopped; everything done until then is written."


def analyze(out: Path) -> tuple[str, ...]:
    return ("analyze", str(demo_clip()), "--model", "lite", "--out", str(out))


def live(out: Path) -> tuple[str, ...]:
    recorded = ("--record", str(out / "demo/annotated.mp4"))
    camera = ("--source", str(demo_clip()), "--headless", "--audio", "none")
    return ("live", *camera, "--model", "lite", "--out", str(out / "demo"), *recorded)


def demo(out: Path) -> tuple[str, ...]:
    return ("demo", "--headless", "--model", "lite", "--out", str(out / "demo"))


def obeys_signals(coach: Coach) -> bool:
    """Return whether livecoach has taken SIGTERM over: before, Python itself is still starting."""
    status = Path(f"/proc/{coach.process.pid}/status").read_text(encoding="ascii")
    caught = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def frames_logged(folder: Path) -> int:
    return sum(record["type"] == "frame" for record in records(folder / "session.jsonl"))


@pytest.mark.parametrize("command", [analyze, live])
@pytest.mark.parametrize("after_s", [0.0, 0.2, 0.5, 1.0, 2.0])
def test_while_it_starts(tmp_path: Path, command: Callable[[Path], tuple[str, ...]], after_s: float):
    with coach(*command(tmp_path)) as running:
        wait_until(lambda: obeys_signals(running), "the signal handler", running)
        time.sleep(after_s)  # no event tells where in its start it is; any moment will do
        running.process.send_signal(signal.SIGINT)
        result = Ended(*running.end())
    assert (result.code, result.sentence()) == (130, STOPPED)
    begun = tmp_path / "demo"
    if (begun / "session.jsonl").exists():
        complete(begun, clip="annotated.mp4" if (begun / "annotated.mp4").exists() else None)
    else:
        assert not begun.exists() or not list(begun.iterdir())


@pytest.mark.parametrize("command", [analyze, live, demo])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_in_the_middle(tmp_path: Path, command: Callable[[Path], tuple[str, ...]], number: signal.Signals):
    folder = tmp_path / "demo"
    with coach(*command(tmp_path)) as running:
        wait_until(lambda: frames_logged(folder) > 30, "frames", running)
        running.process.send_signal(number)
        result = Ended(*running.end())
    assert (result.code, result.sentence()) == (130, STOPPED)
    found = complete(folder)
    assert records(folder / "session.jsonl")[-1]["reason"] == "interrupted"
    assert found["source"]["frames"] < 628
    assert f"Written to {folder}" in result.out


@pytest.mark.parametrize("command", [analyze, live])
def test_a_terminal_that_is_closed(tmp_path: Path, command: Callable[[Path], tuple[str, ...]]):
    """The system ends the foreground programs of a terminal with SIGHUP, and all that they print from then on fails."""
    folder = tmp_path / "demo"
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-P", "-m", "livecoach", *command(tmp_path)])
    try:
        wait_until(lambda: frames_logged(folder) > 30, "frames")
    finally:
        os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    complete(folder)
    assert records(folder / "session.jsonl")[-1]["reason"] == "interrupted"


def test_an_x_server_that_is_gone(tmp_path: Path):
    folder = tmp_path / "demo"
    arguments = [argument for argument in live(tmp_path) if argument != "--headless"]
    with private_display() as display, coach(*arguments, env=display.environment) as running:
        wait_until(lambda: frames_logged(folder) > 30, "frames", running)
        display.kill()
        result = Ended(*running.end())
    assert (result.code, result.sentence()) == (130, STOPPED)
    complete(folder)
    assert records(folder / "session.jsonl")[-1]["reason"] == "interrupted"


def test_while_the_clip_is_being_closed(tmp_path: Path):
    """Impatience: the signal comes again and again until the end. The third one may give the files up, two do not."""
    clip = write_clip(tmp_path / "short.mp4", steady(25.0, 60))
    folder = tmp_path / "out/short"
    with coach("analyze", str(clip), "--model", "lite", "--out", str(tmp_path / "out")) as running:
        wait_until(lambda: frames_logged(folder) >= 25, "frames", running)
        for _ in range(2):
            running.process.send_signal(signal.SIGINT)
        result = Ended(*running.end())
    assert result.code == 130
    assert result.err.splitlines()[-1] == f"livecoach: {STOPPED}"
    assert "Traceback" not in result.err
    assert f"Written to {folder}" in result.out
    complete(folder)


@pytest.mark.parametrize("command", [analyze, live])
def test_a_kill_leaves_a_log_and_a_clip_that_can_be_read(tmp_path: Path, command: Callable[[Path], tuple[str, ...]]):
    folder = tmp_path / "demo"
    with coach(*command(tmp_path)) as running:
        wait_until(lambda: frames_logged(folder) > 120, "frames", running)
        running.process.kill()
        running.end()
    session = read_log(folder / "session.jsonl")
    assert len(session.frames) > 120
    assert session.remark.startswith("The session was cut off after")
    assert frames_in(folder / "annotated.part.mp4") > 60
