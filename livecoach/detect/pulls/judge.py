"""Gives a rule its memory: the person's own clean rep, hysteresis, dwell and the events."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.rounding import LEVEL, first_highest
from livecoach.core.timing import Dwell, crossed_s
from livecoach.core.types import (
    BaselineHow,
    Event,
    EvidenceSource,
    FaultState,
    Grade,
    Observability,
    Phase,
    Reference,
    View,
)
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.arms import HANGING_DROP
from livecoach.detect.pulls.clean_curve import CleanRepProfile, ScoreSample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.config.schema import Fault, Profile
    from livecoach.core.types import Baseline, Measures
    from livecoach.detect.pulls.reps import Motion
    from livecoach.detect.pulls.rule import Rule

LIMITED_RATIO = 2.0
"""Where a view judges with low confidence, by the landmarks alone only clear faults count: twice the limit."""

NETWORK_UNSETTLED_RATIO = 1.3
"""For the eye without a still start: real rows, pulldowns and face pulls then read up to 7.7 degrees."""

_UNSETTLED = (BaselineHow.CALIBRATION, BaselineHow.BEST_EFFORT)

_LONGEST_DROP = 1.25
"""Wrists of hanging arms drop by 0.9 to 1.15 torso lengths."""

_STRAIGHT_DOWN = -0.8


@dataclass(frozen=True, slots=True)
class FrameContext:
    """All that a verdict about one frame rests on; ``rep`` is the pull under way, None outside of one."""

    t_s: float
    measures: Measures | None
    motion: Motion
    baseline: Baseline
    profile: Profile
    rep: int | None


@dataclass(frozen=True, slots=True)
class FaultUpdate:
    """One frame's reading and the events that opened or closed with it."""

    reading: FaultState
    opened: Event | None = None
    closed: Event | None = None


@dataclass(frozen=True, slots=True)
class _Score:
    """One frame's value, the limit it is held against, and where both come from."""

    value: float
    limit: float
    baseline: float = NAN
    by: EvidenceSource = EvidenceSource.LANDMARKS
    against: Reference = Reference.CLEAN_REP


class FaultDetector:
    """Judges one fault frame by frame."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._curve: CleanRepProfile | None = None
        self._learned: list[ScoreSample] = []
        self._dwell = Dwell(0.0, 0.0)
        self._event: Event | None = None
        self._before: tuple[float, float] | None = None
        self._seen = False

    @property
    def calibrated(self) -> bool:
        """Whether the person's own clean rep is known."""
        return self._curve is not None

    @property
    def learned(self) -> tuple[ScoreSample, ...]:
        """What the person's own clean reps taught."""
        return tuple(self._learned)

    def recall(self, learned: Iterable[ScoreSample]) -> None:
        """Take what clean reps taught in an earlier session (``learned``) in place of what is known."""
        self._learned = list(learned)
        self._curve = CleanRepProfile(self._learned) if self._learned else None

    def learn(self, seen: Iterable[tuple[Measures, Motion]], baseline: Baseline) -> None:
        """Take what was ``seen`` of a rep, with the reach before it, as clean of this fault; more reps add up."""
        self._learned += [
            ScoreSample(motion.drive, motion.returning, self.rule.scores(measures, baseline))
            for measures, motion in seen
        ]
        self._curve = CleanRepProfile(self._learned)

    def update(self, now: FrameContext) -> FaultUpdate:
        """Feed one frame."""
        settings = now.profile.fault(self.rule.kind)
        seen = self.rule.network_scores(now.measures) if now.measures is not None else ()
        judged, why = self._judged(now, seen=bool(seen))
        score = self._score(now, judged, seen)
        known = not math.isnan(score.value) and judged is not Observability.NO
        self._dwell.on_s, self._dwell.off_s = settings.on_s, settings.off_s
        was_active = self._dwell.active
        threshold = settings.leave_ratio if was_active else 1.0
        doing = now.rep is not None or _arms_hang(now)
        share = score.value / score.limit
        wanted = share > threshold and doing if known else None
        before, self._before = self._before, (now.t_s, share) if known and doing else None
        active = self._dwell.update(now.t_s, wanted, crossed_s(before, (now.t_s, share), threshold))
        reading = FaultState(self.rule.kind, score.value, score.limit, self.rule.unit, judged, why, not known, active)
        if active:
            opened = self._note(score, settings, now, new=not was_active)
            return FaultUpdate(reading, opened=opened)
        return FaultUpdate(reading, closed=self._close(now.t_s) if was_active else None)

    def flush(self, t_s: float) -> Event | None:
        """End of the input: return the open event, ended at ``t_s``."""
        return self._close(t_s)

    def _judged(self, now: FrameContext, *, seen: bool) -> tuple[Observability, str]:
        self._seen = self._seen or seen  # what the eye saw once it will see again: the state must not flicker
        judged, why = self.rule.judged(self._view(now), seen=self._seen)
        if judged is Observability.YES and now.baseline.how in _UNSETTLED:
            return Observability.LOW, "nobody stood still at the start: only clear faults count"
        return judged, why

    @staticmethod
    def _view(now: FrameContext) -> View:
        if now.baseline.view is not View.UNKNOWN:
            return now.baseline.view
        return now.measures.view if now.measures is not None else View.UNKNOWN

    def _score(self, now: FrameContext, judged: Observability, seen: tuple[float, ...]) -> _Score:
        score = self._referred(now, judged, seen)
        if now.measures is None or now.rep is None or now.baseline.how is BaselineHow.STILL:
            return score
        bare, limit = self.rule.absolute_score(now.measures, now.profile)
        if math.isnan(bare) or score.value / score.limit >= bare / limit:
            return score
        return _Score(bare, limit, against=Reference.VERTICAL)

    def _referred(self, now: FrameContext, judged: Observability, seen: tuple[float, ...]) -> _Score:
        """Return the score against the person at rest or the own clean rep."""
        limits = self.rule.limits(now.profile, self._view(now), seen=bool(seen))
        if now.measures is None or math.isnan(now.motion.drive):
            return _Score(NAN, limits[0])
        gross = self.rule.uncalibrated_limit(now.profile) * (LIMITED_RATIO if judged is Observability.LOW else 1.0)
        hanging = _arms_hang(now)
        if now.baseline.how is BaselineHow.NONE:
            stranger = self.rule.population_score(now.measures) if hanging else NAN
            return _Score(stranger, gross, against=Reference.PEOPLE)
        clean = self._curve.at(now.motion.drive, now.motion.returning) if self._curve is not None else ()
        scores = self.rule.scores(now.measures, now.baseline)
        # Landmarks that show nothing from here must not speak while the eye has nothing to compare with.
        blind = self.rule.judged(self._view(now), seen=False)[0] is Observability.NO
        own = () if blind or not clean else tuple(score - usual for score, usual in zip(scores, clean, strict=True))
        excess = seen or own
        if self._curve is None or hanging or not excess:
            return _Score(NAN if blind else scores[0], gross, against=Reference.REST)
        told = [channel for channel, limit in enumerate(limits) if math.isfinite(limit)]
        worst = first_highest(told, lambda channel: excess[channel] / limits[channel])
        limit = limits[worst] * self._caution(now, judged, seen=bool(seen))
        limit += now.profile.scaled(self.rule.sway_allowance(now.baseline))
        if seen:
            return _Score(excess[worst], limit, by=EvidenceSource.EYE)
        return _Score(excess[worst], limit, clean[worst])

    def _caution(self, now: FrameContext, judged: Observability, *, seen: bool) -> float:
        """Return how many times larger the limit is where less is known."""
        unsettled, low = now.baseline.how in _UNSETTLED, judged is Observability.LOW
        if seen:
            return NETWORK_UNSETTLED_RATIO if unsettled else 1.0
        return self.rule.landmarks_ratio * (self.rule.unsettled_ratio if unsettled else LIMITED_RATIO if low else 1.0)

    def _note(self, score: _Score, settings: Fault, now: FrameContext, *, new: bool) -> Event | None:
        """Keep the open event up to date; return it when it is ``new``."""
        grade = Grade.CLEAR if score.value >= settings.clear_ratio * score.limit else Grade.MILD
        if new or self._event is None:
            seen = Event(self.rule.kind, now.t_s, None, NAN, now.t_s, score.limit, self.rule.unit, grade, now.rep)
            self._event = _with_peak(seen, score, now.t_s)
            return self._event
        if score.value > self._event.peak + LEVEL * score.limit:
            grade = Grade.CLEAR if Grade.CLEAR in (grade, self._event.grade) else Grade.MILD
            self._event = _with_peak(replace(self._event, grade=grade), score, now.t_s)
        if self._event.rep is None and now.rep is not None:
            self._event = replace(self._event, rep=now.rep)
        return None

    def _close(self, t_s: float) -> Event | None:
        event, self._event = self._event, None
        return replace(event, end_s=t_s) if event is not None else None


def _with_peak(event: Event, score: _Score, t_s: float) -> Event:
    """Return the event with this frame as its peak; the limit is the one that this value was held against."""
    return replace(
        event,
        peak=score.value,
        peak_s=t_s,
        limit=score.limit,
        baseline=score.baseline,
        by=score.by,
        against=score.against,
    )


def _arms_hang(now: FrameContext) -> bool:
    """Tell whether the arms hang, as in a barbell shrug: before the set-up is over, or before any baseline."""
    if now.motion.phase is Phase.SETUP:
        return True
    if now.baseline.how is not BaselineHow.NONE or now.rep is not None or now.measures is None:
        return False
    # A trunk bent towards the camera looks short: its wrists seem to drop further than arms are long.
    upright = HANGING_DROP < now.measures[measure_names.WRIST_DROP] < _LONGEST_DROP
    return upright and now.measures[measure_names.ARM_UP] < _STRAIGHT_DOWN
