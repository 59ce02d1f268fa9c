"""The breathing pit pull: reach, drive the elbows back past the ribs, hold through a breath, return.

The shrug is the most important fault, then the arched back, then the forward head.
"""

from __future__ import annotations

from livecoach.core.words.message import _
from livecoach.exercises.exercise import Dose, Exercise
from livecoach.faults.registry import faults_of

PIT_PULL = Exercise(
    name="pit_pull",
    title=_("Breathing pit pull"),
    faults=faults_of("pit_pull"),
    dose=Dose(sets=3, count=8),
    how=("pull_reach", "pull_drive", "pull_hold"),
)
