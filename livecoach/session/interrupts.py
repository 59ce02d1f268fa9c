"""Ctrl-C, SIGTERM and a closed terminal, held back until the next frame is done, so that files end whole."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from livecoach.core.ending import ENDING, is_hang_up, let_go_of_terminal
from livecoach.core.words.message import _
from livecoach.core.words.translator import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class Stopped(KeyboardInterrupt):
    """A signal that was held back; ``outcome`` is the result of the work that it ended, None without one."""

    def __init__(self, outcome: Any) -> None:
        super().__init__()
        self.outcome = outcome


class DeferredSignals:
    """The signals that came while they were held back.

    The first is only remembered, the second prints what is going on, the third raises KeyboardInterrupt at once.
    """

    def __init__(self, language: str = "en") -> None:
        self._language = language
        self._count = 0
        self.outcome: Any = None
        """The result of the work so far, which is passed on when a signal ends it."""

    def check(self) -> None:
        """Raise Stopped when a signal has come: call it where stopping is safe."""
        if self._count:
            raise Stopped(self.outcome)

    def receive(self, signum: int, _frame: FrameType | None) -> None:
        """Handle one signal; a closed terminal asks once, however often that is said."""
        if is_hang_up(signum):
            let_go_of_terminal()
            if self._count:
                return
        self._count += 1
        if self._count == 2:
            note = _("still writing the files; press Ctrl-C again to give them up.")
            sys.stderr.write(f"livecoach: {translate(note, self._language)}\n")
        elif self._count > 2:
            raise KeyboardInterrupt


@contextmanager
def held_interrupts(language: str = "en") -> Iterator[DeferredSignals]:
    """Hold signals back while the block runs; one that nobody checked for raises Stopped at its end.

    Whenever Stopped was raised, it leaves the block with the outcome that there is at the block's end.
    Signals reach the main thread only, so on any other this changes nothing, and an ignored signal stays ignored.
    """
    held = DeferredSignals(language)
    if threading.current_thread() is not threading.main_thread():
        yield held
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    ours = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in ours:
        signal.signal(number, held.receive)
    try:
        yield held
    except Stopped as stop:
        stop.outcome = held.outcome
        raise
    finally:
        for number in ours:
            signal.signal(number, before[number])
    held.check()
