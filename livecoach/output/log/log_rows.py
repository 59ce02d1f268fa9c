"""The rows of the session log that are read back as they are written; ``docs/session.md`` describes all of them.

What a row says of a rep, an event, a cue and their like is read by ``livecoach.core.serialization``.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from livecoach.core.fault_id import FaultId
from livecoach.core.types import CalibrationReuse, Observability, Phase, TrackState, View
from livecoach.output.log.session_file import ProfileRecord

Meter = tuple[FaultId, float | None, float | None, int, int]
"""One fault in one frame: kind, value, limit, whether it is active, whether it is unsure."""


class _Row(BaseModel):
    """One line; keys of a later livecoach are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class HeaderSource(_Row):
    """The clip or camera; ``fps`` is None where it does not state a rate."""

    name: str
    fps: float | None = None


class Header(_Row):
    """The first line; ``faults`` are those of reps that the exercise judges, None in a log of 0.1."""

    format: str
    livecoach: str = ""
    started_at: str = ""
    source: HeaderSource
    exercise: str
    model: str
    profile: ProfileRecord
    faults: tuple[FaultId, ...] | None = None


class PictureRow(_Row):
    """The size of the pictures from here on."""

    width_px: int
    height_px: int


class ColumnsRow(_Row):
    """What ``values`` and ``ms`` of the frames from here on are."""

    values: tuple[str, ...]
    stages: tuple[str, ...]


class JudgedRow(_Row):
    """How well a fault can be judged from here on."""

    kind: FaultId
    state: Observability
    why: str
    unit: str


class TrackingRow(_Row):
    """Whether a person is tracked from here on."""

    state: TrackState
    why: str


class FrameRow(_Row):
    """One frame."""

    i: int
    t_s: float
    person: bool
    phase: Phase
    drive: float | None
    reps: int
    calibrating: bool
    view: View | None
    yaw_deg: float | None
    quality: float | None
    values: tuple[float | None, ...] | None
    faults: tuple[Meter, ...]
    ms: tuple[float | None, ...]
    damaged: bool = False


class RecallRow(_Row):
    """What became of kept calibrations."""

    state: CalibrationReuse


class RecordingRow(_Row):
    """A recording that began at ``start_s``; its path is relative to the session's folder or absolute."""

    path: str
    start_s: float
    raw: bool


class ProfileRow(_Row):
    """The profile that is in effect from ``t_s`` on."""

    t_s: float
    profile: ProfileRecord


class NoticeRow(_Row):
    """A notice that was shown."""

    t_s: float
    text: str


class EndRow(_Row):
    """The last line: why the session ended, and its counts."""

    t_s: float
    reason: str
    frames: int = 0
    frames_dropped: int = 0
    frames_damaged: int = 0
    frames_with_person: int = 0
    reps: int = 0
    events: int = 0
