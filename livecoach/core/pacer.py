"""The pacer: the phase of a fixed breathing rhythm at a given time. Pure, so screen and sound always agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class PacePhase(StrEnum):
    """FULL is the pause after the inhale, EMPTY the one after the exhale."""

    INHALE = "inhale"
    FULL = "full"
    EXHALE = "exhale"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Lengths in seconds of one breath's parts; a part of 0 s is left out.

    The default is the article's long, full exhale at about five breaths a minute, a comfortable pace (Lehrer and
    Gevirtz 2014 find 4.5 to 6.5), without a hold of the full lungs. Raises ValueError for a negative or unknown length
    and for inhale or exhale below half a second.
    """

    inhale_s: float = 3.5
    full_s: float = 0.0
    exhale_s: float = 6.0
    empty_s: float = 1.5

    def __post_init__(self) -> None:
        """Check the lengths."""
        for name, length_s in self.parts:
            shortest_s = 0.5 if name in (PacePhase.INHALE, PacePhase.EXHALE) else 0.0
            if not shortest_s <= length_s < math.inf:
                raise ValueError(f"the breath's {name} of {length_s:g} s must last at least {shortest_s:g} s")

    @property
    def parts(self) -> tuple[tuple[PacePhase, float], ...]:
        """Each part and its length in seconds, in order."""
        return (
            (PacePhase.INHALE, self.inhale_s),
            (PacePhase.FULL, self.full_s),
            (PacePhase.EXHALE, self.exhale_s),
            (PacePhase.EMPTY, self.empty_s),
        )

    @property
    def cycle_s(self) -> float:
        """Length of one whole breath."""
        return sum(length_s for _, length_s in self.parts)


@dataclass(frozen=True, slots=True)
class Pace:
    """``progress`` runs 0..1 through the part, ``left_s`` to its end; ``cycle`` counts finished breaths."""

    phase: PacePhase
    progress: float
    left_s: float
    cycle: int


def pace(rhythm: Rhythm, t_s: float) -> Pace:
    """Return the part of the breath at ``t_s`` seconds after the pacer's start; before it, the first moment.

    Parts are half-open: at the border the next one has begun. Raises ValueError for an unknown or infinite time.
    """
    if not math.isfinite(t_s):
        raise ValueError(f"the pacer needs a time, not {t_s}")
    cycle, into_s = divmod(max(t_s, 0.0), rhythm.cycle_s)
    for phase, length_s in rhythm.parts:
        if into_s < length_s:
            return Pace(phase, into_s / length_s, length_s - into_s, int(cycle))
        into_s -= length_s
    # Rounding left the moment at the very end of the breath, which is the start of the next.
    return Pace(PacePhase.INHALE, 0.0, rhythm.inhale_s, int(cycle) + 1)
