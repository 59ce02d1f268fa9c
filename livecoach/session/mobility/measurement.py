"""A measurement of the range of movement, as its file in the history holds it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, field_serializer, model_validator

from livecoach.core.types import View
from livecoach.measure.mobility import Range

FORMAT: Final = 1


class _Part(BaseModel):
    """One part of the file; keys that a later livecoach may add are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class MeasuredTry(_Part):
    """One try; ``value`` is None when it did not count, and ``why`` says why."""

    value: float | None
    why: str


class MeasuredRange(_Part):
    """One range; ``value`` (degrees, or shares for the elbows) is None when it was not measured."""

    value: float | None
    view: View
    minimum_detectable_change: float | None
    why: str
    tries: tuple[MeasuredTry, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a number has its view and its smallest change that shows, and a missing one its reason."""
        if self.value is None:
            return bool(self.why)
        return self.minimum_detectable_change is not None and self.view is not View.UNKNOWN


class Measurement(_Part):
    """One measurement."""

    what: Literal["mobility"] = "mobility"
    format: Literal[1] = FORMAT
    taken_at: AwareDatetime
    source: str
    model: str
    measures: dict[Range, MeasuredRange]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.measures) != set(Range):
            raise ValueError("a range is missing")
        return self

    @field_serializer("taken_at")
    def _to_the_second(self, taken_at: datetime) -> str:
        return taken_at.isoformat(timespec="seconds")
