"""Measurements of the range of movement, kept one file each, compared with the one before and charted over their dates.

A file is complete or absent; one that cannot be read is named, left out and never changed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

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
from livecoach.session.mobility.measurement import MeasuredRange, MeasuredTry, Measurement
from livecoach.session.mobility.words import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from livecoach.session.mobility.collector import Found

MOBILITY = "mobility"


@dataclass(frozen=True, slots=True)
class History:
    """All measurements of a folder, oldest first, and in words which files are not among them."""

    records: tuple[Measurement, ...]
    left_out: tuple[str, ...]


def history_folder() -> Path:
    """Return the folder of the measurements in the user's own data folder."""
    return data_folder() / MOBILITY


def record_of(found: Mapping[Range, Found], taken_at: datetime, source: str, model: str) -> Measurement:
    """Return a measurement as it is kept; numbers that were not measured are None."""
    measures = {
        what: MeasuredRange(
            value=_number(one.value),
            view=one.view,
            minimum_detectable_change=MDC[what].get(one.view),
            why=one.why,
            tries=tuple(MeasuredTry(value=_number(each.value), why=each.why) for each in one.tries),
        )
        for what, one in found.items()
    }
    return Measurement(taken_at=taken_at, source=source, model=model, measures=measures)


def keep(folder: Path, record: Measurement) -> Path:
    """Write a measurement into the history, in place of one of the same time; return its file. Raises OutputError."""
    path = folder / f"{record.taken_at:%Y-%m-%d_%H-%M-%S}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            _("Cannot make the folder {} ({}): choose another {}.").format(folder, reason(error), "--folder")
        ) from error
    write_json(path, record.model_dump(mode="json"))
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
    records.sort(key=lambda record: record.taken_at)
    return History(tuple(records), tuple(left_out))


def changes(record: Measurement, earlier: Sequence[Measurement]) -> tuple[Change, ...]:
    """Return each range of a measurement against the last earlier one from the same view, if there is one."""
    return tuple(_change(what, record.measures[what], earlier) for what in Range)


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


def _change(what: Range, one: MeasuredRange, earlier: Sequence[Measurement]) -> Change:
    now, mdc = _known(one.value), _known(one.minimum_detectable_change)
    if math.isnan(now):
        return Change(what, now, NAN, mdc, Claim.NOT_MEASURED, one.why)
    before = [(each.measures[what].view, each.measures[what].value) for each in earlier]
    known = [(view, value) for view, value in before if value is not None]
    alike = [value for view, value in known if view is one.view]
    if not alike:
        return Change(what, now, NAN, mdc, Claim.OTHER_VIEW if known else Claim.FIRST)
    return Change(what, now, alike[-1], mdc, Claim.CHANGED if abs(now - alike[-1]) >= mdc else Claim.NOT_SHOWN)


def _chart(what: Range, view: View, records: Sequence[Measurement], words: Translator) -> Chart | None:
    points = [
        (record.taken_at, value)
        for record in records
        if (value := record.measures[what].value) is not None and record.measures[what].view is view
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


def _read(path: Path) -> Measurement | None:
    try:
        found = Measurement.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return found if all(one.whole for one in found.measures.values()) else None


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 1)


def _known(value: float | None) -> float:
    return NAN if value is None else float(value)
