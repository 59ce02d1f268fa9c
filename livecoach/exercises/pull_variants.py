"""Variants of the pit pull with their own names, judged by its rules and limits.

What differs: seated or half-kneeling, the hips are lower in the picture and the low back cannot be helped by the legs;
nothing is measured differently. Rows, pulldowns and face pulls count only themselves. Their elbow path and load are ones
that the limits were never set on (docs/accuracy_notes.md has real ones): their faults are judged as those of a pit pull.
In a shrug the shoulders are meant to rise: it is counted, and nothing is judged.
"""

from __future__ import annotations

from dataclasses import replace

from livecoach.core.movements import Movement
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
    movements=frozenset({Movement.ROW}),
)
PULLDOWN = replace(
    PIT_PULL,
    name="pulldown",
    title=_("Pulldown or pull-up"),
    faults=faults_of("pulldown"),
    dose=Dose(sets=3, count=10),
    how=("pulldown_how", "pull_hold"),
    drawn_as=PIT_PULL.name,
    movements=frozenset({Movement.PULLDOWN}),
)
FACE_PULL = replace(
    PIT_PULL,
    name="face_pull",
    title=_("Face pull"),
    faults=faults_of("face_pull"),
    dose=Dose(sets=3, count=12),
    how=("face_pull_how", "pull_hold"),
    drawn_as=PIT_PULL.name,
    movements=frozenset({Movement.FACE_PULL}),
)
SHRUG = replace(
    PIT_PULL,
    name="shrug",
    title=_("Shrug"),
    faults=faults_of("shrug"),
    dose=Dose(sets=3, count=12),
    how=("shrug_how",),
    drawn_as=PIT_PULL.name,
    movements=frozenset({Movement.SHRUG}),
)
