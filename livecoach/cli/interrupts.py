"""Ctrl-C, SIGTERM and a closed terminal: all end a command the same way, with everything written."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from livecoach.core.ending import ENDING, is_hang_up, let_go_of_terminal
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator

if TYPE_CHECKING:
    from types import FrameType


class Interrupts:
    """A signal handler that stops the command once and then leaves it time to write its files.

    The first signal raises KeyboardInterrupt, the second only says what is going on, the third raises again.
    """

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, signum: int, _frame: FrameType | None) -> None:
        """Handle one signal; a closed terminal asks once, however often that is said."""
        if is_hang_up(signum):
            let_go_of_terminal()
            if self._count:
                return
        self._count += 1
        if self._count == 2:
            note = _("still writing the files; press Ctrl-C again to give them up.")
            sys.stderr.write(f"livecoach: {translator()(note)}\n")
            return
        raise KeyboardInterrupt

    def install(self) -> None:
        """Take over SIGINT, SIGTERM and SIGHUP; a signal that the parent process had ignored stays ignored."""
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self)
