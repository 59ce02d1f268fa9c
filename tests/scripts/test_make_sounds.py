"""``scripts/make_sounds.py`` removes what is in its folder: only sounds, never anything else."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/make_sounds.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60.0)


def test_help_makes_nothing(tmp_path: Path) -> None:
    ended = run(tmp_path, "--help")
    assert ended.returncode == 0
    assert "FOLDER" in ended.stdout
    assert not list(tmp_path.iterdir())


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "photos" / "me.jpg"
    kept.parent.mkdir()
    kept.write_bytes(b"x")
    ended = run(tmp_path, "photos")
    assert ended.returncode == 1
    assert "holds something other than sounds" in ended.stderr
    assert kept.read_bytes() == b"x"
    assert run(tmp_path, str(kept)).returncode == 1
    assert kept.read_bytes() == b"x"
