"""What an exercise of one's own changes in the engine: its words, and the views from which it is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.types import Observability
from livecoach.core.words.message import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.types import Cue
    from livecoach.detect.pulls.fault_detector import FaultUpdate

_NOT_THIS_VIEW: Final = _("this exercise is not judged from this view")


def in_own_words(cue: Cue | None, corrections: Mapping[str, str]) -> Cue | None:
    """Return a cue about a fault with the exercise's own words for it (by the fault's id), its sound as it was."""
    if cue is None or cue.because is None:
        return cue
    return replace(cue, text=corrections.get(cue.because.kind, cue.text))


def not_judged(update: FaultUpdate) -> FaultUpdate:
    """Return what a frame says of a fault, for a view from which the exercise is not judged."""
    reading = replace(update.reading, judged=Observability.NONE, why=_NOT_THIS_VIEW, unsure=True)
    return replace(update, reading=reading)
