"""``livecoach kept``: list or delete the calibrations kept of earlier sessions."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from livecoach.session.calibration.store import calibrations_folder, forget, kept_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path


def run(arguments: argparse.Namespace) -> int:
    """Print what is kept, or delete it and say how much that was."""
    files = kept_files(arguments.person)
    if arguments.forget:
        forget(files)
        sys.stdout.write(f"{_counted(files)} deleted.\n")
        return 0
    for path in files:
        sys.stdout.write(f"{line(path)}\n")
    sys.stdout.write(f"{_counted(files)} in {calibrations_folder()}\n")
    return 0


def _counted(files: Sequence[Path]) -> str:
    return f"{len(files)} kept calibration{'' if len(files) == 1 else 's'}"


def line(path: Path) -> str:
    """Return a file as text: person, exercise, side, day and size."""
    person, exercise, side = path.parts[-3], path.parts[-2], path.stem
    about = path.stat()
    day = datetime.fromtimestamp(about.st_mtime, UTC).astimezone().date().isoformat()
    return f"{person}: {exercise}, {side.replace('_', ' ')}, {day}, {about.st_size / 1000:.0f} kB"
