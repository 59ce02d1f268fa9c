"""One shape for every state machine: a pure function ``(stage, signals) -> Transition``, fed and obeyed by a shell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Transition(Generic[S, E]):
    """What follows from a stage and the signals of one frame.

    ``stage`` is the next stage with all that it remembers, ``line`` the sound id of the instruction of the moment
    (empty for none), ``effects`` what is to be done beside, in this order.
    """

    stage: S
    line: str = ""
    effects: tuple[E, ...] = ()
