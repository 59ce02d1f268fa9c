"""The data of breath: from motion on the trunk to breaths; all of it frozen, arrays read-only, NaN for unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Posture(StrEnum):
    """UPRIGHT: standing, seated or half-kneeling; FLOOR: lying, or on hands and knees, seen from the side."""

    UPRIGHT = "upright"
    FLOOR = "floor"


class BreathPhase(StrEnum):
    """Inhale or exhale; UNKNOWN whenever that is not clear."""

    INHALE = "inhale"
    EXHALE = "exhale"
    UNKNOWN = "unknown"


class BreathState(StrEnum):
    """Whether breathing can be measured now, and why not."""

    SEEN = "seen"
    NOBODY = "nobody"
    HIDDEN = "hidden"
    """Shoulders or hips are unknown or too small; on the floor: the person is not seen from the side."""
    MOVING = "moving"
    SETTLING = "settling"
    """Still, but not yet long enough to know how large a breath is."""
    UNCLEAR = "unclear"
    """The motion does not look like breathing."""


@dataclass(frozen=True, slots=True, eq=False)
class FlowGrid:
    """How far the trunk's surface has moved since the start, cell by cell.

    ``offsets`` (rows, columns, 2) in torso lengths, NaN where a cell lies outside of the picture. Rows run from the
    shoulders to the hips. UPRIGHT: columns run to the picture's right, components are (right, up) in the picture.
    FLOOR: columns run from the back to the front of the body, components are (to the front, to the shoulders).
    """

    t_s: float
    posture: Posture
    offsets: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BreathCurve:
    """The breath of the last seconds: ``values`` (n,) at the even times ``t_s`` (n,), high when the lungs are full.

    ``values`` are in robust standard deviations of the window itself. ``swing`` is the smaller deviation, in torso
    lengths, of two signals that only a breath moves together, and ``agreement`` their correlation (NaN: unknown).
    """

    t_s: NDArray[np.float64]
    values: NDArray[np.float64]
    swing: float
    agreement: float


@dataclass(frozen=True, slots=True)
class BreathTurn:
    """The start of an inhale or an exhale."""

    phase: BreathPhase
    t_s: float


@dataclass(frozen=True, slots=True)
class Breath:
    """One full cycle: inhale, exhale and the pause after it; it ends where the next inhale starts."""

    inhale_start_s: float
    exhale_start_s: float
    end_s: float

    @property
    def exhale_s(self) -> float:
        """Seconds from the exhale's start to the next inhale's; the end of an exhale itself cannot be seen."""
        return self.end_s - self.exhale_start_s


@dataclass(frozen=True, slots=True)
class BreathReading:
    """What is known of the breath at one frame; numbers are NaN and the phase UNKNOWN unless they can be trusted.

    ``cycles`` counts the full cycles so far. ``turns`` and ``breaths`` are those confirmed with this frame; they lie in
    the past. ``confidence`` (0..1) belongs to ``phase``.
    """

    t_s: float
    state: BreathState
    phase: BreathPhase = BreathPhase.UNKNOWN
    confidence: float = 0.0
    rate_per_min: float = NAN
    cycles: int = 0
    turns: tuple[BreathTurn, ...] = ()
    breaths: tuple[Breath, ...] = ()


@dataclass(frozen=True, slots=True)
class RepBreaths:
    """How far a hold is: full breaths ``done`` without a fault, of ``goal``.

    ``share`` (0..1) is the progress of the present breath where it is counted by time, otherwise NaN. ``seen``: breaths
    are counted from the picture. ``clean``: no fault is open; while one is, nothing counts.
    """

    done: int
    goal: int
    share: float
    seen: bool
    clean: bool

    @property
    def complete(self) -> bool:
        """Whether it was held for long enough."""
        return self.done >= self.goal
