"""Guides a person through a session without a key: find the place, stand still, one slow pull, the sets, the end.

A pure state machine over steps. What the person does takes precedence: a person who begins to pull is running, and one
who leaves the picture is paused. At most one second try of the calibration is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import GuideState, SetPlan, Stage
from livecoach.core.types import BaselineHow, CalibrationReuse
from livecoach.core.unknown import NAN
from livecoach.core.words.phrases import REP_COUNT_MAX, rep_sound, spoken
from livecoach.cue.announcer import Announcer
from livecoach.faults.registry import fault_named
from livecoach.measure.baseline import StillWatcher
from livecoach.session.guide.calibration_check import CalibrationCheck
from livecoach.session.guide.signals import SignalReader, Signals
from livecoach.session.guide.summary import set_result

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Cue, Rep, Step

_READY_S: Final = 0.8
"""How long everything must be in view before standing still is asked for."""

_PATIENCE_S: Final = 6.0
"""How long a better view is asked for before the session goes on with the one there is."""

_MOMENT_S: Final = 3.0
"""How long a word like "Go" stays on the screen."""

_IDLE_S: Final = 12.0
"""Arms that hang this long while a set runs are a pause."""

_RAISED_S: Final = 0.4
_INVITED_S: Final = 1.0
"""Arms that hang still for this long count as standing still, if nobody stood still at the start."""

_READY_BEFORE_S: Final = 10.0
"""The rest's last seconds, in which to get ready."""

_TRIES: Final = 2
_WAITING: Final = frozenset(
    {"into_picture", "whole_body", "plain_background", "more_light", "step_back", "step_closer", "turn", "get_up"}
    | {"turn_to_camera", "face_camera", "hold_still", "calibrating"}
)
"""Instructions that apply until they are followed, and are repeated."""

_RECALL_LINE: Final = {CalibrationReuse.MOVED: "camera_moved", CalibrationReuse.LOOKS: "looks_changed"}
"""Why a pull is needed although one is kept from another day."""


class SessionGuide:
    """Guides one session; feed every step in order, after the engine's."""

    def __init__(self, plan: SetPlan, profile: Profile) -> None:
        self._plan = plan
        self._settings = profile.baseline
        self._language = profile.language
        self._reader = SignalReader()
        self._announcer = Announcer(profile.language, _WAITING)
        self._still = StillWatcher(profile.baseline)
        self._check = CalibrationCheck()
        self._stage = Stage.GET_READY
        self._entered_s = 0.0
        self._welcome = ""
        self._tries = 1
        self._recalibrate = False
        self._good = True
        self._learned = False
        self._set_index = 1
        self._set_reps: list[Rep] = []
        self._rules = {
            Stage.GET_READY: self._get_ready,
            Stage.STILL: self._stand_still,
            Stage.CALIBRATE: self._calibrate,
            Stage.RUNNING: self._run,
            Stage.PAUSED: self._pause,
            Stage.RESTING: self._rest,
        }

    def update(self, step: Step) -> GuideState:
        """Feed one step; return what to show and say. ``GuideState.cue`` takes the place of the step's own cue."""
        t_s = step.frame.t_s
        now = self._reader.update(step)
        self._recalibrate = self._learned = False
        if step.baseline.how is not BaselineHow.STILL:
            self._still.update(step.measures)
        self._check.update(step, whole=not step.sighting.why and not now.problem)
        rule = self._rules.get(self._stage)
        following = rule(step, now) if rule is not None else self._stage
        if following is not self._stage:
            self._enter(following, t_s)
        if self._stage is Stage.RUNNING and step.rep is not None and not step.rep.calibration:
            self._set_reps.append(step.rep)
        line = self._line(t_s, now)
        left_s, done = self._countdown(t_s)
        return GuideState(
            stage=self._stage,
            line=line,
            cue=self._announcer.update(t_s, line, self._cue(step), mid_rep=now.pulling),
            recalibrate=self._recalibrate,
            learned=self._learned,
            left_s=left_s,
            done=done,
            set_index=self._set_index,
            sets=self._plan.sets,
            reps=len(self._set_reps) if self._plan.reps else step.rep_count,
            goal_reps=self._plan.reps or None,
            last_set=set_result(self._set_reps) if self._stage in (Stage.RESTING, Stage.FINISHED) else None,
        )

    def _enter(self, stage: Stage, t_s: float) -> None:
        if self._stage is Stage.RESTING:
            self._set_index += 1
            self._set_reps = []
        self._stage = stage
        self._entered_s = t_s

    def _get_ready(self, step: Step, now: Signals) -> Stage:
        if step.rep is not None and step.baseline.how is not BaselineHow.NONE:
            return self._after_baseline(step)
        if not now.present or now.whole_s < _READY_S:
            return Stage.GET_READY
        taken = step.baseline.how is not BaselineHow.NONE
        if now.view and now.whole_s < _PATIENCE_S and not taken:
            return Stage.GET_READY
        # A baseline that was taken while something was missing is of no use; settling may hide a second of a whole
        # view.
        if taken and step.baseline.start_s < step.frame.t_s - now.whole_s - 1.0:
            return self._anew()
        return Stage.STILL

    def _stand_still(self, step: Step, now: Signals) -> Stage:
        if step.baseline.how is not BaselineHow.NONE:
            return self._after_baseline(step)
        return Stage.GET_READY if not now.present or now.problem else Stage.STILL

    def _calibrate(self, step: Step, now: Signals) -> Stage:
        if step.baseline.how is BaselineHow.NONE:
            return self._forgotten()
        if step.rep is not None and step.rep.calibration:
            again = self._check.verdict(step.rep)
            if again and self._tries < _TRIES:
                return self._anew(again)
            self._good = self._good and not again
        if not step.calibrating:
            self._learned = self._good
            self._welcome = "go"
            return Stage.RUNNING
        if not now.present:
            return Stage.GET_READY
        return self._anew() if now.moved and now.hanging_s >= _INVITED_S else Stage.CALIBRATE

    def _run(self, step: Step, now: Signals) -> Stage:
        if step.baseline.how is BaselineHow.NONE:
            return self._forgotten()
        if self._plan.reps and len(self._set_reps) >= self._plan.reps:
            return Stage.RESTING if self._set_index < self._plan.sets else Stage.FINISHED
        if not now.present or now.hanging_s >= _IDLE_S:
            return Stage.PAUSED
        invited = now.hanging_s >= _INVITED_S and self._still.still_for_s >= _INVITED_S and not now.problem
        if invited and step.baseline.how is not BaselineHow.STILL and self._tries < _TRIES:
            return self._anew()
        return Stage.RUNNING

    def _pause(self, step: Step, now: Signals) -> Stage:
        if step.rep is not None:
            return Stage.RUNNING
        if not now.present or now.whole_s < _READY_S:
            return Stage.PAUSED
        if now.moved:
            return self._anew()
        self._welcome = "resumed"
        return Stage.RUNNING if now.raised_s >= _RAISED_S else Stage.PAUSED

    def _rest(self, step: Step, now: Signals) -> Stage:
        self._welcome = "go"
        if step.rep is not None:
            return Stage.RUNNING
        if step.frame.t_s - self._entered_s < self._plan.rest_s:
            return Stage.RESTING
        if not now.present:
            return Stage.PAUSED
        return self._anew() if now.moved else Stage.RUNNING

    def _after_baseline(self, step: Step) -> Stage:
        if step.calibrating:
            self._good = True
            self._welcome = _RECALL_LINE.get(step.recall, "")
            return Stage.CALIBRATE
        self._welcome = "welcome_back" if step.recall is CalibrationReuse.FITS else "go"
        return Stage.RUNNING

    def _anew(self, why: str = "") -> Stage:
        """Ask for a new baseline; ``why`` counts as one of the tries."""
        if why or self._stage is Stage.RUNNING:
            self._tries += 1
        self._welcome = why
        self._recalibrate = True
        self._still.reset()
        return Stage.STILL

    def _forgotten(self) -> Stage:
        """Handle a new calibration that was requested by key."""
        self._welcome = ""
        self._still.reset()
        return Stage.STILL

    def _line(self, t_s: float, now: Signals) -> str:
        """Return the instruction of the moment."""
        fresh = t_s - self._entered_s < _MOMENT_S
        match self._stage:
            case Stage.GET_READY:
                return now.problem or now.view or "get_ready"
            case Stage.STILL:
                return self._welcome if fresh and self._welcome else "hold_still"
            case Stage.CALIBRATE:
                return now.problem or (self._welcome if fresh and self._welcome else "calibrating")
            case Stage.RUNNING:
                return now.problem or (self._welcome if fresh else "")
            case Stage.PAUSED:
                return "paused" if fresh else now.problem or "when_ready"
        return self._line_after_set(t_s)

    def _line_after_set(self, t_s: float) -> str:
        since_s = t_s - self._entered_s
        resting = self._stage is Stage.RESTING
        if since_s < _MOMENT_S:
            return "set_done" if resting else "finished"
        if since_s < 2 * _MOMENT_S:
            worst = set_result(self._set_reps).worst
            return fault_named(worst).sounds.next_time if worst is not None else "set_clean"
        if not resting:
            return ""
        return "get_ready" if self._plan.rest_s - since_s <= _READY_BEFORE_S else "rest"

    def _countdown(self, t_s: float) -> tuple[float, float]:
        """Return the seconds left and the share done of the present wait."""
        if self._stage is Stage.STILL:
            whole_s, done_s = self._settings.still_s, self._still.still_for_s
        elif self._stage is Stage.RESTING:
            whole_s, done_s = self._plan.rest_s, t_s - self._entered_s
        else:
            return NAN, NAN
        done_s = min(done_s, whole_s)
        return whole_s - done_s, done_s / whole_s

    def _cue(self, step: Step) -> Cue | None:
        """Return the step's cue for this session: none outside the sets, and reps counted within the set."""
        cue = step.cue
        if cue is None or self._stage in (Stage.PAUSED, Stage.RESTING, Stage.FINISHED):
            return None
        if not self._plan.reps or cue.because is not None or not cue.sound.startswith("rep_"):
            return cue
        number = len(self._set_reps)
        if self._stage is not Stage.RUNNING or not 1 <= number <= REP_COUNT_MAX:
            return None
        sound = rep_sound(number)
        return replace(cue, sound=sound, text=spoken(self._language)[sound])
