"""Reported holds against their labels; pure, so that any session's readings can be compared.

One clip is one trial of its position. Where the position is right it is also one trial of each fault of its exercise;
an alarm counts from the moment at which the fault is truly there, an earlier one is a false alarm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from livecoach.core.hold import HoldPhase
from livecoach.core.unknown import NAN
from livecoach.evaluate.breath.match import compare_breaths
from livecoach.evaluate.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.breath import BreathReading
    from livecoach.core.fault_id import FaultId
    from livecoach.core.hold import HoldEvent, HoldReading
    from livecoach.evaluate.breath.match import BreathResult
    from livecoach.evaluate.holds.labels import HoldClip


@dataclass(frozen=True, slots=True)
class FaultTrial:
    """One fault in one clip: ``after_s`` is from its beginning to the alarm, NaN without one; false alarms apart."""

    outcome: Outcome
    after_s: float = NAN
    false_alarms: int = 0


@dataclass(frozen=True, slots=True)
class HoldOutcome:
    """One clip compared; times in seconds, reported minus true, NaN where nothing was reported.

    ``told_position`` is the instruction about the position that was shown when the labelled hold began. ``breaths`` is
    None where no hold came about; ``breaths_true`` are those held, no more than the exercise asks for. ``begun_off_s``
    is about the beginning of the hold, ``left_off_s`` about the end of a lost hold.
    """

    clip: HoldClip
    breath: BreathResult
    position: Outcome
    told_position: str
    begun_off_s: float
    breaths: int | None
    breaths_true: int
    left_off_s: float
    faults: Mapping[FaultId, FaultTrial] = field(default_factory=dict)


def compare_hold(clip: HoldClip, holds: Sequence[HoldReading], breaths: Sequence[BreathReading]) -> HoldOutcome:
    """Compare a session's readings of a clip (every frame, and the session's end) with its labels."""
    told = _position_told(clip, holds)
    begun_s = next((reading.t_s for reading in holds if reading.phase is HoldPhase.HOLD), NAN)
    results = [reading.result for reading in holds if reading.result is not None]
    alarms = [(reading.t_s, event) for reading in holds for event in reading.opened]
    lost = clip.plan.raising.lost.id
    left = [event.start_s for t_s, event in alarms if event.kind == lost and t_s >= clip.faults.get(lost, t_s + 1.0)]
    held = math.isfinite(begun_s)
    asked = () if clip.position else tuple(fault.id for fault in clip.exercise.faults)
    return HoldOutcome(
        clip=clip,
        breath=compare_breaths(clip.breath, breaths),
        position=_position(clip.position, told),
        told_position=told,
        begun_off_s=begun_s - clip.reached_s,
        breaths=results[0].breaths if results else None,
        breaths_true=min(clip.held, clip.exercise.dose.count),
        left_off_s=left[0] - clip.left_s if left else NAN,
        faults={kind: _trial(clip.faults.get(kind), kind, alarms, held=held) for kind in asked},
    )


def _position_told(clip: HoldClip, holds: Sequence[HoldReading]) -> str:
    before = [reading for reading in holds if reading.t_s <= clip.reached_s]
    return before[-1].problem if before and before[-1].phase is HoldPhase.SETUP else ""


def _position(true: str, told: str) -> Outcome:
    if true:
        return Outcome.TRUE_POSITIVE if told == true else Outcome.FALSE_NEGATIVE
    return Outcome.FALSE_POSITIVE if told else Outcome.TRUE_NEGATIVE


def _trial(
    since_s: float | None, kind: FaultId, alarms: Sequence[tuple[float, HoldEvent]], *, held: bool
) -> FaultTrial:
    told_s = [t_s for t_s, event in alarms if event.kind == kind]
    if since_s is None:
        if told_s:
            return FaultTrial(Outcome.FALSE_POSITIVE, false_alarms=len(told_s))
        return FaultTrial(Outcome.TRUE_NEGATIVE if held else Outcome.NOT_JUDGED)
    right_s = [t_s for t_s in told_s if t_s >= since_s]
    early = len(told_s) - len(right_s)
    if not right_s:
        return FaultTrial(Outcome.FALSE_NEGATIVE, false_alarms=early)
    return FaultTrial(Outcome.TRUE_POSITIVE, right_s[0] - since_s, early)
