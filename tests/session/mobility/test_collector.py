from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from livecoach.config.schema import Profile
from livecoach.core.landmarks import Landmark
from livecoach.core.types import PoseObservation, View, readonly
from livecoach.measure.mobility import Range, head_deg
from livecoach.session.engine.engine import Engine
from livecoach.session.mobility.collector import MobilityWatch
from tests.session.mobilities import FACING, pulls, steps, turns, watched, watched_both
from tests.support.bodies import Body, Camera, filmed, nobody, pull, sighted, still
from tests.support.exercises import PIT_PULL

TRUE_BEHIND = 100.0 * 0.28 / 0.5 * math.sin(math.radians(20.0)) * math.cos(math.radians(22.0))
"""Upper arm over trunk of the figure, its arms 20 degrees behind and 22 aside."""


@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_all_three_ranges_come_out_of_one_clip_at_any_rate(fps: float):
    found = watched_both(pulls(), turns(), fps).found()
    elbows = found[Range.ELBOWS_BEHIND]
    assert elbows.value == pytest.approx(TRUE_BEHIND, abs=1.5)
    assert ([one.why for one in elbows.tries], elbows.view, elbows.why) == ([""] * 3, View.THREE_QUARTER_FRONT, "")
    assert found[Range.HEAD_LEFT].value == pytest.approx(55.0, abs=6.0)
    assert found[Range.HEAD_RIGHT].value == pytest.approx(45.0, abs=6.0)


def test_a_pull_with_a_fault_is_no_range():
    arched = pull(fault=Body(lean_deg=25.0))
    found = watched(pulls(arched, pull(depth=0.9), pull())).found()[Range.ELBOWS_BEHIND]
    assert [one.why for one in found.tries] == ["lumbar_extension", "", ""]
    assert found.value == max(one.value for one in found.tries[1:])
    none = watched(pulls(arched, arched, arched)).found()[Range.ELBOWS_BEHIND]
    assert (math.isnan(none.value), none.why) == (True, "none_clean")


def test_only_the_first_three_of_each_count():
    watch = watched((*pulls(*[pull()] * 4), *turns(times=4)))
    assert (watch.pulls, watch.turned(left=True), watch.turned(left=False)) == (3, 3, 3)


def test_two_are_too_few():
    found = watched_both(pulls(pull(), pull()), turns(times=2)).found()
    assert {one.why for one in found.values()} == {"too_few"}
    assert all(math.isnan(one.value) for one in found.values())


def test_from_the_front_the_elbows_are_not_shown_and_the_head_is():
    found = watched((*pulls(), *turns()), Camera(0.0)).found()
    assert found[Range.ELBOWS_BEHIND].why == "view"
    assert found[Range.HEAD_LEFT].value == pytest.approx(55.0, abs=6.0)


def test_from_three_quarter_the_head_is_not_measured():
    found = watched((still(2.0), *turns())).found()
    assert len(found[Range.HEAD_LEFT].tries) == len(found[Range.HEAD_RIGHT].tries) == 3
    assert {found[what].why for what in (Range.HEAD_LEFT, Range.HEAD_RIGHT)} == {"view"}


def test_shoulders_that_go_along_do_not_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livecoach.session.mobility.collector.SHOULDERS_LIMIT_DEG", -100.0)
    found = watched((still(2.0), *turns()), FACING).found()[Range.HEAD_LEFT]
    assert [one.why for one in found.tries] == ["shoulders_along"] * 3
    assert found.why == "none_clean"


@pytest.mark.parametrize(("aside", "why"), [(0.06, "shoulders_along"), (-0.06, ""), (0.01, "")])
def test_hands_carried_along_by_the_shoulders_tell_that_they_turn(aside: float, why: str):
    engine, watch = Engine(PIT_PULL, Profile()), MobilityWatch()
    for frame, sighting in sighted(filmed((still(2.0), *turns()), 15.0, FACING), 15.0):
        step = engine.step(frame, carried(sighting, aside))
        watch.update(step)
    found = watch.found()
    for what in (Range.HEAD_LEFT, Range.HEAD_RIGHT):
        assert [one.why for one in found[what].tries] == [why] * 3


def carried(sighting: PoseObservation, aside: float) -> PoseObservation:
    """The same person with both hands moved along with the head, at 60 degrees by this share of the trunk."""
    pose = sighting.pose
    assert pose is not None
    xy_px = pose.xy_px.copy()
    trunk_px = float(np.linalg.norm(xy_px[Landmark.LEFT_SHOULDER] - xy_px[Landmark.LEFT_HIP]))
    xy_px[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST], 0] += aside * trunk_px * head_deg(pose) / 60.0
    return replace(sighting, pose=replace(pose, xy_px=readonly(xy_px)))


def test_another_clip_adds_what_the_first_did_not_have():
    watch = watched(pulls(), Camera(90.0))
    watch.next_clip()
    for step in steps((still(2.0), *turns()), Camera(5.0)):
        watch.update(step)
    found = watch.found()
    assert found[Range.ELBOWS_BEHIND].view is View.SIDE
    assert found[Range.HEAD_LEFT].view is View.FRONT
    assert not any(one.why for one in found.values())


def test_nobody_is_nothing():
    found = watched((nobody(2.0),)).found()
    assert all(one.why == "too_few" and not one.tries for one in found.values())
