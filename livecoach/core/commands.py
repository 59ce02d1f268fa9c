"""What the person can ask of a running session, by key or mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """Commands without a value; from UP on they operate the settings panel and do nothing while it is closed."""

    QUIT = "quit"
    BACK = "back"
    """Close what is open on the screen; quit when nothing is."""

    PAUSE = "pause"
    SKIP = "skip"
    """Go on to what comes next in a routine."""

    RECALIBRATE = "recalibrate"
    MUTE = "mute"
    QUIETER = "quieter"
    LOUDER = "louder"
    RECORD = "record"
    HELP = "help"
    TUNE = "tune"
    TRACE = "trace"
    PACE = "pace"
    SAVE = "save"
    LESS_SENSITIVE = "less_sensitive"
    MORE_SENSITIVE = "more_sensitive"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    ENTER = "enter"
    UNDO = "undo"
    DROP = "drop"
    PICK_1 = "pick_1"
    PICK_2 = "pick_2"
    PICK_3 = "pick_3"
    PICK_4 = "pick_4"
    PICK_5 = "pick_5"
    PICK_6 = "pick_6"
    PICK_7 = "pick_7"
    PICK_8 = "pick_8"
    PICK_9 = "pick_9"


PICKS: Final = tuple(Action(f"pick_{number}") for number in range(1, 10))
"""The keys from 1 to 9, which choose a camera."""


class Setting(StrEnum):
    """What the panel can change beside the limits of the faults, which go by the faults' ids."""

    SENSITIVITY = "sensitivity"
    DWELL = "dwell"
    COOLDOWN = "cooldown"
    VOLUME = "volume"
    SOUND = "sound"
    NAME = "name"


class PointerMove(StrEnum):
    """What the left mouse button did."""

    PRESSED = "pressed"
    DRAGGED = "dragged"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The mouse on the picture, in its pixels."""

    move: PointerMove
    x: int
    y: int


Heard = Action | Pointer


@dataclass(frozen=True, slots=True)
class Command:
    """One command and the time it was given, in session seconds."""

    action: Action
    t_s: float


class Button(StrEnum):
    """What can be clicked below the rows."""

    UNDO = "undo"
    SAVE = "save"
    DROP = "drop"
    CLOSE = "close"
