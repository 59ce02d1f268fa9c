"""What a labelled set says about breath: the breaths of each clip in ``labels.json`` (``docs/labels.md``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from livecoach.core.breath import Posture
from livecoach.core.types import NAN
from livecoach.errors import RecordError
from livecoach.evaluate.labels import JSON_NAME

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
    """One clip of a set: where its file lies, the camera's yaw (NaN where unknown), its breaths in order.

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


class _Hold(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    lift_done: float
    drop_start: float


class _Clip(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    kind: str
    yaw: float | None = Field(None, ge=-360, le=360)
    breaths: list[_Breath]
    hold: _Hold | None = None

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for before, after in zip(self.breaths, self.breaths[1:], strict=False):
            if after.inhale_start < before.exhale_end - _ROUNDING_S:
                raise ValueError(f"the breath from {after.inhale_start:g} s begins before the one before it ends")
        return self


_SET = TypeAdapter(dict[str, _Clip])


def labels_breaths(folder: Path) -> bool:
    """Return whether ``labels.json`` in ``folder`` labels breaths and no reps; RecordError when it cannot be read."""
    path = folder / JSON_NAME
    if not path.is_file():
        return False
    clips = _read(path)
    known = clips.values() if isinstance(clips, dict) else ()
    return any(isinstance(clip, dict) and "breaths" in clip and "reps" not in clip for clip in known)


def load_breath_labels(folder: Path) -> tuple[BreathClip, ...]:
    """Return the clips of a set of breaths, by name; RecordError with the first fault found."""
    path = folder / JSON_NAME
    try:
        clips = _SET.validate_python(_read(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RecordError(f"{path}, {where or 'as a whole'}: {first['msg']}; docs/labels.md has the format.") from error
    return tuple(
        BreathClip(
            folder=folder,
            name=name,
            yaw_deg=NAN if clip.yaw is None else clip.yaw,
            posture=Posture.UPRIGHT if clip.kind == _UPRIGHT_KIND else Posture.FLOOR,
            breaths=tuple(
                TrueBreath(one.inhale_start, one.inhale_end, one.exhale_start, one.exhale_end) for one in clip.breaths
            ),
            hold_s=None if clip.hold is None else (clip.hold.lift_done, clip.hold.drop_start),
        )
        for name, clip in sorted(clips.items())
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(f"{path} cannot be read ({error}): it must be JSON, see docs/labels.md.") from error
