"""What SDL is told before it is loaded, in a process of its own for each desktop."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CHOSEN = """
import os
import livecoach.output.sdl
print(os.environ.get("SDL_VIDEODRIVER"), os.environ.get("SDL_FRAMEBUFFER_ACCELERATION"))
"""


def told(source: str, **environment: str) -> str:
    """Return what a program prints that starts with these variables and no others of a desktop or of SDL."""
    rest = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and not name.startswith("SDL_")}
    return subprocess.run(
        [sys.executable, "-c", source], env=rest | environment, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is one desktop")
@pytest.mark.parametrize(
    ("desktop", "wanted"),
    [
        ({}, "x11 None"),
        ({"DISPLAY": ":0"}, "x11 0"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland None"),  # there shared memory is not to be had
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "x11,wayland 0"),
    ],
)
def test_sdl_looks_for_the_desktop_that_is_there(desktop: dict[str, str], wanted: str) -> None:
    assert told(CHOSEN, **desktop) == wanted


def test_what_the_user_set_stays_and_nothing_is_printed() -> None:
    assert told(CHOSEN, SDL_VIDEODRIVER="dummy", SDL_FRAMEBUFFER_ACCELERATION="1") == "dummy 1"


def test_the_screen_stays_lit() -> None:
    source = "from livecoach.output.sdl import pygame as p; p.display.init(); print(p.display.get_allow_screensaver())"
    assert told(source, SDL_VIDEODRIVER="dummy") == "False"
