"""Half a minute of the soak that ``scripts/soak.py`` runs for ten: memory and threads, nothing timed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GUARD_S = 600.0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_half_a_minute_leaves_memory_flat_and_no_thread(tmp_path: Path) -> None:
    found = tmp_path / "soak.json"
    command = [sys.executable, str(ROOT / "scripts/soak.py"), "--seconds", "30", "--headless", "--json", str(found)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=GUARD_S, check=False)
    assert found.is_file(), ended.stderr
    measured = json.loads(found.read_text("utf-8"))
    assert measured["threads_left"] == []
    assert measured["flat"], measured
    assert measured["reps"] > 0
