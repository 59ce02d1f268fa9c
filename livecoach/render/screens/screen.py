"""Which screen is shown: one of a few, chosen once a frame from the step and the state of the session.

``livecoach.render.compose`` lists the widgets of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.routine import RoutineStage, Unit
from livecoach.render.screens.result import ResultView
from livecoach.render.screens.summary import SummaryView
from livecoach.render.session_state import Halt, HelpOpen
from livecoach.render.views import PanelView, RoutineView

if TYPE_CHECKING:
    from livecoach.core.types import Step
    from livecoach.render.session_state import Led, Opened, SessionState


@dataclass(frozen=True, slots=True)
class Placing:
    """The person gets ready and stands still: a figure to step into, a countdown."""

    guide: GuideState
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """The calibration rep, or a wait in a set: the count, without meters, which have nothing to say yet."""

    guide: GuideState
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """Reps are judged: count, meters and what was asked for. Also any session that nobody leads."""

    guide: GuideState | None = None
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A position is held: ``count`` breaths of ``goal``, and how high the lift or reach is."""

    count: int
    goal: int
    guide: GuideState | None = None
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """The rest between two sets: what the last one came to, a countdown."""

    guide: GuideState
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class Finishing:
    """The last set is done and its last words are being said."""

    guide: GuideState
    routine: RoutineView | None = None


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """A routine outside of an exercise: how the next one is done, or the rest before it."""

    view: RoutineView


@dataclass(frozen=True, slots=True)
class RoutineEnd:
    """What the day of a routine came to."""

    view: RoutineView


SessionScreen = Placing | Counting | Running | Holding | Resting | Finishing | RoutineCard | RoutineEnd
"""What a session shows by itself while it goes on."""


@dataclass(frozen=True, slots=True)
class Help:
    """The table of keys in the middle; instruction and notes stay those of the session ``under`` it."""

    under: SessionScreen


@dataclass(frozen=True, slots=True)
class Settings:
    """The panel of settings, beside the meters; instruction and notes stay those of the session ``under`` it."""

    under: SessionScreen
    panel: PanelView


@dataclass(frozen=True, slots=True)
class Paused:
    """What was on the screen, standing still."""

    under: SessionScreen | Help | Settings


@dataclass(frozen=True, slots=True)
class Saving:
    """What was on the screen at the end, while the files are being written."""

    under: SessionScreen | Help | Settings


@dataclass(frozen=True, slots=True)
class Summary:
    """The last screen of a session."""

    view: SummaryView


@dataclass(frozen=True, slots=True)
class Result:
    """The last screen of a measurement."""

    view: ResultView


Screen = SessionScreen | Help | Settings | Paused | Saving | Summary | Result


@dataclass(frozen=True, slots=True)
class Shown:
    """One frame to draw: the step, the state of the session and the screen that was chosen for them."""

    step: Step
    state: SessionState
    screen: Screen


def shown(step: Step, state: SessionState) -> Shown:
    """Return what is to be drawn for one frame."""
    return Shown(step, state, choose_screen(step, state))


def choose_screen(step: Step, state: SessionState) -> Screen:
    """Return the one screen for ``step`` in a session in this ``state``."""
    match state.led:
        case SummaryView() as summary:
            return Summary(summary)
        case ResultView() as result:
            return Result(result)
    session = _session_screen(step, state.led)
    if isinstance(session, RoutineEnd) and state.opened is None:
        return session
    opened = _with_opened(session, state.opened)
    match state.halt:
        case Halt.PAUSED:
            return Paused(opened)
        case Halt.SAVING:
            return Saving(opened)
    return opened


def session_of(screen: Screen) -> SessionScreen | None:
    """Return the session's own screen, whatever lies over it; None where a last screen took its place."""
    match screen:
        case Paused(under) | Saving(under):
            return session_of(under)
        case Help(under) | Settings(under):
            return under
        case Summary() | Result():
            return None
    return screen


def uncovered(screen: Screen) -> SessionScreen | None:
    """Return the session's own screen while nothing lies over it, paused or not; None while something does."""
    match screen:
        case Paused(under) | Saving(under):
            return uncovered(under)
        case Help() | Settings() | Summary() | Result():
            return None
    return screen


def guide_of(screen: Screen) -> GuideState | None:
    """Return where a guided session is that the screen belongs to."""
    match session_of(screen):
        case Placing(guide) | Counting(guide) | Running(guide) | Resting(guide) | Finishing(guide):
            return guide
        case Holding(guide=guide):
            return guide
    return None


def routine_of(screen: Screen) -> RoutineView | None:
    """Return the routine that the screen belongs to."""
    match session_of(screen):
        case None:
            return None
        case RoutineCard(view) | RoutineEnd(view):
            return view
        case session:
            return session.routine


def marks_bystanders(screen: Screen) -> bool:
    """Return whether somebody who is not judged is marked: not where nobody is, and not behind what covers them."""
    return isinstance(uncovered(screen), Placing | Counting | Running | Holding)


def draws_skeleton(screen: Screen) -> bool:
    """Return whether the coached person's lines are drawn: not under a last screen."""
    return not isinstance(screen, Summary | Result)


def _with_opened(session: SessionScreen, opened: Opened) -> SessionScreen | Help | Settings:
    match opened:
        case HelpOpen():
            return Help(session)
        case PanelView():
            return Settings(session, opened)
    return session


def _session_screen(step: Step, led: Led) -> SessionScreen:
    routine = led if isinstance(led, RoutineView) else None
    guide = led if isinstance(led, GuideState) else routine.guide if routine is not None else None
    state = routine.state if routine is not None else None
    if routine is not None and state is not None and state.stage is not RoutineStage.EXERCISE:
        return RoutineEnd(routine) if state.stage is RoutineStage.FINISHED else RoutineCard(routine)
    if guide is not None and guide.stage is not Stage.RUNNING:
        return _around_set(guide, routine)
    if step.hold is not None:
        return Holding(step.hold.breaths, step.hold.goal_breaths, guide, routine)
    if state is not None and state.item.unit is Unit.BREATHS:
        return Holding(state.work.count, state.work.goal, guide, routine)
    return Running(guide, routine)


def _around_set(guide: GuideState, routine: RoutineView | None) -> SessionScreen:
    match guide.stage:
        case Stage.GET_READY | Stage.STILL:
            return Placing(guide, routine)
        case Stage.RESTING:
            return Resting(guide, routine)
        case Stage.FINISHED:
            return Finishing(guide, routine)
    return Counting(guide, routine)
