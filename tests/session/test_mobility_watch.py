from __future__ import annotations

import math

import pytest

from livecoach.core.types import View
from livecoach.measure.mobility import Range
from tests.session.mobilities import FACING, pulls, steps, turns, watched, watched_both
from tests.support.bodies import Body, Camera, nobody, pull, still

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
    monkeypatch.setattr("livecoach.session.mobility_watch.SHOULDERS_LIMIT_DEG", -100.0)
    found = watched((still(2.0), *turns()), FACING).found()[Range.HEAD_LEFT]
    assert [one.why for one in found.tries] == ["shoulders_along"] * 3
    assert found.why == "none_clean"


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
