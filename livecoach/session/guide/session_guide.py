"""Leads a person through a session without a key: find the place, stand still, one slow pull, the sets, the end.

``livecoach.session.guide.stages`` decides; this feeds it with signals, does what it asks for and says its lines.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import GuideState, SetPlan, Stage
from livecoach.core.types import BaselineHow
from livecoach.core.unknown import NAN
from livecoach.core.words.phrases import REP_COUNT_MAX, rep_sound, spoken
from livecoach.cue.announcer import Announcer
from livecoach.measure.baseline import StillWatcher
from livecoach.session.guide.calibration_check import once_more
from livecoach.session.guide.signals import SignalReader
from livecoach.session.guide.stages import Effect, GuideProgress, GuideSignals, advance
from livecoach.session.guide.summary import set_result

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Cue, Step
    from livecoach.session.guide.signals import Signals

_WAITING: Final = frozenset(
    {"into_picture", "whole_body", "plain_background", "more_light", "step_back", "step_closer", "turn", "get_up"}
    | {"turn_to_camera", "face_camera", "hold_still", "calibrating"}
)
"""Instructions that stand until they are followed, and are said again."""


class SessionGuide:
    """Follows one session; feed every step in order, after the engine's."""

    def __init__(self, plan: SetPlan, profile: Profile) -> None:
        self._plan = plan
        self._settings = profile.baseline
        self._language = profile.language
        self._reader = SignalReader()
        self._announcer = Announcer(profile.language, _WAITING)
        self._still = StillWatcher(profile.baseline)
        self._now = GuideProgress()

    def update(self, step: Step) -> GuideState:
        """Feed one step; return what to show and say. ``GuideState.cue`` takes the place of the step's own cue."""
        t_s, person = step.frame.t_s, self._reader.update(step)
        following = advance(self._now, self._signals(step, person), self._plan)
        now = self._now = following.stage
        if Effect.WATCH_STILL in following.effects:
            self._still.reset()
        left_s, done = self._countdown(t_s)
        return GuideState(
            stage=now.stage,
            line=following.line,
            cue=self._announcer.update(t_s, following.line, self._cue(step), mid_rep=person.pulling),
            recalibrate=Effect.RECALIBRATE in following.effects,
            learned=Effect.LEARNED in following.effects,
            left_s=left_s,
            done=done,
            set_index=now.set_index,
            sets=self._plan.sets,
            reps=len(now.reps) if self._plan.reps else step.rep_count,
            goal_reps=self._plan.reps or None,
            last_set=set_result(now.reps) if now.stage in (Stage.RESTING, Stage.FINISHED) else None,
        )

    def _signals(self, step: Step, person: Signals) -> GuideSignals:
        """Take in one step; return what the stages are decided by."""
        if step.baseline.how is not BaselineHow.STILL:
            self._still.update(step.measures)
        again = once_more(step.rep) if step.rep is not None else ""
        return GuideSignals(step, person, self._still.still_for_s, again)

    def _countdown(self, t_s: float) -> tuple[float, float]:
        """Return the seconds left and the share done of what is waited for."""
        if self._now.stage is Stage.STILL:
            whole_s, done_s = self._settings.still_s, self._still.still_for_s
        elif self._now.stage is Stage.RESTING:
            whole_s, done_s = self._plan.rest_s, t_s - self._now.entered_s
        else:
            return NAN, NAN
        done_s = min(done_s, whole_s)
        return whole_s - done_s, done_s / whole_s

    def _cue(self, step: Step) -> Cue | None:
        """Return the step's cue as this session has it: none outside of the sets, reps counted within the set."""
        cue = step.cue
        if cue is None or self._now.stage in (Stage.PAUSED, Stage.RESTING, Stage.FINISHED):
            return None
        if self._now.stage is Stage.CALIBRATE and cue.because is None:
            return None  # what to do better in the next pull is said instead of a number
        if not self._plan.reps or cue.because is not None or not cue.sound.startswith("rep_"):
            return cue
        number = len(self._now.reps)
        if self._now.stage is not Stage.RUNNING or not 1 <= number <= REP_COUNT_MAX:
            return None
        sound = rep_sound(number)
        return replace(cue, sound=sound, text=spoken(self._language)[sound])
