"""The breathing pit pull: reach, drive the elbows back past the ribs, hold through a breath, return.

The shoulders shrugging up to the ears is the fault that matters most, then the low back, then the head.
"""

from __future__ import annotations

from livecoach.core.types import FaultKind
from livecoach.detect.pulls.head_protrusion import HeadProtrusionRule
from livecoach.detect.pulls.lumbar_extension import LumbarExtensionRule
from livecoach.detect.pulls.shrug import ShrugRule
from livecoach.exercises.exercise import Dose, Exercise

PIT_PULL = Exercise(
    name="pit_pull",
    titles={"en": "Breathing pit pull", "de": "Ellenbogenzug mit Atem"},
    rules=(ShrugRule(), LumbarExtensionRule(), HeadProtrusionRule()),
    cues={
        FaultKind.SHRUG: "shoulders_down",
        FaultKind.LUMBAR_EXTENSION: "ribs_down",
        FaultKind.HEAD_PROTRUSION: "chin_back",
    },
    dose=Dose(sets=3, count=8),
    how=("pull_reach", "pull_drive", "pull_hold"),
)
