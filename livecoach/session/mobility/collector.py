"""From steps to the range of the pull and of the head; pure, the same for a camera and for clips.

The first three pulls after the calibration count, and of each side the first three turns: the best of more would be
larger for that reason alone. A pull with a fault and a turn in which the shoulders went along do not count as range.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core import measure_names
from livecoach.core.filters import median_ignoring_nan
from livecoach.core.types import BaselineHow, Phase, View
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.arms import HANGING_DROP
from livecoach.detect.turns.head_turn import HeadTurns
from livecoach.measure.mobility import (
    HANDS_LIMIT_PERCENT,
    MDC,
    SHOULDERS_LIMIT_DEG,
    SHOULDERS_WITH_HEAD,
    Range,
    elbows_behind_percent,
    hands_aside_percent,
    head_deg,
    shoulders_deg,
)
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Rep, Step
    from livecoach.detect.turns.head_turn import HeadTurn

TRIES: Final = 3
_HELD_S: Final = 0.2
"""The elbows' range is the median over this time: they turn round at the end of a quick pull."""

_LONGEST_REP_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Try:
    """One pull or turn: how far, and why it does not count (empty: it does)."""

    value: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One range: the best try that counts (NaN without one), all tries, the view, and why there is no number."""

    value: float
    tries: tuple[Try, ...]
    view: View
    why: str = ""


class MobilityWatch:
    """Collects tries from the engine's steps, in their order; ``made`` are the turns by whether to the left."""

    def __init__(self) -> None:
        self.turns = HeadTurns()
        self.made: dict[bool, list[HeadTurn]] = {True: [], False: []}
        self._pulls: list[Try] = []
        self._pull_view = View.UNKNOWN
        self._head_view = View.UNKNOWN
        self._behind: deque[tuple[float, float]] = deque()
        self._pull_yaw_deg = NAN

    @property
    def pulls(self) -> int:
        """How many pulls were measured so far, of three."""
        return len(self._pulls)

    def turned(self, *, left: bool) -> int:
        """Return how many turns to one side were measured so far, of three."""
        return len(self.made[left])

    def update(self, step: Step) -> None:
        """Take in one step."""
        pose, measures, t_s = step.sighting.pose, step.measures, step.frame.t_s
        if pose is None or measures is None:
            return
        if step.baseline.how is not BaselineHow.NONE:
            self._pull_yaw_deg = step.baseline.yaw_deg
        yaw_deg = measures.yaw_deg if math.isnan(self._pull_yaw_deg) else self._pull_yaw_deg
        self._behind.append((t_s, elbows_behind_percent(pose, yaw_deg)))
        while self._behind[0][0] < t_s - _LONGEST_REP_S:
            self._behind.popleft()
        if step.rep is not None:
            self._pulled(step.rep, view_of(yaw_deg))
        resting = measures[measure_names.WRIST_DROP] > HANGING_DROP and step.phase in (Phase.SETUP, Phase.REACH)
        hands = hands_aside_percent(pose)
        turn = self.turns.update(t_s, head_deg(pose), shoulders_deg(pose), hands, resting=resting)
        if turn is not None:
            self._turned(turn, measures.view)

    def close(self, rep: Rep | None) -> None:
        """Take in the pull that ended with the input."""
        if rep is not None:
            self._pulled(rep, view_of(self._pull_yaw_deg))

    def next_clip(self) -> None:
        """Begin another clip: its times start from zero and the camera may be elsewhere; earlier results are kept."""
        self.turns.reset()
        self._behind.clear()
        self._pull_yaw_deg = NAN

    def found(self) -> dict[Range, Found]:
        """Return what is known of each range."""
        return {
            Range.ELBOWS_BEHIND: _best(self._pulls, self._pull_view, Range.ELBOWS_BEHIND),
            Range.HEAD_LEFT: _best(self._heads(left=True), self._head_view, Range.HEAD_LEFT),
            Range.HEAD_RIGHT: _best(self._heads(left=False), self._head_view, Range.HEAD_RIGHT),
        }

    def _pulled(self, rep: Rep, view: View) -> None:
        if rep.calibration or len(self._pulls) >= TRIES:
            return
        inside = [(t_s, value) for t_s, value in self._behind if rep.start_s <= t_s <= rep.end_s]
        self._pull_view = view
        self._pulls.append(Try(_held(inside), _named(rep.faults)))

    def _turned(self, turn: HeadTurn, view: View) -> None:
        if len(self.made[turn.left]) < TRIES:
            self._head_view = view
            self.made[turn.left].append(turn)

    def _heads(self, *, left: bool) -> list[Try]:
        return [Try(turn.reach_deg, "shoulders_along" if _along(turn) else "") for turn in self.made[left]]


def _along(turn: HeadTurn) -> bool:
    """Return whether the shoulders went along: by the hands, or beyond the model's own error."""
    beyond_deg = turn.shoulders_deg - SHOULDERS_WITH_HEAD * turn.reach_deg
    return beyond_deg > SHOULDERS_LIMIT_DEG or turn.hands_percent > HANDS_LIMIT_PERCENT


def _held(samples: list[tuple[float, float]]) -> float:
    """Return the largest median over ``_HELD_S``, NaN where nothing is known."""
    best = NAN
    for t_s, _ in samples:
        window = [value for at_s, value in samples if t_s <= at_s <= t_s + _HELD_S + 1e-6]
        middle = _median(window)
        if not math.isnan(middle) and not middle <= best:
            best = middle
    return best


def _median(values: list[float]) -> float:
    return float(median_ignoring_nan(np.array(values)[:, None])[0])


def _named(faults: tuple[FaultId, ...]) -> str:
    return faults[0] if faults else ""


def _best(tries: list[Try], view: View, what: Range) -> Found:
    if tries and view not in MDC[what]:
        return Found(NAN, tuple(tries), view, "view")
    if len(tries) < TRIES:
        return Found(NAN, tuple(tries), view, "too_few")
    clean = [one.value for one in tries if not one.why and not math.isnan(one.value)]
    if not clean:
        return Found(NAN, tuple(tries), view, "none_clean")
    return Found(max(clean), tuple(tries), view)
