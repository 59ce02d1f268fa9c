"""``session.json``: what one session found, as a typed value that reads and writes the file.

``docs/session.schema.json`` is made from these models by ``scripts/make_schema.py``; ``docs/session.md`` explains the
fields. Times are seconds from the session's start, intervals are half-open ``[start_s, end_s)``, lengths on the body
are in torso lengths, and an unknown number is None (``null`` in the file).

The file is a format of its own, so it is written down here and not taken from the classes of ``livecoach.core``: those
may change, and files of today must still be read. A fault is named by its id; the id may be one that this installation
does not know, because other packages add faults.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from livecoach.config.schema import HIGHEST_SENSITIVITY, LOWEST_SENSITIVITY
from livecoach.core.files import atomic_write
from livecoach.core.movements import Movement, Veto
from livecoach.core.types import BaselineHow, EvidenceSource, Grade, Observability, Reference, View
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = "livecoach.session/1"
LARGEST_BYTES: Final = 64_000_000
"""A larger file is no session.json: one with a fault in every second of ten hours is smaller by far."""

_DECIMALS: Final = 6


def _rounded(value: float) -> float:
    return round(value, _DECIMALS)


def _known(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


Number = Annotated[float, AfterValidator(_rounded)]
# Bounds stand before the rounding: only so do they reach the schema under their right names.
Positive = Annotated[float, Field(gt=0.0), AfterValidator(_rounded)]
Share = Annotated[float, Field(ge=0.0, le=1.0), AfterValidator(_rounded)]
Seconds = Annotated[float, Field(ge=0.0), AfterValidator(_rounded)]
MaybeNumber = Annotated[Number | None, BeforeValidator(_known)]
MaybePositive = Annotated[Positive | None, BeforeValidator(_known)]
MaybeShare = Annotated[Share | None, BeforeValidator(_known)]
Count = Annotated[int, Field(ge=0)]
Index = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1)]
FaultId = Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$", description="the id of a fault, such as shrug")]
OptionValue = bool | int | Number | str


class _Part(BaseModel):
    """One part of the file; keys that a later livecoach may add are passed over."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        allow_inf_nan=False,
        from_attributes=True,
        json_schema_serialization_defaults_required=True,
    )


class Source(_Part):
    """The clip or camera."""

    name: Text
    frames: Count = Field(description="frames that were processed")
    duration_s: Seconds
    fps: MaybePositive = Field(description="as the source states it, else as measured")
    width_px: Count
    height_px: Count


class ProfileRecord(BaseModel):
    """A profile as it was in effect: its name, and every option as in docs/profile.md."""

    model_config = ConfigDict(
        extra="allow", frozen=True, allow_inf_nan=False, json_schema_serialization_defaults_required=True
    )

    __pydantic_extra__: dict[str, dict[str, OptionValue]]

    name: Text = "default"
    sensitivity: int = Field(5, ge=LOWEST_SENSITIVITY, le=HIGHEST_SENSITIVITY)
    language: str = "en"

    def options(self) -> Mapping[str, OptionValue]:
        """Return every option that is written down, by its dotted key such as ``shrug.limit``."""
        head: dict[str, OptionValue] = {"sensitivity": self.sensitivity, "language": self.language}
        return head | {f"{table}.{key}": value for table, rows in self.tables().items() for key, value in rows.items()}

    def tables(self) -> Mapping[str, Mapping[str, OptionValue]]:
        """Return the options of each section, by the section's name."""
        return self.__pydantic_extra__ or {}


class ViewFound(_Part):
    """The view of most frames."""

    name: View
    yaw_deg: MaybeNumber = Field(description="median yaw in that view: 0 in front, 90 at either side, 180 behind")


class BaselineFound(_Part):
    """The relaxed reference in effect at the end."""

    how: BaselineHow
    start_s: MaybeNumber
    end_s: MaybeNumber
    clean_rep: Literal["here", "earlier_session", "none"] = Field(
        "none", description="where the person's own clean movement was learnt"
    )


class JudgedFault(_Part):
    """Whether a fault could be judged, as in most frames, and why not."""

    state: Observability
    why: str


class SessionRep(_Part):
    """One counted pull."""

    index: Index
    start_s: Number
    peak_s: Number
    end_s: Number
    drive: MaybeShare = Field(description="share of the person's own full travel")
    calibration: bool = Field(description="whether the person's own movement was learnt from it")
    faults: tuple[FaultId, ...]
    breaths: Count | None = Field(
        None, description="full breaths of its hold without a fault; null when none were asked for"
    )
    against: Reference = Field(Reference.CLEAN_REP, description="the reference that judged it")
    better: bool = Field(False, description="it replaced a reference that was worse")
    refused: str = Field(
        "",
        description="why it did not become the reference although one was needed: 'whole' (not the whole upper body "
        "was seen) or the id of a fault; empty otherwise",
    )


class Uncounted(_Part):
    """One movement that did not count, and why."""

    start_s: Number
    end_s: Number
    movement: Movement = Field(description="what it looked like")
    veto: Veto = Field(description="why it did not count")


class SessionEvent(_Part):
    """One stretch of one fault."""

    kind: FaultId
    start_s: Number
    end_s: MaybeNumber = Field(description="null when the log ends while the fault is still open")
    peak: MaybeNumber
    peak_s: MaybeNumber
    limit: Number = Field(description="the limit in effect at the peak")
    unit: str
    grade: Grade
    rep: Index | None = Field(description="null outside of a rep")
    baseline: MaybeNumber = Field(
        None, description="what of the own clean rep was taken off for the peak; null where nothing or no number was"
    )
    by: EvidenceSource = Field(EvidenceSource.LANDMARKS, description="what the fault was seen by")
    against: Reference = Field(Reference.CLEAN_REP, description="what the peak was measured from")


class SeenBreath(_Part):
    """One full breath."""

    inhale_start_s: Number
    exhale_start_s: Number
    end_s: Number


class BreathFound(_Part):
    """What was seen of the breath."""

    cycles: Count = Field(description="full breaths")
    rate_per_min: MaybePositive = Field(description="median of the rates shown; null when none could be trusted")
    trusted: bool
    seen_s: Seconds = Field(description="for how long breath was seen")
    exhale_s: MaybeNumber = Field(description="median time from an exhale's start to the next inhale's")
    breaths: tuple[SeenBreath, ...] = ()


class SessionHold(_Part):
    """One hold that is over."""

    index: Index
    start_s: Number
    end_s: Number
    held_s: Seconds
    breaths: Count
    goal_breaths: Count
    faults: tuple[FaultId, ...]


class SessionHoldEvent(_Part):
    """One stretch of one fault in a hold."""

    kind: FaultId
    start_s: Number
    end_s: MaybeNumber
    peak: MaybeNumber
    limit: MaybeNumber
    unit: str
    hold: Index


class HoldFound(_Part):
    """What was seen of an exercise that is held."""

    holds: tuple[SessionHold, ...]
    events: tuple[SessionHoldEvent, ...]
    problems_s: dict[str, Seconds] = Field(description="seconds in which each thing was wrong with the position")


class Tracking(_Part):
    """How well the person was tracked."""

    frames_with_person: Count
    frames_damaged: Count = Field(0, description="pictures that arrived damaged; files of 0.1 do not count them")
    refused_s: Seconds = Field(description="for how long a body was seen but not plausible")
    why: str = Field(description="the reason that held longest")


class Percentiles(_Part):
    """Times of one stage of the pipeline, in ms."""

    p50: Seconds
    p95: Seconds


class Session(_Part):
    """What one session found: the content of ``session.json``."""

    format: Literal["livecoach.session/1"] = FORMAT
    source: Source
    exercise: Text
    model: Text
    profile: ProfileRecord
    view: ViewFound
    baseline: BaselineFound
    judged: dict[FaultId, JudgedFault]
    reps: tuple[SessionRep, ...]
    uncounted: tuple[Uncounted, ...] = ()
    events: tuple[SessionEvent, ...]
    breath: BreathFound | None = Field(None, description="null when the breath was not watched")
    hold: HoldFound | None = Field(None, description="null for an exercise that is not held")
    tracking: Tracking
    timings_ms: dict[str, Percentiles]

    def to_json(self) -> str:
        """Return the text of the file."""
        return json.dumps(self.model_dump(mode="json"), allow_nan=False, ensure_ascii=False, indent=2) + "\n"

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all; raises OutputError."""
        with atomic_write(path) as part:
            part.write_text(self.to_json(), encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, path: Path) -> Session:
        """Return the session in a file; raises RecordError when it cannot be read or is none."""
        try:
            if path.stat().st_size > LARGEST_BYTES:
                raise RecordError(
                    _("{} is larger than {} MB: it is not a session.json.").format(path, LARGEST_BYTES // 1_000_000)
                )
            return cls.model_validate_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        except OSError as error:
            raise RecordError(_("Cannot read {}: {}.").format(path, reason(error))) from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "as a whole"
            raise RecordError(
                _("{} is not a session.json of livecoach: {}: {}.").format(path, where, first["msg"])
            ) from error
