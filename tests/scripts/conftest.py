from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

TIMEOUT_S = 300.0

_PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# Builds without the network: an editable wheel is a zip with a .pth file and three lines of metadata.
_BACKEND = """\
import os, time, zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "livecoach-0.1.0.dist-info"
    needs = "".join(f"Requires-Dist: {line}\\n" for line in Path("needs.txt").read_text().splitlines())
    with zipfile.ZipFile(Path(folder) / "livecoach-0.1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("livecoach.pth", os.getcwd() + "\\n")
        wheel.writestr(f"{name}/METADATA", "Metadata-Version: 2.1\\nName: livecoach\\nVersion: 0.1.0\\n"
                       "Provides-Extra: dev\\n" + needs)
        wheel.writestr(f"{name}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{name}/RECORD", "")
    Path("builds.txt").open("a").write("built\\n")
    if Path("wait").exists():
        Path("waiting").touch()
        time.sleep(600)
    return "livecoach-0.1.0-py3-none-any.whl"
"""
_MAIN = """\
import sys
print("arguments:", *sys.argv[1:])
sys.exit(7 if sys.argv[1:] == ["seven"] else 0)
"""
# What the scripts read of the package before anything is installed: the standard library is enough for these.
_BEFORE_INSTALLING = (
    "__init__.py",
    "cli/__init__.py",
    "cli/system_libraries.py",
    "core/__init__.py",
    "core/words/__init__.py",
    "core/words/message.py",
    "core/words/numbers.py",
)


class Project:
    """A checkout in a folder with a space in its name: the real scripts, a package that prints its arguments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        for name in _BEFORE_INSTALLING:
            (folder / "livecoach" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "livecoach" / name, folder / "livecoach" / name)
        (folder / "livecoach" / "__main__.py").write_text(_MAIN)
        (folder / "pyproject.toml").write_text(_PYPROJECT)
        (folder / "backend.py").write_text(_BACKEND)
        (folder / "needs.txt").write_text("")
        self.elsewhere = folder.parent

    @property
    def builds(self) -> int:
        """How often the project was installed."""
        log = self.folder / "builds.txt"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def command(self, script: str, *arguments: str) -> list[str]:
        return [sys.executable, str(self.folder / "scripts" / script), *arguments]

    def run(self, script: str, *arguments: str, before: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Start a script from another folder; ``before`` is Python run in its process first."""
        path = str(self.folder / "scripts" / script)
        code = f"import runpy, sys\nsys.argv[0] = {path!r}\nsys.path[0] = {str(Path(path).parent)!r}\n{before}\n"
        command = [sys.executable, "-c", f"{code}runpy.run_path({path!r}, run_name='__main__')", *arguments]
        return subprocess.run(
            command if before else self.command(script, *arguments),
            cwd=self.elsewhere,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
            # Another checkout's packages would be found before this one's.
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
            | {"PYTHONDONTWRITEBYTECODE": "1"}
            | env,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh checkout without an environment."""
    return Project(tmp_path / "live coach")
