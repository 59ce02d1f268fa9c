import csv
import json

import jsonschema
import pytest

from livecoach.config.load import with_options
from livecoach.config.schema import Profile
from livecoach.core.types import BaselineHow, Observability, View
from livecoach.errors import OutputError
from livecoach.output.log.log_writer import SessionLog
from livecoach.output.log.session_file import Session
from livecoach.output.log.tables import write_tables
from tests.output.sessions import FPS, FRAMES, header, step, write_session
from tests.support.paths import ROOT

SCHEMA = json.loads((ROOT / "docs" / "session.schema.json").read_text(encoding="utf-8"))


def table(log_path):
    out = log_path.with_name("session.json")
    write_tables(log_path, log_path.parent)
    found = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def rows(log_path):
    out = log_path.with_name("frames.csv")
    write_tables(log_path, log_path.parent)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_schema_is_a_schema_and_knows_the_enums_of_core():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for kind in (View, BaselineHow, Observability):
        assert SCHEMA["$defs"][kind.__name__]["enum"] == [one.value for one in kind]


def test_session_json_of_a_whole_session(log_path):
    found = table(log_path)
    assert found["format"] == "livecoach.session/1"
    assert found["source"] == {
        "name": "clip.mp4",
        "frames": FRAMES,
        "duration_s": pytest.approx(FRAMES / FPS),
        "fps": FPS,
        "width_px": 64,
        "height_px": 48,
    }
    assert (found["exercise"], found["model"]) == ("pit_pull", "full")
    assert found["profile"] == {"name": "default"} | Profile().model_dump()
    assert found["view"] == {"name": "three_quarter_front", "yaw_deg": 41.0}
    assert found["baseline"] == {"how": "still", "start_s": 0.0, "end_s": 0.6, "clean_rep": "none"}
    assert found["judged"]["shrug"] == {"state": "full", "why": ""}
    assert found["judged"]["head_protrusion"] == {"state": "none", "why": "not from the front"}
    assert found["reps"] == [
        {
            "index": 1,
            "start_s": 1.0,
            "peak_s": 1.6,
            "end_s": 2.0,
            "drive": 0.93,
            "calibration": False,
            "faults": ["shrug"],
            "breaths": None,
            "against": "clean_rep",
            "better": False,
            "refused": "",
        }
    ]
    assert found["events"] == [
        {
            "kind": "shrug",
            "start_s": 1.2,
            "end_s": 1.8,
            "peak": 0.03,
            "peak_s": 1.5,
            "limit": 0.013,
            "unit": "torso lengths",
            "grade": "clear",
            "rep": 1,
            "baseline": 0.41,
            "by": "landmarks",
            "against": "clean_rep",
        }
    ]
    assert found["tracking"] == {
        "frames_with_person": FRAMES - 5,
        "frames_damaged": 0,
        "refused_s": pytest.approx(0.2),
        "why": "the body is upside down",
    }
    assert found["timings_ms"]["measure"] == {"p50": 0.2, "p95": 0.2}


def test_frames_csv_has_one_row_a_frame_and_leaves_the_unknown_empty(log_path):
    found = rows(log_path)
    assert list(found[0]) == [
        "frame",
        "t_s",
        "rep",
        "phase",
        "drive",
        "ear_shoulder",
        "trunk_lean_deg",
        "shrug_to_limit",
        "lumbar_extension_to_limit",
        "head_protrusion_to_limit",
        "uneven_pull_to_limit",
        "quality",
        "breath",
        "breath_phase",
        "breath_rate_per_min",
        "breath_cycles",
        "hold",
        "hold_breaths",
        "held",
    ]
    assert [int(row["frame"]) for row in found] == list(range(FRAMES))
    assert [value for value in found[0].values() if value] == ["0", "0.0", "setup"]
    assert {row["rep"] for row in found[25:50]} == {"1"}
    assert {row["rep"] for row in found[:25] + found[50:]} == {""}
    assert float(found[35]["shrug_to_limit"]) == pytest.approx(0.013 - 0.03)
    assert float(found[35]["lumbar_extension_to_limit"]) == pytest.approx(5.5)
    assert {row["head_protrusion_to_limit"] for row in found} == {""}
    assert found[90]["shrug_to_limit"] == ""
    assert float(found[35]["ear_shoulder"]) == pytest.approx(0.41)


@pytest.mark.parametrize("frames", [0, 1, 3, 40])
def test_tables_of_a_cut_log_are_valid_too(tmp_path, frames):
    path = tmp_path / "session.jsonl"
    write_session(path, frames=frames, end=False)
    found = table(path)
    assert found["source"]["frames"] == frames
    assert len(rows(path)) == frames
    if frames == 40:
        assert found["events"][0]["end_s"] is None
    else:
        assert found["view"] == {"name": "unknown", "yaw_deg": None}
        assert found["baseline"]["how"] == "none"
        assert found["judged"]["shrug"] == {"state": "none", "why": "nobody was visible well enough"}


def test_a_fault_switched_off_says_so(tmp_path):
    path = tmp_path / "session.jsonl"
    with SessionLog(path) as log:
        header(log, with_options(Profile(), {"shrug.enabled": False}, "test"))
        log.step(step(0))
    assert table(path)["judged"]["shrug"] == {"state": "none", "why": "switched off in the profile"}


def test_both_tables_come_from_one_reading_and_leave_nothing_else_behind(log_path):
    session = write_tables(log_path, log_path.parent)
    assert session.source.frames == FRAMES
    assert session == Session.read(log_path.with_name("session.json"))
    assert {path.name for path in log_path.parent.iterdir()} == {"session.jsonl", "session.json", "frames.csv"}


def test_a_table_that_cannot_be_written_is_an_output_error(log_path, tmp_path):
    with pytest.raises(OutputError, match="gone"):
        write_tables(log_path, tmp_path / "gone")
