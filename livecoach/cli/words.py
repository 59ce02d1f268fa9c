"""How the terminal speaks: in the profile's language, to the last word of a command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import LivecoachError, UsageError
from livecoach.session.factory import chosen_profile
from livecoach.session.interrupts import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


def tell_missing(notes: Iterable[str], faults: Iterable[str], words: Translator) -> int:
    """Print on stderr what could not be read (``notes``) and written (``faults``); return the exit code, 1 for faults.

    What could not be written may have been missed on the screen.
    """
    unwritten = tuple(faults)
    for sentence in (*notes, *unwritten):
        sys.stderr.write(f"livecoach: {words(sentence)}\n")
    return 1 if unwritten else 0


def finished(work: Callable[[], T], tell: Callable[[T], int]) -> int:
    """Do the work, tell of it and return the exit code; what a signal ended is told too, before Stopped goes on."""
    try:
        outcome = work()
    except Stopped as stop:
        if stop.outcome is not None:
            tell(stop.outcome)
        raise
    return tell(outcome)


@contextmanager
def speaking(profile: str | None) -> Iterator[Translator]:
    """Yield the words of a profile's language (None: the default one); errors of the body tell their notes in it too.

    ProfileError when there is no such profile.
    """
    words = translator(chosen_profile(profile, {}).profile.language)
    try:
        yield words
    except (LivecoachError, UsageError) as error:
        error.args = (words(str(error)),)
        raise
    except KeyboardInterrupt as stop:
        stop.args = (words(_("stopped; everything done until then is written.")),)
        raise
