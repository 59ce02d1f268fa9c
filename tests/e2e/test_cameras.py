"""Two real cameras on the network, the real window: which one is asked, answered by key and mouse, and remembered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.render.screens.camera_chooser import SIZE_PX, tile_rects
from tests.e2e.coach import coach, demo_stream, records, wait_until
from tests.support.display import private_display
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.display import Display

pytestmark = pytest.mark.e2e

TITLE = "livecoach"
ROUTINE = "livecoach routine"


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    """A private X server of 1400 x 900 pixels."""
    with private_display() as running:
        yield running


def _green() -> bytes:
    """One JPEG picture of 320 x 240 pixels, all green: nothing but a camera that points elsewhere."""
    return cv2.imencode(".jpg", np.full((240, 320, 3), (40, 200, 40), np.uint8))[1].tobytes()


def _green_at(display: Display, tile: int, title: str = TITLE) -> bool:
    """Return whether the middle of that tile shows the green camera."""
    rect = display.rect(title)
    x, y = tile_rects(2)[tile].middle
    pixel = display.screenshot()[rect.y + y * rect.h // SIZE_PX[1], rect.x + x * rect.w // SIZE_PX[0]]
    return bool(pixel[1] > 150 and pixel[0] < 100 and pixel[2] < 100)


def _session(display: Display, sources: tuple[str, ...], folder: Path, answer: str | None) -> str:
    """Run a session until its first frame: answer by a key, a click on the first tile or not; return its source."""
    env = display.environment | {"XDG_CONFIG_HOME": str(folder.parent / "config")}
    given = [argument for source in sources for argument in ("--source", source)]
    log = folder / "session.jsonl"
    with coach("live", *given, "--audio", "none", "--model", "lite", "--out", str(folder), env=env) as running:
        wait_until(lambda: _green_at(display, 0), "the green camera's tile", running)
        if answer == "click":
            rect, (x, y) = display.rect(TITLE), tile_rects(2)[0].middle
            display.click(rect.x + x * rect.w // SIZE_PX[0], rect.y + y * rect.h // SIZE_PX[1])
        elif answer is not None:
            display.press(TITLE, answer)
        wait_until(lambda: any(record["type"] == "frame" for record in records(log)), "a frame", running)
        display.press(TITLE, "q")
        code, _, err = running.end()
    assert (code, err) == (0, "")
    name: str = records(log)[0]["source"]["name"]
    return name


def test_of_two_cameras_one_is_chosen_and_taken_again_next_time(display: Display, tmp_path: Path) -> None:
    with MjpegCamera([_green()], 15.0) as green, MjpegCamera(demo_stream()[:60], 15.0) as person:
        cameras = (green.url, person.url)
        assert _session(display, cameras, tmp_path / "by-key", "2") == person.url
        assert _session(display, cameras, tmp_path / "as-before", None) == person.url
        assert _session(display, cameras, tmp_path / "by-mouse", "click") == green.url
        kept = json.loads((tmp_path / "config" / "livecoach" / "camera.json").read_text("utf-8"))
        assert kept["source"] == green.url


def test_a_routine_asks_too_and_films_with_the_chosen_one(display: Display, tmp_path: Path) -> None:
    env = display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    out = tmp_path / "out"
    log = out / "1-hip_lift_90_90" / "session.jsonl"
    with MjpegCamera([_green()], 15.0) as green, MjpegCamera(demo_stream()[:60], 15.0) as person:
        arguments = ("--source", green.url, "--source", person.url, "--audio", "none", "--model", "lite")
        files = ("--diary", str(tmp_path / "diary.jsonl"), "--out", str(out))
        with coach("routine", *arguments, *files, env=env) as running:
            wait_until(lambda: _green_at(display, 0, ROUTINE), "the green camera's tile", running)
            display.press(ROUTINE, "2")
            wait_until(lambda: bool(records(log)), "the first exercise", running)
            display.press(ROUTINE, "q")
            code, _, err = running.end()
        assert (code, err) == (0, "")
        assert records(log)[0]["source"]["name"] == person.url


@pytest.mark.parametrize(
    ("command", "title"),
    [(("mobility",), "livecoach mobility"), (("posture", "capture", "--view", "side"), "livecoach posture")],
)
def test_measuring_asks_too_and_films_with_the_chosen_one(
    display: Display, tmp_path: Path, command: tuple[str, ...], title: str
) -> None:
    env = display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    with MjpegCamera([_green()], 15.0) as green, MjpegCamera(demo_stream()[:60], 15.0) as person:
        arguments = ("--source", green.url, "--source", person.url, "--audio", "none")
        with coach(*command, *arguments, env=env) as running:
            wait_until(lambda: _green_at(display, 0, title), "the green camera's tile", running)
            display.press(title, "2")
            wait_until(lambda: not _green_at(display, 0, title), "the other camera's picture", running)
            display.press(title, "q")
            code, out, err = running.end()
    assert (code, out) == (1, "")
    assert err.startswith(("livecoach: No measurement from " + person.url, "livecoach: No photo was taken"))


def test_q_leaves_the_question_with_one_sentence(display: Display, tmp_path: Path) -> None:
    env = display.environment | {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    with MjpegCamera([_green()], 15.0) as one, MjpegCamera([_green()], 15.0) as other:
        arguments = ("--source", one.url, "--source", other.url, "--audio", "none", "--out", str(tmp_path / "out"))
        with coach("live", *arguments, env=env) as running:
            wait_until(lambda: _green_at(display, 1), "the second tile", running)
            display.press(TITLE, "q")
            code, out, err = running.end()
    assert (code, out) == (1, "")
    assert err.startswith("livecoach: No camera was chosen")
    assert err.count("\n") == 1
