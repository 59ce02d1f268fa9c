"""A hold in the log and in the tables."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema

from livecoach.core.hold import HoldEvent, HoldPhase, HoldQuality, HoldReading, HoldResult
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog
from livecoach.output.log.tables import write_tables
from tests.output.sessions import FPS, FRAMES, header, step
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((ROOT / "docs" / "session.schema.json").read_text(encoding="utf-8"))
DROP = HoldEvent("hip_drop", 2.0, None, 0.01, 0.03, "torso lengths", 1)
RESULT = HoldResult(1, 1.0, 2.0, 1.0, 2, 6, ("hip_drop",))


def reading(index: int) -> HoldReading:
    """A second of a wrong position, a second held, then dropped."""
    t_s = index / FPS
    if t_s < 1.0:
        return HoldReading(t_s, HoldPhase.SETUP, problem="closer_to_wall", goal_breaths=6)
    if t_s < 2.0:
        return HoldReading(
            t_s, HoldPhase.HOLD, held=HoldQuality.YES, value=0.08 + 0.001 * index, breaths=2, goal_breaths=6
        )
    return HoldReading(t_s, HoldPhase.LOST, breaths=2, goal_breaths=6, active=("hip_drop",))


def written(folder: Path) -> Path:
    with SessionLog(folder / "session.jsonl") as log:
        header(log)
        dropped = False
        for index in range(FRAMES):
            now = reading(index)
            if now.phase is HoldPhase.LOST and not dropped:
                now, dropped = replace(now, opened=(DROP,)), True
            log.step(replace(step(index), hold=now))
        end = replace(reading(FRAMES - 1), closed=(replace(DROP, end_s=3.0),), result=RESULT)
        log.closing(replace(step(FRAMES - 1), hold=end, opened=(), closed=(), rep=None, cue=None))
        log.end("finished")
    write_tables(folder / "session.jsonl", folder)
    return folder


def test_the_log_holds_what_was_new_and_gives_it_back(tmp_path: Path) -> None:
    told = read_log(written(tmp_path) / "session.jsonl").hold
    assert [one.phase for one in told] == [HoldPhase.SETUP, HoldPhase.HOLD, *[HoldPhase.LOST] * 2]
    assert told[-1].result == RESULT


def test_the_table_has_the_holds_their_faults_and_the_trouble_before(tmp_path: Path) -> None:
    found = json.loads((written(tmp_path) / "session.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert [(hold["breaths"], hold["faults"]) for hold in found["hold"]["holds"]] == [(2, ["hip_drop"])]
    assert [(event["kind"], event["end_s"]) for event in found["hold"]["events"]] == [("hip_drop", 3.0)]
    assert found["hold"]["problems_s"] == {"closer_to_wall": 1.0}


def test_each_frame_has_its_phase_and_count(tmp_path: Path) -> None:
    with (written(tmp_path) / "frames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(rows[n]["hold"], rows[n]["hold_breaths"], rows[n]["held"]) for n in (0, round(1.5 * FPS))] == [
        ("setup", "0", "unknown"),
        ("hold", "2", "yes"),
    ]
