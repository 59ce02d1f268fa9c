"""What the person can ask of a running session, by key or slider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """Commands without a value."""

    QUIT = "quit"
    PAUSE = "pause"
    RECALIBRATE = "recalibrate"
    MUTE = "mute"
    RECORD = "record"
    HELP = "help"
    SAVE = "save"
    LESS_SENSITIVE = "less_sensitive"
    MORE_SENSITIVE = "more_sensitive"


@dataclass(frozen=True, slots=True)
class Command:
    """One command and the time it was given, in session seconds."""

    action: Action
    t_s: float
