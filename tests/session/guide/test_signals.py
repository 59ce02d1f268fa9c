from __future__ import annotations

from dataclasses import replace

import pytest

from livecoach.config.schema import Profile
from livecoach.core.types import Pose, PoseObservation, TrackState, readonly
from livecoach.core.words.phrases import SOUND_IDS
from livecoach.session.engine.engine import Engine
from livecoach.session.guide.signals import Settled, SignalReader, Signals
from livecoach.track import gatekeeper
from tests.support.bodies import HANGING, REACHED, Camera, filmed, moving, nobody, pull, session, sighted, still
from tests.support.exercises import PIT_PULL


def read(*segments, camera: Camera = Camera(45.0), change=lambda sighting: sighting) -> list[Signals]:  # noqa: B008
    engine, reader = Engine(PIT_PULL, Profile()), SignalReader()
    return [
        reader.update(engine.step(frame, change(sighting)))
        for frame, sighting in sighted(filmed(segments, camera=camera))
    ]


def test_a_value_settles_only_after_it_has_stood():
    settled = Settled("a", 0.5)
    seen = [settled.update(0.1 * index, value) for index, value in enumerate("abababbbbbbbbb")]
    assert "".join(seen) == "aaaaaaaaaabbbb"


def test_every_reason_of_the_tracker_tells_what_to_do():
    refusals = [value for value in vars(gatekeeper).values() if isinstance(value, gatekeeper.Refusal)]
    assert len(refusals) == 11
    passing = (gatekeeper.JUMP, gatekeeper.DAMAGED)  # nothing can be done about them
    for refusal in refusals:
        unseen = PoseObservation(None, TrackState.REFUSED, refusal.advice, refusal.why)
        problem = read(nobody(1.0), change=lambda _, unseen=unseen: unseen)[-1].problem
        assert problem in SOUND_IDS
        assert (problem == "get_ready") == (refusal in passing)


def test_a_whole_person_has_no_problem():
    last = read(still(2.0))[-1]
    assert (last.present, last.problem, last.view, last.moved) == (True, "", "", False)
    assert last.whole_s > 1.0
    assert last.hanging_s > 1.5


def test_hips_below_the_picture_ask_for_a_step_back():
    advice = gatekeeper.HIPS_OUTSIDE

    def hidden(sighting: PoseObservation) -> PoseObservation:
        return replace(sighting, advice=advice.advice, why=advice.why)

    last = read(still(2.0), change=hidden)[-1]
    assert (last.present, last.problem, last.whole_s) == (True, "step_back", 0.0)


def test_points_outside_of_the_picture_ask_for_a_step_back():
    assert read(still(2.0), camera=Camera(45.0, shift_px=(0.0, 240.0)))[-1].problem == "step_back"


def test_a_person_too_far_away_is_asked_to_come_closer():
    assert read(still(2.0), camera=Camera(45.0, scale=0.4))[-1].view == "step_closer"


def test_short_losses_change_nothing():
    signals = read(still(2.0), nobody(0.5), still(1.0), change=lambda s: replace(s, state=TrackState.OK))
    assert all(signal.present and not signal.problem for signal in signals[45:])


def test_who_leaves_is_gone_after_two_seconds():
    signals = read(still(2.0), nobody(4.0), change=lambda s: s if s.pose else replace(s, why="nobody"))
    gone = [index / 30 for index, signal in enumerate(signals) if not signal.present]
    assert gone[0] == pytest.approx(4.0, abs=0.1)
    assert signals[-1].problem == "into_picture"


def test_arms_hang_or_are_raised():
    signals = read(still(2.0), moving(HANGING, REACHED), still(1.0, body=session(pull())[-1].body(0.0)))
    assert signals[-1].raised_s > 0.9
    assert signals[-1].hanging_s == 0.0


def test_only_a_pull_is_pulling():
    signals = read(*session(pull()))
    assert any(signal.pulling for signal in signals)
    assert not any(signal.pulling for signal in signals[:105])


def test_coming_closer_or_turning_is_having_moved():
    def nearer(sighting: PoseObservation) -> PoseObservation:
        pose = sighting.pose
        assert isinstance(pose, Pose)
        late = pose.t_s > 4.0
        return replace(sighting, pose=replace(pose, xy_px=readonly(pose.xy_px * 1.4)) if late else pose)

    signals = read(still(6.0), change=nearer, camera=Camera(45.0, shift_px=(-60.0, -60.0)))
    assert not signals[115].moved
    assert signals[-1].moved


def test_reset_equals_a_new_one():
    engine, reader = Engine(PIT_PULL, Profile()), SignalReader()
    steps = [engine.step(*pair) for pair in sighted(filmed([still(1.0)]))]
    before = [reader.update(step) for step in steps]
    reader.reset()
    assert [reader.update(step) for step in steps] == before
