"""A clip and what it truly shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from livecoach.core.fault_id import FaultId

JSON_NAME = "labels.json"


class Label(StrEnum):
    """What a rep truly is with regard to one fault; BORDERLINE is neither right nor wrong to flag."""

    CLEAN = "clean"
    BORDERLINE = "borderline"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One labelled rep over [start_s, end_s): a fault that is missing in ``labels`` was not labelled.

    ``sizes`` are in the unit of each fault's ``truth``; ``asymmetry`` is -1 (right only) to 1 (left only), for faults
    that can be one-sided.
    """

    rep: int
    start_s: float
    end_s: float
    labels: Mapping[FaultId, Label]
    sizes: Mapping[FaultId, float] = field(default_factory=dict)
    asymmetry: Mapping[FaultId, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """One clip of a set: where its files lie, the camera's yaw (NaN where unknown), its reps in order."""

    folder: Path
    name: str
    yaw_deg: float
    reps: tuple[TrueRep, ...]
