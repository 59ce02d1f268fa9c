from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from livecoach.cli.commands import eval as command
from livecoach.cli.options import parser
from livecoach.errors import OutputError, UsageError
from tests.evaluate.labelled_holds import label, labelled
from tests.evaluate.sets import write_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended


def test_without_options():
    assert vars(parser.parse(["eval", "clips"])) == {
        "command": "eval",
        "folders": ["clips"],
        "landmarks": None,
        "recorded_only": False,
        "renew": False,
        "report": None,
        "overwrite": False,
        "sweep": None,
        "jobs": 2,
        "exercise": "pit_pull",
        "profile": None,
        "model": None,
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [("eval", "name at least one folder"), ("eval a --jobs 0", "whole number"), ("eval a --jobs x", "whole number")],
)
def test_slips(line: str, said: str):
    with pytest.raises(UsageError, match=said):
        parser.parse(line.split())


def test_the_report_is_printed_and_written(livecoach: Callable[..., Ended], tmp_path: Path):
    folder = write_set(tmp_path / "clips")
    report = tmp_path / "accuracy.md"
    ended = livecoach("eval", str(folder), "--report", str(report))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == report.read_text(encoding="utf-8")
    assert "## Shrug" in ended.out
    assert (tmp_path / "accuracy.json").is_file()
    again = livecoach("eval", str(folder), "--report", str(report))
    assert again.code == 1
    assert "already contains accuracy.md" in again.sentence()


def test_a_folder_without_labels_is_one_sentence(livecoach: Callable[..., Ended], tmp_path: Path):
    ended = livecoach("eval", str(tmp_path))
    assert ended.code == 1
    assert "labels.json" in ended.sentence()


def test_a_clip_that_cannot_be_judged_is_told_and_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_set(tmp_path)
    (folder / "b.full.npz").unlink()
    assert command.run(parser.parse(["eval", str(folder), "--jobs", "1"])) == 1
    shown = capsys.readouterr()
    assert "1 clip, 6 reps" in shown.out
    assert "neither a clip named b" in shown.err


def test_a_set_without_any_clip_is_told_without_a_warning(livecoach: Callable[..., Ended], tmp_path: Path):
    folder = write_set(tmp_path)
    for clip in folder.glob("*.npz"):
        clip.unlink()
    ended = livecoach("eval", str(folder), "--jobs", "1")
    assert ended.code == 1
    assert all(line.startswith("livecoach: ") for line in ended.err.splitlines()), ended.err


def test_the_report_is_refused_before_anything_is_judged(tmp_path: Path):
    folder = write_set(tmp_path)
    (folder / "report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OutputError, match=r"already contains report\.json"):
        command.run(parser.parse(["eval", str(folder), "--report", str(folder)]))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_report_that_cannot_be_written_is_known_before_anything_is_judged(tmp_path: Path):
    with pytest.raises(OutputError, match=r"Cannot write into the folder /proc: .*; choose another --report\.$"):
        command.run(parser.parse(["eval", str(write_set(tmp_path)), "--report", "/proc/accuracy.md"]))


def test_holds_are_evaluated_as_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The clip itself is missing: the labels alone say what kind of set it is."""
    folder, report = labelled(tmp_path / "floor", a=label()), tmp_path / "holds.md"
    line = ["eval", str(folder), "--jobs", "1", "--report", str(report)]
    assert command.run(parser.parse(line)) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("# Holds on floor")
    assert shown.out == report.read_text(encoding="utf-8")
    assert "no clip named a" in shown.err
    assert {path.name for path in tmp_path.glob("holds.*")} == {"holds.md", "holds.json", "holds.csv"}
    with pytest.raises(OutputError, match=r"already contains holds\.md"):
        command.run(parser.parse(line))
    assert command.run(parser.parse([*line, "--overwrite"])) == 1


def test_labels_of_a_hold_that_make_no_sense_are_one_sentence(livecoach: Callable[..., Ended], tmp_path: Path):
    ended = livecoach("eval", str(labelled(tmp_path, a=label("plank"))))
    assert ended.code == 1
    assert "'hiplift' or 'all4'" in ended.sentence()


def test_holds_and_pulls_are_evaluated_apart(tmp_path: Path):
    folders = str(labelled(tmp_path / "floor", a=label())), str(write_set(tmp_path / "pulls", names=("a",)))
    with pytest.raises(UsageError, match="evaluate them separately"):
        command.run(parser.parse(["eval", *folders]))
