"""The data of an exercise that is held: set up, lift or reach, breathe, come down; all of it frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from livecoach.core.fault_id import FaultId
from livecoach.core.unknown import NAN


class HoldPhase(StrEnum):
    """Where in a hold the person is."""

    SETUP = "setup"
    """Not in position yet; ``HoldReading.problem`` says what is wrong."""

    READY = "ready"
    """In position and at rest: the lift or reach may begin."""

    HOLD = "hold"
    LOST = "lost"
    """Came down before all breaths were done; the count waits, and goes on when the person is up again."""

    DONE = "done"
    """All breaths done; a new lift after coming down begins a new hold.

    A hold that ended one breath early is done as well if it lasted as long as all breaths: one can be missed.
    """


class HoldQuality(StrEnum):
    """How well the position is held; UNKNOWN outside of a hold, and whenever that cannot be seen."""

    YES = "yes"
    LITTLE = "little"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HoldEvent:
    """One stretch of one fault in a hold; ``end_s`` is None while it is open. ``hold`` counts from 1."""

    kind: FaultId
    start_s: float
    end_s: float | None
    peak: float
    limit: float
    unit: str
    hold: int


@dataclass(frozen=True, slots=True)
class HoldResult:
    """One hold that is over: full breaths counted in it, those asked for, seconds held, and its faults."""

    index: int
    start_s: float
    end_s: float
    held_s: float
    breaths: int
    goal_breaths: int
    faults: tuple[FaultId, ...]


@dataclass(frozen=True, slots=True)
class HoldReading:
    """What is known of the hold at one frame.

    ``problem`` is the sound id of what is wrong with the position (empty: nothing), ``line`` that of the instruction of
    the moment. ``value`` against ``limit``, in ``unit``, is the height of the lift or reach: held while above it.
    ``breaths`` counts the full breaths of this hold, ``lost`` names the fault of coming down too early. ``opened``,
    ``closed`` and ``result`` belong to this very frame.
    """

    t_s: float
    phase: HoldPhase
    problem: str = ""
    line: str = ""
    held: HoldQuality = HoldQuality.UNKNOWN
    value: float = NAN
    limit: float = NAN
    unit: str = ""
    index: int = 1
    held_s: float = 0.0
    breaths: int = 0
    goal_breaths: int = 0
    lost: FaultId | None = None
    active: tuple[FaultId, ...] = ()
    opened: tuple[HoldEvent, ...] = ()
    closed: tuple[HoldEvent, ...] = ()
    result: HoldResult | None = None

    @property
    def down(self) -> bool:
        """Whether the person came down by themselves, before all breaths were seen."""
        return self.breaths < self.goal_breaths and self.value < self.limit
