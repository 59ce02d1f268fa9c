"""The files of a report: Markdown to read, JSON to build documents from, every rep as CSV, a sweep's curve as SVG."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.core.files import atomic_write, make_writable
from livecoach.errors import OutputError
from livecoach.evaluate.match import Row
from livecoach.evaluate.plot import precision_recall_svg
from livecoach.evaluate.report import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.evaluate.match import ClipResult


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where a report goes: ``OUT.md`` with the others beside it, or ``report.*`` in the folder ``OUT``."""

    markdown: Path
    json: Path
    reps: Path
    curve: Path


def report_files(out: Path, *, overwrite: bool) -> ReportFiles:
    """Return the files that ``--report OUT`` means; raises OutputError when there are some and may not be replaced."""
    stem = out.with_suffix("") if out.suffix == ".md" else out / "report"
    names = [stem.with_name(stem.name + suffix) for suffix in (".md", ".json", ".csv", ".svg")]
    present = [path.name for path in names if path.exists()]
    if present and not overwrite:
        held = ", ".join(present)
        raise OutputError(f"{stem.parent} already holds {held}: choose another --report, or add --overwrite.")
    try:
        make_writable(stem.parent)
    except OSError as error:
        raise OutputError(
            f"Cannot write into the folder {stem.parent}: {error.strerror}; choose another --report."
        ) from error
    return ReportFiles(*names)


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
