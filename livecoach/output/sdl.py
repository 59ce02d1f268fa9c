"""SDL for the window, through pygame: import ``pygame`` from here alone, so that it is set up before it is loaded.

The variables are SDL's own hints (wiki.libsdl.org, "CategoryHints") and pygame's. One that the user has set stays.
"""

from __future__ import annotations

import os
import sys

_VARIABLES = {
    # SDL would turn the signals that end a session into a closed window.
    "SDL_NO_SIGNAL_HANDLERS": "1",
    # A click that brings the window to the front means what it points at too.
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",
    # Nobody touches the keyboard for the length of a set: the screen must not go dark in it.
    "SDL_VIDEO_ALLOW_SCREENSAVER": "0",
    "SDL_VIDEO_X11_WMCLASS": "livecoach",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}
if sys.platform.startswith("linux"):
    # Not the bare console (KMS): a program started there is to say that there is no desktop. Wayland's library would
    # complain on stderr where there is none.
    _desktops = [
        name for name, is_there in (("x11", "DISPLAY"), ("wayland", "WAYLAND_DISPLAY")) if is_there in os.environ
    ]
    _VARIABLES["SDL_VIDEODRIVER"] = ",".join(_desktops) or "x11"
    if "x11" in _desktops:
        # Pictures come from the processor: through shared memory they are on the screen sooner than through OpenGL.
        _VARIABLES["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
for _name, _value in _VARIABLES.items():
    os.environ.setdefault(_name, _value)

import pygame  # noqa: E402 -- SDL and pygame read the variables above when they are loaded

__all__ = ["pygame"]
