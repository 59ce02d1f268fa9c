"""The signals that end a session with everything written, and a terminal that is gone."""

from __future__ import annotations

import os
import signal
import stat
from typing import Final

ENDING: Final = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__
)
"""Ctrl-C, the request to end, and (where there is such a thing) a closed terminal."""


def is_hang_up(signum: int) -> bool:
    """Tell whether the terminal was closed: shells and the system may both say so, and nobody waits any more."""
    return signum == getattr(signal, "SIGHUP", None)


def let_go_of_terminal() -> None:
    """Lead what is still printed to nowhere, where it went to a terminal: writing to one that is gone is an error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        try:
            to_terminal = stat.S_ISCHR(os.fstat(descriptor).st_mode)
        except OSError:
            continue
        if to_terminal:
            os.dup2(nowhere, descriptor)
    os.close(nowhere)


def open_missing_streams() -> None:
    """Open standard input, output and error to nowhere where they are closed.

    Else the next file that is opened takes their number, and what a library prints lands in it.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if descriptor == 0 else os.O_WRONLY)
