"""Frame in, verdict out: one pure step. No clock, no files, no threads, no window.

The same sightings and times give the same steps, live and offline: that is what makes replay, evaluation and
what-if tuning possible.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.rounding import SLACK_S
from livecoach.core.types import (
    PULLING,
    Baseline,
    BaselineHow,
    CalibrationReuse,
    FaultState,
    Observability,
    Phase,
    Reference,
    Rep,
    Step,
)
from livecoach.core.words.movements import looks_like
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import translate
from livecoach.cue.director import CueDirector
from livecoach.detect.breath.exhale import ExhaleWatcher
from livecoach.detect.breath.rep_breaths import RepBreathCounter, reps_with_breaths
from livecoach.detect.pulls.arms import at_rest
from livecoach.detect.pulls.fault_detector import FaultDetector, FrameContext
from livecoach.detect.pulls.segmenter import pull_counter
from livecoach.measure.baseline import StillWatcher, baseline_of
from livecoach.measure.baseline_match import BaselineMatch, agrees
from livecoach.measure.meter import Meter
from livecoach.session.engine.calibration import Calibration
from livecoach.session.engine.own_exercise import in_own_words, not_judged
from livecoach.session.engine.reference_choice import ReferenceChoice, Use
from livecoach.session.engine.reference_frames import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.config.schema import Profile
    from livecoach.core.breath import BreathReading, RepBreaths
    from livecoach.core.fault_id import FaultId
    from livecoach.core.movements import Movement
    from livecoach.core.types import Event, Frame, Measures, Pose, PoseObservation
    from livecoach.detect.pulls.network import MovementNetwork
    from livecoach.detect.pulls.reps import Motion, Pull
    from livecoach.exercises.exercise import Exercise
    from livecoach.session.engine.breath_watcher import BreathWatching
    from livecoach.session.engine.reference_frames import ReferenceComparer

_LONGEST_REP = 20 * 120  # frames remembered of the present rep: the longest rep at the highest frame rate
_REACH_S = 2.0  # before the rep that is learnt from; what came earlier may have been a pull that was not counted
_REACH_DRIVE = 0.2
_STARTED_MIDWAY_S = 1.0
_CARRIED_OVER_S = 0.5
"""A fault that is still open so long after a pull began belongs to it as well; one that fades does not."""

_NO_BASELINE = Baseline(BaselineHow.NONE)


class Engine:
    """Judges one session; feed frames in the order of their times."""

    def __init__(
        self,
        exercise: Exercise,
        profile: Profile,
        meter: Meter | None = None,
        watching: ReferenceComparer | None = None,
        *,
        movement: MovementNetwork | None = None,
        breathing: BreathWatching | None = None,
        kept: Sequence[Calibration] = (),
        known: Calibration | None = None,
    ) -> None:
        """Judge by ``profile``; one of ``kept`` calibrations, newest first, takes the clean rep's place if it fits.

        ``known`` takes it in any case: what an earlier pass over this very clip learnt.
        """
        self.exercise = exercise
        self.profile = profile
        self._meter = meter or Meter()
        self._watching = watching
        self._breathing = breathing
        self._kept = tuple(kept)
        self._known = known
        self._still = StillWatcher(profile.baseline)
        self._fit = BaselineMatch()
        self._pulls = pull_counter(reps_with_breaths(profile), movement, exercise.pattern.movements)
        self._rep_breaths = RepBreathCounter()
        self._exhales = ExhaleWatcher()
        self._judges = tuple(FaultDetector(fault) for fault in exercise.faults if profile.fault(fault.id).enabled)
        self._director = CueDirector(exercise.faults)
        self._corrections = exercise.corrections(profile.language)
        self._reference = ReferenceChoice()
        self._reps = 0
        self._last: Step | None = None
        self._first_seen_s: float | None = None
        self.recalibrate()

    def recalibrate(self) -> None:
        """Take the relaxed pose and the clean rep anew; the count goes on, open events close with the next step."""
        self._interrupted = self._flush() if self._last is not None else ()
        self._still.reset()
        self._fit.reset()
        self._baseline = _NO_BASELINE
        self._moved = False
        self._calibrated_reps = 0
        self._reference.reset()
        self._recall = CalibrationReuse.NOTHING
        self._improved = False
        self._about_reference: tuple[str, ...] = ()
        self._size_px = (0, 0)
        self._seen: deque[tuple[Measures, Motion]] = deque(maxlen=_LONGEST_REP)
        self._events: list[Event] = []
        for judge in self._judges:
            judge.reset()
        if self._watching is not None:
            self._watching.reset()

    def forget_kept(self) -> None:
        """Use no calibration of an earlier session any more."""
        self._kept = ()

    @property
    def calibration(self) -> Calibration | None:
        """What this session learnt of the person, to be kept; None while that is not complete or not its own."""
        still = self._baseline.how is BaselineHow.STILL and not self._moved
        if not still or self._calibrating or self._recall is CalibrationReuse.FITS or not self._calibrated_reps:
            return None
        learned = {judge.fault.id: judge.learned for judge in self._judges}
        memory = self._watching.memory() if self._watching is not None else None
        return Calibration(self._baseline, self._size_px, learned, self._pulls.travels, memory)

    @property
    def better_known(self) -> Calibration | None:
        """What to judge the same clip by once more: the clean rep, when other reps had no or a worse one; else None."""
        return self.calibration if self._improved else None

    def set_profile(self, profile: Profile) -> None:
        """Judge by another profile from the next step on."""
        self.profile = profile

    def step(self, frame: Frame, sighting: PoseObservation) -> Step:
        """Return the verdict on one frame."""
        pose = sighting.pose
        measures = self._meter.measure(pose) if pose is not None else None
        if measures is not None and self._first_seen_s is None:
            self._first_seen_s = frame.t_s
        stood = False
        if self._baseline.how is BaselineHow.NONE or self._moved:
            stood = self._stand(self._still.update(measures), frame)
        motion = self._pulls.update(measures, pose)
        if pose is not None and measures is not None and self._watching is not None:
            measures = self._watch(self._watching, frame, pose, measures, motion)
        self._reference.see(measures, motion)
        if stood and pose is not None and measures is not None and motion.phase is Phase.SETUP:
            self._recall = self._recalled(frame, pose, measures)
        if measures is not None and motion.phase is not Phase.SETUP:
            self._seen.append((measures, motion))
        self._moved = self._fit.update(frame.t_s, measures, self._baseline)
        # Numbers against a baseline that fits no more would be false alarms: judging pauses, counting goes on.
        judgeable = None if self._moved else measures
        readings, opened, closed = self._judge(frame.t_s, judgeable, motion)
        rep = self._rep(motion.finished) if motion.finished is not None else None
        breath = self._breathing.update(frame, pose) if self._breathing is not None else None
        hold, remarks = self._breathe(frame.t_s, motion.phase, readings, breath)
        remarks = (*remarks, *self._about_reference)
        self._about_reference = ()
        said = self._director.update(frame.t_s, opened, readings, rep, self.profile, remarks=remarks)
        self._last = Step(
            frame=frame,
            sighting=sighting,
            measures=measures,
            baseline=self._baseline,
            phase=motion.phase,
            drive=motion.drive,
            rep_count=self._reps,
            calibrating=self._calibrating,
            recall=self._recall,
            readings=readings,
            opened=opened,
            closed=closed,
            rep=rep,
            cue=in_own_words(said, self._corrections),
            notice=self._notice(motion.looks_like),
            refused=motion.refused,
            breath=breath,
            rep_breaths=hold,
            corrections=self._corrections,
        )
        return self._last

    def _watch(
        self, watching: ReferenceComparer, frame: Frame, pose: Pose, measures: Measures, motion: Motion
    ) -> Measures:
        """Add what the networks predict to the measures."""
        resting = motion.phase is Phase.SETUP or (motion.phase is Phase.REACH and at_rest(measures))
        settled = motion.phase is not Phase.SETUP or self._baseline.how is not BaselineHow.NONE
        still = self._baseline.how is BaselineHow.STILL and at_rest(measures)
        seen = watching.see(frame, pose, measures, Watched(motion.phase, settled, resting, still))
        values = dict(measures.values) | dict(zip(measure_names.NETWORK, seen.tolist(), strict=True))
        return replace(measures, values=values)

    def _stand(self, baseline: Baseline | None, frame: Frame) -> bool:
        """Take a new still baseline, after a move the clean rep anew as well; return whether there is one."""
        if baseline is None:
            return False
        if self._moved:
            self.recalibrate()
        self._baseline = baseline
        self._size_px = frame.size_px
        return True

    def _recalled(self, frame: Frame, pose: Pose, measures: Measures) -> CalibrationReuse:
        """Take the first kept calibration that agrees with the still pose of this frame in the clean rep's place."""
        if self._known is not None and self._needs_reference and self._restored(self._known, frame, pose, measures):
            return CalibrationReuse.NOTHING
        if not self._kept or not self._needs_reference:
            return CalibrationReuse.NOTHING
        here = [kept for kept in self._kept if agrees(self._baseline, kept.baseline, self._size_px, kept.size_px)]
        if any(self._restored(kept, frame, pose, measures) for kept in here):
            return CalibrationReuse.FITS
        return CalibrationReuse.LOOKS if here else CalibrationReuse.MOVED

    def _restored(self, kept: Calibration, frame: Frame, pose: Pose, measures: Measures) -> bool:
        """Take a calibration in the clean rep's place; return False when the networks cannot compare with it."""
        if self._watching is not None and (
            kept.memory is None or not self._watching.recall(kept.memory, frame, pose, measures)
        ):
            return False
        for judge in self._judges:
            judge.recall(kept.learned.get(judge.fault.id, ()))
        self._pulls.recall(kept.travels)
        self._calibrated_reps = self.profile.baseline.calibration_reps
        return True

    def finish(self) -> Step | None:
        """End of the input: close what is open; return the last step again with what that closed, None before any."""
        if self._last is None:
            return None
        pull = self._pulls.flush()
        rep = self._rep(pull) if pull is not None else None
        closed = self._interrupted + self._flush()
        self._interrupted = ()
        breath = self._last.breath
        known = replace(breath, turns=(), breaths=()) if breath is not None else None
        return replace(self._last, opened=(), closed=closed, rep=rep, rep_count=self._reps, cue=None, breath=known)

    def _flush(self) -> tuple[Event, ...]:
        assert self._last is not None
        t_s = self._last.frame.t_s
        return tuple(event for judge in self._judges if (event := judge.flush(t_s)) is not None)

    @property
    def _surely_judged(self) -> frozenset[FaultId]:
        readings = self._last.readings if self._last is not None else ()
        return frozenset(reading.kind for reading in readings if reading.judged is Observability.FULL)

    @property
    def _needs_reference(self) -> bool:
        return self._calibrated_reps < self.profile.baseline.calibration_reps

    @property
    def _calibrating(self) -> bool:
        return self._needs_reference and not self._reference.goes_on

    def _judge(
        self, t_s: float, measures: Measures | None, motion: Motion
    ) -> tuple[tuple[FaultState, ...], tuple[Event, ...], tuple[Event, ...]]:
        pulling = motion.phase in PULLING
        rep = self._reps + 1 if pulling else None
        judged = measures is None or self.exercise.judged_from(measures.view)
        now = FrameContext(t_s, measures if judged else None, motion, self._baseline, self.profile, rep)
        verdicts = [judge.update(now) for judge in self._judges]
        if not judged:
            verdicts = [not_judged(verdict) for verdict in verdicts]
        opened = tuple(verdict.opened for verdict in verdicts if verdict.opened is not None)
        closed = self._interrupted + tuple(verdict.closed for verdict in verdicts if verdict.closed is not None)
        ended = {(event.kind, event.start_s): event for event in closed}
        self._interrupted = ()
        self._events = [ended.get((event.kind, event.start_s), event) for event in (*self._events, *opened)]
        return tuple(verdict.reading for verdict in verdicts), opened, closed

    def _breathe(
        self, t_s: float, phase: Phase, readings: tuple[FaultState, ...], breath: BreathReading | None
    ) -> tuple[RepBreaths | None, tuple[str, ...]]:
        """Return how far the hold is, and what is to be said about the breath."""
        settings = self.profile.breath
        remarks = []
        hold = None
        if settings.per_rep and not self._calibrating:
            clean = not any(reading.active for reading in readings)
            hold = self._rep_breaths.update(t_s, phase, breath, settings, clean=clean)
            before = self._last.rep_breaths if self._last is not None else None
            if hold is not None and hold.complete and not (before is not None and before.complete):
                remarks.append("hold_done")
        if breath is not None and self._exhales.update(breath, settings.exhale_s):
            remarks.append("exhale_longer")
        return hold, tuple(remarks)

    def _rep(self, pull: Pull) -> Rep:
        self._reps += 1
        faults = tuple(dict.fromkeys(event.kind for event in self._events if _lies_in(event, pull)))
        asked = self._calibrating
        excesses = {judge.fault.id: judge.take_excess() for judge in self._judges}
        calibrated = any(judge.calibrated for judge in self._judges)
        against = Reference.CLEAN_REP if calibrated else Reference.REST
        # What the view shows with low confidence only is no reason to ask for another rep.
        surely = tuple(kind for kind in faults if kind in self._surely_judged)
        needed = self._needs_reference
        use = self._reference.use(surely, excesses, against, needed=needed) if self._seen else Use()
        self._improved = self._improved or use.better or bool(use.refused)
        self._about_reference = ("better_rep",) * use.better + ("rest_high",) * use.rest_high
        if use.reference:
            self._calibrate(pull, instead=use.better)
        elif self._watching is not None:
            self._watching.forget_rep()
        self._seen.clear()
        self._events = [event for event in self._events if event.end_s is None]
        travel = min(pull.travel / self._pulls.full_travel, 1.0)
        breaths = self._rep_breaths.take() if self.profile.breath.per_rep and not asked else None
        return Rep(
            index=self._reps,
            start_s=pull.start_s,
            peak_s=pull.peak_s,
            end_s=pull.end_s,
            drive=travel,
            calibration=use.reference and not use.better,
            faults=faults,
            breaths=breaths,
            against=against,
            better=use.better,
            refused=use.refused,
        )

    def _calibrate(self, pull: Pull, *, instead: bool = False) -> None:
        """Learn the person's own clean movement from the rep that just ended, ``instead`` of what was learnt before."""
        since_s = pull.start_s - _REACH_S - SLACK_S
        seen = [pair for pair in self._seen if pair[0].t_s >= since_s]
        if self._baseline.how is BaselineHow.NONE:
            reach = [measures for measures, motion in seen if motion.drive <= _REACH_DRIVE]
            assert self._first_seen_s is not None
            midway = pull.start_s - self._first_seen_s < _STARTED_MIDWAY_S
            how = BaselineHow.BEST_EFFORT if midway or not reach else BaselineHow.CALIBRATION
            self._baseline = baseline_of(reach or [measures for measures, _ in seen], how)
        for judge in self._judges:
            judge.learn(seen, self._baseline, instead=instead)
        if self._watching is not None:
            self._watching.learn(since_s, instead=instead)
        if not instead:
            self._calibrated_reps += 1

    def _notice(self, other: Movement | None) -> str:
        if self._moved:
            return spoken(self.profile.language)["camera_moved"]
        if other is not None:
            return translate(looks_like(other), self.profile.language)
        if self._baseline.how is BaselineHow.NONE and self._reps == 0:
            return spoken(self.profile.language)["hold_still"]
        if self._calibrating:
            return spoken(self.profile.language)["calibrating"]
        return ""


def _lies_in(event: Event, pull: Pull) -> bool:
    """Tell whether a fault belongs to a pull: it began in it, or went on well into it."""
    if event.start_s >= pull.start_s - SLACK_S:
        return True
    return min(math.inf if event.end_s is None else event.end_s, pull.end_s) - pull.start_s > _CARRIED_OVER_S
