"""Every state that the screen can show has a text; that each is translated is tested with the catalogues."""

from __future__ import annotations

from typing import get_args

import pytest

from livecoach.config.schema import Audio
from livecoach.core.commands import PICKS, Action, Button, Setting
from livecoach.core.guide_state import Hint
from livecoach.core.types import Phase, View
from livecoach.core.words import names
from livecoach.core.words.translator import languages, translator
from livecoach.faults.registry import faults
from livecoach.render.panels.hud import KEYS, SKIP_KEY
from livecoach.render.panels.tuning_panel import BUTTON, KNOB, SETTINGS, knob_name
from livecoach.render.screens.summary import HINT
from livecoach.session.tuning.tuner import STYLE


def test_everything_has_one_name() -> None:
    assert (set(names.PHASE), set(names.VIEW)) == (set(Phase), set(View))
    assert set(HINT) == set(Hint) - {Hint.FAULT}


@pytest.mark.parametrize("language", languages())
def test_no_two_faults_have_the_same_name(language: str) -> None:
    texts = [fault.texts(translator(language)) for fault in faults().values()]
    assert len({text.name for text in texts}) == len({text.correction for text in texts}) == len(texts)
    assert all(text.meter for text in texts)


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
    assert all(knob_name(knob, translator("en")) for knob in SETTINGS)
    assert set(STYLE) == set(get_args(Audio.model_fields["style"].annotation))
