"""A whole evaluation of holds, with the real model on a rendered clip."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from livecoach.errors import UsageError
from livecoach.evaluate.holds.evaluation import HoldEvaluation
from livecoach.evaluate.holds.report import hold_markdown
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.report_files import report_files
from livecoach.evaluate.report_head import write_rows_report
from tests.evaluate.labelled_holds import label, labelled
from tests.support.paths import FLOOR


def test_what_holds_cannot_obey_is_refused(tmp_path: Path) -> None:
    folder = labelled(tmp_path / "set", a=label())
    with pytest.raises(UsageError, match="leave out --sweep"):
        HoldEvaluation(EvalOptions((folder,), sweep="hold.sag=0.01:0.02:0.005"))
    with pytest.raises(UsageError, match="leave out --landmarks"):
        HoldEvaluation(EvalOptions((folder,), landmarks=tmp_path / "seen"))
    with pytest.raises(UsageError, match="two clips have the same name a"):
        HoldEvaluation(EvalOptions((folder, folder)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_clips_that_are_not_there_are_named(tmp_path: Path, jobs: int) -> None:
    """With two processes the clips travel to others, which no exercise could."""
    folder = labelled(tmp_path / "set", a=label(), b=label("hiplift"))
    report = HoldEvaluation(EvalOptions((folder,), jobs=jobs)).run(lambda _: None)
    assert [failure["clip"] for failure in report["failed"]] == ["a", "b"]
    assert (report["clips"], report["limits"]["hold.sag"]) == (0, 0.015)


@pytest.mark.slow
def test_a_wrong_position_is_found_and_the_report_is_written(tmp_path: Path) -> None:
    truth = json.loads((FLOOR / "labels.json").read_text(encoding="utf-8"))
    folder = labelled(tmp_path / "set", hl_feet_far=truth["hl_feet_far"])
    shutil.copy(FLOOR / "hl_feet_far.mp4", folder)
    heard: list[str] = []
    report = HoldEvaluation(EvalOptions((folder,))).run(lambda done: heard.append(done.clip))
    assert heard == ["hl_feet_far"]
    [row] = report["rows"]
    assert (row["position"], row["position_told"], row["breaths"]) == ("tp", "closer_to_wall", None)
    files = report_files(tmp_path / "holds.md", overwrite=False)
    write_rows_report(files, report, hold_markdown(report))
    assert json.loads(files.json.read_text("utf-8")) == report
    assert files.reps.read_text("utf-8").startswith("clip,exercise,view,position,")
    assert "| hl_feet_far | hip lift 90 90 | closer_to_wall: found |" in files.markdown.read_text("utf-8")


def test_a_broken_clip_becomes_its_sentence(tmp_path: Path) -> None:
    folder = labelled(tmp_path / "set", a=label())
    (folder / "a.mp4").write_bytes(b"no clip")
    evaluation = HoldEvaluation(EvalOptions((folder,)))
    report = evaluation.run(lambda _: None)
    assert [failure["clip"] for failure in report["failed"]] == ["a"]
    assert report["failed"][0]["error"]
