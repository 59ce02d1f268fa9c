"""Where one pull ends and the next begins, from the level that the movement network gives.

Three states, each with what it needs; a transition is a pure function of the state and the next point. Levels are
compared with the pull's own lowest and highest ones, so that shallow pulls and incomplete returns are told apart too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

ENTER = 0.4
"""A pull is under way above this level ..."""

RISE = 0.3
"""... and this far above the lowest level since the last one."""

FALL = 0.5
"""Share of the way from reach to full pull that the return must come back by."""

TURN = 0.15
"""Share of that way by which the level rises again once the next pull has begun, and within which it is back."""

SETTLE_S = 0.5
"""Whoever does not move on for so long has returned."""


@dataclass(frozen=True, slots=True)
class Point:
    """The level at one time."""

    t_s: float
    level: float


@dataclass(frozen=True, slots=True)
class Reaching:
    """Before a pull; ``low`` is the lowest point since the last one."""

    low: Point


@dataclass(frozen=True, slots=True)
class Pulling:
    """Drawing or holding; ``high`` is the highest point so far."""

    low: Point
    high: Point


@dataclass(frozen=True, slots=True)
class Returning:
    """On the way back; ``back`` is the lowest point since the highest."""

    low: Point
    high: Point
    back: Point


State: TypeAlias = Reaching | Pulling | Returning


@dataclass(frozen=True, slots=True)
class Segment:
    """One movement there and back; ``cut``: the input ended before it was back."""

    low: Point
    high: Point
    back: Point
    cut: bool = False


def advance(state: State | None, now: Point) -> tuple[State, Segment | None]:
    """Return the state after ``now`` (None: there was none before), and the segment that ended with it."""
    match state:
        case None:
            return Reaching(now), None
        case Reaching():
            return _reached(state, now), None
        case Pulling():
            return _pulled(state, now), None
        case Returning():
            if not _ended(state, now):
                return replace(state, back=now) if now.level < state.back.level else state, None
            return _reached(Reaching(state.back), now), Segment(state.low, state.high, state.back)


def _reached(state: Reaching, now: Point) -> State:
    if now.level <= state.low.level:
        return Reaching(now)
    begun = now.level >= ENTER and now.level - state.low.level >= RISE
    return Pulling(state.low, now) if begun else state


def _pulled(state: Pulling, now: Point) -> State:
    if now.level >= state.high.level:
        return Pulling(state.low, now)
    back = state.high.level - now.level >= FALL * (state.high.level - state.low.level)
    return Returning(state.low, state.high, now) if back else state


def _ended(state: Returning, now: Point) -> bool:
    """Return whether the level turns, is home or no longer moves."""
    if now.level < state.back.level:
        return False
    span = state.high.level - state.low.level
    turned = now.level - state.back.level >= TURN * span
    home = state.back.level - state.low.level <= TURN * span
    return turned or home or now.t_s - state.back.t_s >= SETTLE_S


def cut_off(state: State | None, last: Point, *, full: float) -> Segment | None:
    """Return the segment under way at the end of the input, None when it was neither ``full`` nor on its way back."""
    match state:
        case Returning(low, high, back):
            return Segment(low, high, back)
        case Pulling(low, high) if high.level >= full:
            return Segment(low, high, last, cut=True)
        case _:
            return None
