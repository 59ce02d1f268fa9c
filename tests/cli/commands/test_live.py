"""What ``livecoach live`` prints at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from livecoach.cli.commands.live import told
from livecoach.core.guide_state import Hint, Summary
from livecoach.core.unknown import NAN
from livecoach.session.live.live import LiveOutcome
from tests.support.found import found

UNSEEN = Summary(0, 0, None, 0, None, NAN, Hint.BE_SEEN)
HOLDS = {"view": {"name": "side"}, "hold": {"holds": [], "problems_s": {"lie_on_back": 4.0}}}


def test_after_an_exercise_on_the_floor_no_pulls_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(LiveOutcome(found(HOLDS), UNSEEN, Path("there"))) == 0
    shown = capsys.readouterr().out
    assert "Position: Lie on your back" in shown
    assert "pull" not in shown
    assert shown.endswith("Written to there\n")
