"""Labels of pulls: ``labels.json``, or ``labels.csv`` for clips labelled by eye.

``docs/labels.md`` describes both; ``livecoach/assets/labels.schema.json`` is the schema of the first.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model, model_validator

from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.errors import RecordError
from livecoach.evaluate.labelled_clip import JSON_NAME, Label, LabelledClip, TrueRep
from livecoach.faults.registry import rep_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CSV_NAME = "labels.csv"
COLUMNS = ("clip", "rep", "start_s", "end_s", "shrug", "lumbar_extension", "head_protrusion")
"""Columns that ``labels.csv`` must have; those of other faults, by their ids, may be there, others are ignored."""

TRUTHS = {fault.id: fault.truth for fault in rep_faults() if fault.truth is not None}
_ROUNDING_S = 1e-6


class _Times(BaseModel):
    """When a rep was."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    rep: int = Field(ge=0)
    start_s: float = Field(ge=0)
    end_s: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end_s <= self.start_s:
            raise ValueError(f"end_s {self.end_s:g} must lie after start_s {self.start_s:g}")
        return self

    def true_rep(self) -> TrueRep:
        found = {fault_id: getattr(self, truth.label) for fault_id, truth in TRUTHS.items()}
        sizes = {fault_id: getattr(self, truth.size) for fault_id, truth in TRUTHS.items()}
        return TrueRep(
            rep=self.rep,
            start_s=self.start_s,
            end_s=self.end_s,
            labels={fault_id: label for fault_id, label in found.items() if label is not None},
            sizes={fault_id: size for fault_id, size in sizes.items() if size is not None},
            asymmetry={fault_id: getattr(self, truth.side) for fault_id, truth in TRUTHS.items() if truth.side},
        )


def _fields() -> dict[str, Any]:
    """Return the fields of a rep that its faults have."""
    found: dict[str, Any] = {}
    for truth in TRUTHS.values():
        found |= {truth.label: (Label | None, None), truth.size: (float | None, None)}
        if truth.side:
            found[truth.side] = (float, Field(0.0, ge=-1, le=1))
    return found


if TYPE_CHECKING:
    _Row = _Times
else:
    _Row = create_model("_Row", __base__=_Times, __doc__="One rep as labels.json has it.", **_fields())


class _Clip(BaseModel):
    """One clip in ``labels.json``."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    yaw: float | None = Field(None, ge=-360, le=360)
    reps: list[_Row]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for before, after in zip(self.reps, self.reps[1:], strict=False):
            if after.start_s < before.end_s - _ROUNDING_S:
                raise ValueError(f"rep {after.rep} begins before rep {before.rep} ends")
        numbers = [row.rep for row in self.reps]
        twice = next((number for number in numbers if numbers.count(number) > 1), None)
        if twice is not None:
            raise ValueError(f"rep {twice} is there twice: give each its own number")
        return self


_SET = TypeAdapter(dict[str, _Clip])


def load_labels(folder: Path) -> tuple[LabelledClip, ...]:
    """Return the labelled clips of a set, by name; ``labels.json`` comes before ``labels.csv``.

    Raises RecordError with the first fault found.
    """
    for name, read in ((JSON_NAME, _read_json), (CSV_NAME, _read_csv)):
        path = folder / name
        if path.is_file():
            clips = _checked(read(path), path)
            if not clips:
                raise RecordError(_("{} contains no label of a clip: add one, docs/labels.md shows how.").format(path))
            return tuple(
                LabelledClip(
                    folder=folder,
                    name=clip,
                    yaw_deg=NAN if content.yaw is None else content.yaw,
                    reps=tuple(row.true_rep() for row in content.reps),
                )
                for clip, content in sorted(clips.items())
            )
    raise RecordError(
        _("There is no {} or {} in {}: give the folder of a labelled set.").format(JSON_NAME, CSV_NAME, folder)
    )


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(
            _("{} cannot be read ({}): it must be JSON, see docs/labels.md.").format(path, error)
        ) from error


def _read_csv(path: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    clips: dict[str, dict[str, list[dict[str, Any]]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (lines.fieldnames or ())]
            if missing:
                raise RecordError(
                    _("{} lacks the column {}: docs/labels.md lists them.").format(path, ", ".join(missing))
                )
            for line in lines:
                name = (line["clip"] or "").strip().removesuffix(".mp4")
                clips.setdefault(name, {"reps": []})["reps"].append(_csv_row(line))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RecordError(
            _("{} cannot be read ({}): it must be UTF-8 text with commas.").format(path, error)
        ) from error
    for clip in clips.values():
        clip["reps"].sort(key=_start)
    return clips


def _csv_row(line: Mapping[str, str | None]) -> dict[str, Any]:
    def cell(column: str) -> str | None:
        return (line.get(column) or "").strip().lower() or None

    row = {name: cell(name) for name in ("rep", "start_s", "end_s")}
    return row | {truth.label: cell(fault_id) for fault_id, truth in TRUTHS.items()}


def _start(row: Mapping[str, Any]) -> float:
    try:
        return float(row["start_s"])
    except (TypeError, ValueError):
        return NAN


def _checked(raw: Any, path: Path) -> dict[str, _Clip]:
    try:
        return _SET.validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RecordError(
            _("{}, {}: {}; docs/labels.md has the format.").format(path, where or "as a whole", first["msg"])
        ) from error
