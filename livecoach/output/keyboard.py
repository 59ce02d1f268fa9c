"""What the keys of a window mean, under any alphabet."""

from __future__ import annotations

import unicodedata
from typing import Final

from livecoach.core.commands import PICKS, Action
from livecoach.output.sdl import pygame

FULL_SCREEN_KEY: Final = "f"
_KEYS: Final = {
    "q": Action.QUIT,
    "\x1b": Action.BACK,
    " ": Action.PAUSE,
    "n": Action.SKIP,
    "c": Action.RECALIBRATE,
    "m": Action.MUTE,
    "r": Action.RECORD,
    "h": Action.HELP,
    ",": Action.QUIETER,
    ".": Action.LOUDER,
    "s": Action.TUNE,
    "t": Action.TRACE,
    "b": Action.PACE,
    "w": Action.SAVE,
    "u": Action.UNDO,
    "z": Action.UNDO,
    "\b": Action.UNDO,
    "d": Action.DROP,
    "\t": Action.DOWN,
    "\r": Action.ENTER,
    "-": Action.LESS_SENSITIVE,
    "[": Action.LESS_SENSITIVE,
    "+": Action.MORE_SENSITIVE,
    "=": Action.MORE_SENSITIVE,
    "]": Action.MORE_SENSITIVE,
    **{str(number): action for number, action in enumerate(PICKS, start=1)},
}
"""By what a key writes on the person's own keyboard."""

_PLACES: Final = {
    **{getattr(pygame, f"KSCAN_{letter.upper()}"): letter for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{getattr(pygame, f"KSCAN_{digit}"): digit for digit in "0123456789"},
    pygame.KSCAN_COMMA: ",",
    pygame.KSCAN_PERIOD: ".",
    pygame.KSCAN_MINUS: "-",
    pygame.KSCAN_EQUALS: "=",
    pygame.KSCAN_LEFTBRACKET: "[",
    pygame.KSCAN_RIGHTBRACKET: "]",
}
"""What the key at a place writes on a keyboard of the United States."""

_ARROWS: Final = {
    pygame.K_LEFT: Action.LEFT,
    pygame.K_RIGHT: Action.RIGHT,
    pygame.K_UP: Action.UP,
    pygame.K_DOWN: Action.DOWN,
}


class Keyboard:
    """Turns keys that go down into actions.

    What a key writes decides. Under an alphabet without Latin letters (Russian, Greek, Hebrew, Arabic) it is the key's
    place, whose Latin letter most of such keyboards carry beside their own. There some places of letters write signs
    instead (the Greek Q a semicolon): signs without a meaning count by their place until a Latin letter is written.
    """

    def __init__(self) -> None:
        self._latin = False

    def action(self, event: pygame.Event) -> Action | None:
        """Return the action of a key that goes down, capitals included; None for all else."""
        if event.type != pygame.KEYDOWN:
            return None
        if event.key == pygame.K_TAB and event.mod & pygame.KMOD_SHIFT:
            return Action.UP
        return _ARROWS.get(event.key) or _KEYS.get(self.written(event))

    def written(self, event: pygame.Event) -> str:
        """Return the small letter or sign that a key that goes down stands for; empty when it is none."""
        written: str = event.unicode.lower()
        if any(letter.isalpha() for letter in written):
            self._latin = any(unicodedata.name(letter, "").startswith("LATIN") for letter in written)
        if not written or self._latin or written in _KEYS:
            return written
        return _PLACES.get(event.scancode, written)
