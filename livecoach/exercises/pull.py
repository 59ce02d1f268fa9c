"""The pull: reach, drive the elbows back past the ribs, hold, return.

The shoulders shrugging up to the ears is the fault that matters most, then the low back, then the head. Seated or
half-kneeling, the hips are lower in the picture and the low back cannot be helped by the legs; nothing is measured
differently.

A plain pull counts every kind of pull. Rows, pulldowns and face pulls count only themselves. Their elbow path and load
are ones that the limits were never set on (docs/accuracy_notes.md has real ones): their faults are judged as those of a
pit pull. In a shrug the shoulders are meant to rise: it is counted, and nothing is judged.
"""

from __future__ import annotations

from livecoach.core.movements import Movement
from livecoach.exercises.exercise import Kind, MovementPattern

PULL = MovementPattern(name="pull", kind=Kind.PULL, standard="pit_pull", sections=("reps",))


def _only(movement: Movement) -> MovementPattern:
    """Return the pull that counts one kind of movement alone; it has the movement's name."""
    return MovementPattern(
        name=movement.value,
        kind=Kind.PULL,
        standard=movement.value,
        sections=("reps",),
        movements=frozenset({movement}),
        drawn_as=PULL.standard,
    )


ROW = _only(Movement.ROW)
PULLDOWN = _only(Movement.PULLDOWN)
FACE_PULL = _only(Movement.FACE_PULL)
SHRUG = _only(Movement.SHRUG)
