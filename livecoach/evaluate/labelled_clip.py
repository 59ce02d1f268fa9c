"""A clip and what it truly shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.types import FaultKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


JSON_NAME = "labels.json"


class Label(StrEnum):
    """What a rep truly is with regard to one fault; BORDERLINE is neither right nor wrong to flag."""

    CLEAN = "clean"
    BORDERLINE = "borderline"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One labelled rep over [start_s, end_s): a fault that is missing in ``labels`` was not labelled.

    ``sizes`` are in degrees of clavicle elevation (mean of both sides), degrees of lumbar extension and centimetres of
    head protrusion; ``asymmetry`` of the shrug is -1 (right only) to 1 (left only).
    """

    rep: int
    start_s: float
    end_s: float
    labels: Mapping[FaultKind, Label]
    sizes: Mapping[FaultKind, float] = field(default_factory=dict)
    asymmetry: float = 0.0


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """One clip of a set: where its files lie, the camera's yaw (NaN where unknown), its reps in order."""

    folder: Path
    name: str
    yaw_deg: float
    reps: tuple[TrueRep, ...]
