"""The panel's keys and mouse, on made-up verdicts: one shrug of 1.5 times its limit in each of ten pulls."""

from __future__ import annotations

import math
import tomllib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.config.load import load_profile, with_options
from livecoach.config.save import save_profile
from livecoach.config.schema import Profile
from livecoach.core.commands import Action, Button, Pointer, PointerMove, Setting
from livecoach.core.types import (
    Baseline,
    BaselineHow,
    FaultState,
    Frame,
    Observability,
    Phase,
    PoseObservation,
    Step,
    TrackState,
)
from livecoach.core.words.translator import translator
from livecoach.render.draw.layout import layout
from livecoach.render.panels.tuning_panel import SETTINGS, button_at, thumb_at
from livecoach.render.views import PanelView, Row
from livecoach.session.factory import NamedProfile
from livecoach.session.tuning.tuner import Tuner
from tests.config.conftest import own_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["own_folder"]

SIZE = (1280, 720)
PICTURE = np.zeros((2, 2, 3), np.uint8)
START = with_options(
    Profile(),
    {
        "shrug.limit": 0.016,
        "shrug.one_side_limit": 0.02,
        "lumbar_extension.limit": 5.5,
        "head_protrusion.limit": 0.025,
        "head_protrusion.side_limit": 0.036,
    },
    "test",
)


def _step(t_s: float, phase: Phase, reps: int, readings: tuple[FaultState, ...]) -> Step:
    frame = Frame(round(30 * t_s), t_s, PICTURE)
    still = Baseline(BaselineHow.STILL)
    return Step(frame, PoseObservation(None, TrackState.OK), None, still, phase, rep_count=reps, readings=readings)


def tuner(profile: Profile | None = None, name: str = "default") -> Tuner:
    """Return an open panel that has seen ten pulls of three seconds."""
    profile = START if profile is None else profile
    made = Tuner(NamedProfile(name, profile, profile))
    for frame in range(900):
        t_s = frame / 30
        shrugging = 1.0 <= t_s % 3.0 < 1.5
        reading = FaultState("shrug", 0.024 if shrugging else 0.004, 0.016, "torso lengths", Observability.FULL)
        phase = Phase.DRIVE if t_s % 3.0 < 2.0 else Phase.REACH
        made.add(_step(t_s, phase, int(t_s / 3.0), (reading,)))
    made.press(Action.TUNE)
    return made


def view(made: Tuner) -> PanelView:
    shown = made.view()
    assert shown is not None
    return shown


def row(made: Tuner, knob: Setting) -> Row:
    return next(row for row in view(made).rows if row.knob is knob)


def drag(made: Tuner, knob: Setting, *shares: float) -> None:
    """Press the thumb's way at the first share, draw it over the others and let go."""
    place = layout(*SIZE)
    assert place is not None
    words = translator(made.profile.language)
    for number, share in enumerate(shares):
        move = PointerMove.DRAGGED if number else PointerMove.PRESSED
        assert made.point(Pointer(move, *thumb_at(place, words, knob, share)), SIZE) is None
    made.point(Pointer(PointerMove.RELEASED, 0, 0), SIZE)


def click(made: Tuner, button: Button) -> Action | None:
    place = layout(*SIZE)
    assert place is not None
    return made.point(Pointer(PointerMove.PRESSED, *button_at(place, translator("en"), button)), SIZE)


def test_the_alarms_are_those_of_the_session_so_far() -> None:
    made = tuner()
    assert row(made, "shrug").alarms == row(made, Setting.SENSITIVITY).alarms == row(made, Setting.DWELL).alarms == 10
    assert row(made, "lumbar_extension").alarms == 0
    assert row(made, Setting.COOLDOWN).alarms == 5  # every 3 s, with a cool-down of 4 s
    assert row(made, Setting.VOLUME).alarms is None


def test_drawing_a_limit_above_the_values_silences_them_at_once() -> None:
    made = tuner()
    drag(made, "shrug", 0.5, 0.7, 0.9)
    assert made.profile.shrug.limit > 0.024
    assert row(made, "shrug").alarms == 0
    assert row(made, "shrug").at == pytest.approx(0.9, abs=0.02)
    drag(made, "shrug", 0.0)
    assert row(made, "shrug").at == 0.0
    assert row(made, "shrug").alarms == 10


def test_one_drag_is_one_step_back() -> None:
    made = tuner()
    drag(made, "shrug", 0.5, 0.6, 0.7, 0.8)
    drag(made, "shrug", 0.8, 0.9)
    made.press(Action.UNDO)
    assert row(made, "shrug").at == pytest.approx(0.8, abs=0.02)
    made.press(Action.UNDO)
    assert made.profile == START
    made.press(Action.UNDO)
    assert made.profile == START
    assert not view(made).can_undo


def test_keys_select_and_turn() -> None:
    made = tuner()
    made.press(Action.RIGHT)
    assert made.profile.sensitivity == 6
    made.press(Action.DOWN)
    assert view(made).selected == "shrug"
    made.press(Action.RIGHT)
    made.press(Action.RIGHT)
    assert made.profile.shrug.limit > 0.016
    made.press(Action.UNDO)
    assert made.profile.shrug.limit == 0.016
    made.press(Action.UP)
    made.press(Action.UP)
    assert view(made).selected is Setting.NAME


def test_voice_and_tones_by_key_and_click() -> None:
    made = tuner()
    for _ in range(SETTINGS.index(Setting.SOUND)):
        made.press(Action.DOWN)
    made.press(Action.ENTER)
    assert made.profile.audio.style == "tones"
    assert row(made, Setting.SOUND).text == "tones"
    drag(made, Setting.SOUND, 0.3)
    assert made.profile.audio.style == "voice"


@pytest.mark.parametrize("action", [Action.UP, Action.LEFT, Action.ENTER, Action.UNDO, Action.DROP, Action.BACK])
def test_while_it_is_closed_its_keys_are_not_its_business(action: Action) -> None:
    made = tuner()
    assert made.press(Action.BACK)
    assert made.view() is None
    assert not made.press(action)
    assert click(made, Button.SAVE) is None


def test_sensitivity_and_volume_have_keys_that_always_work() -> None:
    made = tuner()
    made.press(Action.TUNE)
    made.press(Action.MORE_SENSITIVE)
    made.press(Action.QUIETER)
    assert (made.profile.sensitivity, made.profile.audio.volume) == (6, 0.7)


def test_each_button_asks_for_what_it_says() -> None:
    made = tuner()
    wanted = {
        Button.UNDO: Action.UNDO, Button.SAVE: Action.SAVE, Button.DROP: Action.DROP, Button.CLOSE: Action.TUNE
    }  # fmt: skip
    assert {button: click(made, button) for button in Button} == wanted


def test_dropping_goes_back_to_what_was_loaded_and_can_be_undone() -> None:
    made = tuner()
    drag(made, "shrug", 0.9)
    drag(made, Setting.VOLUME, 0.1)
    changed = made.profile
    assert view(made).changed
    made.press(Action.DROP)
    assert made.profile == START
    assert not view(made).changed
    made.press(Action.UNDO)
    assert made.profile == changed


def test_saving_keeps_the_comments_of_a_profile_of_ones_own(own_folder: Path) -> None:
    own_folder.mkdir(parents=True)
    (own_folder / "anna.toml").write_text("# after the operation\n[shrug]\nlimit = 0.02  # left side\n", "utf-8")
    made = tuner(load_profile("anna"), "anna")
    drag(made, "shrug", 0.9)
    assert made.save() == "Saved: --profile anna"
    text = (own_folder / "anna.toml").read_text("utf-8")
    assert "# after the operation" in text
    assert "# left side" in text
    assert load_profile("anna") == made.profile
    assert not made.changed


def test_a_shipped_profile_is_saved_under_another_name(own_folder: Path) -> None:
    made = tuner()
    drag(made, Setting.COOLDOWN, 0.9)
    assert made.save() == "Saved: --profile mine"
    assert load_profile("mine") == made.profile
    assert made.name == "mine"
    assert load_profile("default") == Profile()


def test_the_name_to_save_under_can_be_chosen(own_folder: Path) -> None:
    for name in ("anna", "mine"):
        save_profile(name, Profile())
    made = tuner()
    made.press(Action.UP)
    shown = []
    for _ in range(4):
        shown.append(row(made, Setting.NAME).text)
        made.press(Action.RIGHT)
    assert shown == ["mine", "anna", "mine-2", "mine"]


def test_what_the_command_line_asked_for_is_not_saved(own_folder: Path) -> None:
    silent = with_options(Profile(), {"audio.volume": 0.0}, "the command line")
    made = Tuner(NamedProfile("default", silent, Profile()))
    made.press(Action.MORE_SENSITIVE)
    made.save()
    assert tomllib.loads((own_folder / "mine.toml").read_text("utf-8")) == {"sensitivity": 6}


def test_what_cannot_be_saved_is_said(own_folder: Path) -> None:
    own_folder.parent.mkdir(parents=True, exist_ok=True)
    own_folder.write_text("a file where the folder should be", "utf-8")
    made = tuner()
    made.press(Action.MORE_SENSITIVE)
    assert "Cannot" in made.save()
    assert made.changed


def test_the_graphs_follow_the_last_minute() -> None:
    made = tuner()
    early = row(made, "shrug")
    assert max(value for value in early.trace if not math.isnan(value)) > early.line
    for frame in range(3000):
        made.add(_step(30.0 + frame / 30, Phase.REACH, 10, ()))
    late = row(made, "shrug")
    assert all(math.isnan(value) for value in late.trace)
    assert late.alarms == 10
