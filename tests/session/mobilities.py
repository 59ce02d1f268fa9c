"""Whole measurements of a stick figure: still, a slow pull, three pulls, arms down, the head left and right."""

from __future__ import annotations

from collections.abc import Sequence

from livecoach.config.schema import Profile
from livecoach.core.types import Pose, Step
from livecoach.session.engine.engine import Engine
from livecoach.session.mobility.collector import MobilityWatch
from tests.support.bodies import (
    HANGING,
    REACHED,
    Camera,
    Segment,
    filmed,
    head_turn,
    moving,
    pull,
    session,
    sighted,
    still,
)
from tests.support.exercises import PIT_PULL

FPS = 15.0
THREE_QUARTER = Camera(40.0)
FACING = Camera(5.0)


def pulls(*faulty: Segment) -> tuple[Segment, ...]:
    """The calibration and three pulls, or those given; the arms go down at the end."""
    return (*session(pull(), *(faulty or (pull(), pull(), pull()))), moving(REACHED, HANGING), still(1.5))


def turns(left_deg: float = 55.0, right_deg: float = 45.0, times: int = 3) -> tuple[Segment, ...]:
    return tuple(head_turn(degrees) for _ in range(times) for degrees in (left_deg, -right_deg))


def both(pulled: Sequence[Segment], turned: Sequence[Segment], fps: float = FPS) -> list[Pose]:
    """Pulls half sideways; then the person faces the camera, stands still and turns the head."""
    return [*filmed(pulled, fps, THREE_QUARTER), *filmed((still(2.0), *turned), fps, FACING)]


def steps(segments: Sequence[Segment], camera: Camera = THREE_QUARTER, fps: float = FPS) -> list[Step]:
    engine = Engine(PIT_PULL, Profile())
    return [engine.step(*pair) for pair in sighted(filmed(segments, fps, camera), fps)]


def watched(segments: Sequence[Segment], camera: Camera = THREE_QUARTER, fps: float = FPS) -> MobilityWatch:
    watch = MobilityWatch()
    for step in steps(segments, camera, fps):
        watch.update(step)
    return watch


def watched_both(pulled: Sequence[Segment], turned: Sequence[Segment], fps: float = FPS) -> MobilityWatch:
    engine, watch = Engine(PIT_PULL, Profile()), MobilityWatch()
    for pair in sighted(both(pulled, turned, fps), fps):
        watch.update(engine.step(*pair))
    return watch
