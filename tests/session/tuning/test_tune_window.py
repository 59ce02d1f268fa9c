from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.config.load import with_options
from livecoach.config.save import save_profile
from livecoach.config.schema import Profile
from livecoach.core.commands import Action
from livecoach.errors import RecordError
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog
from livecoach.output.log.session_file import ProfileRecord
from livecoach.session.tuning.tune_window import named_profile, opened_tuner, tune
from tests.config.conftest import own_folder
from tests.output.sessions import header, write_session

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["own_folder"]


def test_the_panel_opens_with_the_sessions_last_profile_and_its_alarms(tmp_path: Path) -> None:
    write_session(tmp_path / "session.jsonl")
    tuner = opened_tuner(read_log(tmp_path / "session.jsonl"))
    assert tuner.profile == Profile().with_sensitivity(6)
    view = tuner.view()
    assert view is not None
    assert not view.recent
    alarms = {row.knob: row.alarms for row in view.rows}
    # One shrug of 0.03 torso lengths, recorded against a limit of 0.013; neither arch nor head came near theirs.
    assert (alarms["shrug"], alarms["lumbar_extension"], alarms["head_protrusion"]) == (1, 0, 0)
    tuner.press(Action.DOWN)
    for _ in range(40):
        tuner.press(Action.RIGHT)
    view = tuner.view()
    assert view is not None
    assert {row.knob: row.alarms for row in view.rows}["shrug"] == 0


def test_a_profile_of_another_livecoach_is_read_as_far_as_it_is_known() -> None:
    record = Profile().with_sensitivity(7).model_dump() | {"name": "default", "telepathy": {"on": True}}
    del record["recording"]
    record["shrug"] |= {"of_the_ears": 3}
    found = named_profile(ProfileRecord.model_validate(record))
    assert found.profile == Profile().with_sensitivity(7)


def test_saving_changes_what_is_stored_not_what_the_session_was_asked_for(own_folder: Path) -> None:
    save_profile("anna", Profile().with_sensitivity(3))
    silent = with_options(Profile().with_sensitivity(3), {"audio.volume": 0.0}, "the command line")
    found = named_profile(ProfileRecord.model_validate(silent.model_dump() | {"name": "anna"}))
    assert found.profile == silent
    assert found.stored == Profile().with_sensitivity(3)


def test_a_folder_without_a_session_is_said_before_any_window_opens(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"session\.jsonl"):
        tune(tmp_path)
    with SessionLog(tmp_path / "session.jsonl") as log:
        header(log)
    with pytest.raises(RecordError, match="without a single frame"):
        tune(tmp_path)
