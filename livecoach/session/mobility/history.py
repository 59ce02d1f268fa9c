"""Measurements of the range of movement, kept one file each, compared with the one before and charted over their dates.

A file is complete or absent; one that cannot be read is named, left out and never changed.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.core.types import View
from livecoach.core.unknown import NAN
from livecoach.core.user_folders import data_folder
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.numbers import date_text
from livecoach.core.words.reason import reason
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.errors import OutputError, SourceError
from livecoach.measure.mobility import MDC, Range
from livecoach.measure.mobility_change import Change, Claim
from livecoach.output.picture_file import prepare_outputs, write_json, write_picture
from livecoach.render.draw.progress_chart import Chart, draw_progress
from livecoach.session.mobility.words import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.session.mobility.collector import Found

MOBILITY = "mobility"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class History:
    """All measurements of a folder, oldest first, and in words which files are not among them."""

    records: tuple[dict[str, Any], ...]
    left_out: tuple[str, ...]


def history_folder() -> Path:
    """Return the folder of the measurements in the user's own data folder."""
    return data_folder() / MOBILITY


def record_of(found: Mapping[Range, Found], taken_at: datetime, source: str, model: str) -> dict[str, Any]:
    """Return a measurement as plain data; numbers that were not measured are None."""
    return {
        "what": MOBILITY,
        "format": FORMAT,
        "taken_at": taken_at.isoformat(timespec="seconds"),
        "source": source,
        "model": model,
        "measures": {
            what.value: {
                "value": _number(one.value),
                "view": one.view.value,
                "minimum_detectable_change": MDC[what].get(one.view),
                "why": one.why,
                "tries": [{"value": _number(each.value), "why": each.why} for each in one.tries],
            }
            for what, one in found.items()
        },
    }


def keep(folder: Path, record: Mapping[str, Any]) -> Path:
    """Write a measurement into the history, in place of one of the same time; return its file. Raises OutputError."""
    taken_at = datetime.fromisoformat(record["taken_at"])
    path = folder / f"{taken_at:%Y-%m-%d_%H-%M-%S}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            _("Cannot make the folder {} ({}): choose another {}.").format(folder, reason(error), "--folder")
        ) from error
    write_json(path, record)
    return path


def load(folder: Path, words: Translator = ENGLISH) -> History:
    """Return the measurements of ``folder``; none when it is not there."""
    records, left_out = [], []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        record = _read(path)
        if record is None:
            left_out.append(words(_("{} is not from livecoach mobility"), path.name))
        else:
            records.append(record)
    records.sort(key=lambda record: datetime.fromisoformat(record["taken_at"]))
    return History(tuple(records), tuple(left_out))


def changes(record: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return each range of a measurement against the last earlier one from the same view, if there is one."""
    return tuple(_change(what, record["measures"], earlier) for what in Range)


def chart(folder: Path, out: Path, words: Translator = ENGLISH, *, overwrite: bool) -> tuple[Path, History]:
    """Draw all measurements of ``folder`` over their dates into ``out``; raises SourceError when there are none."""
    picture, _record = prepare_outputs(out, inputs=(), overwrite=overwrite)
    history = load(folder, words)
    charts = [
        one for what in Range for view in MDC[what] if (one := _chart(what, view, history.records, words)) is not None
    ]
    if not charts:
        raise SourceError(_("There are no measurements in {}: make one with livecoach mobility.").format(folder))
    write_picture(
        picture,
        draw_progress(words(_("My range")), charts, words(_("grey band: no detectable change")), words.language),
    )
    return picture, history


def _change(what: Range, measures: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> Change:
    one = measures[what]
    now, mdc = _known(one["value"]), _known(one["minimum_detectable_change"])
    if math.isnan(now):
        return Change(what, now, NAN, mdc, Claim.NOT_MEASURED, one["why"])
    before = [each["measures"][what] for each in earlier if each["measures"][what]["value"] is not None]
    alike = [each for each in before if each["view"] == one["view"]]
    if not alike:
        return Change(what, now, NAN, mdc, Claim.OTHER_VIEW if before else Claim.FIRST)
    last = float(alike[-1]["value"])
    return Change(what, now, last, mdc, Claim.CHANGED if abs(now - last) >= mdc else Claim.NOT_SHOWN)


def _chart(what: Range, view: View, records: Sequence[Mapping[str, Any]], words: Translator) -> Chart | None:
    points = [
        (datetime.fromisoformat(record["taken_at"]), float(record["measures"][what]["value"]))
        for record in records
        if record["measures"][what]["value"] is not None and record["measures"][what]["view"] == view
    ]
    if not points:
        return None
    return Chart(
        title=words(_("{} (view: {})"), NAME[what], names.VIEW[view]),
        days=tuple((at - points[0][0]).total_seconds() / 86400.0 for at, _ in points),
        values=tuple(value for _, value in points),
        dates=tuple(date_text(at, words.language) for at, _ in points),
        band=MDC[what][view],
    )


def _read(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        known = record["what"] == MOBILITY and record["format"] == FORMAT
        aware = datetime.fromisoformat(record["taken_at"]).tzinfo is not None
        whole = all(_usable(record["measures"][what]) for what in Range)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(record) if known and aware and whole else None


def _usable(one: Mapping[str, Any]) -> bool:
    value, mdc = one["value"], one["minimum_detectable_change"]
    view, why = View(one["view"]), str(one["why"])
    return (value is None and bool(why)) or (math.isfinite(value) and math.isfinite(mdc) and view is not View.UNKNOWN)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 1)


def _known(value: float | None) -> float:
    return NAN if value is None else float(value)
