"""Ctrl-C and SIGTERM: both end a command the same way, with everything written."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from livecoach.core.words.messages import STILL_WRITING

if TYPE_CHECKING:
    from types import FrameType


class Interrupts:
    """A signal handler that stops the command once and then leaves it time to write its files.

    The first signal raises KeyboardInterrupt, the second only says what is going on, the third raises again.
    """

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, _signum: int, _frame: FrameType | None) -> None:
        """Handle one signal."""
        self._count += 1
        if self._count == 2:
            sys.stderr.write(f"livecoach: {STILL_WRITING}\n")
            return
        raise KeyboardInterrupt

    def install(self) -> None:
        """Take over SIGINT and SIGTERM; a signal that the parent process had ignored stays ignored."""
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self)
