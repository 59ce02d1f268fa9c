from __future__ import annotations

from typing import get_args

import pytest

from livecoach.config.schema import Audio
from livecoach.core.commands import PICKS, Action, Button, Setting
from livecoach.core.types import Phase, TrackState, View
from livecoach.core.words.phrases import LANGUAGES, PHRASES
from livecoach.render.words.screen import WORDS
from tests.support.faults import HOLD_FAULT_IDS, REP_FAULT_IDS


def test_the_screen_speaks_every_language_of_the_voice() -> None:
    assert set(WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_word(language: str) -> None:
    words = WORDS[language]
    assert set(words.faults) == {*REP_FAULT_IDS, *HOLD_FAULT_IDS}
    assert words.language == language
    assert (set(words.phase), set(words.view), set(words.track)) == (set(Phase), set(View), set(TrackState))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_banner_says_what_the_voice_says(language: str) -> None:
    assert {words.correction for words in WORDS[language].faults.values()} <= set(PHRASES[language].values())


IN_THE_PANEL = {Action.UP, Action.DOWN, Action.LEFT, Action.RIGHT, Action.ENTER, Action.UNDO, Action.DROP}
"""Told by the panel itself."""

SAME_LINE = {Action.LESS_SENSITIVE, Action.QUIETER, Action.BACK}
"""Shares its line with another: the other direction, and quitting."""

OF_THE_WINDOW = {"f"}

OF_A_ROUTINE = {Action.SKIP}
"""Told during a routine only."""

OF_THE_CHOICE = set(PICKS)
"""Told by the question which camera itself."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_has_a_line_for_every_action(language: str) -> None:
    told = set(Action) - IN_THE_PANEL - SAME_LINE - OF_A_ROUTINE - OF_THE_CHOICE
    assert len(WORDS[language].keys) == len(told) + len(OF_THE_WINDOW)
    assert WORDS[language].routine.skip_key[0] == "n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_panel_has_a_name(language: str) -> None:
    words = WORDS[language]
    assert (set(words.knob), set(words.button)) == (set(Setting), set(Button))
    assert set(words.sound) == set(get_args(Audio.model_fields["style"].annotation))
