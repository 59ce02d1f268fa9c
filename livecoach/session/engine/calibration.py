"""What one session learnt of a person, to be used in a later one: the relaxed pose and the clean rep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Baseline
    from livecoach.detect.pulls.clean_curve import ScoreSample
    from livecoach.session.engine.reference_frames import ReferenceFrames


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """One person before one camera: the still baseline, the size of its pictures, and what the clean rep taught.

    ``learned`` holds the samples of each fault's curve, ``travels`` the full travel of the pulls (in the unit of
    ``measure_names.PULL``), ``memory`` what the networks compare with (None where they did not run).
    """

    baseline: Baseline
    size_px: tuple[int, int]
    learned: Mapping[FaultId, tuple[ScoreSample, ...]]
    travels: tuple[float, ...]
    memory: ReferenceFrames | None
