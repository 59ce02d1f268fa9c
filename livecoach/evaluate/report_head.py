"""Shared by sets of every kind: the check of names, the head of a report, and its files."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from livecoach import __version__
from livecoach.core.files import atomic_write
from livecoach.core.words.message import _
from livecoach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from pathlib import Path

    from livecoach.evaluate.report_files import ReportFiles


def refuse_twins(names: Sequence[tuple[str, Hashable]], what: str) -> None:
    """Raise UsageError when two clips (``what`` they are, in words) are the same: name and whatever tells them apart.

    Their recordings would share a file, and their rows could not be told apart.
    """
    twice = sorted({one[0] for one in names if names.count(one) > 1})
    if twice:
        raise UsageError(
            _("two {} have the same name {} and would share a file of landmarks: evaluate them separately").format(
                what, twice[0]
            )
        )


def head(form: str, folders: Iterable[Path], model: str, errors: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the beginning of every report; ``errors`` are clips with the sentences that say why they failed."""
    return {
        "format": form,
        "version": __version__,
        "set": " + ".join(folder.resolve().name for folder in folders),
        "model": model,
        "failed": [{"clip": clip, "error": error} for clip, error in errors if error],
    }


def write_rows_report(files: ReportFiles, report: Mapping[str, Any], text: str) -> None:
    """Write a report's Markdown (``text``), its JSON, and its ``rows`` as CSV; raises OutputError."""
    with atomic_write(files.json) as part:
        part.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    with atomic_write(files.reps) as part, part.open("w", encoding="utf-8", newline="") as file:
        rows = report["rows"]
        table = csv.DictWriter(file, list(rows[0]) if rows else ["clip"], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    with atomic_write(files.markdown) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
