"""Reported breaths against labelled ones; pure, so that any session's readings can be compared.

An exhale start belongs to the labelled one within ``MATCH_S``, each used once. Breaths during which the body moved are
not scored, and one that was reported there is neither right nor wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.breath import BreathPhase, BreathState
from livecoach.core.types import View
from livecoach.core.unknown import NAN
from livecoach.evaluate.stats import f1
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.core.breath import BreathReading
    from livecoach.evaluate.breath.labels import BreathClip, TrueBreath

MATCH_S = 1.0
_BLIND = (BreathState.MOVING, BreathState.NOBODY, BreathState.HIDDEN)
_BRIDGED_S = 0.2
_BEGINNING_S = 2.0
"""In the first second of every clip rest is not known yet; no breath is excluded for that."""


@dataclass(frozen=True, slots=True)
class BreathResult:
    """One clip compared; times in seconds, rates in breaths a minute, NaN or empty where nothing was reported.

    ``true`` are all whole labelled breaths, ``asked`` those during which the body rested, ``found`` those that were
    reported, ``extra`` further reported ones. ``rate_off`` is the median and ``rate_worst`` the largest difference of
    the rates shown from the clip's mean. ``exhale_off_s`` and ``inhale_off_s`` are reported minus true, ``late_s`` how
    long after a turning point it was reported. ``held`` and ``held_true`` are the exhales within the hold of a floor
    exercise. ``phase_asked`` counts frames outside of pauses while breath was seen, ``phase_shown`` those that showed a
    phase.
    """

    name: str
    view: View
    duration_s: float
    seen_s: float
    true: int
    asked: int
    found: int
    extra: int
    cycles: int
    rate_true: float
    rate_off: float
    rate_worst: float
    exhale_off_s: tuple[float, ...]
    inhale_off_s: tuple[float, ...]
    late_s: tuple[float, ...]
    phase_asked: int
    phase_shown: int
    phase_right: int
    held: int | None = None
    held_true: int | None = None

    @property
    def told(self) -> int:
        """Exhales reported, without those of breaths that are not scored."""
        return self.found + self.extra

    @property
    def f1(self) -> float:
        """F1 of the exhale starts, NaN where none is scored and none was reported."""
        return f1(self.found, self.extra, self.asked - self.found)


def compare_breaths(clip: BreathClip, readings: Sequence[BreathReading]) -> BreathResult:
    """Compare the readings of a clip, one for each frame, with its labels."""
    end_s = readings[-1].t_s if readings else 0.0
    truth = [breath for breath in clip.breaths if breath.inhale_start_s < end_s]
    whole = [breath for breath in truth if breath.exhale_end_s <= end_s]
    blind = blind_times(readings)
    asked = [breath for breath in whole if not _covered(breath, blind)]
    exhales, inhales = _starts(readings, BreathPhase.EXHALE), _starts(readings, BreathPhase.INHALE)
    pairs = matched(exhales, [breath.exhale_start_s for breath in asked])
    used = {told for told, _ in pairs}
    spare = [breath.exhale_start_s for breath in truth if breath not in asked]
    others = [told for told in exhales if told not in used]
    extra = len(others) - len(matched(others, spare))
    inhale_pairs = matched(inhales, [breath.inhale_start_s for breath in truth])
    true, off, worst = _rate(truth, readings)
    held = None if clip.hold_s is None else _within(exhales, clip.hold_s)
    return BreathResult(
        name=clip.name,
        view=view_of(clip.yaw_deg),
        duration_s=end_s,
        seen_s=sum(reading.state is BreathState.SEEN for reading in readings) / max(len(readings), 1) * end_s,
        true=len(whole),
        asked=len(asked),
        found=len(pairs),
        extra=extra,
        cycles=readings[-1].cycles if readings else 0,
        rate_true=true,
        rate_off=off,
        rate_worst=worst,
        exhale_off_s=tuple(told - t_s for told, t_s in pairs),
        inhale_off_s=tuple(told - t_s for told, t_s in inhale_pairs),
        late_s=tuple(reading.t_s - turn.t_s for reading in readings for turn in reading.turns),
        **_phases(truth, readings),
        held=held,
        held_true=None if clip.hold_s is None else _within([one.exhale_start_s for one in truth], clip.hold_s),
    )


def blind_times(readings: Sequence[BreathReading]) -> list[tuple[float, float]]:
    """Return the stretches in which the body moved or nobody was seen, with the second of rest after."""
    blind: list[tuple[float, float]] = []
    for reading in readings:
        if reading.state in _BLIND:
            if blind and reading.t_s - blind[-1][1] < _BRIDGED_S:
                blind[-1] = (blind[-1][0], reading.t_s)
            else:
                blind.append((reading.t_s, reading.t_s))
    return [(start_s, end_s) for start_s, end_s in blind if end_s > _BEGINNING_S]


def matched(told: Sequence[float], true: Sequence[float]) -> list[tuple[float, float]]:
    """Pair each true time with the nearest reported one within ``MATCH_S``, each used once."""
    left, pairs = list(told), []
    for t_s in true:
        near = [candidate for candidate in left if abs(candidate - t_s) <= MATCH_S]
        if near:
            best = min(near, key=lambda candidate: abs(candidate - t_s))
            left.remove(best)
            pairs.append((best, t_s))
    return pairs


def _starts(readings: Sequence[BreathReading], phase: BreathPhase) -> list[float]:
    return [turn.t_s for reading in readings for turn in reading.turns if turn.phase is phase]


def _covered(breath: TrueBreath, blind: Sequence[tuple[float, float]]) -> bool:
    return any(start_s < breath.exhale_end_s and end_s > breath.inhale_start_s for start_s, end_s in blind)


def _within(times_s: Sequence[float], span_s: tuple[float, float]) -> int:
    return sum(span_s[0] <= t_s < span_s[1] for t_s in times_s)


def _rate(truth: Sequence[TrueBreath], readings: Sequence[BreathReading]) -> tuple[float, float, float]:
    """Return the mean rate of the labelled breaths, and median and worst difference of the rates shown from it."""
    starts_s = [breath.inhale_start_s for breath in truth]
    if len(starts_s) < 2:
        return NAN, NAN, NAN
    true = 60.0 / float(np.mean(np.diff(starts_s)))
    shown = np.array([reading.rate_per_min for reading in readings if not math.isnan(reading.rate_per_min)])
    if not len(shown):
        return true, NAN, NAN
    return true, float(np.median(shown)) - true, float(np.abs(shown - true).max())


def _phases(truth: Sequence[TrueBreath], readings: Sequence[BreathReading]) -> dict[str, int]:
    asked = shown = right = 0
    for reading in readings:
        phase = _true_phase(truth, reading.t_s) if reading.state is BreathState.SEEN else None
        if phase is not None:
            asked += 1
            shown += reading.phase is not BreathPhase.UNKNOWN
            right += reading.phase is phase
    return {"phase_asked": asked, "phase_shown": shown, "phase_right": right}


def _true_phase(truth: Sequence[TrueBreath], t_s: float) -> BreathPhase | None:
    """Return the true phase at ``t_s``, None in a pause."""
    for breath in truth:
        if breath.inhale_start_s <= t_s < breath.inhale_end_s:
            return BreathPhase.INHALE
        if breath.exhale_start_s <= t_s < breath.exhale_end_s:
            return BreathPhase.EXHALE
    return None
