"""The suite's own rules hold: a thread left behind fails, and where nothing may be skipped no end-to-end test is.

Each process has a home of its own, and all end-to-end tests share one process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

IN_TWO_PROCESSES = ("-n", "2", "--dist", "loadscope")


def outcome(folder: Path, source: str, *options: str, **env: str) -> str:
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
    command += [*options, "--rootdir", str(folder), str(file)]
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


def test_the_home_folder_is_the_test_processs_own(tmp_path_factory: pytest.TempPathFactory):
    assert Path.home().is_relative_to(tmp_path_factory.getbasetemp()) or os.name == "nt"
    assert not {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"} & set(os.environ)


def test_the_tests_of_a_file_share_a_process_and_so_do_all_end_to_end_tests(tmp_path: Path):
    source = """
import os, pathlib, pytest
@pytest.mark.parametrize("number", range(8))
{mark}
def test_note(number):
    with pathlib.Path(__file__).with_suffix(".txt").open("a") as file:
        print(os.environ["PYTEST_XDIST_WORKER"], file=file)
"""
    for name in ("one", "other"):
        (tmp_path / f"test_window_{name}.py").write_text(source.format(mark="@pytest.mark.e2e"), encoding="utf-8")
    (tmp_path / "test_sum.py").write_text(source.format(mark=""), encoding="utf-8")
    shown = outcome(tmp_path, source.format(mark=""), *IN_TWO_PROCESSES, str(tmp_path))
    assert "32 passed" in shown
    used = {path.stem: set(path.read_text("utf-8").split()) for path in tmp_path.glob("*.txt")}
    assert {len(workers) for workers in used.values()} == {1}
    assert used["test_window_one"] == used["test_window_other"] != used["test_sum"]
