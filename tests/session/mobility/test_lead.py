from __future__ import annotations

import pytest

from livecoach.config.schema import Profile
from livecoach.core.guide_state import GuideState
from livecoach.render.screens.result import ResultView
from livecoach.session.engine.engine import Engine
from livecoach.session.mobility.lead import MobilityLead
from tests.session.mobilities import FPS, THREE_QUARTER, both, pulls, turns
from tests.support.bodies import Camera, filmed, sighted, still
from tests.support.exercises import PIT_PULL

VIEW = ResultView("Range", ())


def led(poses, *, guided: bool = True):
    """The lead after these poses, what was said, and at what counts something was kept."""
    engine, kept, said = Engine(PIT_PULL, Profile()), [], []
    lead = MobilityLead(
        engine,
        Profile(),
        keep=lambda watch: kept.append((watch.pulls, watch.turned(left=True), watch.turned(left=False))),
        result=lambda _: VIEW,
        guided=guided,
    )
    t_s = 0.0
    for frame, sighting in sighted(poses, FPS):
        step = lead.follow(engine.step(frame, sighting))
        t_s = frame.t_s
        if step.cue is not None:
            said.append(step.cue.sound)
    return lead, said, kept, t_s


def test_pulls_then_turns_by_turns_then_the_result():
    lead, said, kept, t_s = led(both(pulls(), (*turns(), still(4.0))))
    assert said[:4] == ["get_ready", "hold_still", "calibrating", "three_pulls"]
    asked = [line for line in said if line.startswith("head_")]
    assert asked[0] == "head_left"
    assert {"head_right", "head_back"} <= set(asked)
    assert said[-1] == "finished"
    assert kept == [(3, 0, 0), (3, 3, 3)]
    assert not lead.judging
    assert lead.shown(t_s) is VIEW
    assert lead.over(t_s + 60.0)
    assert lead.end(None).reps == 3


def test_the_count_is_that_of_the_turns():
    lead, _, _, t_s = led(both(pulls(), turns(times=1)))
    shown = lead.shown(t_s)
    assert isinstance(shown, GuideState)
    assert (shown.reps, shown.goal_reps) == (2, 6)
    assert lead.judging


@pytest.mark.parametrize("camera", [THREE_QUARTER, Camera(90.0)], ids=["three-quarter", "side"])
def test_who_stands_sideways_is_asked_to_face_the_camera_before_the_turns(camera: Camera):
    lead, _, _, t_s = led(filmed(pulls(), FPS, camera))
    shown = lead.shown(t_s)
    assert isinstance(shown, GuideState)
    assert shown.line == "face_camera"


def test_without_a_guide_it_only_watches():
    lead, said, kept, _ = led(both(pulls(), turns()), guided=False)
    assert kept == []
    assert "head_left" not in said
    assert lead.watch.turned(left=True) == 3
