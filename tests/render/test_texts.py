"""Every state that the screen can show has a text; that each is translated is tested with the catalogues."""

from __future__ import annotations

from typing import get_args

import pytest

from livecoach.config.schema import Audio
from livecoach.core.commands import PICKS, Action, Button, Setting
from livecoach.core.guide_state import Hint
from livecoach.core.hold import HoldFault
from livecoach.core.types import FaultKind, Phase, View
from livecoach.core.words import names
from livecoach.core.words.phrases import PHRASES
from livecoach.core.words.translator import languages, translator
from livecoach.render.panels.hud import KEYS, SKIP_KEY
from livecoach.render.panels.tuning_panel import BUTTON, KNOB
from livecoach.render.screens.summary import HINT
from livecoach.session.tuning.tuner import STYLE


def test_everything_has_one_name() -> None:
    assert set(names.FAULT) == set(names.FAULT_SHORT) == set(names.CUE) == set(FaultKind)
    assert (set(names.HOLD_FAULT), set(names.PHASE), set(names.VIEW)) == (set(HoldFault), set(Phase), set(View))
    assert set(HINT) == set(Hint)


@pytest.mark.parametrize("language", languages())
def test_no_two_faults_have_the_same_name(language: str) -> None:
    words = translator(language)
    assert len({words(name) for name in (*names.FAULT.values(), *names.HOLD_FAULT.values())}) == 7


def test_the_banner_says_what_the_voice_says() -> None:
    assert set(names.CUE.values()) <= set(PHRASES)


IN_THE_PANEL = {Action.UP, Action.DOWN, Action.LEFT, Action.RIGHT, Action.ENTER, Action.UNDO, Action.DROP}
"""Explained by the panel itself."""

SAME_LINE = {Action.LESS_SENSITIVE, Action.QUIETER, Action.BACK}
"""Shares its line with another: the other direction, and quitting."""

OF_THE_WINDOW = {"f"}

OF_A_ROUTINE = {Action.SKIP}
"""Explained during a routine only."""

OF_THE_CHOICE = set(PICKS)
"""Explained by the question which camera itself."""


def test_the_help_has_a_line_for_every_action() -> None:
    explained = set(Action) - IN_THE_PANEL - SAME_LINE - OF_A_ROUTINE - OF_THE_CHOICE
    assert len(KEYS) == len(explained) + len(OF_THE_WINDOW)
    assert SKIP_KEY[0] == "n"


def test_everything_in_the_panel_has_a_name() -> None:
    assert (set(KNOB), set(BUTTON)) == (set(Setting), set(Button))
    assert set(STYLE) == set(get_args(Audio.model_fields["style"].annotation))
