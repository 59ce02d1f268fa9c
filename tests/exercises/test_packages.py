"""Exercises of other packages: the documented one is really installed; broken and clashing ones are named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from livecoach.core.resources import demo_clip
from livecoach.errors import PluginError
from livecoach.exercises.catalogue import exercise_named, exercises
from livecoach.output.log.session_file import Session
from tests.support.clips import beginning_of
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = ROOT / "docs" / "examples" / "exercise"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the documented package; nothing comes from the network."""
    source = tmp_path_factory.mktemp("source") / "exercise"
    shutil.copytree(EXAMPLE, source)
    target = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    surroundings = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [*install, "--target", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def run(*arguments: str, site: Path) -> subprocess.CompletedProcess[str]:
    """The real command line, with the packages of ``site`` beside livecoach."""
    command = [sys.executable, "-P", "-m", "livecoach", *arguments]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(site))), "COLUMNS": "100"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)


def test_the_documented_package_is_installed_and_its_exercise_judged(site: Path, tmp_path: Path) -> None:
    clip = beginning_of(demo_clip(), 1.0, tmp_path / "set.mp4")
    done = run(
        "analyze",
        str(clip),
        "--out",
        str(tmp_path),
        "--exercise",
        "towel_row",
        "--no-video",
        "--model",
        "lite",
        site=site,
    )
    assert done.returncode == 0, done.stderr
    session = Session.read(tmp_path / "set" / "session.json")
    assert session.exercise == "towel_row"
    assert list(session.judged) == ["shrug", "lumbar_extension"]
    assert session.profile.options()["session.reps"] == 10


def test_a_misspelt_name_is_answered_with_that_of_the_package(site: Path, tmp_path: Path) -> None:
    done = run("analyze", "set.mp4", "--out", str(tmp_path), "--exercise", "towel_rov", site=site)
    assert done.returncode == 2
    assert "did you mean towel_row?" in done.stderr


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Puts a package on the path: its module's text, and what its entry point names."""

    def put(module: str, names: str) -> None:
        (tmp_path / "other_exercise.py").write_text(module, encoding="utf-8")
        info = tmp_path / "other_exercise-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-exercise\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[livecoach.exercises]\nother = {names}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.delitem(sys.modules, "other_exercise", raising=False)
        exercises.cache_clear()

    yield put
    monkeypatch.undo()
    sys.modules.pop("other_exercise", None)
    exercises.cache_clear()


Put = Callable[[str, str], None]
WHO = "The exercise 'other' of the package other-exercise"


def test_a_package_may_give_an_exercise_it_has_read_itself(packaged: Put) -> None:
    text = 'name = "mine"\\ntitle = "Mine"\\nmovement = "pull"'
    packaged(
        f"from livecoach.exercises.exercise_file import parse_exercise\nE = parse_exercise('{text}', 'x')\n",
        "other_exercise:E",
    )
    assert exercise_named("mine").title("en") == "Mine"
    assert next(iter(exercises())) == "pit_pull"


@pytest.mark.parametrize(
    ("module", "names", "said"),
    [
        ("1 / 0\n", "other_exercise:E", r"cannot be loaded \(ZeroDivisionError: division by zero\): update or"),
        ("", "other_exercise:E", r"cannot be loaded \(AttributeError: .*\): update or uninstall that package\.$"),
        ("", "nowhere:E", r"cannot be loaded \(ModuleNotFoundError: No module named 'nowhere'\)"),
        ("E = 3\n", "other_exercise:E", "must name the path of an exercise file or an Exercise"),
        ("E = 'none.toml'\n", "other_exercise:E", r"cannot be used: Cannot read the exercise none\.toml"),
        (
            "from livecoach.exercises.exercise_file import parse_exercise\n"
            'E = parse_exercise(\'name = "pit_pull"\\ntitle = "Mine"\\nmovement = "pull"\', \'x\', shipped=True)\n',
            "other_exercise:E",
            "has the name 'pit_pull', which is taken: uninstall its package",
        ),
    ],
)
def test_a_package_that_cannot_be_used_is_named_in_one_sentence(
    packaged: Put, module: str, names: str, said: str
) -> None:
    packaged(module, names)
    with pytest.raises(PluginError, match=f"^{WHO} {said}") as caught:
        exercises()
    assert "\n" not in str(caught.value)


def test_what_the_command_line_says_of_a_broken_package(tmp_path: Path) -> None:
    info = tmp_path / "other-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[livecoach.exercises]\nother = nowhere:E\n", encoding="utf-8")
    done = run("analyze", "set.mp4", "--out", str(tmp_path), site=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("livecoach: The exercise 'other' of the package other cannot be loaded (")
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_called_like_another_exercise_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "pit_pull"\ntitle = "Mine"\nmovement = "pull"\n', encoding="utf-8")
    done = run("analyze", "set.mp4", "--out", str(tmp_path), "--exercise", str(path), site=tmp_path)
    assert done.returncode == 1
    assert 'name = "pit_pull" is taken by livecoach itself: choose another.' in done.stderr
    assert json.dumps(str(path)).strip('"') in done.stderr
