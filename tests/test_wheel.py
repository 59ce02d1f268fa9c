"""Wheel and source archive: each carries everything, and what is installed from them works without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from livecoach import __version__
from tests.support.clips import steady, write_clip
from tests.support.paths import ROOT
from tests.track.bodies import person_bgr

pytestmark = pytest.mark.slow

GUARD_S = 600.0


def built(kind: str, project: Path, folder: Path) -> Path:
    """Build a ``wheel`` or an ``sdist`` of a source tree; return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=GUARD_S)
    [file] = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the present tree."""
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked source archive of the present tree."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built("sdist", ROOT, folder)) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [top] = (folder / "unpacked").iterdir()
    return top


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment into which pip installed the wheel, and nothing else.

    What livecoach needs is taken from the present environment by a path file, so that nothing is fetched.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=GUARD_S)
    assert done.returncode == 0, done.stdout + done.stderr
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # Not by site.addsitedir: the present environment's own path files would bring the checkout back.
    (Path(site) / "present.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in ``folder``, without a path to the checkout."""
    command = python.with_name("livecoach.exe" if os.name == "nt" else "livecoach")
    left_out = {"PYTHONPATH", "COVERAGE_PROCESS_CONFIG"}
    return subprocess.run(
        [str(command), *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in left_out},
        capture_output=True,
        text=True,
        check=False,
        timeout=GUARD_S,
    )


@pytest.mark.parametrize(
    ("shipped", "inside"),
    [
        ("models", "_data/models"),
        ("configs", "_data/configs"),
        ("livecoach/assets", "assets"),
        ("livecoach/locale", "locale"),
    ],
)
def test_every_shipped_file_is_in_the_wheel_as_it_is(wheel: Path, shipped: str, inside: str):
    files = [path for path in (ROOT / shipped).rglob("*") if path.is_file()]
    assert files
    with zipfile.ZipFile(wheel) as archive:
        for path in files:
            name = f"livecoach/{inside}/{path.relative_to(ROOT / shipped).as_posix()}"
            assert archive.read(name) == path.read_bytes()


def test_the_source_archive_makes_the_same_wheel(source: Path, wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(wheel) as direct, zipfile.ZipFile(built("wheel", source, tmp_path)) as rebuilt:
        assert sorted(direct.namelist()) == sorted(rebuilt.namelist())
        assert [entry.CRC for entry in sorted(direct.infolist(), key=lambda entry: entry.filename)] == [
            entry.CRC for entry in sorted(rebuilt.infolist(), key=lambda entry: entry.filename)
        ]


def test_the_source_archive_carries_its_tests_and_licence(source: Path):
    for name in ("LICENSE", "README.md", "pyproject.toml", "tests/conftest.py", "scripts/check.py", "scripts/run.py"):
        assert (source / name).is_file(), name
    assert not list(source.rglob("*.pyc"))


def test_the_installed_command_is_not_the_checkout(installed: Path, tmp_path: Path):
    shown = run(installed, tmp_path, "doctor")
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert str(installed.parent.parent) in shown.stdout
    assert str(ROOT / "models") not in shown.stdout


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path):
    shown = run(installed, tmp_path, "--version")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.strip().endswith(__version__)


def test_the_installed_command_judges_a_clip_with_the_models_that_came_with_it(installed: Path, tmp_path: Path):
    clip = write_clip(tmp_path / "person.mp4", steady(10.0, 10), [person_bgr()] * 10)
    shown = run(installed, tmp_path, "analyze", str(clip), "--out", str(tmp_path / "out"))
    assert (shown.returncode, shown.stderr) == (0, "")
    [found] = (tmp_path / "out").rglob("session.json")
    session = json.loads(found.read_text("utf-8"))
    assert session["source"]["frames"] == 10
    assert session["tracking"]["frames_with_person"] == 10
    assert (found.parent / "annotated.mp4").is_file()
