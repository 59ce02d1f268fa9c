"""By which reference the engine judges: rest, own clean rep, a better one; stick figures and recorded predictions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.core.types import Event, Frame, PoseObservation, Reference, Rep, Step
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.reference_frames import ReplayComparer
from tests.support.bodies import Camera, filmed, pull, session, sighted
from tests.support.exercises import PIT_PULL

FPS = 30.0
CAMERA = Camera(yaw_deg=45.0)
SECONDS = 2.4
FRAMES = sighted(filmed(session(*[pull(SECONDS)] * 4), FPS, CAMERA), FPS)
S, L = "shrug", "lumbar_extension"
ARCH = (measure_names.LUMBAR_REST_DEG, measure_names.LUMBAR_FLOW_REST_DEG)
RISE = (
    measure_names.CLAVICLE_LEFT_REST_DEG,
    measure_names.CLAVICLE_RIGHT_REST_DEG,
    *measure_names.AGAINST_REACH,
)


def spans() -> list[tuple[float, float]]:
    """When the four pulls are, by the landmarks alone."""
    engine = Engine(PIT_PULL, Profile())
    reps = reps_of([engine.step(*each) for each in FRAMES], engine.finish())
    return [(rep.start_s, rep.end_s) for rep in reps]


def reps_of(steps: Sequence[Step], last: Step | None) -> list[Rep]:
    assert last is not None
    return [step.rep for step in [*steps, last] if step.rep is not None]


def predictions(*pulls: dict[str, float]) -> NDArray[np.float64]:
    """What networks predict in each pull: 0 against rest and reach, and what is given instead."""
    seen = np.full((len(FRAMES), len(measure_names.NETWORK)), math.nan)
    for (start_s, end_s), known in zip(spans(), pulls, strict=False):
        within = [start_s - 0.2 <= frame.t_s < end_s for frame, _ in FRAMES]
        for column, name in enumerate(measure_names.NETWORK):
            seen[within, column] = known.get(name, 0.0)
    return seen


def judged(
    seen: NDArray[np.float64], frames: Sequence[tuple[Frame, PoseObservation]] = FRAMES
) -> tuple[list[Rep], list[Event], list[Step], Engine]:
    engine = Engine(PIT_PULL, Profile(), watching=ReplayComparer(seen))
    steps = [engine.step(*each) for each in frames]
    reps = reps_of(steps, engine.finish())
    return reps, [event for step in steps for event in step.opened], steps, engine


def test_a_clean_first_rep_is_judged_against_the_rest_and_becomes_the_reference():
    reps, events, _, _ = judged(predictions({}, {}, {}, {}))
    assert [rep.calibration for rep in reps] == [True, False, False, False]
    assert [rep.against for rep in reps] == [Reference.REST, *[Reference.CLEAN_REP] * 3]
    assert (events, [rep.refused for rep in reps]) == ([], [""] * 4)


@pytest.mark.parametrize(("names", "kind"), [(RISE, S), (ARCH, L)])
def test_a_faulty_first_rep_is_reported_and_refused_and_the_next_clean_one_is_taken(names, kind):
    reps, events, _, _ = judged(predictions(dict.fromkeys(names, 16.0), {}, {}, {}))
    assert [(event.kind, event.rep, event.against) for event in events] == [(kind, 1, Reference.REST)]
    assert [rep.refused for rep in reps] == [kind, "", "", ""]
    assert [rep.calibration for rep in reps] == [False, True, False, False]
    assert reps[0].faults == (kind,)


def test_who_has_the_fault_in_every_rep_is_told_in_every_rep():
    reps, events, steps, _ = judged(predictions(*[dict.fromkeys(RISE, 16.0)] * 4))
    assert [event.rep for event in events] == [1, 2, 3, 4]
    assert {rep.against for rep in reps} == {Reference.REST}
    assert not any(rep.calibration for rep in reps)
    # Another rep is asked for twice; then the session goes on.
    ended = [index for index, step in enumerate(steps) if step.rep is not None]
    assert [steps[index].calibrating for index in ended[:2]] == [True, False]


def test_a_rep_that_was_hardly_seen_is_no_reference():
    (start_s, end_s), *_ = spans()
    corner = np.array([-80.0, 0.0], np.float32)
    frames = [
        (frame, replace(seen, pose=replace(seen.pose, xy_px=seen.pose.xy_px + 4.0 * corner)))
        if seen.pose is not None and start_s <= frame.t_s < end_s
        else (frame, seen)
        for frame, seen in FRAMES
    ]
    reps, _, _, _ = judged(predictions({}, {}, {}, {}), frames)
    assert reps[0].refused == "whole"
    assert reps[1].calibration


def test_a_lower_rep_takes_the_place_of_the_reference_and_that_is_said():
    lower = dict.fromkeys(measure_names.AGAINST_CLEAN[:2], -8.0)
    reps, _, steps, engine = judged(predictions({}, {}, lower, {}))
    assert [rep.better for rep in reps] == [False, False, True, False]
    said = [step.cue.sound for step in steps if step.cue is not None]
    assert said.count("better_rep") == 1
    assert engine.better_known is not None or engine.calibration is None


def test_shoulders_that_sink_below_the_rest_show_that_it_was_held_high():
    _, _, steps, _ = judged(predictions(dict.fromkeys(RISE, -12.0), {}, {}, {}))
    assert [step.cue.sound for step in steps if step.cue is not None].count("rest_high") == 1


def test_a_clip_is_judged_once_more_by_the_clean_rep_in_it():
    faulty_first = predictions(dict.fromkeys(RISE, 16.0), {}, {}, {})
    _, _, _, first = judged(faulty_first)
    assert first.better_known is not None
    again = Engine(PIT_PULL, Profile(), known=first.better_known)
    steps = [again.step(*each) for each in FRAMES]
    reps = reps_of(steps, again.finish())
    assert {rep.against for rep in reps} == {Reference.CLEAN_REP}
    assert not any(step.calibrating for step in steps if step.rep is not None)
    _, _, _, clean = judged(predictions({}, {}, {}, {}))
    assert clean.better_known is None
