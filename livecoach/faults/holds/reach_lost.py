"""The push into the floor is lost in an all-four reach."""

from __future__ import annotations

from livecoach.core.section import TORSO
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, Mark

FAULT = Fault(
    id="reach_lost",
    unit=TORSO,
    effort=Effort.HOLD,
    words=words_of("reach_lost"),
    exercises=("all_four_reach",),
    urgency=90,
    sounds=FAULT_SOUNDS["reach_lost"],
    mark=Mark(frozenset({BodyPart.TRUNK}), ArrowKind.TRUNK_UP, at=0.2),
    limits=("hold.reach_gone",),
)
