"""Steps in every state the screen can be asked to show, made without model or engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.breath import RepBreaths
from livecoach.core.commands import Setting
from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.pacer import Pace, PacePhase
from livecoach.core.types import (
    Event,
    FaultState,
    Frame,
    Grade,
    Measures,
    Observability,
    Phase,
    Pose,
    PoseObservation,
    Rep,
    Step,
    TrackState,
    View,
)
from livecoach.core.unknown import NAN
from livecoach.render.panels.trace import TraceHistory
from livecoach.render.panels.tuning_panel import CHOICES
from livecoach.render.session_state import HELP, Aids, Halt, SessionState, Status
from livecoach.render.views import PanelView, Row
from tests.support.faults import REP_FAULT_IDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SIZES: Final = (
    (320, 240),
    (640, 480),
    (480, 640),
    (720, 1280),
    (1280, 720),
    (1920, 1080),
    (3840, 2160),
    (240, 320),
    (1280, 300),
)
LONG_ADVICE: Final = (
    "Seen upside down: choose a plainer background, and put the camera where it sees your hips and head"
)
LONG_NOTE: Final = "The clip begins in the middle of a movement: faults are judged against the best baseline it has"

BESIDE_PX: Final = (20.0, 60.0, 120.0, 200.0)

LONG_NAME: Final = "a very long profile name of somebody"

# A person from three-quarter front, as shares of the picture.
_PERSON: Final = {
    Landmark.NOSE: (0.46, 0.18),
    Landmark.LEFT_EAR: (0.52, 0.18),
    Landmark.RIGHT_EAR: (0.47, 0.20),
    Landmark.LEFT_SHOULDER: (0.56, 0.30),
    Landmark.RIGHT_SHOULDER: (0.45, 0.32),
    Landmark.LEFT_ELBOW: (0.60, 0.45),
    Landmark.RIGHT_ELBOW: (0.41, 0.50),
    Landmark.LEFT_WRIST: (0.52, 0.52),
    Landmark.RIGHT_WRIST: (0.36, 0.60),
    Landmark.LEFT_HIP: (0.54, 0.65),
    Landmark.RIGHT_HIP: (0.47, 0.66),
}


def person(size: tuple[int, int]) -> NDArray[np.float32]:
    """Return (33, 2) picture points of a standing person; the points that do not matter are unseen."""
    xy = np.full((COUNT, 2), np.nan, np.float32)
    for landmark, share in _PERSON.items():
        xy[landmark] = np.array(share) * np.array(size)
    return xy


def grey(size: tuple[int, int], level: int = 128) -> NDArray[np.uint8]:
    """Return a plain picture."""
    return np.full((size[1], size[0], 3), level, np.uint8)


def reading(
    kind: str, value: float = 0.4, judged: Observability = Observability.FULL, active: bool = False
) -> FaultState:
    """Return one meter with the limit 1."""
    return FaultState(kind, value, 1.0, "", judged, active=active)


def readings(active: tuple[str, ...] = ()) -> tuple[FaultState, ...]:
    """Return all three meters, the active ones over their limit."""
    return tuple(reading(kind, 1.4 if kind in active else 0.4, active=kind in active) for kind in REP_FAULT_IDS)


def calm(size: tuple[int, int], image: NDArray[np.uint8] | None = None) -> Step:
    """Return a step in the middle of a clean pull."""
    pose = Pose(7, 0.25, person(size), np.zeros((COUNT, 3), np.float32), np.ones(COUNT, np.float32), size)
    return Step(
        Frame(7, 0.25, grey(size) if image is None else image),
        PoseObservation(pose, TrackState.OK),
        Measures(0.25, View.THREE_QUARTER_FRONT, 45.0, 1.0, {}),
        phase=Phase.DRIVE,
        drive=0.6,
        rep_count=8,
        readings=readings(),
    )


def reps() -> tuple[tuple[Rep, tuple[Event, ...]], ...]:
    """Return twelve reps with their events: one calibrating, two mild, one clear, the others clean."""
    faults = {3: Grade.MILD, 6: Grade.CLEAR, 9: Grade.MILD}
    return tuple(
        (
            Rep(n, n, n + 0.5, n + 1, 1.0, n == 1, ("shrug",) if n in faults else ()),
            (Event("shrug", n, n + 0.5, 2.0, n, 1.0, "", faults[n], n),) if n in faults else (),
        )
        for n in range(1, 13)
    )


def traces() -> TraceHistory:
    """Return twelve seconds in which each fault was past its limit once, and nothing was judged for a second."""
    history = TraceHistory()
    step = calm((320, 240))
    for i in range(360):
        t_s = i / 30
        past = tuple(kind for j, kind in enumerate(REP_FAULT_IDS) if int(t_s) == 3 * j + 2)
        shown = () if int(t_s) == 6 else readings(past)
        history.update(replace(step, frame=Frame(i, t_s, step.frame.image_bgr), readings=shown))
    return history


def panels() -> Iterator[PanelView]:
    """Yield the panel of settings with everything in it, with and without something to undo, and quite empty."""
    trace = tuple(NAN if i % 40 > 30 else (i % 40) / 40 for i in range(240))
    for selected in (Setting.SENSITIVITY, Setting.COOLDOWN, Setting.NAME):
        for at in (0.0, 0.5, 1.0):
            rows = tuple(
                Row(knob, LONG_NAME) if knob in CHOICES else Row(knob, "25.00 s", at, trace, 0.6, 1888)
                for knob in Setting
            )
            yield PanelView(rows, selected, at > 0, at > 0, LONG_NAME, at > 0)
    empty = tuple(Row(knob, "mine") if knob in CHOICES else Row(knob, "0", 0.0, (), NAN, None) for knob in Setting)
    yield PanelView(empty, "shrug", False, False, "", True)


def paced(step: Step, everything: SessionState) -> Iterator[tuple[Step, SessionState]]:
    """Yield the pacer in each part of the breath, alone and beside everything, and holds that last for breaths."""
    for part in PacePhase:
        for progress in (0.0, 0.55):
            now = Pace(part, progress, 1.0, 0)
            yield step, SessionState(aids=Aids(now, caution=True))
            yield replace(step, readings=readings(REP_FAULT_IDS)), replace(everything, aids=Aids(now, trace=True))
    for done in (0, 9, 10):
        hold = RepBreaths(done, 10, 0.5, False, True)
        yield replace(step, phase=Phase.HOLD, rep_breaths=hold), replace(everything, aids=Aids(Pace(part, 0.5, 1.0, 0)))
        yield replace(step, phase=Phase.HOLD, rep_breaths=hold), SessionState()


def states(size: tuple[int, int]) -> Iterator[tuple[Step, SessionState]]:
    """Yield every state with the longest texts that it can carry."""
    step = calm(size)
    status = Status(5999.0, muted=True, fps=120.0, sensitivity=10, profile=LONG_NAME, notes=3 * (LONG_NOTE,))
    everything = SessionState(status=status)
    yield step, SessionState()
    yield step, replace(everything, aids=Aids(trace=True))
    yield step, replace(everything, halt=Halt.SAVING)
    yield replace(step, readings=readings(REP_FAULT_IDS)), SessionState(aids=Aids(trace=True))
    yield replace(step, readings=()), SessionState(aids=Aids(trace=True))
    yield from paced(step, everything)
    for panel in panels():
        yield (
            replace(step, readings=readings(("shrug",))),
            replace(everything, opened=panel, aids=Aids(trace=True)),
        )
    for kind in REP_FAULT_IDS:
        yield replace(step, readings=readings((kind,)), rep_count=28, notice=LONG_NOTE), everything
    yield (
        replace(step, readings=readings(REP_FAULT_IDS), phase=Phase.RETURN),
        SessionState(GuideState(Stage.RUNNING, reps=8, goal_reps=10)),
    )
    for view in View:
        for judged in Observability:
            shown = tuple(reading(kind, 1.2, judged) for kind in REP_FAULT_IDS)
            yield replace(step, measures=replace(step.measures, view=view), readings=shown), everything
    for phase in Phase:
        yield replace(step, phase=phase, drive=NAN, rep_count=0), everything
    unsure = tuple(replace(r, unsure=True, value=NAN) for r in step.readings)
    for state in (TrackState.SEARCHING, TrackState.REFUSED):
        lost = replace(step, sighting=PoseObservation(None, state, LONG_ADVICE), measures=None, readings=unsure)
        yield lost, SessionState()
        yield lost, replace(everything, opened=HELP)
    yield replace(step, calibrating=True, notice=LONG_NOTE, readings=unsure), everything
    yield step, replace(everything, halt=Halt.PAUSED)
    yield replace(step, readings=readings(("shrug",))), replace(everything, opened=HELP)
    yield replace(step, readings=()), SessionState(opened=HELP)
