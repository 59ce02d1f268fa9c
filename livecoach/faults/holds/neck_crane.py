"""The head lifts in an all-four reach."""

from __future__ import annotations

from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, Mark

FAULT = Fault(
    id="neck_crane",
    unit="deg",
    effort=Effort.HOLD,
    words=words_of("neck_crane"),
    exercises=("all_four_reach",),
    urgency=80,
    sounds=FAULT_SOUNDS["neck_crane"],
    mark=Mark(frozenset({BodyPart.NECK}), ArrowKind.HEAD_DOWN),
    limits=("hold.neck",),
)
