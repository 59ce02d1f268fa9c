"""Labels of holds on the floor: clips in ``labels.json`` (``docs/labels.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from livecoach.core.types import View
from livecoach.evaluate.breath.labels import ClipLabels, HoldTimes, breath_clip
from livecoach.evaluate.label_file import any_entry, checked
from livecoach.exercises.catalogue import exercise_named
from livecoach.faults.holds import low_back_sag, neck_crane
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from livecoach.core.fault_id import FaultId
    from livecoach.evaluate.breath.labels import BreathClip
    from livecoach.exercises.exercise import Exercise, HoldPlan

EXERCISES: Final = {"hiplift": "hip_lift_90_90", "all4": "all_four_reach"}


@dataclass(frozen=True, slots=True)
class HoldClip:
    """One clip of a set; times in seconds from its first frame.

    ``position`` is the instruction that a right verdict on the position gives, empty where the position is right.
    ``faults`` holds the time from which each fault is truly there; ``held`` how many breaths start their exhale in the
    hold.
    """

    breath: BreathClip
    exercise_name: str
    reached_s: float
    left_s: float
    held: int
    position: str
    faults: Mapping[FaultId, float]

    @property
    def name(self) -> str:
        """Name of the clip, without its suffix."""
        return self.breath.name

    @property
    def exercise(self) -> Exercise:
        """What is held; by name, because an exercise cannot be handed to another process."""
        return exercise_named(self.exercise_name)

    @property
    def plan(self) -> HoldPlan:
        """How the exercise is held."""
        assert self.exercise.hold is not None, "EXERCISES names holds only"
        return self.exercise.hold


class _Wrong(BaseModel):
    """What was done wrong, by how much: degrees, of ``foot_off`` and ``hands_off`` metres."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    neck: float = 0.0
    sag: float = 0.0
    foot_off: float = 0.0
    thigh: float = 0.0
    hands_off: float = 0.0


class _Clip(ClipLabels):
    kind: Literal["hiplift", "all4"]
    hold: HoldTimes
    set: _Wrong = Field(default_factory=_Wrong)
    fault_s: list[float] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.kind == "hiplift" and (self.set.neck or self.set.sag):
            raise ValueError("neck and sag are faults of all4, a hiplift is judged by its hips only")
        if (self.set.neck or self.set.sag) and self.fault_s is None:
            raise ValueError("neck or sag needs fault_s, from when on it is there")
        return self


_SET: Final = TypeAdapter(dict[str, _Clip])


def labels_holds(folder: Path) -> bool:
    """Return whether ``labels.json`` in ``folder`` labels holds; RecordError when it cannot be read."""
    return any_entry(folder, lambda clip: clip.get("hold") is not None and "reps" not in clip)


def load_hold_labels(folder: Path) -> tuple[HoldClip, ...]:
    """Return the clips of a set of holds, by name; RecordError with the first fault found."""
    return tuple(_clip(folder, name, clip) for name, clip in sorted(checked(folder, _SET).items()))


def _clip(folder: Path, name: str, clip: _Clip) -> HoldClip:
    exercise = exercise_named(EXERCISES[clip.kind])
    reached_s, left_s = clip.hold.lift_done, clip.hold.drop_start
    held = sum(reached_s <= one.exhale_start < left_s for one in clip.breaths)
    faults: dict[FaultId, float] = {}
    if exercise.hold is not None and held < exercise.dose.count:
        faults[exercise.hold.raising.lost.id] = left_s
    if clip.fault_s is not None:
        wrong = {neck_crane.FAULT.id: clip.set.neck, low_back_sag.FAULT.id: clip.set.sag}
        faults |= {kind: clip.fault_s[0] for kind, size in wrong.items() if size}
    return HoldClip(breath_clip(folder, name, clip), exercise.name, reached_s, left_s, held, _position(clip), faults)


def _position(clip: _Clip) -> str:
    """Return the instruction that corrects the position, the first that a session would give."""
    if clip.yaw is not None and view_of(abs(clip.yaw)) is not View.SIDE:
        return "side_to_camera"
    if clip.kind == "hiplift" and clip.set.foot_off:
        return "closer_to_wall" if clip.set.foot_off > 0.0 else "away_from_wall"
    if clip.kind == "all4" and clip.set.thigh:
        return "knees_under_hips"
    if clip.kind == "all4" and clip.set.hands_off:
        return "hands_under_shoulders"
    return ""
