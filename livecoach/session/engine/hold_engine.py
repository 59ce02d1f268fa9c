"""Frame in, verdict out, for an exercise that is held on the floor: the same steps as ``session.engine.engine`` gives.

No clock, no files, no threads, no window; the breath is seen in the frames themselves.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.hold import HoldEvent, HoldPhase, HoldQuality, HoldReading, HoldResult
from livecoach.core.types import Step
from livecoach.core.words.phrases import spoken
from livecoach.detect.holds.drift import DriftWatcher
from livecoach.detect.holds.hold_breaths import HoldBreaths
from livecoach.detect.holds.holding import Holding, HoldState, HoldWatcher
from livecoach.detect.holds.setup_check import SetUpWatcher
from livecoach.measure.floor_meter import FloorMeter
from livecoach.session.engine.hold_phases import HoldPhases, Now
from livecoach.session.engine.hold_voice import HoldVoice

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Frame, Measures, PoseObservation
    from livecoach.exercises.exercise import Exercise
    from livecoach.session.engine.breath_watcher import BreathWatching


class HoldEngine:
    """Judges one session of an exercise whose ``hold`` is given; feed frames in the order of their times."""

    def __init__(self, exercise: Exercise, profile: Profile, breathing: BreathWatching) -> None:
        if exercise.hold is None:
            raise ValueError(f"{exercise.name} is no hold")
        self.exercise = exercise
        self.profile = profile
        self._plan = exercise.hold
        self._meter = FloorMeter()
        self._breathing = breathing
        self._setup = SetUpWatcher(self._plan.checks)
        self._watcher = HoldWatcher(self._plan.raising, profile.hold)
        self._breaths = HoldBreaths()
        self._phases = HoldPhases(self._breaths, exercise.dose.count)
        self._drifts = tuple(DriftWatcher(drifting) for drifting in self._plan.drifts)
        self._voice = HoldVoice(exercise, profile.language)
        own = exercise.corrections(profile.language)
        self._own_words = {fault.sounds.cue: own[fault.id] for fault in exercise.faults if fault.id in own}
        self._index = 1
        self._open: dict[FaultId, HoldEvent] = {}
        self._faults: list[FaultId] = []
        self._last: Step | None = None
        self._told = HoldReading(-math.inf, HoldPhase.SETUP)
        self._interrupted: tuple[HoldEvent, ...] = ()

    def recalibrate(self) -> None:
        """Take the set-up and the rest anew; a hold that is running is over with the next step."""
        if self._last is not None:
            self._interrupted += self._close_all(self._last.frame.t_s)
        self._setup.reset()
        self._watcher.reset()
        self._phases.reset()
        self._forget_drifts()

    def forget_kept(self) -> None:
        """Nothing of an earlier session is used: the rest is taken before each hold."""

    @property
    def calibration(self) -> None:
        """Nothing is kept for a later session."""
        return

    @property
    def better_known(self) -> None:
        """A clip of holds is judged once."""
        return

    def set_profile(self, profile: Profile) -> None:
        """Judge by another profile from the next step on."""
        self.profile = profile
        self._watcher.set_settings(profile.hold)

    def step(self, frame: Frame, sighting: PoseObservation) -> Step:
        """Return the verdict on one frame."""
        t_s = frame.t_s
        measures = self._meter.measure(sighting)
        breath = self._breathing.update(frame, sighting.pose)
        self._breaths.update(breath)
        before, start_s = self._phases.phase, self._phases.now.start_s
        holding, problem = self._place(t_s, measures)
        if self._phases.phase is HoldPhase.READY and before is HoldPhase.DONE:
            self._next_hold()
        if self._phases.running and self._phases.now.start_s != start_s:
            self._forget_drifts()
        opened, closed = self._faults_of(t_s, measures, holding)
        result, given_up = self._result(t_s, before)
        closed += given_up
        reading = HoldReading(
            t_s=t_s,
            phase=self._phases.phase,
            problem=problem if self._phases.phase is HoldPhase.SETUP else "",
            held=holding.held if self._phases.running else HoldQuality.UNKNOWN,
            value=holding.height,
            limit=holding.limit,
            unit=self._plan.raising.unit,
            index=self._index,
            held_s=self._phases.now.held_s,
            breaths=self._phases.now.count,
            goal_breaths=self._phases.goal,
            lost=self._plan.raising.lost.id,
            active=tuple(fault.id for fault in self.exercise.faults if fault.id in self._open),
            opened=opened,
            closed=closed,
            result=result,
        )
        settled = holding.where is not HoldState.UNSET
        reading, cue = self._voice.update(reading, breath, self.profile, settled=settled)
        self._told = reading
        if cue is not None:
            cue = replace(cue, text=self._own_words.get(cue.sound, cue.text))
        self._last = Step(
            frame=frame,
            sighting=sighting,
            measures=measures,
            cue=cue,
            hold=reading,
            notice=self._own_words.get(reading.line) or spoken(self.profile.language).get(reading.line, ""),
            breath=breath,
        )
        return self._last

    def _place(self, t_s: float, measures: Measures | None) -> tuple[Holding, str]:
        """Return how the body is held, and what is wrong with its place."""
        if measures is None:
            self._phases.unseen(t_s)
            return Holding(HoldState.UNSET), "all_in_picture"
        known = self._setup.update(measures, self.profile.hold)
        holding = self._watcher.update(measures)
        basic = known in {check.line for check in self._plan.checks if check.basic}
        self._phases.update(Now(t_s, known, basic, holding))
        return holding, known or ""

    def finish(self) -> Step | None:
        """End of the input: close what is open; return the last step again with what that closed, None before any."""
        if self._last is None:
            return None
        t_s = self._last.frame.t_s
        running = self._phases.running
        closed = self._interrupted + self._close_all(t_s)
        self._interrupted = ()
        result = self._hold_result(t_s) if running else None
        reading = replace(self._told, opened=(), closed=closed, result=result)
        breath = self._last.breath
        known = replace(breath, turns=(), breaths=()) if breath is not None else None
        return replace(self._last, cue=None, hold=reading, breath=known)

    def _faults_of(
        self, t_s: float, measures: Measures | None, holding: Holding
    ) -> tuple[tuple[HoldEvent, ...], tuple[HoldEvent, ...]]:
        """Return the events that this frame opens and closes."""
        wanted: dict[FaultId, HoldEvent] = {}
        if self._phases.phase is HoldPhase.LOST:
            kind, since_s = self._plan.raising.lost.id, self._phases.now.end_s
            peak = self._open[kind].peak if kind in self._open else math.inf
            lowest = min(peak, holding.height) if math.isfinite(holding.height) else peak
            limit = self._plan.raising.gone(self.profile.hold, holding.peak)
            wanted[kind] = HoldEvent(kind, since_s, None, lowest, limit, self._plan.raising.unit, self._index)
        if self._phases.phase is HoldPhase.HOLD and measures is not None and holding.held is HoldQuality.YES:
            for watcher in self._drifts:
                fault = watcher.drifting.fault
                if watcher.update(measures, self.profile.hold):
                    limit = watcher.drifting.limit(self.profile.hold)
                    wanted[fault.id] = HoldEvent(fault.id, t_s, None, watcher.peak, limit, fault.unit, self._index)
        elif self._phases.phase is HoldPhase.HOLD:  # on the way down, or unseen: nothing new is told
            wanted = dict(self._open)
        return self._exchange(t_s, wanted)

    def _exchange(
        self, t_s: float, wanted: dict[FaultId, HoldEvent]
    ) -> tuple[tuple[HoldEvent, ...], tuple[HoldEvent, ...]]:
        closed = list(self._interrupted)
        self._interrupted = ()
        for kind in tuple(self._open):
            if kind in wanted:
                self._open[kind] = replace(wanted[kind], start_s=self._open[kind].start_s)
            else:
                closed.append(replace(self._open.pop(kind), end_s=t_s))
        opened = tuple(event for kind, event in wanted.items() if kind not in self._open)
        self._open |= {event.kind: event for event in opened}
        self._faults += [event.kind for event in opened]
        return opened, tuple(closed)

    def _result(self, t_s: float, before: HoldPhase) -> tuple[HoldResult | None, tuple[HoldEvent, ...]]:
        """Return the result of a hold that is over with this frame, and the events that ended with it."""
        if self._phases.phase is HoldPhase.DONE and before is not HoldPhase.DONE:
            return self._hold_result(t_s), ()
        if not self._phases.over(t_s):
            return None, ()
        closed = self._close_all(t_s)
        result = self._hold_result(t_s)
        self._phases.reset()
        self._watcher.reset()
        self._next_hold()
        return result, closed

    def _hold_result(self, t_s: float) -> HoldResult:
        now = self._phases.now
        end_s = now.end_s if math.isfinite(now.end_s) else t_s
        faults = tuple(dict.fromkeys(self._faults))
        return HoldResult(self._index, now.start_s, end_s, now.held_s, now.count, self._phases.goal, faults)

    def _next_hold(self) -> None:
        self._index += 1
        self._faults = []
        self._phases.next_hold()

    def _forget_drifts(self) -> None:
        for watcher in self._drifts:
            watcher.reset()

    def _close_all(self, t_s: float) -> tuple[HoldEvent, ...]:
        closed = tuple(replace(event, end_s=t_s) for event in self._open.values())
        self._open.clear()
        return closed
