"""The session as a stick figure lives it, through the real engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

import pytest

from livecoach.config.schema import Profile
from livecoach.core.guide_state import GuideState, SetPlan, Stage
from livecoach.core.types import Step
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import languages
from livecoach.cue.announcer import speech_s
from livecoach.session.engine.engine import Engine
from livecoach.session.guide.session_guide import SessionGuide
from tests.support.bodies import (
    HANGING,
    REACHED,
    Camera,
    Segment,
    filmed,
    moving,
    nobody,
    pull,
    pulling,
    session,
    shrugging,
    sighted,
    still,
)
from tests.support.exercises import PIT_PULL

THREE_QUARTER = Camera(yaw_deg=45.0)
MID_REP = ("drive", "hold", "return")


@dataclass(frozen=True)
class Lived:
    steps: list[Step]
    states: list[GuideState]

    @property
    def stages(self) -> list[str]:
        return [stage.value for stage, _ in groupby(state.stage for state in self.states)]

    @property
    def heard(self) -> list[tuple[float, str]]:
        pairs = zip(self.steps, self.states, strict=True)
        return [(step.frame.t_s, state.cue.sound) for step, state in pairs if state.cue is not None]

    @property
    def said(self) -> list[str]:
        return [sound for _, sound in self.heard]

    def at(self, t_s: float) -> GuideState:
        return next(state for step, state in zip(self.steps, self.states, strict=True) if step.frame.t_s >= t_s - 1e-6)


def live(
    *segments: Segment,
    plan: SetPlan = SetPlan(),  # noqa: B008 -- frozen
    camera: Camera = THREE_QUARTER,
    profile: Profile = Profile(),  # noqa: B008 -- frozen
    fps: float = 30.0,
) -> Lived:
    engine, flow = Engine(PIT_PULL, profile), SessionGuide(plan, profile)
    lived = Lived([], [])
    for frame, sighting in sighted(filmed(segments, fps, camera), fps):
        why = "" if sighting.pose is not None else "nobody"
        step = engine.step(frame, replace(sighting, why=why))
        state = flow.update(step)
        if state.recalibrate:
            engine.recalibrate()
        lived.steps.append(step)
        lived.states.append(state)
    return lived


def pulls(count: int) -> tuple[Segment, ...]:
    return tuple(pull() for _ in range(count))


def test_a_whole_session_needs_no_key():
    lived = live(
        nobody(2.0),
        *session(*pulls(3)),
        moving(REACHED, HANGING),
        still(9.0),
        moving(HANGING, REACHED),
        *pulls(2),
        still(8.0, pulling(0.0)),
        plan=SetPlan(sets=2, reps=2, rest_s=8.0),
    )
    assert lived.stages == ["get_ready", "still", "calibrate", "running", "resting", "running", "finished"]
    assert [sound for sound in lived.said if sound.startswith("rep_")] == ["rep_1", "rep_2"] * 2
    assert [sound for sound in lived.said if not sound.startswith("rep_")] == [
        *("get_ready", "into_picture", "hold_still", "calibrating", "go"),
        *("set_done", "set_clean", "get_ready", "go", "finished", "set_clean"),
    ]
    assert lived.states[-1].set_index == 2
    assert lived.states[-1].last_set is not None
    assert (lived.states[-1].last_set.reps, lived.states[-1].last_set.clean) == (2, 2)


def test_the_countdown_of_standing_still_ends_with_the_baseline():
    lived = live(*session(pull()))
    still_states = [state for state in lived.states if state.stage is Stage.STILL]
    lefts = [state.left_s for state in still_states]
    assert lefts == sorted(lefts, reverse=True)
    assert lefts[-1] < 0.1
    assert all(0.0 <= state.done <= 1.0 for state in still_states)


def test_whoever_begins_to_pull_is_running():
    lived = live(still(0.2), moving(HANGING, REACHED), *pulls(3))
    assert lived.stages[-1] == "running"
    assert lived.states[-1].reps == lived.steps[-1].rep_count


def test_leaving_pauses_and_coming_back_goes_on():
    lived = live(*session(*pulls(2)), nobody(6.0), still(2.0), moving(HANGING, REACHED), *pulls(2))
    assert lived.stages == ["get_ready", "still", "calibrate", "running", "paused", "running"]
    assert "paused" in lived.said


def test_hanging_arms_pause_a_set():
    lived = live(*session(*pulls(2)), moving(REACHED, HANGING), still(14.0), moving(HANGING, REACHED), *pulls(1))
    assert lived.stages[-2:] == ["paused", "running"]


SHRUGGED = pull(fault=shrugging(0.09))


def test_a_shrugged_first_pull_is_tried_once_more_without_standing_still_again():
    lived = live(*session(SHRUGGED, pull(), pull()), still(1.0, pulling(0.0)))
    assert not any(state.recalibrate for state in lived.states)
    assert lived.said.count("once_more_shoulders") == 1
    assert lived.stages == ["get_ready", "still", "calibrate", "running"]
    assert [step.rep.refused for step in lived.steps if step.rep is not None] == ["shrug", "", ""]
    assert lived.states[-1].reps == 3


def test_after_the_second_shrugged_pull_the_session_goes_on():
    lived = live(*session(SHRUGGED, SHRUGGED, SHRUGGED, pull(), pull()), still(1.0, pulling(0.0)), plan=SetPlan(reps=9))
    assert lived.said.count("once_more_shoulders") == 1
    assert lived.stages == ["get_ready", "still", "calibrate", "running"]
    assert [step.rep.calibration for step in lived.steps if step.rep is not None] == [False, False, False, True, False]
    learned = [index for index, state in enumerate(lived.states) if state.learned]
    assert [lived.steps[index].rep_count for index in learned] == [4]
    assert lived.states[-1].reps == 3  # from the third pull on they are reps of the set


def test_a_hasty_calibration_is_tried_once_more():
    lived = live(*session(pull(1.0)), moving(REACHED, HANGING), still(4.0))
    assert "once_more_slowly" in lived.said


def test_a_new_calibration_asked_for_by_key_is_led_through():
    engine, flow = Engine(PIT_PULL, Profile()), SessionGuide(SetPlan(), Profile())
    stages = []
    for frame, sighting in sighted(
        filmed([*session(pull(), pull()), moving(REACHED, HANGING), still(5.0)], camera=THREE_QUARTER)
    ):
        stages.append(flow.update(engine.step(frame, sighting)).stage.value)
        if frame.t_s == pytest.approx(9.8):
            engine.recalibrate()
    assert [stage for stage, _ in groupby(stages)][-3:] == ["running", "still", "calibrate"]


def test_a_step_towards_the_camera_before_the_first_pull_is_noticed():
    far, near = Camera(45.0), Camera(45.0, scale=1.4)
    engine, flow = Engine(PIT_PULL, Profile()), SessionGuide(SetPlan(), Profile())
    poses = [*filmed([still(4.0)], camera=far), *filmed([still(6.0)], camera=near)]
    poses = [replace(pose, frame_index=i, t_s=i / 30.0) for i, pose in enumerate(poses) if pose is not None]
    asked = []
    for frame, sighting in sighted(poses):
        state = flow.update(engine.step(frame, sighting))
        if state.recalibrate:
            engine.recalibrate()
            asked.append(frame.t_s)
    assert len(asked) == 1
    assert state.stage is Stage.CALIBRATE


@pytest.mark.parametrize(
    ("yaw_deg", "line"), [(0.0, "turn"), (90.0, "turn_to_camera"), (180.0, "face_camera"), (45.0, "hold_still")]
)
def test_a_better_view_is_asked_for_while_the_person_still_gets_ready(yaw_deg: float, line: str):
    lived = live(still(1.9), camera=Camera(yaw_deg))
    assert lived.states[-1].line == line


def test_a_poor_view_does_not_stop_the_session():
    assert live(*session(*pulls(2)), camera=Camera(0.0)).stages[-1] == "running"


@cache
def _whole_evening(fps: float = 30.0) -> Lived:
    return live(
        nobody(3.0),
        *session(pull(), pull(fault=shrugging(0.09)), pull()),
        nobody(4.0),
        still(2.0),
        *session(*pulls(2), pull(fault=shrugging(0.09))),
        plan=SetPlan(sets=2, reps=3, rest_s=5.0),
        fps=fps,
    )


def test_faults_are_always_heard_and_nothing_is_announced_in_a_rep_or_over_another():
    lived = _whole_evening()
    for step, state in zip(lived.steps, lived.states, strict=True):
        if step.cue is not None and step.cue.because is not None and state.stage is Stage.RUNNING:
            assert state.cue is step.cue
        if state.cue is not None and state.cue.priority < 10:
            assert step.measures is None or step.phase not in MID_REP
    for (before_s, before), (t_s, sound) in pairwise(lived.heard):
        if sound != "shoulders_down":
            assert t_s - before_s >= speech_s(spoken("en")[before]) - 1e-6, (before, sound)


@pytest.mark.parametrize("fps", [10.0, 25.0, 60.0])
def test_every_frame_rate_gives_the_same_stages(fps: float):
    assert _whole_evening(fps).stages == _whole_evening().stages


@pytest.mark.parametrize("language", languages())
def test_every_line_has_words(language: str):
    lived = _whole_evening()
    assert {state.line for state in lived.states} - {""} <= set(spoken(language))


def test_a_session_speaks_its_language():
    lived = live(still(2.0), profile=Profile(language="de"))
    assert [state.cue.text for state in lived.states if state.cue is not None] == ["Mach dich bereit", "Steh still"]


def test_the_set_names_the_fault_in_most_of_its_reps():
    bad = pull(fault=shrugging(0.09))
    lived = live(*session(pull(), bad, bad, pull()), still(8.0, pulling(0.0)), plan=SetPlan(reps=3))
    assert lived.states[-1].last_set is not None
    assert lived.states[-1].last_set.worst == "shrug"
    assert "set_shoulders" in lived.said
