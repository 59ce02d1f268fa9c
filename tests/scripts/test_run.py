"""``scripts/run.py`` and ``scripts/test.py`` on a fresh machine, without the network."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import time

import pytest

from tests.scripts.conftest import ROOT, TIMEOUT_S

pytestmark = pytest.mark.slow
READ_BY_OLD_PYTHONS = ("run.py", "test.py", "_require_python.py")


def test_it_installs_once_and_passes_arguments_and_exit_code(project):
    first = project.run("run.py")
    assert first.returncode == 0, first.stderr
    assert "Making" in first.stdout
    assert first.stdout.endswith("arguments: demo\n")
    again = project.run("run.py", "live", "--source", "a b")
    assert again.stdout == "arguments: live --source a b\n"
    assert project.run("run.py", "seven").returncode == 7
    assert project.builds == 1


def test_a_changed_pyproject_installs_again_into_the_same_environment(project):
    project.run("run.py")
    (project.folder / ".venv" / "kept").touch()
    with (project.folder / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    again = project.run("run.py")
    assert "Installing" in again.stdout
    assert "Making" not in again.stdout
    assert (project.folder / ".venv" / "kept").exists()
    assert project.builds == 2


def test_the_test_extras_are_kept_by_later_runs(project):
    project.run("run.py")
    tested = project.run("test.py", "--version")
    assert "Installing" in tested.stdout
    assert "No module named pytest" in tested.stderr  # this project's extras are empty; the real ones are not
    assert project.builds == 2
    project.run("run.py")
    assert project.builds == 2
    assert json.loads((project.folder / ".venv" / "livecoach-setup.json").read_text())["extras"] == ["dev"]


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent the POSIX way")
def test_an_interrupted_installation_ends_with_130_and_is_done_again(project):
    (project.folder / "wait").touch()
    started = subprocess.Popen(
        project.command("run.py"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline_s = time.monotonic() + TIMEOUT_S
    while not (project.folder / "waiting").exists() and started.poll() is None:
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=TIMEOUT_S)
    assert (started.returncode, said) == (130, "run.py: stopped; the next start takes it up again.\n")
    (project.folder / "wait").unlink()
    again = project.run("run.py")
    assert "Making" in again.stdout
    assert again.stdout.endswith("arguments: demo\n")


def test_without_the_network_it_says_so_in_one_sentence(project):
    (project.folder / "needs.txt").write_text("livecoach-absent-package")
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "1",
    }
    ended = project.run("run.py", **offline)
    assert ended.returncode == 1
    assert ended.stderr.startswith("run.py: pip could not reach its package index; check the network")
    assert ended.stderr.count("\n") == 1


def test_a_python_without_ensurepip_names_the_package(project):
    ended = project.run("run.py", before="sys.modules['ensurepip'] = None")
    assert ended.returncode == 1
    assert "sudo apt install python3." in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not (project.folder / ".venv").exists()


def test_a_missing_system_library_is_named_before_anything_is_installed(project):
    absent = "import livecoach.cli.system_libraries as s; s.missing = lambda: [s.LIBRARIES[0]]"
    ended = project.run("run.py", before=f"sys.path.insert(1, {str(project.folder)!r}); {absent}")
    assert ended.returncode == 1
    assert ended.stderr.startswith("run.py: This system lacks libGL.so.1 (for OpenCV). Install with:")
    assert not (project.folder / ".venv").exists()


def test_an_environment_made_by_somebody_else_is_never_deleted(project):
    precious = project.folder / ".venv" / "precious"
    precious.parent.mkdir()
    precious.touch()
    for _ in range(2):
        ended = project.run("run.py")
        assert ended.returncode == 1
        assert ended.stderr.count("\n") == 1
        assert precious.exists()


@pytest.mark.parametrize("name", ["run.py", "test.py", "check.py"])
def test_an_old_python_gets_a_sentence(project, name: str):
    ended = project.run(name, before="sys.version_info = (3, 9, 0)")
    assert ended.returncode == 1
    assert "livecoach needs Python 3.11 or later and this is 3.9;" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHONS)
def test_old_pythons_can_read_the_scripts(name: str):
    tree = ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 4))
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr) for node in ast.walk(tree))
