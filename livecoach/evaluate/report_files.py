"""The paths of a report and of the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from livecoach.core.files import make_writable
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError


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
        raise OutputError(
            _("{} already contains {}: choose another --report, or add --overwrite.").format(stem.parent, held)
        )
    try:
        make_writable(stem.parent)
    except OSError as error:
        raise OutputError(
            _("Cannot write into the folder {}: {}; choose another --report.").format(stem.parent, reason(error))
        ) from error
    return ReportFiles(*names)
