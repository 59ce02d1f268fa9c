"""``livecoach demo``: what it finds in the bundled clip, in a window and without one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.coach import TRUTH, Ended, coach, complete, ended
from tests.support.display import private_display

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e


def test_without_a_display_it_writes_files(tmp_path: Path):
    env = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    result = ended("demo", "--out", str(tmp_path / "found"), env=env)
    assert (result.code, result.err) == (0, "")
    found = complete(tmp_path / "found")
    assert found["source"]["frames"] == TRUTH["frames"]
    faults = {rep["index"]: rep["faults"] for rep in found["reps"]}
    assert list(faults) == [1, 2, 3, 4, 5, 6]
    assert {index: kinds for index, kinds in faults.items() if kinds} == {2: ["shrug"], 4: ["lumbar_extension"]}
    assert result.out.startswith("6 reps. View: 3/4 front.")
    assert result.out.endswith(f"Written to {tmp_path / 'found'}\n")


def test_with_a_display_it_shows_a_window_and_writes_the_same_files(tmp_path: Path):
    with private_display(800, 600) as display:
        arguments = ("--audio", "none", "--model", "lite", "--out", str(tmp_path / "found"))
        with coach("demo", *arguments, env=display.environment) as running:
            assert display.window("livecoach demo")
            result = Ended(*running.end())
    assert (result.code, result.err) == (0, "")
    assert complete(tmp_path / "found")["reps"]
    assert result.out.endswith(f"Written to {tmp_path / 'found'}\n")
