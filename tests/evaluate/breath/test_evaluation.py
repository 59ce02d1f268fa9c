"""Sets of breaths: labels, and a whole evaluation of a short clip from recorded landmarks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from livecoach.core.breath import Posture
from livecoach.core.resources import PACKAGE
from livecoach.errors import RecordError, UsageError
from livecoach.evaluate.breath.evaluation import BreathEvaluation
from livecoach.evaluate.breath.labels import labels_breaths, load_breath_labels
from livecoach.evaluate.breath.report import breath_markdown
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.report_files import report_files
from livecoach.evaluate.report_head import write_rows_report
from livecoach.track.replay import save_landmarks
from tests.evaluate.sets import write_set

if TYPE_CHECKING:
    from pathlib import Path

BREATH = {"inhale_start": 1.0, "inhale_end": 3.0, "exhale_start": 3.0, "exhale_end": 5.0}


def labelled(folder: Path, **clips: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.json").write_text(json.dumps(clips), encoding="utf-8")
    return folder


def test_labels_say_what_kind_they_are(tmp_path: Path) -> None:
    breaths = labelled(tmp_path / "breaths", a={"kind": "breath", "yaw": 5.0, "breaths": [BREATH]})
    assert labels_breaths(breaths)
    assert not labels_breaths(write_set(tmp_path / "pulls", names=("a",)))
    assert not labels_breaths(tmp_path / "nothing")
    [clip] = load_breath_labels(breaths)
    assert (clip.name, clip.posture, len(clip.breaths), clip.hold_s) == ("a", Posture.UPRIGHT, 1, None)
    floor = {"kind": "hiplift", "breaths": [], "hold": {"lift_done": 2.0, "drop_start": 9.0}}
    [clip] = load_breath_labels(labelled(tmp_path / "floor", b=floor))
    assert (clip.posture, clip.hold_s) == (Posture.FLOOR, (2.0, 9.0))


@pytest.mark.parametrize(
    ("breaths", "said"),
    [
        ([BREATH | {"inhale_end": 0.5}], "not in their order"),
        ([BREATH, BREATH], "begins before the one before it ends"),
        ([{"inhale_start": 1.0}], "Field required"),
    ],
)
def test_wrong_labels_are_one_sentence(tmp_path: Path, breaths: list[Any], said: str) -> None:
    folder = labelled(tmp_path, a={"kind": "breath", "breaths": breaths})
    with pytest.raises(RecordError, match=said):
        load_breath_labels(folder)


def test_a_sweep_and_two_clips_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = labelled(tmp_path, a={"kind": "breath", "breaths": [BREATH]})
    with pytest.raises(UsageError, match="leave out --sweep"):
        BreathEvaluation(EvalOptions((folder,), sweep="shrug.limit=0.01:0.02:0.005"))
    with pytest.raises(UsageError, match="two clips have the same name a"):
        BreathEvaluation(EvalOptions((folder, folder)))


def test_a_clip_that_is_not_there_is_named_and_the_report_is_written(tmp_path: Path) -> None:
    """The bundled clip shows somebody pulling, its recorded landmarks nobody: there is no breath to tell."""
    folder = labelled(tmp_path / "set", a={"kind": "breath", "breaths": [BREATH]}, gone={"kind": "all4", "breaths": []})
    (folder / "a.mp4").write_bytes((PACKAGE / "assets" / "demo.mp4").read_bytes())
    seen = tmp_path / "seen"
    seen.mkdir()
    times_s = (np.arange(2000) / 30.0).tolist()
    save_landmarks(seen / "a.npz", [None] * 2000, times_s, image_size_px=(640, 480), model_name="full")
    report = BreathEvaluation(EvalOptions((folder,), landmarks=seen)).run(lambda _: None)
    [row] = report["rows"]
    assert (row["clip"], row["asked"], row["told"], row["seen_s"]) == ("a", 0, 0, 0.0)
    assert [failure["clip"] for failure in report["failed"]] == ["gone"]
    files = report_files(tmp_path / "breath.md", overwrite=False)
    write_rows_report(files, report, breath_markdown(report))
    assert json.loads(files.json.read_text("utf-8"))["rows"][0]["clip"] == "a"
    assert files.reps.read_text("utf-8").startswith("clip,view,")
    assert "# Breath on set" in files.markdown.read_text("utf-8")
