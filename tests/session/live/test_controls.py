"""What the console tells of a fault, on the screen and at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from livecoach.core.commands import Action
from livecoach.core.types import Frame, PoseObservation, Step, TrackState
from livecoach.core.words.translator import languages
from livecoach.errors import OutputError
from livecoach.output.audio import SilentSink, SoundBank
from livecoach.session.factory import chosen_profile, new_engine
from livecoach.session.live.controls import Controls
from livecoach.session.recording.recordings import Recordings
from livecoach.session.recording.session_files import SessionRecord
from tests.support.exercises import PIT_PULL

if TYPE_CHECKING:
    from pathlib import Path

STOPPED = {
    "en": "Recording stopped at 0 MB, the limit of recording.max_mb.",
    "de": "Aufnahme bei 0 MB beendet, der Grenze von recording.max_mb.",
}


def made(folder: Path, language: str, max_mb: float = 10.0) -> tuple[Controls, SessionRecord]:
    profile = folder / "own.toml"
    profile.write_text(f'language = "{language}"\n')
    chosen, bank = chosen_profile(str(profile), {}), SoundBank("tones", language)
    record = SessionRecord(folder, source="x", exercise=PIT_PULL, model="lite", chosen=chosen)
    takes = Recordings(folder / "set.mp4", folder, bank, 30.0, listener=record, max_mb=max_mb)
    engine = new_engine(PIT_PULL, chosen.profile)
    return Controls(engine, record, SilentSink(), bank=bank, chosen=chosen, takes=takes), record


@pytest.mark.parametrize("language", languages())
def test_a_recording_that_ends_itself_is_told_in_the_profile_s_language(tmp_path: Path, language: str) -> None:
    console, record = made(tmp_path, language, max_mb=0.0)
    image = np.zeros((240, 320, 3), np.uint8)
    console.write(image, Step(Frame(0, 0.0, image), PoseObservation(None, TrackState.OK)))
    record.finish(None, "finished")
    assert console.faults == (STOPPED[language],)
    assert console.status("", 0.0).notes[0] == STOPPED[language]


def test_settings_that_could_not_be_saved_are_told_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console, record = made(tmp_path, "en")
    for heard in (Action.MORE_SENSITIVE, Action.SAVE):
        with monkeypatch.context() as broken:
            broken.setattr("livecoach.config.save.atomic_write", refusing)
            console.carry_out(heard, 0.0)
    assert console.faults == ("Cannot write own.toml: Read-only file system.",)
    console.carry_out(Action.SAVE, 0.0)
    assert console.faults == ()
    console.finish()
    record.finish(None, "finished")


def refusing(_: Path) -> NoReturn:
    raise OutputError("Cannot write own.toml: Read-only file system.")
