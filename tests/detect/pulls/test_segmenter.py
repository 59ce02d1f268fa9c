from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from livecoach.config.schema import Reps
from livecoach.core.movements import PULLS, Movement, RefusedMovement, Veto
from livecoach.core.types import Phase, Pose
from livecoach.detect.pulls.network import MovementNetwork, load_network
from livecoach.detect.pulls.reps import Motion, Pull
from livecoach.detect.pulls.segmenter import PullSegmenter
from livecoach.measure.meter import Meter
from livecoach.track.model_files import MOVEMENT_NET_NAME, network_file
from tests.support.bodies import (
    CURLED,
    HANGING,
    RAISED_FORWARD,
    RAISED_SIDEWAYS,
    REACHED,
    Camera,
    Segment,
    filmed,
    moving,
    nobody,
    pull,
    pulling,
    session,
    still,
)


@cache
def network() -> MovementNetwork:
    return load_network(network_file(MOVEMENT_NET_NAME))


def followed(
    poses: Sequence[Pose | None], segmenter: PullSegmenter | None = None, movements: frozenset[Movement] = PULLS
) -> tuple[list[Motion], list[Pull], list[RefusedMovement]]:
    segmenter = segmenter or PullSegmenter(Reps(), network(), movements)
    meter = Meter()
    motions = [segmenter.update(None if pose is None else meter.measure(pose), pose) for pose in poses]
    pulls = [motion.finished for motion in motions if motion.finished is not None]
    last = segmenter.flush()
    refused = [refusal for motion in motions for refusal in motion.refused]
    return motions, [*pulls, last] if last is not None else pulls, refused


def counted(*segments: Segment, fps: float = 15.0, yaw_deg: float = 45.0) -> int:
    return len(followed(filmed(segments, fps, Camera(yaw_deg)))[1])


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -90.0, 135.0])
def test_every_pull_is_counted_once(fps, yaw_deg):
    assert counted(*session(*[pull(2.0)] * 3, still_s=1.0), fps=fps, yaw_deg=yaw_deg) == 3


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0])
@pytest.mark.parametrize("arm", [CURLED, RAISED_FORWARD, RAISED_SIDEWAYS])
def test_other_movements_are_not_counted(arm, yaw_deg):
    segments = [still(1.0), *[moving(HANGING, arm), moving(arm, HANGING)] * 4]
    assert counted(*segments, yaw_deg=yaw_deg) == 0


def test_getting_into_position_and_out_of_it_is_not_counted():
    assert (
        counted(still(1.0), moving(HANGING, REACHED), still(1.0, pulling(0.0)), moving(REACHED, HANGING), still(1.0))
        == 0
    )


def test_the_times_of_a_pull_are_where_it_was_and_follow_each_other():
    _, pulls, _ = followed(filmed(session(pull(3.0), pull(3.0), still_s=0.5), 30.0, Camera(45.0)))
    for start_s, found in zip((1.5, 4.5), pulls, strict=True):
        # Of 3 s: the drive from 0.45 to 1.35, the hold to 1.95, the return to 3.
        assert start_s + 0.4 <= found.start_s <= start_s + 1.0
        assert start_s + 1.2 <= found.peak_s <= start_s + 2.2
        assert start_s + 2.4 <= found.end_s <= start_s + 3.3
    assert all(one.end_s <= other.start_s for one, other in pairwise(pulls))


def test_an_exercise_counts_its_own_movements_and_says_what_it_refuses():
    poses = filmed(session(*[pull(2.0)] * 3, still_s=1.0), 30.0, Camera(45.0))
    motions, pulls, refused = followed(poses, movements=frozenset({Movement.PULLDOWN}))
    assert not pulls
    assert {refusal.veto for refusal in refused} == {Veto.ANOTHER_MOVEMENT}
    assert {refusal.movement for refusal in refused} <= PULLS
    assert {motion.looks_like for motion in motions} <= {None, *PULLS}


def test_a_movement_of_another_kind_is_named_and_not_judged():
    segments = [still(1.0), *[moving(HANGING, CURLED), moving(CURLED, HANGING)] * 5]
    motions, _, _ = followed(filmed(segments, 30.0, Camera(60.0)))
    named = [motion for motion in motions if motion.looks_like is Movement.CURL]
    assert named
    assert all(motion.phase is Phase.SETUP or np.isnan(motion.drive) for motion in named)


def test_a_segmenter_that_was_reset_is_a_new_one():
    poses = filmed(session(pull(2.0), pull(2.0), still_s=1.0), 15.0, Camera(45.0))
    used = PullSegmenter(Reps(), network())
    followed(poses, used)
    used.reset()
    assert followed(poses, used)[1] == followed(poses)[1]


def test_nobody_for_a_while_is_no_pull():
    assert counted(*session(pull(2.0), still_s=1.0), nobody(4.0), *session(pull(2.0), still_s=1.0)) == 2
    assert PullSegmenter(Reps(), network()).flush() is None


def test_what_is_fed_twice_gives_the_same():
    poses = filmed(session(pull(1.6), still_s=0.5), 30.0, Camera(90.0))
    drives = [[motion.drive for motion in followed(poses)[0]] for _ in range(2)]
    assert np.array_equal(drives[0], drives[1], equal_nan=True)
