"""Many photos of one folder as a chart over their dates."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from livecoach.core.types import View
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.numbers import date_text
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import SourceError
from livecoach.output.picture_file import prepare_outputs, write_picture
from livecoach.posture.compare import CAPTURE, FORMAT, VIEWS
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, MDC_CM
from livecoach.posture.words import NAME
from livecoach.render.draw.progress_chart import Chart, draw_progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """The chart's file, how many photos are in it, and in words which JSON files are not."""

    picture: Path
    photos: int
    left_out: tuple[str, ...]


def progress(folder: Path, out: Path, language: str = "en", *, overwrite: bool) -> Progress:
    """Chart the measures of all captures in ``folder`` over their dates; raises SourceError when there are none."""
    words = translator(language)
    picture, _record = prepare_outputs(out, inputs=(), overwrite=overwrite)
    if not folder.is_dir():
        raise SourceError(_("There is no folder {}: give the one that capture wrote its photos into.").format(folder))
    records, left_out = [], []
    for path in sorted(folder.glob("*.json")):
        record = _capture(path)
        if record is None:
            left_out.append(words(_("{} is not from livecoach posture capture"), path.name))
        else:
            records.append(record)
    records.sort(key=lambda record: datetime.fromisoformat(record["taken_at"]))
    charts = [chart for view in VIEWS for chart in _charts(view, records, words)]
    if not charts:
        raise SourceError(
            _("The folder {} contains no photos from livecoach posture capture: take some first.").format(folder)
        )
    write_picture(
        picture,
        draw_progress(words(_("How I stand")), charts, words(_("grey band: no detectable change")), language),
    )
    return Progress(picture, len(records), tuple(left_out))


def _capture(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        known = record["what"] == CAPTURE and record["format"] == FORMAT
        aware = datetime.fromisoformat(record["taken_at"]).tzinfo is not None
        usable = known and aware and float(record["height_cm"]) > 0.0 and record["view"] in VIEWS
        usable = usable and all(math.isfinite(value) for value in record["measures"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(record) if usable else None


def _charts(view: View, every: Sequence[Mapping[str, Any]], words: Translator) -> list[Chart]:
    records = [one for one in every if one["view"] == view]
    charts = []
    for measure, mdc_at_170 in MDC_CM[view].items():
        points = [
            (datetime.fromisoformat(record["taken_at"]), float(record["measures"][measure]))
            for record in records
            if measure in record["measures"]
        ]
        if points:
            title = f"{words(NAME[measure])} ({words(names.VIEW[view])}), cm"
            days = tuple((at - points[0][0]).total_seconds() / 86400.0 for at, _ in points)
            dates = tuple(date_text(at, words.language) for at, _ in points)
            band_cm = mdc_at_170 * float(records[0]["height_cm"]) / ASSUMED_HEIGHT_CM
            charts.append(Chart(title, days, tuple(value for _, value in points), dates, band_cm))
    return charts
