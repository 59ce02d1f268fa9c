from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.config.load import load_profile
from livecoach.core.commands import Action, Command
from livecoach.errors import OutputError
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.session_file import Session
from livecoach.session.factory import chosen_profile
from livecoach.session.recording.session_files import SessionRecord
from tests.output.sessions import step
from tests.support.exercises import PIT_PULL

if TYPE_CHECKING:
    from pathlib import Path


def new_record(folder: Path) -> SessionRecord:
    chosen = chosen_profile(None, {})
    return SessionRecord(folder, source="set.mp4", exercise=PIT_PULL, model="full", chosen=chosen, fps=25.0)


def test_it_leaves_the_log_and_both_tables(tmp_path: Path):
    record = new_record(tmp_path)
    for index in range(60):
        record.step(step(index))
    record.command(Command(Action.QUIT, 2.36))
    found = record.finish(None, "quit")
    assert record.fault == ""
    assert found == Session.read(tmp_path / "session.json")
    assert len((tmp_path / "frames.csv").read_text(encoding="utf-8").splitlines()) == 61
    log = read_log(tmp_path / "session.jsonl")
    assert [command.action for command in log.commands] == [Action.QUIT]
    assert log.end is not None
    assert log.end.reason == "quit"


def test_tables_that_cannot_be_written_are_told_and_their_content_given(tmp_path: Path):
    record = new_record(tmp_path)
    record.step(step(0))
    (tmp_path / "session.json").mkdir()
    found = record.finish(None, "quit")
    assert "session.json" in record.fault
    assert found.source.frames == 1


def test_a_log_that_exists_is_not_touched(tmp_path: Path):
    (tmp_path / "session.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="Another session writes into the folder"):
        new_record(tmp_path)
    assert (tmp_path / "session.jsonl").read_text(encoding="utf-8") == "mine"


def test_what_the_command_line_changed_is_in_force_but_not_stored():
    chosen = chosen_profile("gentle", {"audio.backend": "none", "model.name": None})
    assert chosen.name == "gentle"
    assert chosen.profile.audio.backend == "none"
    assert chosen.stored == load_profile("gentle")
