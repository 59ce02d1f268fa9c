from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from livecoach.errors import RecordError
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.pulls.labels import load_labels
from tests.support.paths import ROOT

SCHEMA = json.loads((ROOT / "livecoach" / "assets" / "labels.schema.json").read_text(encoding="utf-8"))
REP = {"rep": 1, "start_s": 1.0, "end_s": 2.0}
GOOD: dict[str, Any] = {
    "monday": {
        "yaw": 42.0,
        "anything": "else",
        "reps": [{**REP, "shrug": "fault", "lumbar": "borderline", "shrug_deg": 12, "shrug_asym": -0.8}],
    }
}


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_json_gives_faults_sizes_and_the_view(tmp_path: Path):
    [clip] = load_labels(write(tmp_path, "labels.json", json.dumps(GOOD)))
    [rep] = clip.reps
    assert (clip.name, clip.yaw_deg, clip.folder) == ("monday", 42.0, tmp_path)
    assert rep.labels == {"shrug": Label.FAULT, "lumbar_extension": Label.BORDERLINE}
    assert rep.sizes == {"shrug": 12.0}
    assert (rep.start_s, rep.end_s, rep.asymmetry) == (1.0, 2.0, {"shrug": -0.8})


def test_csv_takes_blanks_any_order_of_lines_and_spaces(tmp_path: Path):
    text = (
        "clip,rep,start_s,end_s,shrug,lumbar_extension,head_protrusion,note\n"
        "b.mp4,2,6.7,9.2,Fault, clean ,borderline,x\n"
        "b.mp4,1,4.2,6.7,clean,,,\n"
        "a,1,0,2,,,,\n"
    )
    first, second = load_labels(write(tmp_path, "labels.csv", text))
    assert (first.name, second.name) == ("a", "b")
    assert math.isnan(second.yaw_deg)
    assert [rep.rep for rep in second.reps] == [1, 2]
    assert second.reps[0].labels == {"shrug": Label.CLEAN}
    assert second.reps[1].labels == {
        "shrug": Label.FAULT,
        "lumbar_extension": Label.CLEAN,
        "head_protrusion": Label.BORDERLINE,
    }
    assert first.reps[0].labels == {}


def test_a_byte_order_mark_from_a_spreadsheet_is_no_hindrance(tmp_path: Path):
    text = "\ufeffclip,rep,start_s,end_s,shrug,lumbar_extension,head_protrusion\na,1,0,2,clean,,\n"
    assert load_labels(write(tmp_path, "labels.csv", text))[0].name == "a"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("labels.json", "{", "must be JSON"),
        ("labels.json", "[]", "as a whole"),
        ("labels.json", "{}", "contains no label of a clip"),
        ("labels.json", json.dumps({"a": {"reps": [{**REP, "shrug": "maybe"}]}}), "a.reps.0.shrug"),
        ("labels.json", json.dumps({"a": {"reps": [{**REP, "end_s": 0.5}]}}), "must lie after"),
        ("labels.json", json.dumps({"a": {"reps": [REP, {**REP, "rep": 2}]}}), "begins before rep 1 ends"),
        ("labels.json", json.dumps({"a": {"reps": [REP, {**REP, "start_s": 2, "end_s": 3}]}}), "rep 1 is there twice"),
        ("labels.csv", "clip,rep\na,1\n", "lacks the column start_s"),
        (
            "labels.csv",
            "clip,rep,start_s,end_s,shrug,lumbar_extension,head_protrusion\na,1,x,2,,,\n",
            "a.reps.0.start_s",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, said: str):
    with pytest.raises(RecordError) as raised:
        load_labels(write(tmp_path, name, text))
    assert said in str(raised.value)
    assert name in str(raised.value)


def test_a_folder_without_labels_is_no_set(tmp_path: Path):
    with pytest.raises(RecordError, match=r"no labels\.json or labels\.csv"):
        load_labels(tmp_path)


def test_the_schema_takes_what_the_reader_takes():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(GOOD, SCHEMA)


@pytest.mark.parametrize(
    "rep",
    [
        {"rep": 1, "start_s": 1.0},
        {**REP, "shrug": "maybe"},
        {**REP, "rep": -1},
        {**REP, "start_s": -1.0},
        {**REP, "shrug_asym": 2.0},
        {**REP, "lumbar_deg": "much"},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, rep: dict[str, Any]):
    labels = {"a": {"reps": [rep]}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(labels, SCHEMA)
    with pytest.raises(RecordError):
        load_labels(write(tmp_path, "labels.json", json.dumps(labels)))


@pytest.mark.parametrize("name", ["dev", "train", "head_protrusion"])
def test_the_rendered_sets_follow_the_schema(shared: Path, name: str):
    folder = shared / "truth" / name
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    jsonschema.validate(labels, SCHEMA)
    assert [clip.name for clip in load_labels(folder)] == sorted(labels)
