"""The shipped exercises under names that tests can import."""

from __future__ import annotations

from livecoach.exercises.catalogue import exercise_named

PIT_PULL = exercise_named("pit_pull")
SEATED_PULL = exercise_named("seated_pull")
HALF_KNEELING_PULL = exercise_named("half_kneeling_pull")
ROW = exercise_named("row")
HIP_LIFT_90_90 = exercise_named("hip_lift_90_90")
ALL_FOUR_REACH = exercise_named("all_four_reach")
