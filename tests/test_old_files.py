"""Files that livecoach 0.1 wrote (``tests/data/v0_1``, made from the demo clip) are read as before."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

from livecoach.cli import summary
from livecoach.config.load import load_profile
from livecoach.core.routine import Ending, ItemResult, RoutineItem, RoutinePlan, Unit
from livecoach.core.types import EvidenceSource, Observability, Reference
from livecoach.core.words.translator import languages, translator
from livecoach.output.diary import Diary
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.session_file import Session
from livecoach.output.log.tables import session_of
from livecoach.session.calibration.store import CalibrationStore, Models
from tests.support.exercises import PIT_PULL
from tests.support.paths import ROOT

OLD = ROOT / "tests" / "data" / "v0_1"
FAULTS = ("shrug", "lumbar_extension", "head_protrusion")


def unpacked(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(gzip.decompress((OLD / f"{name}.gz").read_bytes()))
    return path


def test_a_session_log_gives_the_same_table_with_the_new_names(tmp_path: Path) -> None:
    log = read_log(unpacked("session.jsonl", tmp_path))
    assert {event.by for event in log.events} == {EvidenceSource.NETWORK}
    states = {reading.judged for frame in log.frames for reading in frame.readings}
    assert states == {Observability.FULL, Observability.LIMITED}
    found = session_of(log)
    assert set(found.judged) == set(FAULTS)
    assert found == Session.read(OLD / "session.json")


def test_a_session_table_is_read_with_everything_in_it() -> None:
    path = OLD / "session.json"
    session, before = Session.read(path), json.loads(path.read_text(encoding="utf-8"))
    for state in before["judged"].values():
        state["state"] = Observability(state["state"]).value
    for event in before["events"]:
        event["by"] = EvidenceSource(event["by"]).value
    # Later versions tell more.
    before["tracking"] |= {"frames_damaged": 0}
    for rep in before["reps"]:
        rep |= {"against": Reference.CLEAN_REP.value, "better": False, "refused": ""}
    assert json.loads(session.to_json()) == before | {"uncounted": []}
    assert session.profile.options()["shrug.limit"] == before["profile"]["shrug"]["limit"]


def test_a_session_table_is_put_in_words(tmp_path: Path) -> None:
    now = session_of(read_log(unpacked("session.jsonl", tmp_path)))
    before = Session.read(OLD / "session.json")
    for words in map(translator, languages()):
        assert summary.lines(before, words) == summary.lines(now, words)
        assert summary.signs_meant([before], words) == summary.signs_meant([now], words)


def test_a_profile_keeps_its_values() -> None:
    profile = load_profile(str(OLD / "profile.toml"))
    assert profile.sensitivity == 6
    assert (
        profile.fault("shrug").model_dump() | {"limit": 0.02, "one_side_limit": 0.03}
        == profile.fault("shrug").model_dump()
    )
    assert profile.fault("lumbar_extension").speak_when_low
    assert not profile.fault("head_protrusion").enabled


def test_a_kept_calibration_is_used(tmp_path: Path) -> None:
    unpacked("calibration.npz", tmp_path)
    kept, errors = CalibrationStore(tmp_path, Models("a" * 64, "b" * 64)).load()
    assert errors == ()
    [calibration] = kept
    assert set(calibration.learned) == set(FAULTS)
    assert all(len(samples) > 20 for samples in calibration.learned.values())
    assert calibration.memory is not None
    assert {fault.id for fault in PIT_PULL.faults} >= set(calibration.learned)


def test_a_diary_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "routine.jsonl"
    path.write_bytes((OLD / "routine.jsonl").read_bytes())
    items = (RoutineItem("hip_lift_90_90", 1, 6, Unit.BREATHS, 30.0), RoutineItem("pit_pull", 3, 8, Unit.REPS, 30.0))
    diary = Diary(path, RoutinePlan("daily", 10, items), date(2026, 2, 1))
    today = diary.open()
    assert (today.day, today.streak) == (3, 3)
    diary.item(ItemResult(0, "hip_lift_90_90", Ending.DONE, 6, 6, Unit.BREATHS))
