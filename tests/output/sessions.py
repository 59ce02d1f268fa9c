"""Made-up sessions for the log and the tables: real Steps with tiny pictures, no model behind them."""

import math

import numpy as np

from livecoach.config.schema import Profile
from livecoach.core.commands import Action, Command
from livecoach.core.landmarks import COUNT
from livecoach.core.types import (
    Baseline,
    BaselineHow,
    Cue,
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
from livecoach.output.log.log_writer import SessionLog
from tests.support.faults import REP_FAULT_IDS

FPS = 25.0
FRAMES = 100
OPEN = Event("shrug", 1.2, None, 0.014, 1.2, 0.013, "torso lengths", Grade.MILD, 1, 0.41)
CLOSED = Event("shrug", 1.2, 1.8, 0.03, 1.5, 0.013, "torso lengths", Grade.CLEAR, 1, 0.41)
REP = Rep(1, 1.0, 1.6, 2.0, 0.93, False, ("shrug",))
CUE = Cue("shoulders_down", "Shoulders down", 2, 1.32, 2.12, OPEN)
STILL = Baseline(BaselineHow.STILL, 0.0, 0.6, View.THREE_QUARTER_FRONT, 41.0, {"ear_shoulder": 0.41}, {})


def pose(index):
    return Pose(
        index,
        index / FPS,
        np.full((COUNT, 2), 5.0, np.float32),
        np.zeros((COUNT, 3), np.float32),
        np.ones(COUNT, np.float32),
        (64, 48),
    )


def step(index):
    """Frame ``index`` of the session: upside down in 0..4, still, a shrug 1.2 to 1.8 s in the rep 1.0 to 2.0 s."""
    t_s = index / FPS
    frame = Frame(index, t_s, np.zeros((48, 64, 3), np.uint8), dropped_before=2 if index == 50 else 0)
    if index < 5:
        why = "the body is upside down"
        refused = PoseObservation(None, TrackState.REFUSED, "Turn the camera.", why)
        return Step(frame, refused, timings_ms={"track": 10.0})
    in_rep = REP.start_s <= t_s < REP.end_s
    rise = 0.03 if CLOSED.start_s <= t_s < CLOSED.end_s else NAN if index == 90 else 0.001
    readings = (
        FaultState("shrug", rise, 0.013, "torso lengths", Observability.FULL, "", active=rise > 0.013),
        FaultState("lumbar_extension", 2.0, 7.5, "deg", Observability.FULL),
        FaultState(
            "head_protrusion", NAN, 0.025, "torso lengths", Observability.NONE, "not from the front", unsure=True
        ),
    )
    values = {"ear_shoulder": np.float32(0.41), "trunk_lean_deg": math.sin(t_s)}
    return Step(
        frame,
        PoseObservation(pose(index), TrackState.OK),
        Measures(t_s, View.THREE_QUARTER_FRONT, 41.0, 0.9, values),
        STILL if t_s >= 0.6 else Baseline(BaselineHow.NONE),
        Phase.DRIVE if in_rep else Phase.SETUP,
        0.5 if in_rep else NAN,
        int(t_s >= REP.end_s),
        readings=readings,
        opened=(OPEN,) if index == 33 else (),
        closed=(CLOSED,) if index == 50 else (),
        rep=REP if index == 50 else None,
        cue=CUE if index == 33 else None,
        notice="The light is low." if 60 <= index < 70 else "",
        timings_ms={"track": 11.0, "measure": 0.2},
    )


def header(log, profile=None):
    log.header(
        source="clip.mp4",
        exercise="pit_pull",
        faults=REP_FAULT_IDS,
        model="full",
        profile_name="default",
        profile=profile or Profile(),
        fps=FPS,
    )


def write_session(path, frames=FRAMES, end=True):
    """Write a session of that many frames, with one command and one change of profile after half of them."""
    with SessionLog(path) as log:
        header(log)
        for index in range(frames):
            log.step(step(index))
            if index == frames // 2:
                log.command(Command(Action.MORE_SENSITIVE, index / FPS))
                log.profile(index / FPS, "default", Profile().with_sensitivity(6))
        if end:
            log.end("finished")
