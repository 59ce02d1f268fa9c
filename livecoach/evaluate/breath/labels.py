"""Labels of breathing: the breaths of each clip in ``labels.json`` (``docs/labels.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from livecoach.core.breath import Posture
from livecoach.core.unknown import NAN
from livecoach.evaluate.label_file import any_entry, checked

if TYPE_CHECKING:
    from pathlib import Path

_UPRIGHT_KIND = "breath"
_ROUNDING_S = 1e-3


@dataclass(frozen=True, slots=True)
class TrueBreath:
    """One labelled breath, in seconds; a breath held with full lungs lies between its inhale's end and its exhale."""

    inhale_start_s: float
    inhale_end_s: float
    exhale_start_s: float
    exhale_end_s: float


@dataclass(frozen=True, slots=True)
class BreathClip:
    """One clip of a set: its file, the camera's yaw (NaN where unknown), its breaths in order.

    ``hold_s`` is where the hold of a floor exercise begins and ends, None for a clip without one.
    """

    folder: Path
    name: str
    yaw_deg: float
    posture: Posture
    breaths: tuple[TrueBreath, ...]
    hold_s: tuple[float, float] | None = None


class _Breath(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    inhale_start: float = Field(ge=0)
    inhale_end: float
    exhale_start: float
    exhale_end: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.inhale_start < self.inhale_end <= self.exhale_start + _ROUNDING_S < self.exhale_end + _ROUNDING_S:
            raise ValueError(f"the parts of the breath from {self.inhale_start:g} s are not in their order")
        return self


class HoldTimes(BaseModel):
    """When a hold is reached and left."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    lift_done: float
    drop_start: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.lift_done < self.drop_start:
            raise ValueError(f"the hold ends ({self.drop_start:g} s) before it begins ({self.lift_done:g} s)")
        return self


class ClipLabels(BaseModel):
    """The breathing labels of one clip in ``labels.json``."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    kind: str
    yaw: float | None = Field(None, ge=-360, le=360)
    breaths: list[_Breath]
    hold: HoldTimes | None = None

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for before, after in zip(self.breaths, self.breaths[1:], strict=False):
            if after.inhale_start < before.exhale_end - _ROUNDING_S:
                raise ValueError(f"the breath from {after.inhale_start:g} s begins before the one before it ends")
        return self


_SET = TypeAdapter(dict[str, ClipLabels])


def labels_breaths(folder: Path) -> bool:
    """Return whether ``labels.json`` in ``folder`` labels breaths and no reps; RecordError when it cannot be read."""
    return any_entry(folder, lambda clip: "breaths" in clip and "reps" not in clip)


def load_breath_labels(folder: Path) -> tuple[BreathClip, ...]:
    """Return the clips of a set of breaths, by name; RecordError with the first fault found."""
    return tuple(breath_clip(folder, name, clip) for name, clip in sorted(checked(folder, _SET).items()))


def breath_clip(folder: Path, name: str, clip: ClipLabels) -> BreathClip:
    """Return the breathing labels of a clip."""
    return BreathClip(
        folder=folder,
        name=name,
        yaw_deg=NAN if clip.yaw is None else clip.yaw,
        posture=Posture.UPRIGHT if clip.kind == _UPRIGHT_KIND else Posture.FLOOR,
        breaths=tuple(
            TrueBreath(one.inhale_start, one.inhale_end, one.exhale_start, one.exhale_end) for one in clip.breaths
        ),
        hold_s=None if clip.hold is None else (clip.hold.lift_done, clip.hold.drop_start),
    )
