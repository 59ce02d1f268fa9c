"""The panel of settings with the real window, keys and mouse: in a live session, and over a recorded one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from livecoach.config.load import parse_profile
from livecoach.config.schema import Profile
from livecoach.core.commands import Button, Setting
from livecoach.core.words.translator import translator
from livecoach.render.draw.layout import Layout, Rect, layout
from livecoach.render.draw.palette import TRACK, WHITE
from livecoach.render.panels.tuning_panel import button_at, thumb_at
from livecoach.session.tuning.sliders import slide
from livecoach.session.tuning.tune_window import SIZE_PX
from tests.e2e.coach import FPS, coach, demo_stream, records, wait_until
from tests.output.sessions import write_session
from tests.support.display import private_display
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.e2e.coach import Coach
    from tests.support.display import Display

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    """A private X server of 1400 x 900 pixels."""
    with private_display() as running:
        yield running


def _place(size: tuple[int, int]) -> Layout:
    place = layout(*size)
    assert place is not None
    return place


def _on_screen(rect: Rect, size: tuple[int, int], at: tuple[int, int]) -> tuple[int, int]:
    """Return where a point of the picture stands on the screen."""
    return rect.x + at[0] * rect.w // size[0], rect.y + at[1] * rect.h // size[1]


def _shows(display: Display, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(display.screenshot()[at[1], at[0]].astype(int) - colour).max() < 40)


def _drag(display: Display, title: str, size: tuple[int, int], knob: Setting, shares: tuple[float, float]) -> None:
    """Draw a slider from one share of its way to another with the mouse."""
    rect, place = display.rect(title), _place(size)
    ends = [_on_screen(rect, size, thumb_at(place, translator("en"), knob, share)) for share in shares]
    half = (ends[0][0] + ends[1][0]) // 2, ends[0][1]
    display.drag(ends[0], half, ends[1])


def _profiles(log: Path) -> list[dict[str, Any]]:
    return [record["profile"] for record in records(log) if record["type"] == "profile"]


def _at(knob: Setting) -> float:
    """Return where a knob's slider stands at first."""
    scale = slide(Profile(), knob)
    assert scale is not None
    return scale.share(Profile().shrug.limit)


def test_in_a_live_session_a_drag_acts_at_once_is_undone_and_saved(display: Display, tmp_path: Path) -> None:
    log = tmp_path / "out" / "session.jsonl"
    own = tmp_path / "config" / "livecoach" / "profiles" / "mine.toml"
    env = display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    # A camera that goes on until somebody presses q: a clip could end before a slow machine has drawn the slider.
    with MjpegCamera(demo_stream(), FPS) as camera:
        arguments = ("--source", camera.url, "--audio", "none", "--out", str(tmp_path / "out"))
        _drag_undo_and_save(display, log, own, coach("live", *arguments, env=env))
    limits = {record["faults"][0][2] for record in records(log) if record["type"] == "frame" and record["faults"]}
    assert len(limits) > 1, "the changes acted on the frames that followed"


def _drag_undo_and_save(display: Display, log: Path, own: Path, session: AbstractContextManager[Coach]) -> None:
    """Draw the limit of the shrug, undo it, move it by an arrow, save it and leave."""
    with session as running:
        wait_until(lambda: any(record["type"] == "frame" for record in records(log)), "the first frame", running)
        picture = next(record for record in records(log) if record["type"] == "picture")
        size = (picture["width_px"], picture["height_px"])
        display.press("livecoach", "s")
        wait_until(lambda: any(record.get("action") == "tune" for record in records(log)), "the panel", running)
        thumb = thumb_at(_place(size), translator("en"), "shrug", _at("shrug"))
        display.resize("livecoach", *size)
        rect = display.rect("livecoach")
        wait_until(lambda: _shows(display, _on_screen(rect, size, thumb), WHITE), "the slider", running)
        _drag(display, "livecoach", size, "shrug", (_at("shrug"), 0.9))
        wait_until(
            lambda: bool(_profiles(log)) and _profiles(log)[-1]["shrug"]["limit"] > 2 * Profile().shrug.limit,
            "the drag",
            running,
        )
        drawn = _profiles(log)[-1]
        ratio = Profile().shrug.one_side_limit / Profile().shrug.limit
        assert drawn["shrug"]["one_side_limit"] == pytest.approx(ratio * drawn["shrug"]["limit"])
        display.press("livecoach", "u")
        wait_until(lambda: _profiles(log)[-1]["shrug"] == Profile().shrug.model_dump(), "the undoing", running)
        display.press("livecoach", "Right")
        wait_until(lambda: _profiles(log)[-1]["shrug"]["limit"] > Profile().shrug.limit, "the arrow", running)
        display.press("livecoach", "w")
        wait_until(own.exists, "the saved profile", running)
        assert parse_profile(own.read_text("utf-8"), "mine").shrug.limit == _profiles(log)[-1]["shrug"]["limit"]
        display.press("livecoach", "Escape", "q")
        assert running.end()[0] == 0


def test_over_a_recorded_session_the_panel_is_worked_by_mouse_and_keys(display: Display, tmp_path: Path) -> None:
    write_session(tmp_path / "session.jsonl")
    own = tmp_path / "config" / "livecoach" / "profiles" / "mine.toml"
    title = "livecoach tune"
    with coach(
        "tune", str(tmp_path), env=display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    ) as running:
        wait_until(lambda: display.rect(title)[2:] == SIZE_PX, "the window", running)
        rect = display.rect(title)
        corner = (rect.right - 10, rect.y + 10)
        wait_until(lambda: _shows(display, corner, TRACK), "the panel", running)
        before = display.screenshot()
        _drag(display, title, SIZE_PX, "shrug", (_at("shrug"), 0.9))
        thumb = _on_screen(rect, SIZE_PX, thumb_at(_place(SIZE_PX), translator("en"), "shrug", 0.9))
        wait_until(lambda: _shows(display, thumb, WHITE), "the slider at its new place", running)
        assert (display.screenshot() != before).any(axis=2).mean() > 0.001
        display.click(*_on_screen(rect, SIZE_PX, button_at(_place(SIZE_PX), translator("en"), Button.SAVE)))
        wait_until(own.exists, "the saved profile", running)
        display.press(title, "s")
        code, out, err = running.end()
    assert (code, out, err) == (0, "Saved: --profile mine\n", "")
    assert parse_profile(own.read_text("utf-8"), "mine").shrug.limit > 2 * Profile().shrug.limit


def test_what_could_not_be_saved_is_told_and_is_no_success(display: Display, tmp_path: Path) -> None:
    write_session(tmp_path / "session.jsonl")
    (tmp_path / "config").write_text("a file where a folder is to be")
    title = "livecoach tune"
    with coach(
        "tune", str(tmp_path), env=display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    ) as running:
        wait_until(lambda: display.rect(title)[2:] == SIZE_PX, "the window", running)
        display.press(title, "Right", "w", "s")
        code, out, err = running.end()
    assert (code, err) == (1, "")
    assert str(tmp_path / "config") in out
    assert "Saved" not in out
