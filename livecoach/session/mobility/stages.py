"""The stages of a measurement of the range of movement: pulls, turns of the head by turns, done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from livecoach.core.transition import Transition
from livecoach.core.unknown import NAN
from livecoach.session.mobility.collector import TRIES


class MobilityStage(StrEnum):
    """Which part is measured."""

    PULLS = "pulls"
    TURNS = "turns"
    DONE = "done"


class Effect(StrEnum):
    """What a transition asks for beside the next stage."""

    KEEP = "keep"
    """A part is done: what was measured is to be kept."""


RESULT_AFTER_S: Final = 3.0
"""What is said at the end is over by then."""

RESULT_S: Final = 45.0
"""The result stays for as long; then the measurement ends by itself, as nobody is near the keys."""


@dataclass(frozen=True, slots=True)
class MobilityProgress:
    """Where a measurement is; ``finished_s`` is when everything was measured, NaN before."""

    stage: MobilityStage = MobilityStage.PULLS
    finished_s: float = NAN

    def shows_result(self, t_s: float) -> bool:
        """Return whether the last words are over at ``t_s``, so that the result is shown."""
        return self.stage is MobilityStage.DONE and t_s - self.finished_s >= RESULT_AFTER_S

    def over(self, t_s: float) -> bool:
        """Return whether the result was shown long enough at ``t_s``."""
        return self.stage is MobilityStage.DONE and t_s - self.finished_s >= RESULT_AFTER_S + RESULT_S


@dataclass(frozen=True, slots=True)
class MobilitySignals:
    """One frame: whether the pulls are over, the turns to the left and right so far, and what the head does.

    ``seen``: the person is; ``aside``: from a side from which turns are not seen; ``ready``: the way ahead is known;
    ``back``: the head is to come back first.
    """

    t_s: float
    pulls_over: bool = False
    left: int = 0
    right: int = 0
    seen: bool = True
    aside: bool = False
    turning: bool = False
    ready: bool = True
    back: bool = False


Next = Transition[MobilityProgress, Effect]


def advance(now: MobilityProgress, signals: MobilitySignals) -> Next:
    """Return what follows from one frame; while pulls are measured the guide of the pulls has the line."""
    after, effects = now, []
    if after.stage is MobilityStage.PULLS and signals.pulls_over:
        after = replace(after, stage=MobilityStage.TURNS)
        effects.append(Effect.KEEP)
    if after.stage is MobilityStage.TURNS and min(signals.left, signals.right) >= TRIES:
        after = MobilityProgress(MobilityStage.DONE, signals.t_s)
        effects.append(Effect.KEEP)
    return Transition(after, _line(after, signals), tuple(effects))


def _line(now: MobilityProgress, signals: MobilitySignals) -> str:
    match now.stage:
        case MobilityStage.PULLS:
            return ""
        case MobilityStage.DONE:
            return "finished"
    return _turn_line(signals)


def _turn_line(signals: MobilitySignals) -> str:
    if not signals.seen:
        return "into_picture"
    if signals.aside and not signals.turning:
        return "face_camera"
    if not signals.ready:
        return "look_ahead"
    if signals.back:
        return "head_back"
    return "head_left" if signals.left <= signals.right else "head_right"
