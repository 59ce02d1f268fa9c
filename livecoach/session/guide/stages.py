"""The stages of a guided session: pure functions from where it is and the signals of a frame to what follows.

What the person does takes precedence: a person who begins to pull is running, and one who leaves the picture
is paused. At most one second try of the calibration is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Stage
from livecoach.core.transition import Transition
from livecoach.core.types import BaselineHow, CalibrationReuse
from livecoach.faults.registry import fault_named
from livecoach.session.guide.summary import set_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.core.guide_state import SetPlan
    from livecoach.core.types import Rep, Step
    from livecoach.session.guide.signals import Signals

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
"""Arms hanging still for so long, where nobody had stood still at the start, are taken as standing still now."""

_READY_BEFORE_S: Final = 10.0
"""The rest's last seconds, in which to get ready."""

_TRIES: Final = 2

_RECALL_LINE: Final = {CalibrationReuse.MOVED: "camera_moved", CalibrationReuse.LOOKS: "looks_changed"}
"""Why a pull is wanted although one is kept from another day."""


_LED: Final = frozenset({Stage.GET_READY, Stage.STILL, Stage.CALIBRATE})
"""Here a pull is no rep of a set yet, unless somebody begins of their own accord."""


class Effect(StrEnum):
    """What a transition asks for beside the next stage."""

    RECALIBRATE = "recalibrate"
    """The engine is to learn the person anew."""

    WATCH_STILL = "watch_still"
    """Standing still is to be measured from now on."""

    LEARNED = "learned"
    """A rep became the reference, and is good enough to be kept."""


@dataclass(frozen=True, slots=True)
class GuideProgress:
    """Where the session is, and what it remembers.

    ``welcome`` is the line of the first moment of a stage, ``tries`` how often a calibration rep was asked for,
    ``good`` whether it was good enough to be kept; ``reps`` are the judged ones of the set that is on.
    """

    stage: Stage = Stage.GET_READY
    entered_s: float = 0.0
    welcome: str = ""
    tries: int = 1
    good: bool = True
    set_index: int = 1
    reps: tuple[Rep, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideSignals:
    """One frame: the ``step``, what it tells of the person, and for how long they have stood still.

    ``again`` is why another calibration rep is wanted after the one that just ended, empty for a good one.
    """

    step: Step
    person: Signals
    still_for_s: float = 0.0
    again: str = ""

    @property
    def t_s(self) -> float:
        """The time of the frame."""
        return self.step.frame.t_s


Next = Transition[GuideProgress, Effect]


def advance(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:
    """Return what follows: the next stage, the instruction of the moment and what is to be done beside."""
    rule = _RULES.get(now.stage)
    following: Next = rule(now, signals, plan) if rule is not None else Transition(now)
    after = following.stage
    if after.stage is not now.stage:
        leaves_rest = now.stage is Stage.RESTING
        set_index, reps = (now.set_index + 1, ()) if leaves_rest else (after.set_index, after.reps)
        after = replace(after, entered_s=signals.t_s, set_index=set_index, reps=reps)
    rep = signals.step.rep
    effects = following.effects
    if after.stage is Stage.RUNNING and rep is not None:
        asked_for = now.stage not in _LED
        if asked_for or not (rep.calibration or rep.refused):
            after = replace(after, reps=(*after.reps, rep))
        if asked_for and (rep.calibration or rep.better):
            effects = (*effects, Effect.LEARNED)
    return replace(following, stage=after, line=_line(after, signals, plan), effects=effects)


def _to(now: GuideProgress, stage: Stage) -> Next:
    return Transition(replace(now, stage=stage))


def _welcomed(now: GuideProgress, stage: Stage, welcome: str) -> Next:
    return Transition(replace(now, stage=stage, welcome=welcome))


def _get_ready(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:  # noqa: ARG001 -- one shape
    step, person = signals.step, signals.person
    taken = step.baseline.how is not BaselineHow.NONE
    if step.rep is not None and taken:
        return _after_baseline(now, signals)
    if not person.present or person.whole_s < _READY_S:
        return _to(now, Stage.GET_READY)
    if person.view and person.whole_s < _PATIENCE_S:
        return _to(now, Stage.GET_READY)
    # One that was taken while something was missing is of no use; settling may hide a second of being whole.
    if taken and step.baseline.start_s < signals.t_s - person.whole_s - 1.0:
        return _anew(now)
    return _to(now, Stage.STILL)


def _stand_still(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:  # noqa: ARG001 -- one shape
    if signals.step.baseline.how is not BaselineHow.NONE:
        return _after_baseline(now, signals)
    person = signals.person
    return _to(now, Stage.GET_READY if not person.present or person.problem else Stage.STILL)


def _calibrate(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:  # noqa: ARG001 -- one shape
    step, person = signals.step, signals.person
    if step.baseline.how is BaselineHow.NONE:
        return _forgotten(now)
    if step.rep is not None and step.rep.refused and step.calibrating:
        # The relaxed pose is as good as before: another pull is enough.
        return Transition(replace(now, welcome=signals.again, entered_s=signals.t_s))
    if step.rep is not None and step.rep.calibration:
        if signals.again and now.tries < _TRIES:
            return _anew(now, signals.again)
        now = replace(now, good=now.good and not signals.again)
    if not step.calibrating:
        learned = (Effect.LEARNED,) if now.good and not signals.again else ()
        return Transition(replace(now, stage=Stage.RUNNING, welcome="go"), effects=learned)
    if not person.present:
        return _to(now, Stage.GET_READY)
    return _anew(now) if person.moved and person.hanging_s >= _INVITED_S else _to(now, Stage.CALIBRATE)


def _run(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:
    person, how = signals.person, signals.step.baseline.how
    if how is BaselineHow.NONE:
        return _forgotten(now)
    if plan.reps and len(now.reps) >= plan.reps:
        return _to(now, Stage.RESTING if now.set_index < plan.sets else Stage.FINISHED)
    if not person.present or person.hanging_s >= _IDLE_S:
        return _to(now, Stage.PAUSED)
    invited = person.hanging_s >= _INVITED_S and signals.still_for_s >= _INVITED_S and not person.problem
    if invited and how is not BaselineHow.STILL and now.tries < _TRIES:
        return _anew(now)
    return _to(now, Stage.RUNNING)


def _pause(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:  # noqa: ARG001 -- one shape
    person = signals.person
    if signals.step.rep is not None:
        return _to(now, Stage.RUNNING)
    if not person.present or person.whole_s < _READY_S:
        return _to(now, Stage.PAUSED)
    if person.moved:
        return _anew(now)
    return _welcomed(now, Stage.RUNNING if person.raised_s >= _RAISED_S else Stage.PAUSED, "resumed")


def _rest(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> Next:
    now = replace(now, welcome="go")
    if signals.step.rep is not None:
        return _to(now, Stage.RUNNING)
    if signals.t_s - now.entered_s < plan.rest_s:
        return _to(now, Stage.RESTING)
    if not signals.person.present:
        return _to(now, Stage.PAUSED)
    return _anew(now) if signals.person.moved else _to(now, Stage.RUNNING)


_RULES: Final[dict[Stage, Callable[[GuideProgress, GuideSignals, SetPlan], Next]]] = {
    Stage.GET_READY: _get_ready,
    Stage.STILL: _stand_still,
    Stage.CALIBRATE: _calibrate,
    Stage.RUNNING: _run,
    Stage.PAUSED: _pause,
    Stage.RESTING: _rest,
}


def _after_baseline(now: GuideProgress, signals: GuideSignals) -> Next:
    step = signals.step
    if step.calibrating:
        return _welcomed(replace(now, good=True), Stage.CALIBRATE, _RECALL_LINE.get(step.recall, ""))
    return _welcomed(now, Stage.RUNNING, "welcome_back" if step.recall is CalibrationReuse.FITS else "go")


def _anew(now: GuideProgress, why: str = "") -> Next:
    """Ask for a new baseline; ``why`` counts as one of the tries."""
    tries = now.tries + (1 if why or now.stage is Stage.RUNNING else 0)
    after = replace(now, stage=Stage.STILL, welcome=why, tries=tries)
    return Transition(after, effects=(Effect.RECALIBRATE, Effect.WATCH_STILL))


def _forgotten(now: GuideProgress) -> Next:
    """Follow a new calibration that was asked for by key."""
    return Transition(replace(now, stage=Stage.STILL, welcome=""), effects=(Effect.WATCH_STILL,))


def _line(now: GuideProgress, signals: GuideSignals, plan: SetPlan) -> str:
    """Return the instruction of the moment."""
    person, fresh = signals.person, signals.t_s - now.entered_s < _MOMENT_S
    welcome = now.welcome if fresh else ""
    match now.stage:
        case Stage.GET_READY:
            return person.problem or person.view or "get_ready"
        case Stage.STILL:
            return welcome or "hold_still"
        case Stage.CALIBRATE:
            return person.problem or welcome or "calibrating"
        case Stage.RUNNING:
            return person.problem or welcome
        case Stage.PAUSED:
            return "paused" if fresh else person.problem or "when_ready"
    return _line_after_set(now, signals.t_s - now.entered_s, plan)


def _line_after_set(now: GuideProgress, since_s: float, plan: SetPlan) -> str:
    resting = now.stage is Stage.RESTING
    if since_s < _MOMENT_S:
        return "set_done" if resting else "finished"
    if since_s < 2 * _MOMENT_S:
        worst = set_result(now.reps).worst
        return fault_named(worst).sounds.next_time if worst is not None else "set_clean"
    if not resting:
        return ""
    return "get_ready" if plan.rest_s - since_s <= _READY_BEFORE_S else "rest"
