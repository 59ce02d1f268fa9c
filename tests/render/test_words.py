from __future__ import annotations

import pytest

from livecoach.core.commands import Action
from livecoach.core.phrases import LANGUAGES, PHRASES
from livecoach.core.types import FaultKind, Phase, TrackState, View
from livecoach.render.words import WORDS


def test_the_screen_speaks_every_language_of_the_voice() -> None:
    assert set(WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_word(language: str) -> None:
    words = WORDS[language]
    assert set(words.fault) == set(words.instruction) == set(FaultKind)
    assert (set(words.phase), set(words.view), set(words.track)) == (set(Phase), set(View), set(TrackState))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_banner_says_what_the_voice_says(language: str) -> None:
    assert set(WORDS[language].instruction.values()) <= set(PHRASES[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_has_a_line_for_every_action(language: str) -> None:
    shared_line = {Action.LESS_SENSITIVE, Action.MORE_SENSITIVE}
    assert len(WORDS[language].keys) == len(set(Action) - shared_line) + 1
