"""The data that flows from a frame to a verdict; all of it frozen, arrays read-only.

Conventions: times are float seconds from the session's start; intervals are half-open [start, end);
pictures are BGR uint8 (height, width, 3); picture axes are x to the right and y down, in pixels;
left and right are the person's; an unknown number is NaN, never 0 or -1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from livecoach.core.fault_id import FaultId
from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.breath import BreathReading, RepBreaths
    from livecoach.core.hold import HoldReading
    from livecoach.core.movements import RefusedMovement


class View(StrEnum):
    """From where the camera sees the person (absolute yaw: 0 in front, 90 at either side, 180 behind)."""

    FRONT = "front"
    THREE_QUARTER_FRONT = "three_quarter_front"
    SIDE = "side"
    THREE_QUARTER_BACK = "three_quarter_back"
    BACK = "back"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    """Where in the rep the person is; SETUP covers everything before the first reach."""

    SETUP = "setup"
    REACH = "reach"
    DRIVE = "drive"
    HOLD = "hold"
    RETURN = "return"


PULLING: Final = frozenset({Phase.DRIVE, Phase.HOLD, Phase.RETURN})
"""The phases of a pull."""


class Grade(StrEnum):
    """How far past its limit a fault went."""

    MILD = "mild"
    CLEAR = "clear"


class Observability(StrEnum):
    """Whether the present view can show a fault: FULL, LIMITED (shown, silent by default) or NONE.

    Files written before 0.2 say "yes", "low" and "no".
    """

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"

    @classmethod
    def _missing_(cls, value: object) -> Observability | None:
        return {"yes": cls.FULL, "low": cls.LIMITED, "no": cls.NONE}.get(str(value))


class BaselineHow(StrEnum):
    """How the relaxed reference was taken."""

    STILL = "still"
    CALIBRATION = "calibration"
    BEST_EFFORT = "best_effort"
    NONE = "none"


class CalibrationReuse(StrEnum):
    """What became of the calibrations that were kept from earlier sessions.

    NOTHING: none is kept, or none is wanted; FITS: one is in use; MOVED: camera or person are elsewhere now; LOOKS: the
    person or the light looks too different for pictures to be compared.
    """

    NOTHING = "nothing"
    FITS = "fits"
    MOVED = "moved"
    LOOKS = "looks"


class EvidenceSource(StrEnum):
    """What a verdict about a fault rests on. Files written before 0.2 call a network an "eye"."""

    LANDMARKS = "landmarks"
    NETWORK = "network"
    BOTH = "both"  # in logs from before the trunk network judged arches alone

    @classmethod
    def _missing_(cls, value: object) -> EvidenceSource | None:
        return cls.NETWORK if value == "eye" else None


class Reference(StrEnum):
    """What a fault's value was measured against.

    PEOPLE is how people in general stand; REST is the person at rest, with people's usual movement taken off.
    """

    CLEAN_REP = "clean_rep"
    REST = "rest"
    VERTICAL = "vertical"
    PEOPLE = "people"


class TrackState(StrEnum):
    """What the tracker can say about the present frame."""

    OK = "ok"
    SEARCHING = "searching"
    REFUSED = "refused"


def readonly(array: NDArray[Any]) -> NDArray[Any]:
    """Return ``array`` marked read-only (no copy)."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture and its time.

    ``t_s`` rises strictly within a session; ``dropped_before`` counts frames lost since the one before. A ``damaged``
    picture could not be decoded whole: it is shown, but nothing is judged by it.
    """

    index: int
    t_s: float
    image_bgr: NDArray[np.uint8]
    dropped_before: int = 0
    damaged: bool = False

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.image_bgr.shape[:2]
        return width, height


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """33 landmarks of one person: picture points (33, 2), world points (33, 3), visibility (33,)."""

    frame_index: int
    t_s: float
    xy_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    image_size_px: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class PoseObservation:
    """What the tracker saw in one frame: a plausible pose, or None and the reason in words for the user.

    ``mask`` (height, width) is how surely each pixel shows the person, 0 to 255; None unless the tracker was asked.
    """

    pose: Pose | None
    state: TrackState
    advice: str = ""
    why: str = ""
    raw: Pose | None = None
    mask: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers about one frame; ``values`` is keyed by ``livecoach.core.measure_names`` and NaN where unknown."""

    t_s: float
    view: View
    yaw_deg: float
    quality: float
    values: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        """Return one measure, NaN when it is unknown."""
        return self.values.get(name, NAN)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the relaxed person looks like: median and spread (scaled MAD) of each measure over [start_s, end_s)."""

    how: BaselineHow
    start_s: float = NAN
    end_s: float = NAN
    view: View = View.UNKNOWN
    yaw_deg: float = NAN
    median: Mapping[str, float] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One stretch of one fault; ``end_s`` is None while it is open, ``rep`` None outside of a rep.

    ``peak`` was seen in the frame at ``peak_s`` ``by`` the witness, ``against`` the reference; ``baseline`` is what of
    the person's own movement was taken off for it (in ``unit``, by the landmarks), NaN where nothing or no number was.
    """

    kind: FaultId
    start_s: float
    end_s: float | None
    peak: float
    peak_s: float
    limit: float
    unit: str
    grade: Grade
    rep: int | None
    baseline: float = NAN
    by: EvidenceSource = EvidenceSource.LANDMARKS
    against: Reference = Reference.CLEAN_REP


@dataclass(frozen=True, slots=True)
class Rep:
    """One counted pull, index from 1; ``drive`` is its share 0..1 of the person's own full travel.

    Its times lie between frames: it ends when the arms are back within a fifth of the travel; ``peak_s`` is its middle.
    ``breaths`` are the full breaths of its hold without a fault, None when none were asked for.
    ``against`` is the reference that it was judged by. ``calibration``: it became the reference of the pulls after it;
    ``better``: it did so in place of one that was worse. ``refused`` says why it did not although one was needed, empty
    otherwise: "whole" (not the whole upper body was seen) or a fault's kind.
    """

    index: int
    start_s: float
    peak_s: float
    end_s: float
    drive: float
    calibration: bool
    faults: tuple[FaultId, ...]
    breaths: int | None = None
    against: Reference = Reference.CLEAN_REP
    better: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class FaultState:
    """One fault's meter: value and limit in ``unit``; ``judged`` and ``why`` say what this view can show.

    ``unsure`` is set while the value is unknown or not to be trusted now (calibrating, tracking lost).
    """

    kind: FaultId
    value: float
    limit: float
    unit: str
    judged: Observability
    why: str = ""
    unsure: bool = False
    active: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say or show now; ``sound`` names a file of the phrase table, ``because`` the event behind it."""

    sound: str
    text: str
    priority: int
    t_s: float
    expires_s: float
    because: Event | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Everything about one frame; all that render and out ever read.

    ``breath`` is None while nobody watches it, ``rep_breaths`` outside of a pull's hold and where no breaths are asked
    for in it. ``refused`` are the movements that ended in this frame and did not count. ``corrections`` are the
    exercise's own words for a fault, by its id, in place of the usual ones.
    """

    frame: Frame
    sighting: PoseObservation
    measures: Measures | None = None
    baseline: Baseline = field(default_factory=lambda: Baseline(BaselineHow.NONE))
    phase: Phase = Phase.SETUP
    drive: float = NAN
    rep_count: int = 0
    calibrating: bool = False
    recall: CalibrationReuse = CalibrationReuse.NOTHING
    readings: tuple[FaultState, ...] = ()
    opened: tuple[Event, ...] = ()
    closed: tuple[Event, ...] = ()
    rep: Rep | None = None
    cue: Cue | None = None
    hold: HoldReading | None = None
    notice: str = ""
    refused: tuple[RefusedMovement, ...] = ()
    breath: BreathReading | None = None
    rep_breaths: RepBreaths | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def active(self) -> tuple[FaultId, ...]:
        """Faults that are open now, most urgent first."""
        return tuple(reading.kind for reading in self.readings if reading.active)
