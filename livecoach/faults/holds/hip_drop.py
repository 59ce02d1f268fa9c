"""The hips sink in a hip lift."""

from __future__ import annotations

from livecoach.core.section import TORSO
from livecoach.core.words.fault_words import FAULT_SOUNDS, words_of
from livecoach.faults.fault import ArrowKind, BodyPart, Effort, Fault, Mark

FAULT = Fault(
    id="hip_drop",
    unit=TORSO,
    effort=Effort.HOLD,
    words=words_of("hip_drop"),
    exercises=("hip_lift_90_90",),
    urgency=90,
    sounds=FAULT_SOUNDS["hip_drop"],
    mark=Mark(frozenset({BodyPart.TRUNK}), ArrowKind.TRUNK_UP, at=0.9),
    limits=("hold.lift_kept",),
)
