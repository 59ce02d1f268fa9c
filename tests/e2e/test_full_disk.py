"""A disk that fills up: one sentence, what was written until then can be read, a live session goes on."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from livecoach.core.resources import demo_clip
from livecoach.output.log.log_reader import read_log
from tests.e2e.coach import Ended, coach, ended, frames_in, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e

NEARLY_FULL = 3 * 4096
"""A log that cannot grow is cut back to its last whole record, which may set some pages of the disk free again."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 200 kB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a disk of its own can only be mounted by root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("video", [True, False])
def test_analyze_says_so_and_keeps_what_it_has(small_disk: Path, video: bool):
    arguments = ("--model", "lite", "--out", str(small_disk), *(() if video else ("--no-video",)))
    result = ended("analyze", str(demo_clip()), *arguments)
    assert result.code == 1
    assert "Traceback" not in result.err
    assert "disk" in result.sentence() or "no space left" in result.sentence()
    session = read_log(small_disk / "demo/session.jsonl")
    assert len(session.frames) > 20
    if video:
        assert frames_in(small_disk / "demo/annotated.mp4") > 20


def test_a_live_session_goes_on_and_says_so_at_the_end(small_disk: Path):
    (small_disk / "others").write_bytes(bytes(120_000))  # even the few frames of a slow machine are too many
    arguments = ("--source", str(demo_clip()), "--headless", "--audio", "none", "--model", "lite")
    result = ended("live", *arguments, "--out", str(small_disk / "out"), "--record", str(small_disk / "set.mp4"))
    assert result.code == 1
    assert "Traceback" not in result.err
    assert all(line.startswith("livecoach: ") for line in result.err.splitlines())
    assert "no space left" in result.err or "disk is full" in result.err
    # Frames went on being shown and judged after the disk was full; what was logged until then is told.
    assert "Written to" in result.out
    assert read_log(small_disk / "out/session.jsonl").frames


def test_so_does_one_that_is_stopped(small_disk: Path):
    (small_disk / "others").write_bytes(bytes(120_000))
    arguments = ("--source", str(demo_clip()), "--headless", "--audio", "none", "--model", "lite")
    with coach("live", *arguments, "--out", str(small_disk / "out")) as running:
        wait_until(lambda: shutil.disk_usage(small_disk).free <= NEARLY_FULL, "the full disk", running)
        time.sleep(1.0)  # until it is written to once more
        running.process.send_signal(signal.SIGINT)
        result = Ended(*running.end())
    assert result.code == 130
    assert "no space left" in result.err or "disk is full" in result.err
    assert result.err.splitlines()[-1].startswith("livecoach: stopped")
    assert "Written to" in result.out


def test_so_does_a_clip_that_is_stopped(small_disk: Path):
    (small_disk / "others").write_bytes(bytes(120_000))
    with coach("analyze", str(demo_clip()), "--no-video", "--model", "lite", "--out", str(small_disk)) as running:
        wait_until(lambda: shutil.disk_usage(small_disk).free <= NEARLY_FULL, "the full disk", running)
        time.sleep(1.0)  # until it is written to once more
        running.process.send_signal(signal.SIGINT)
        result = Ended(*running.end())
    assert result.code == 130
    assert "no space left" in result.err or "disk is full" in result.err
    assert result.err.splitlines()[-1].startswith("livecoach: stopped")
    assert f"Written to {small_disk}" in result.out


def test_a_measurement_from_a_live_source_says_so_at_the_end(small_disk: Path, tmp_path: Path):
    (small_disk / "others").write_bytes(bytes(160_000))  # even the few frames of a slow machine are too many
    profile = tmp_path / "deutsch.toml"
    profile.write_text('language = "de"\n[model]\nname = "lite"\n', encoding="utf-8")
    arguments = ("--source", str(demo_clip()), "--headless", "--audio", "none", "--profile", str(profile))
    kept = ("--folder", str(tmp_path / "history"))
    result = ended("mobility", *arguments, *kept, env={"XDG_DATA_HOME": str(small_disk)})
    assert result.code == 1
    assert "kein Platz mehr auf dem Datenträger" in result.err
    assert all(line.startswith("livecoach: ") for line in result.err.splitlines())
