"""What a guided session shows and says: its stages, its sets and its summary. Texts are named by sound id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Cue, Phase


class Stage(StrEnum):
    """Where in a session the person is."""

    GET_READY = "get_ready"
    STILL = "still"
    CALIBRATE = "calibrate"
    RUNNING = "running"
    PAUSED = "paused"
    RESTING = "resting"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class SetPlan:
    """How many sets of how many reps, with how much rest between; ``reps`` 0 is one open set that never ends."""

    sets: int = 1
    reps: int = 0
    rest_s: float = 60.0


@dataclass(frozen=True, slots=True)
class SetResult:
    """The result of one set: judged reps, the clean ones among them, the most frequent fault in the others."""

    reps: int
    clean: int
    worst: FaultId | None = None


@dataclass(frozen=True, slots=True)
class GuideState:
    """The session at one frame.

    ``line`` is the sound id of the one instruction of the moment (empty: none) and ``cue`` what is to be said now.
    ``left_s`` and ``done`` (share 0..1) belong to a countdown, NaN without one. ``recalibrate`` asks the engine for a
    new calibration before the next frame; ``learned`` says that it has just calibrated on a pull that was good enough
    to be kept. ``goal_reps`` is None in an open set.
    """

    stage: Stage
    line: str = ""
    cue: Cue | None = None
    recalibrate: bool = False
    learned: bool = False
    left_s: float = NAN
    done: float = NAN
    set_index: int = 1
    sets: int = 1
    reps: int = 0
    goal_reps: int | None = None
    last_set: SetResult | None = None


class Hint(StrEnum):
    """The one thing to do differently next time."""

    BE_SEEN = "be_seen"
    FAULT = "fault"
    """What ``Summary.worst`` asks for."""

    FURTHER = "further"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Summary:
    """How a session went.

    ``reps`` are the judged ones, ``worst`` the fault in most of them and ``worst_phase`` where it mostly began;
    ``best_range`` is the furthest clean rep as a share 0..1 of the person's own full travel, NaN without one.
    """

    reps: int
    clean: int
    worst: FaultId | None
    worst_reps: int
    worst_phase: Phase | None
    best_range: float
    hint: Hint
