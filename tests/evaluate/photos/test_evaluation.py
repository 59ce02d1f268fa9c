"""Sets of before and after photos: labels, and a whole evaluation from stances that were seen before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from livecoach.core.types import View
from livecoach.errors import RecordError, UsageError
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.photos.evaluation import PhotoEvaluation
from livecoach.evaluate.photos.labels import labels_photos, load_photo_labels
from livecoach.evaluate.photos.report import photo_markdown
from livecoach.evaluate.report_files import report_files
from livecoach.evaluate.report_head import write_rows_report
from livecoach.posture.measure.find_stance import stance_record
from livecoach.posture.measure.photo_comparison import seen_record
from livecoach.posture.measure.photo_measures import PhotoMeasure
from livecoach.posture.measure.stance import mean_stance
from tests.support.bodies import Arm, Body, Camera, both, seen

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = {
    "acromion_z_cm": 135.0,
    "acromion_ahead_hip_cm": 2.0,
    "elbow_ahead_hip_cm": 6.0,
    "wrist_ahead_hip_cm": 12.0,
    "ear_ahead_T1_cm": 9.0,
    "ear_minus_acromion_z_cm": 20.0,
}


def labels(pair: str, *, null: bool, elbow_cm: float = 0.0) -> dict[str, Any]:
    made = {"pair": pair, "change": "null" if null else "shoulder"}
    after = TRUTH | {"elbow_ahead_hip_cm": TRUTH["elbow_ahead_hip_cm"] + elbow_cm}
    return {
        f"{pair}_side_{when}": {"kind": "photo", "view": "side", "truth": truth, "set": made}
        for when, truth in (("before", TRUTH), ("after", after))
    }


def written(folder: Path, photos: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.json").write_text(json.dumps(photos), encoding="utf-8")
    return folder


def stances(folder: Path, pair: str, before: Body, after: Body, *, arms_cm: float = 0.0) -> None:
    """Write what was seen of a pair: the stances, and what the eye saw move."""
    folder.mkdir(parents=True, exist_ok=True)
    for when, body in (("before", before), ("after", after)):
        stance = mean_stance([seen(body, Camera(yaw_deg=90.0, shift_px=(0.0, 40.0)))])
        (folder / f"{pair}_side_{when}.json").write_text(json.dumps(stance_record(stance)), encoding="utf-8")
    by_eye = folder / f"{pair}_side_before-{pair}_side_after.json"
    by_eye.write_text(json.dumps(seen_record(dict.fromkeys(PhotoMeasure, arms_cm))), encoding="utf-8")


def test_a_set_is_judged_and_written(tmp_path: Path) -> None:
    folder = written(tmp_path / "set", labels("a", null=False, elbow_cm=-6.0) | labels("bn", null=True))
    stances(tmp_path / "seen", "a", both(Arm(8.0)), both(Arm(-6.0)), arms_cm=-6.0)
    stances(tmp_path / "seen", "bn", Body(), Body())
    heard: list[str] = []
    evaluation = PhotoEvaluation(EvalOptions((folder,), landmarks=tmp_path / "seen"))
    report = evaluation.run(lambda done: heard.append(done.clip))
    assert heard == ["a side", "bn side"]
    side = report["views"][0]
    assert (side["view"], side["pairs"], side["null"], side["null_claimed"], side["refused"]) == ("side", 2, 1, [], [])
    elbow = next(one for one in side["measures"] if one["measure"] == "elbow_ahead_hip_cm")
    assert (elbow["changed"], elbow["claimed"], elbow["wrong"], elbow["largest"]) == (1, 1, 0, 0.0)
    files = report_files(tmp_path / "report.md", overwrite=False)
    write_rows_report(files, report, photo_markdown(report))
    assert "Unchanged pairs compared: 1, with a change claimed: 0." in files.markdown.read_text()
    assert json.loads(files.json.read_text()) == report
    assert len(files.reps.read_text().splitlines()) == 1 + 2 * 5


def test_a_null_pair_that_claims_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "set", labels("bn", null=True))
    stances(tmp_path / "seen", "bn", both(Arm(8.0)), both(Arm(-6.0)), arms_cm=-6.0)
    report = PhotoEvaluation(EvalOptions((folder,), landmarks=tmp_path / "seen")).run(lambda _: None)
    assert report["views"][0]["null_claimed"] == ["bn"]
    assert report["views"][0]["measures"][1]["largest"] > 1.0


def test_a_photo_that_is_not_there_is_named_and_the_others_are_judged(tmp_path: Path) -> None:
    folder = written(tmp_path / "set", labels("a", null=True) | labels("bn", null=True))
    stances(tmp_path / "seen", "bn", Body(), Body())
    report = PhotoEvaluation(EvalOptions((folder,), landmarks=tmp_path / "seen")).run(lambda _: None)
    assert [one["clip"] for one in report["failed"]] == ["a side"]
    assert report["pairs"] == 1


def test_labels_say_what_kind_they_are(tmp_path: Path) -> None:
    folder = written(tmp_path / "set", labels("a", null=False, elbow_cm=-4.0))
    assert labels_photos(folder)
    assert not labels_photos(tmp_path / "none")
    assert not labels_photos(written(tmp_path / "pulls", {"a": {"reps": []}}))
    [pair] = load_photo_labels(folder)
    assert (pair.name, pair.view, pair.null, pair.height_cm) == ("a", View.SIDE, False, 168.0)
    assert np.isclose(pair.true_cm["elbow_ahead_hip_cm"], -4.0)


def test_wrong_labels_are_one_sentence(tmp_path: Path) -> None:
    photos = labels("a", null=True)
    del photos["a_side_after"]
    with pytest.raises(RecordError, match="a_side_after of the pair a is missing"):
        load_photo_labels(written(tmp_path / "one", photos))
    photos = labels("a", null=True)
    photos["a_side_after"]["truth"] = {}
    with pytest.raises(RecordError, match="has no truth"):
        load_photo_labels(written(tmp_path / "two", photos))
    photos["a_side_after"]["view"] = "above"
    with pytest.raises(RecordError, match="docs/labels"):
        load_photo_labels(written(tmp_path / "three", photos))
    folder = written(tmp_path / "four", labels("a", null=True))
    with pytest.raises(UsageError, match="--sweep"):
        PhotoEvaluation(EvalOptions((folder,), sweep="shrug.limit=0.01:0.02:0.01"))
