"""The low back sinks in an all-four reach."""

from __future__ import annotations

from livecoach.core.section import TORSO
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, Mark

FAULT = Fault(
    id="low_back_sag",
    unit=TORSO,
    effort=Effort.HOLD,
    words=words_of("low_back_sag"),
    exercises=("all_four_reach",),
    urgency=70,
    sounds=FAULT_SOUNDS["low_back_sag"],
    mark=Mark(frozenset({BodyPart.TRUNK}), ArrowKind.TRUNK_UP, at=0.75),
    limits=("hold.sag",),
)
