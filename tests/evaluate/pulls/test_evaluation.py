"""Whole evaluations of sets of stick figures, from recorded landmarks."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from livecoach.config.options import options
from livecoach.config.schema import Profile
from livecoach.core.measure_names import AGAINST_CLEAN, NETWORK
from livecoach.errors import OutputError, RecordError, UsageError
from livecoach.evaluate.options import EvalOptions
from livecoach.evaluate.pulls.evaluation import Evaluation, limits_of
from livecoach.evaluate.pulls.report import markdown
from livecoach.evaluate.pulls.write_report import write_report
from livecoach.evaluate.report_files import report_files
from livecoach.evaluate.tracked_clip import tracking_setup
from livecoach.track.replay import load_landmarks, save_landmarks
from tests.evaluate.sets import PULLS, write_set

if TYPE_CHECKING:
    from pathlib import Path


def evaluated(*folders: Path, **wanted: Any) -> dict[str, Any]:
    return Evaluation(EvalOptions(folders, **wanted)).run(lambda _: None)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clips of six pulls from three-quarter front, their landmarks beside the labels."""
    return write_set(tmp_path_factory.mktemp("set"))


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    """The report on ``folder``."""
    return evaluated(folder)


def test_the_faults_of_stick_figures_are_found_and_counted(report: dict[str, Any]):
    [shrug] = [cell for cell in report["cells"] if (cell["fault"], cell["view"]) == ("shrug", "three_quarter_front")]
    assert (shrug["tp"], shrug["fn"]) == (4, 0)
    assert shrug["tp"] + shrug["fp"] + shrug["fn"] + shrug["tn"] <= 2 * len(PULLS)
    assert shrug["delays"] == 4
    [reps] = [row for row in report["reps"] if row["view"] == "all"]
    assert (reps["exact"], reps["true"], reps["counted"]) == (2, 12, 12)
    [size] = [row for row in report["sizes"] if row["view"] == "all" and row["size"] == "12-16 deg"]
    assert (size["found"], size["of"]) == (4, 4)


def test_clips_that_the_eye_could_not_see_are_told(report: dict[str, Any]):
    assert report["landmarks_only"] == ["a", "b"]
    assert "Judged by landmarks only, because the pictures were not there: 2 clips (a, b)." in markdown(report)


def test_recorded_eyes_decide_about_shrugs_and_arches(folder: Path, report: dict[str, Any], tmp_path: Path):
    """The landmarks shrug in two pulls of each clip and lean in one; the eyes saw nothing rise and no trunk move.

    As in a session with a clean rep, they compare with nothing else.
    """
    copy = shutil.copytree(folder, tmp_path / "copy")
    digest = tracking_setup("full").eye_sha256
    calm_eye = [0.0 if name in AGAINST_CLEAN else np.nan for name in NETWORK]
    for path in copy.glob("*.npz"):
        kept = load_landmarks(path)
        poses = [kept.pose(index, float(t_s)) for index, t_s in enumerate(kept.t_s)]
        meta = {"image_size_px": kept.image_size_px, "model_name": "full", "eye_sha256": digest, "overwrite": True}
        save_landmarks(path, poses, kept.t_s.tolist(), seen=np.tile(calm_eye, (len(poses), 1)), **meta)
    calm = evaluated(copy)
    assert calm["landmarks_only"] == []
    for fault, count in (("shrug", 4), ("lumbar_extension", 2)):
        by_eye, by_landmarks = (
            next(cell for cell in told["cells"] if (cell["fault"], cell["view"]) == (fault, "all"))
            for told in (calm, report)
        )
        assert (by_eye["tp"], by_eye["fp"], by_eye["fn"]) == (0, 0, count)
        assert (by_landmarks["tp"], by_landmarks["fn"]) == (count, 0)


def test_counts_over_all_views_are_sums(folder: Path, tmp_path: Path):
    side = write_set(tmp_path / "side", names=("c",), yaw_deg=90.0)
    cells = evaluated(folder, side)["cells"]
    for state in ("full", "limited"):
        for fault in ("shrug", "lumbar_extension", "head_protrusion"):
            own = [cell for cell in cells if cell["fault"] == fault and cell["state"] == state]
            for count in ("tp", "fp", "fn", "tn", "clips", "false_alarms"):
                [whole] = [cell[count] for cell in own if cell["view"] == "all"] or [0]
                assert whole == sum(cell[count] for cell in own if cell["view"] != "all")


def test_what_the_front_cannot_show_is_listed(tmp_path: Path):
    front = evaluated(write_set(tmp_path, names=("f",), yaw_deg=0.0))
    [silent] = [row for row in front["not_judged"] if row["fault"] == "lumbar_extension" and row["faults"]]
    assert silent["view"] == "front"
    assert not [cell for cell in front["cells"] if cell["fault"] == "lumbar_extension"]


def test_processes_change_nothing(folder: Path, report: dict[str, Any]):
    assert evaluated(folder, jobs=2) == report


def test_a_csv_of_the_same_labels_gives_the_same_counts(folder: Path, report: dict[str, Any], tmp_path: Path):
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    lines = ["clip,rep,start_s,end_s,shrug,lumbar_extension,head_protrusion"]
    for name, clip in labels.items():
        shutil.copy(folder / f"{name}.full.npz", tmp_path)
        lines += [
            f"{name}.mp4,{rep['rep']},{rep['start_s']},{rep['end_s']},{rep['shrug']},{rep['lumbar']},{rep['head']}"
            for rep in clip["reps"]
        ]
    (tmp_path / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    counts = ("fault", "view", "state", "tp", "fp", "fn", "tn")
    by_eye = [[cell[name] for name in counts] for cell in evaluated(tmp_path)["cells"]]
    assert by_eye == [[cell[name] for name in counts] for cell in report["cells"]]


def test_a_clip_that_is_not_there_is_named_and_the_others_counted(folder: Path, report: dict[str, Any], tmp_path: Path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "b.full.npz").unlink()
    found = evaluated(copy)
    assert [failure["clip"] for failure in found["failed"]] == ["b"]
    assert found["clips"] == report["clips"] - 1
    assert evaluated(copy, recorded_only=True)["failed"] == []


def test_a_sweep_marks_what_is_in_effect_and_agrees_with_the_plain_report(folder: Path, report: dict[str, Any]):
    shipped = Profile().shrug.limit
    swept = evaluated(folder, sweep="shrug.limit=0.005:0.08:0.025")
    points = [point for point in swept["sweep"]["points"] if point["state"] == "full"]
    assert [point["value"] for point in points] == sorted({0.005, 0.03, 0.055, 0.08, shipped})
    [here] = [point for point in points if point["value"] == shipped]
    [whole] = [cell for cell in report["cells"] if (cell["fault"], cell["view"]) == ("shrug", "all")]
    assert [here[count] for count in ("tp", "fp", "fn", "tn")] == [whole[count] for count in ("tp", "fp", "fn", "tn")]
    flagged = [point["tp"] + point["fp"] for point in points]
    assert flagged == sorted(flagged, reverse=True)
    assert {name: value for name, value in swept.items() if name != "sweep"} == report


def test_the_report_is_written_as_markdown_data_table_and_curve(folder: Path, tmp_path: Path):
    report, results = Evaluation(EvalOptions((folder,), sweep="shrug.limit=0.01:0.03:0.01")).run(lambda _: None)
    files = report_files(tmp_path / "new" / "accuracy.md", overwrite=False)
    write_report(files, report, results)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        f"accuracy.{kind}" for kind in ("csv", "json", "md", "svg")
    ]
    assert json.loads(files.json.read_text(encoding="utf-8")) == report
    lines = files.reps.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 3 * 2 * len(PULLS)
    assert "![precision and recall](accuracy.svg)" in files.markdown.read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="already contains"):
        report_files(tmp_path / "new" / "accuracy.md", overwrite=False)
    assert report_files(tmp_path / "new" / "accuracy.md", overwrite=True) == files


def test_a_report_into_a_folder_has_plain_names(tmp_path: Path):
    assert report_files(tmp_path / "results", overwrite=False).markdown == tmp_path / "results" / "report.md"


def test_every_table_of_the_markdown_is_as_wide_as_its_head(report: dict[str, Any]):
    for block in markdown(report).split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_the_limits_are_every_number_that_judging_depends_on():
    limits = limits_of(Profile())
    assert limits["shrug.limit"] == Profile().shrug.limit
    assert limits["sensitivity"] == 5
    assert {key for key in limits if key.endswith("limit")} == {key for key in options() if key.endswith("limit")}
    assert not [key for key in limits if key.startswith(("camera.", "audio.", "cue."))]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"sweep": "shrug.limt=1:2:1"}, "not a number of the profile"),
        ({"sweep": "language=1:2:1"}, "not a number of the profile"),
        ({"sweep": "shrug.limit=1"}, "give the values"),
        ({"sweep": "shrug.limit=0.03:0.01:0.001"}, "must rise"),
        ({"sweep": "shrug.limit=0.01:0.03:0"}, "must rise"),
        ({"sweep": "shrug.limit=0.01:0.03:0.000001"}, "too many"),
        ({"exercise": "rowing"}, "no exercise"),
    ],
)
def test_slips_are_told_before_anything_slow(folder: Path, wanted: dict[str, Any], said: str):
    with pytest.raises(UsageError, match=said):
        Evaluation(EvalOptions((folder,), **wanted))


def test_two_clips_of_one_name_are_refused(folder: Path):
    with pytest.raises(UsageError, match="two clips have the same name a"):
        Evaluation(EvalOptions((folder, folder)))


def test_a_set_without_labels_is_refused(tmp_path: Path):
    with pytest.raises(RecordError):
        Evaluation(EvalOptions((tmp_path,)))
