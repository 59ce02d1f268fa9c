"""The files of a report: Markdown to read, JSON to build documents from, every rep as CSV, a sweep's curve as SVG."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from livecoach.core.files import atomic_write
from livecoach.evaluate.pulls.match import Row
from livecoach.evaluate.pulls.precision_recall_plot import precision_recall_svg
from livecoach.evaluate.pulls.report import markdown
from livecoach.evaluate.report_files import ReportFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.evaluate.pulls.match import ClipResult


def write_report(files: ReportFiles, report: Mapping[str, Any], results: Sequence[ClipResult]) -> None:
    """Write all files of a report; the curve only for a sweep. Raises OutputError."""
    with atomic_write(files.json) as part:
        part.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    with atomic_write(files.reps) as part, part.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Row)], lineterminator="\n")
        table.writeheader()
        table.writerows(_rounded(row) for result in results for row in result.rows)
    text = markdown(report)
    if "sweep" in report:
        text = text.replace("\n\n", f"\n\n![precision and recall]({files.curve.name})\n\n", 1)
        with atomic_write(files.curve) as part:
            part.write_text(precision_recall_svg(report["sweep"]), encoding="utf-8", newline="\n")
    with atomic_write(files.markdown) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def _rounded(row: Row) -> dict[str, Any]:
    """Return a row with four decimals, unknown numbers empty."""
    cells = asdict(row)
    for name, value in cells.items():
        if isinstance(value, float):
            cells[name] = "" if math.isnan(value) else round(value, 4)
    return cells
