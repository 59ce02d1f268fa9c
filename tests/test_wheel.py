"""A wheel built from the project carries everything and works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a wheel of the present tree, unpacked as an installation would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize(
    ("source", "installed"),
    [
        ("models", "_data/models"),
        ("configs", "_data/configs"),
        ("livecoach/assets", "assets"),
        ("livecoach/locale", "locale"),
    ],
)
def test_every_shipped_file_is_in_the_wheel_as_it_is(unpacked: Path, source: str, installed: str):
    files = [path for path in (ROOT / source).rglob("*") if path.is_file()]
    assert files
    for path in files:
        copy = unpacked / "livecoach" / installed / path.relative_to(ROOT / source)
        assert copy.read_bytes() == path.read_bytes()


def test_it_runs_from_the_wheel(unpacked: Path, tmp_path: Path):
    shown = subprocess.run(
        [sys.executable, "-P", "-m", "livecoach", "doctor"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert str(unpacked / "livecoach" / "_data" / "models") in shown.stdout
