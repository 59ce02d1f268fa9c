"""Kinds of movement of the arms, and what becomes of one that does not count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Movement(StrEnum):
    """What the arms do; in the order of the movement network's outputs."""

    NOTHING = "nothing"
    ROW = "row"
    PULLDOWN = "pulldown"
    FACE_PULL = "face_pull"
    REVERSE_FLY = "reverse_fly"
    SHRUG = "shrug"
    UPRIGHT_ROW = "upright_row"
    PRESS = "press"
    RAISE = "raise"
    CURL = "curl"
    OTHER = "other"


MOVEMENTS = tuple(Movement)
PULLS = frozenset({Movement.ROW, Movement.PULLDOWN, Movement.FACE_PULL, Movement.REVERSE_FLY})
"""The movements that draw the elbows back or down."""


class Veto(StrEnum):
    """Why a movement there and back does not count."""

    STARTED_MIDWAY = "started_midway"
    ANOTHER_MOVEMENT = "another_movement"
    TURNED_AWAY = "turned_away"
    TOO_QUICK = "too_quick"
    TOO_SLOW = "too_slow"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class RefusedMovement:
    """A movement that did not count: when it was, what it looked like and why it was refused."""

    start_s: float
    end_s: float
    movement: Movement
    veto: Veto
