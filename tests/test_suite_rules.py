"""The suite's own rules hold: a thread left behind fails, and where nothing may be skipped no end-to-end test is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT


def outcome(folder: Path, source: str, **env: str) -> str:
    """Run one test file under this suite's conftest; return pytest's output."""
    file = folder / "test_it.py"
    file.write_text(source, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-rA",
        "-c",
        os.devnull,
    ]
    command += ["--rootdir", str(folder), str(file)]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | env)
    return shown.stdout


SKIPPED = """
import pytest
@pytest.mark.e2e
def test_window(): pytest.skip("Xvfb is not installed")
@pytest.mark.e2e
@pytest.mark.skipif(True, reason="no sound server")
def test_sound(): pass
def test_clips(): pytest.skip("no clips")
"""


def test_a_skipped_end_to_end_test_is_a_skipped_one(tmp_path: Path):
    assert "3 skipped" in outcome(tmp_path, SKIPPED, LIVECOACH_NO_SKIP="")


def test_where_nothing_may_be_skipped_it_fails_with_the_reason(tmp_path: Path):
    shown = outcome(tmp_path, SKIPPED, LIVECOACH_NO_SKIP="1")
    assert "this end-to-end test was skipped: Skipped: Xvfb is not installed" in shown
    assert "this end-to-end test was skipped: Skipped: no sound server" in shown
    assert "1 skipped" in shown
    assert "passed" not in shown.splitlines()[-1]


@pytest.mark.parametrize("daemon", [True, False])
def test_a_thread_left_behind_fails_the_test_that_started_it(tmp_path: Path, daemon: bool):
    source = f"""
import threading
over = threading.Event()
def test_leaves(): threading.Thread(target=over.wait, name="left", daemon={daemon}).start()
def test_ends(): over.set()
def test_joins():
    thread = threading.Thread(target=over.wait)
    thread.start()
    thread.join()
"""
    source = f"import tests.conftest\ntests.conftest.THREAD_GUARD_S = 0.1\n{source}"
    shown = outcome(tmp_path, source)
    assert "threads left behind: left" in shown
    assert "3 passed, 1 error" in shown
