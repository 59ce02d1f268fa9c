"""``livecoach tune``: the panel of settings over a recorded session."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.session.tuning.tune_window import tune

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Open the panel until it is closed; print what was saved, and return 1 when that could not be written."""
    tuned = tune(Path(arguments.folder))
    for line in tuned.lines:
        sys.stdout.write(f"{line}\n")
    return int(tuned.failed)
