"""Variants of the pit pull with their own names, judged by its rules and limits.

What differs: seated or half-kneeling, the hips are lower in the picture and the low back cannot be helped by the legs;
nothing is measured differently. A row with a band, a cable or a weight has an elbow path and a load that the limits
were never set on (docs/accuracy_notes.md has real rows): its faults are judged as those of a pit pull.
"""

from __future__ import annotations

from dataclasses import replace

from livecoach.core.words.message import _
from livecoach.exercises.exercise import Dose
from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.faults.registry import faults_of

SEATED_PULL = replace(
    PIT_PULL,
    name="seated_pull",
    title=_("Seated pit pull"),
    faults=faults_of("seated_pull"),
    how=("sit_tall", *PIT_PULL.how),
    drawn_as=PIT_PULL.name,
)
HALF_KNEELING_PULL = replace(
    PIT_PULL,
    name="half_kneeling_pull",
    title=_("Half-kneeling pit pull"),
    faults=faults_of("half_kneeling_pull"),
    how=("half_kneel", *PIT_PULL.how),
    drawn_as=PIT_PULL.name,
)
ROW = replace(
    PIT_PULL,
    name="row",
    title=_("Row"),
    faults=faults_of("row"),
    dose=Dose(sets=3, count=10),
    how=("row_how", "pull_hold"),
    drawn_as=PIT_PULL.name,
)
