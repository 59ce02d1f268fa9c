"""Gives a fault's rule its memory: the person's own clean rep, hysteresis, dwell and the events."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.rounding import LEVEL
from livecoach.core.timing import Dwell, crossed_s
from livecoach.core.types import BaselineHow, Event, FaultState, Grade, Observability, Phase, Reference, View
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.detect.pulls.arms import HANGING_DROP
from livecoach.detect.pulls.clean_curve import CleanRepProfile, ScoreSample
from livecoach.faults.evidence import Evidence, FaultContext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, Measures
    from livecoach.detect.pulls.reps import Motion
    from livecoach.faults.evidence import Rule
    from livecoach.faults.fault import Fault, FaultSection

_UNSETTLED = (BaselineHow.CALIBRATION, BaselineHow.BEST_EFFORT)

_LONGEST_DROP = 1.25
"""Wrists of hanging arms drop by 0.9 to 1.15 torso lengths."""

_STRAIGHT_DOWN = -0.8

_TOP_DRIVE = 0.6
"""From here on a rep is compared with the reference as a whole."""

_FEWEST = 5
"""Frames that such a comparison needs."""


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


class FaultDetector:
    """Judges one fault frame by frame."""

    def __init__(self, fault: Fault) -> None:
        if fault.rule is None:
            raise ValueError(f"{fault.id} is judged in holds")
        self.fault = fault
        self._rule: Rule = fault.rule
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._curve: CleanRepProfile | None = None
        self._learned: list[ScoreSample] = []
        self._dwell = Dwell(0.0, 0.0)
        self._event: Event | None = None
        self._before: tuple[float, float] | None = None
        self._network = False
        self._shares: list[float] = []

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

    def learn(self, seen: Iterable[tuple[Measures, Motion]], baseline: Baseline, *, instead: bool = False) -> None:
        """Take what was ``seen`` of a rep, with the reach before it, as clean of this fault.

        More reps add up, unless one is taken ``instead`` of those before it.
        """
        earlier = [] if instead else self._learned
        self._learned = earlier + [
            ScoreSample(motion.drive, motion.returning, self._rule.scores(measures, baseline))
            for measures, motion in seen
        ]
        self._curve = CleanRepProfile(self._learned)

    def take_excess(self) -> float:
        """Return the median of value over limit at the top of the rep that just ended, NaN where it is not known.

        Against the own clean rep it is negative where this rep was better than that one; before there is a clean rep
        it is against the rest.
        """
        shares, self._shares = self._shares, []
        return median(shares) if len(shares) >= _FEWEST else NAN

    def update(self, now: FrameContext) -> FaultUpdate:
        """Feed one frame."""
        settings = now.profile.fault(self.fault.id)
        judged, why = self._judged(now)
        found = self._evidence(now, settings, judged)
        known = found.known and judged is not Observability.NONE
        self._dwell.on_s, self._dwell.off_s = settings.on_s, settings.off_s
        was_active = self._dwell.active
        threshold = settings.leave_ratio if was_active else 1.0
        doing = now.rep is not None or _arms_hang(now)
        share = found.share
        if known and now.rep is not None and now.motion.drive >= _TOP_DRIVE:
            self._shares.append(share)
        wanted = share > threshold and doing if known else None
        before, self._before = self._before, (now.t_s, share) if known and doing else None
        active = self._dwell.update(now.t_s, wanted, crossed_s(before, (now.t_s, share), threshold))
        fault = self.fault
        reading = FaultState(fault.id, found.value, found.limit, fault.unit, judged, why, not known, active)
        if active:
            opened = self._note(found, settings, now, new=not was_active)
            return FaultUpdate(reading, opened=opened)
        return FaultUpdate(reading, closed=self._close(now.t_s) if was_active else None)

    def flush(self, t_s: float) -> Event | None:
        """End of the input: return the open event, ended at ``t_s``."""
        return self._close(t_s)

    def _judged(self, now: FrameContext) -> tuple[Observability, str]:
        # A network that predicted something once will do so again: the state must not flicker.
        self._network = self._network or _predicted(now.measures, self.fault.network)
        judged, why = self._rule.observability(_view(now), network=self._network)
        if judged is Observability.FULL and now.baseline.how in _UNSETTLED:
            return Observability.LIMITED, _("nobody stood still at the start: only clear faults count")
        return judged, why

    def _evidence(self, now: FrameContext, settings: FaultSection, judged: Observability) -> Evidence:
        """Return the evidence that counts: the first candidate whose value is known, or what is against the vertical.

        Where nothing is known it is the first candidate, for its limit.
        """
        if now.measures is None or math.isnan(now.motion.drive):
            return Evidence(NAN, now.profile.scaled(settings.limit))
        found = tuple(self._rule.evidence(self._context(now, now.measures, settings, judged)))
        compared = [evidence for evidence in found if evidence.reference is not Reference.VERTICAL]
        first = next((evidence for evidence in compared if evidence.known), compared[0])
        upright = next((evidence for evidence in found if evidence.reference is Reference.VERTICAL), None)
        if upright is None or not upright.known or first.share >= upright.share:
            return first
        return upright

    def _context(
        self, now: FrameContext, measures: Measures, settings: FaultSection, judged: Observability
    ) -> FaultContext:
        view, hanging = _view(now), _arms_hang(now)
        comparable = self._curve is not None and not hanging and now.baseline.how is not BaselineHow.NONE
        return FaultContext(
            measures=measures,
            baseline=now.baseline,
            view=view,
            clean=self._curve.at(now.motion.drive, now.motion.returning) if self._curve and comparable else None,
            pulling=now.rep is not None,
            hanging=hanging,
            visible=self._rule.observability(view, network=False)[0] is not Observability.NONE,
            limited=judged is Observability.LIMITED,
            settled=now.baseline.how not in _UNSETTLED,
            drive=now.motion.drive,
            option=partial(getattr, settings),
            scaled=now.profile.scaled,
        )

    def _note(self, found: Evidence, settings: FaultSection, now: FrameContext, *, new: bool) -> Event | None:
        """Keep the open event up to date; return it when it is ``new``."""
        grade = Grade.CLEAR if found.value >= settings.clear_ratio * found.limit else Grade.MILD
        if new or self._event is None:
            seen = Event(self.fault.id, now.t_s, None, NAN, now.t_s, found.limit, self.fault.unit, grade, now.rep)
            self._event = _with_peak(seen, found, now.t_s)
            return self._event
        if found.value > self._event.peak + LEVEL * found.limit:
            grade = Grade.CLEAR if Grade.CLEAR in (grade, self._event.grade) else Grade.MILD
            self._event = _with_peak(replace(self._event, grade=grade), found, now.t_s)
        if self._event.rep is None and now.rep is not None:
            self._event = replace(self._event, rep=now.rep)
        return None

    def _close(self, t_s: float) -> Event | None:
        event, self._event = self._event, None
        return replace(event, end_s=t_s) if event is not None else None


def _with_peak(event: Event, found: Evidence, t_s: float) -> Event:
    """Return the event with this frame as its peak; the limit is the one that this value was held against."""
    return replace(
        event,
        peak=found.value,
        peak_s=t_s,
        limit=found.limit,
        baseline=found.baseline,
        by=found.source,
        against=found.reference,
    )


def _view(now: FrameContext) -> View:
    """Return the view of the baseline, before there is one that of the frame."""
    if now.baseline.view is not View.UNKNOWN:
        return now.baseline.view
    return now.measures.view if now.measures is not None else View.UNKNOWN


def _predicted(measures: Measures | None, names: Iterable[str]) -> bool:
    return measures is not None and any(not math.isnan(measures[name]) for name in names)


def _arms_hang(now: FrameContext) -> bool:
    """Tell whether the arms hang, as in a barbell shrug: before the set-up is over, or before any baseline."""
    if now.motion.phase is Phase.SETUP:
        return True
    if now.baseline.how is not BaselineHow.NONE or now.rep is not None or now.measures is None:
        return False
    # A trunk bent towards the camera looks short: its wrists seem to drop further than arms are long.
    upright = HANGING_DROP < now.measures[measure_names.WRIST_DROP] < _LONGEST_DROP
    return upright and now.measures[measure_names.ARM_UP] < _STRAIGHT_DOWN
