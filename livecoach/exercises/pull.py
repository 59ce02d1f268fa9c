"""The pull: reach, drive the elbows back past the ribs, hold, return.

The shoulders shrugging up to the ears is the fault that matters most, then the low back, then the head. Seated or
half-kneeling, the hips are lower in the picture and the low back cannot be helped by the legs; nothing is measured
differently. A row with a band, a cable or a weight has an elbow path and a load that the limits were never set on
(docs/accuracy.md has real rows): its faults are judged as those of a pit pull.
"""

from __future__ import annotations

from livecoach.exercises.exercise import Kind, MovementPattern

PULL = MovementPattern(name="pull", kind=Kind.PULL, standard="pit_pull", sections=("reps",))
