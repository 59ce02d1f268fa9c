"""Breath in the log and in the tables: what was told, nothing else."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest

from livecoach.core.breath import Breath, BreathPhase, BreathReading, BreathState, BreathTurn
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog
from livecoach.output.log.tables import write_tables
from tests.output.sessions import FPS, FRAMES, header, step
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((ROOT / "docs" / "session.schema.json").read_text(encoding="utf-8"))
FULL = Breath(0.5, 1.5, 3.0)


def reading(index: int) -> BreathReading:
    """Settling for a second, then seen; a breath is told at 3.2 s, and with it the rate."""
    t_s = index / FPS
    if t_s < 1.0:
        return BreathReading(t_s, BreathState.SETTLING)
    seen = BreathReading(t_s, BreathState.SEEN, BreathPhase.INHALE, 0.5 + 0.001 * index)
    if t_s < 3.2:
        return seen
    seen = replace(seen, phase=BreathPhase.EXHALE, rate_per_min=24.0, cycles=1)
    return replace(seen, turns=(BreathTurn(BreathPhase.INHALE, 3.0),), breaths=(FULL,)) if index == 80 else seen


def written(folder: Path, *, watched: bool) -> Path:
    with SessionLog(folder / "session.jsonl") as log:
        header(log)
        for index in range(FRAMES):
            log.step(replace(step(index), breath=reading(index) if watched else None))
        log.end("finished")
    write_tables(folder / "session.jsonl", folder)
    return folder


def table(folder: Path) -> dict[str, object]:
    found = json.loads((folder / "session.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "frames.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_log_holds_what_was_new_and_gives_it_back(tmp_path: Path) -> None:
    session = read_log(written(tmp_path, watched=True) / "session.jsonl")
    assert [one.t_s for one in session.breath] == [0.0, 1.0, 3.2]
    assert session.breath[2] == reading(80)
    states = [frame.breath.state for frame in session.frames if frame.breath is not None]
    assert states == [reading(index).state for index in range(FRAMES)]


def test_the_tables_tell_breaths_and_rate(tmp_path: Path) -> None:
    written(tmp_path, watched=True)
    assert table(tmp_path)["breath"] == {
        "cycles": 1,
        "rate_per_min": 24.0,
        "trusted": True,
        "seen_s": pytest.approx(3.0),
        "exhale_s": 1.5,
        "breaths": [{"inhale_start_s": 0.5, "exhale_start_s": 1.5, "end_s": 3.0}],
    }
    frames = rows(tmp_path)
    told = [[frame[name] for name in frame if name.startswith("breath")] for frame in frames]
    assert told[0] == ["settling", "unknown", "", "0"]
    assert told[30] == ["seen", "inhale", "", "0"]
    assert told[-1] == ["seen", "exhale", "24.0", "1"]


def test_without_a_watcher_there_is_nothing_to_tell(tmp_path: Path) -> None:
    written(tmp_path, watched=False)
    assert table(tmp_path)["breath"] is None
    assert not read_log(tmp_path / "session.jsonl").breath
    assert {frame["breath"] + frame["breath_cycles"] for frame in rows(tmp_path)} == {""}


def test_breath_that_was_never_trusted_has_no_number(tmp_path: Path) -> None:
    with SessionLog(tmp_path / "session.jsonl") as log:
        header(log)
        for index in range(FRAMES):
            log.step(replace(step(index), breath=BreathReading(index / FPS, BreathState.UNCLEAR)))
    write_tables(tmp_path / "session.jsonl", tmp_path)
    assert table(tmp_path)["breath"] == {
        "cycles": 0,
        "rate_per_min": None,
        "trusted": False,
        "seen_s": 0.0,
        "exhale_s": None,
        "breaths": [],
    }
