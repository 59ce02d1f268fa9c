"""An exercise of one's own in a routine: its words, and what it sets of the profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from livecoach.config.load import with_options
from livecoach.config.plan import load_plan
from livecoach.core.resources import configs_folder
from livecoach.core.words.translator import ENGLISH
from livecoach.cue.announcer import speech_s
from livecoach.exercises.catalogue import exercises
from livecoach.output.audio import SoundBank
from livecoach.output.diary import Diary
from livecoach.output.window import NullWindow
from livecoach.render.panels.routine_cards import instruction
from livecoach.render.privacy import Privacy
from livecoach.session.factory import chosen_profile
from livecoach.session.interrupts import DeferredSignals
from livecoach.session.live.devices import LiveDevices
from livecoach.session.routine.exercises import KnownExercises, introductions
from livecoach.session.routine.session import Routine
from tests.support.rehearsal import ListeningSink

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = configs_folder() / "exercises" / "examples" / "band_row.toml"


@pytest.fixture
def routine(tmp_path: Path) -> Routine:
    """A plan that begins with the documented example and goes on with a pit pull."""
    plan = tmp_path / "plan.toml"
    plan.write_text(f"[[exercise]]\nname = '{EXAMPLE}'\n[[exercise]]\nname = 'pit_pull'\n", encoding="utf-8")
    known = KnownExercises()
    read = load_plan(plan, known.usual(), known.in_file)
    diary = Diary(tmp_path / "diary.jsonl", read, date(2026, 1, 31))
    studio = LiveDevices(NullWindow(), ListeningSink(), SoundBank(), DeferredSignals(), False, Privacy.OFF)
    return Routine(read, diary, diary.open(), studio, tmp_path / "out", chosen_profile(None, {}), known=known)


def test_it_is_introduced_in_its_own_words(routine: Routine) -> None:
    words = introductions([routine.known["band_row"], exercises()["pit_pull"]], 0, "de")
    assert words[0][:3] == ("Rudern mit Band", "camera_chest", "Loop the band around a post at chest height")
    assert words[1][0] == "pit_pull"
    assert routine.view.titles == {"band_row": "Row with a band", "pit_pull": "Breathing pit pull"}
    assert set(routine.view.figures) == {"band_row", "pit_pull"}


def test_each_of_its_sentences_stands_on_the_screen_while_a_tone_calls_to_it(routine: Routine) -> None:
    shown, heard = [], []
    for index in range(30 * 10):
        state = routine.flow.update(index / 10.0)
        text = instruction(replace(routine.view, state=state), ENGLISH)
        if text is not None and text[0] not in shown:
            shown.append(text[0])
        if state.cue is not None:
            heard.append((state.cue.sound, state.cue.text))
    own = "Loop the band around a post at chest height"
    assert [text for text in shown if text in ("Row with a band", own)] == ["Row with a band", own]
    assert ("notice", own) in heard
    assert ("pull_reach", "Reach forward, shoulders low") in heard
    assert speech_s(own) > 2.0


def test_what_it_sets_of_the_profile_is_for_itself_alone_and_what_the_person_changes_stays(routine: Routine) -> None:
    band, pull = routine.plan.items
    given = routine.given = routine._profile(band)
    assert given.profile.fault("shrug").limit == 0.016
    assert given.profile.session.reps == 12
    after = with_options(given.profile, {"audio.volume": 0.3, "lumbar_extension.limit": 9.0}, "test")
    routine._take_over(replace(given, profile=after))
    later = routine._profile(pull).profile
    assert (later.fault("shrug").limit, later.session.reps) == (0.012, 8)
    assert (later.audio.volume, later.fault("lumbar_extension").limit) == (0.3, 9.0)
