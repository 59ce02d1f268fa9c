from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from livecoach.cli.checks import Finding, State, check_folders, check_twins
from livecoach.cli.commands import doctor

SUBJECTS = (
    "system libraries",
    "network guard",
    "numpy",
    "cv2",
    "mediapipe",
    "pygame",
    "av",
    "miniaudio",
    "model lite",
    "model full",
)


def test_doctor_says_that_clips_can_be_coached_here(livecoach):
    ended = livecoach("doctor")
    assert (ended.code, ended.err) == (0, "")
    for subject in SUBJECTS:
        assert f"\nok       {subject}: " in ended.out
    for noted in ("camera", "sound", "display"):
        assert f" {noted}" in ended.out
    assert ended.out.endswith("Clips can be coached.\n")


def _absent():
    raise ModuleNotFoundError("No module named 'cv2'")
    yield


@pytest.mark.parametrize(
    ("check", "code", "said"),
    [
        (lambda: iter([Finding(State.NOTE, "camera", "none", "connect one")]), 0, "note     camera: none\n"),
        (lambda: iter([Finding(State.PROBLEM, "model", "changed")]), 1, "PROBLEM  model: changed\n1 problem"),
        (_absent, 1, "not checked (No module named 'cv2')"),
    ],
)
def test_only_a_problem_makes_it_fail(check, code, said, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "CHECKS", (check,))
    assert doctor.run(SimpleNamespace()) == code
    assert said in capsys.readouterr().out


def test_advice_stands_on_a_line_of_its_own():
    assert doctor.line(Finding(State.NOTE, "a", "b", "c")) == "note     a: b\n         -> c\n"


@pytest.mark.parametrize("names", [("opencv_contrib_python", "opencv_python"), ("pygame", "pygame_ce")])
def test_two_packages_that_own_the_same_folder_are_noted(names, tmp_path, monkeypatch):
    for name in names:
        folder = tmp_path / f"{name}-5.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 5.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    [finding] = check_twins()
    assert finding.state is State.NOTE
    assert finding.advice.startswith(f"pip uninstall {' '.join(names).replace('_', '-')}, then")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root and Windows write into read-only folders")
def test_a_read_only_folder_is_noted(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.chdir(tmp_path)
    states = {finding.subject: finding.state for finding in check_folders()}
    assert states["this folder"] is State.NOTE


def test_a_folder_that_does_not_exist_yet_is_judged_by_its_parent(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "new" / "deep"))
    monkeypatch.chdir(tmp_path)
    assert {finding.state for finding in check_folders()} == {State.OK}
    assert list(tmp_path.iterdir()) == []
