"""docs/accuracy.md and README quote the reports, which were measured with the limits in effect."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from livecoach import __version__
from livecoach.config.schema import Profile
from livecoach.core.types import View
from livecoach.evaluate.holds.evaluation import SECTIONS
from livecoach.evaluate.holds.report import FORMAT as HOLDS
from livecoach.evaluate.photos.report import FORMAT as PHOTOS
from livecoach.evaluate.pulls.evaluation import limits_of
from livecoach.evaluate.pulls.summary import FORMAT
from livecoach.evaluate.tracked_clip import tracking_setup
from livecoach.posture.measure.change import limits_cm
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, PhotoMeasure
from tests.support.paths import ROOT


def reports(form: str) -> list[Path]:
    paths = sorted((ROOT / "docs" / "accuracy").glob("*.json"))
    return [path for path in paths if json.loads(path.read_text(encoding="utf-8"))["format"] == form]


REPORTS = reports(FORMAT)


def test_there_are_reports_and_a_sweep():
    assert REPORTS
    assert any("sweep" in json.loads(path.read_text(encoding="utf-8")) for path in REPORTS)


def test_readme_counts_every_held_out_clip():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    held_out = [json.loads(path.read_text(encoding="utf-8")) for path in REPORTS if path.stem.startswith("judging")]
    assert len(held_out) > 1
    assert f" of {sum(report['clips'] for report in held_out)} held-out clips" in text


def version_of(path: Path) -> str:
    version: str = json.loads(path.read_text(encoding="utf-8"))["version"]
    return version


def test_readme_names_each_older_version_that_a_table_was_measured_with():
    older = {version_of(path) for path in REPORTS} - {__version__}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not {version for version in older if f"version {version}" not in text}


def test_the_present_version_was_measured():
    assert {"setting_dev", "judging_uneven"} <= {path.stem for path in REPORTS if version_of(path) == __version__}


@pytest.mark.parametrize(
    "path", [path for path in REPORTS if version_of(path) == __version__], ids=lambda path: path.stem
)
def test_the_tables_were_measured_with_the_limits_that_are_shipped(path: Path):
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["limits"] == limits_of(Profile()), "limits changed: measure again, then run scripts/write_accuracy.py"
    assert report["model"] == Profile().model.name
    assert report["eye_sha256"] == tracking_setup("full").eye_sha256, "the eye changed: measure again"
    assert report["landmarks_only"] == []
    if "sweep" in report:
        assert report["sweep"]["shipped"] == report["limits"][report["sweep"]["key"]]


@pytest.mark.parametrize("path", reports(HOLDS), ids=lambda path: path.stem)
def test_holds_were_measured_with_the_limits_that_are_shipped(path: Path):
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["limits"] == limits_of(Profile(), SECTIONS), "limits changed: measure again"
    assert (report["model"], report["failed"]) == (Profile().model.name, [])


@pytest.mark.parametrize("path", reports(PHOTOS), ids=lambda path: path.stem)
def test_photos_were_judged_with_the_limits_that_are_shipped(path: Path):
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    heights: dict[str, list[float]] = {}
    for row in rows:
        limit_cm = limits_cm(View(row["view"]))[PhotoMeasure(row["measure"])]
        heights.setdefault(row["pair"], []).append(row["minimum_detectable_change_cm"] / limit_cm)
    assert heights
    # All limits of a pair grow with the person's height alone; the report rounds them to a hundredth of a centimetre.
    assert all(max(shares) - min(shares) < 0.01 for shares in heights.values()), "limits changed: judge again"
    assert all(145.0 < share * ASSUMED_HEIGHT_CM < 220.0 for shares in heights.values() for share in shares)


def test_holds_on_the_clips_of_the_project_are_published():
    [floor] = [json.loads(path.read_text("utf-8")) for path in reports(HOLDS) if path.stem == "holds"]
    labels = json.loads((ROOT / "tests" / "data" / "floor" / "labels.json").read_text("utf-8"))
    assert [row["clip"] for row in floor["rows"]] == sorted(labels)


def test_the_documents_equal_the_reports():
    script = ROOT / "scripts" / "write_accuracy.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
