"""Holds of a stick figure through the engine: breaths in them, what is said, and that nothing changes without them."""

from __future__ import annotations

import pytest

from livecoach.config.load import with_options
from livecoach.config.schema import Profile
from livecoach.core.breath import Breath, BreathReading, BreathState
from livecoach.core.types import Phase, Step
from livecoach.session.engine.breath_watcher import RecordedBreath
from livecoach.session.engine.engine import Engine
from tests.support.bodies import (
    PULLED,
    REACHED,
    Body,
    Camera,
    Segment,
    filmed,
    moving,
    pull,
    pulling,
    session,
    shrugging,
    sighted,
    still,
)
from tests.support.exercises import PIT_PULL

QUICK = {"inhale_s": 1.5, "full_s": 0.0, "exhale_s": 2.0, "empty_s": 0.5}
HOLD_FROM_S = 3.5 + 1.0 + 2.4 + 1.0


def profile(**breath: object) -> Profile:
    return with_options(Profile(), {f"breath.{name}": value for name, value in (QUICK | breath).items()}, "the test")


def held(seconds: float, *, faulty_s: float = 0.0) -> tuple[Segment, ...]:
    """The pull that is calibrated on, then one that is held; the shoulders rise for ``faulty_s`` in the middle."""
    clean = still((seconds - faulty_s) / 2, pulling(1.0))
    raised = Body(pulling(1.0).left, pulling(1.0).right, shrugging(0.06).left_shrug_m, shrugging(0.06).right_shrug_m)
    middle = (still(faulty_s, raised),) if faulty_s else ()
    there, back = moving(REACHED, PULLED), moving(PULLED, REACHED)
    return session(pull(2.4), there, clean, *middle, clean, back)


def coached(segments: tuple[Segment, ...], chosen: Profile, *, fps: float = 20.0, breaths: tuple[Breath, ...] = ()):
    poses = filmed(segments, fps, Camera(45.0))
    readings = [
        BreathReading(
            index / fps,
            BreathState.SEEN,
            breaths=tuple(one for one in breaths if abs(one.end_s + 1.0 - index / fps) < 0.5 / fps),
        )
        for index in range(len(poses))
    ]
    engine = Engine(PIT_PULL, chosen, breathing=RecordedBreath(readings) if breaths else None)
    steps = [engine.step(frame, sighting) for frame, sighting in sighted(poses, fps)]
    closing = engine.finish()
    assert closing is not None
    return [*steps, closing]


def reps(steps: list[Step]) -> list[int | None]:
    return [step.rep.breaths for step in steps if step.rep is not None]


def said(steps: list[Step], sound: str) -> list[float]:
    return [step.frame.t_s for step in steps if step.cue is not None and step.cue.sound == sound]


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_a_hold_of_two_breaths_is_told_when_it_is_done(fps: float) -> None:
    steps = coached(held(10.0), profile(per_rep=2), fps=fps)
    assert reps(steps) == [None, 2]
    [done_s] = said(steps, "hold_done")
    assert done_s == pytest.approx(HOLD_FROM_S + 8.0, abs=0.5)
    shown = [step.rep_breaths for step in steps if step.rep_breaths is not None]
    assert {(hold.done, hold.goal) for hold in shown} == {(0, 2), (1, 2), (2, 2)}
    assert all(step.rep_breaths is None for step in steps if step.frame.t_s < HOLD_FROM_S - 1.0)


def test_a_fault_within_the_hold_costs_its_breath() -> None:
    steps = coached(held(12.0, faulty_s=2.0), profile(per_rep=2))
    assert reps(steps) == [None, 2]
    [done_s] = said(steps, "hold_done")
    assert done_s > HOLD_FROM_S + 10.5
    assert any(step.rep_breaths is not None and not step.rep_breaths.clean for step in steps)
    assert [step.rep.faults for step in steps if step.rep is not None] == [(), ("shrug",)]
    assert reps(coached(held(9.0, faulty_s=2.0), profile(per_rep=2))) == [None, 0]


def test_seen_breaths_count_where_they_can_be_trusted() -> None:
    slow = (Breath(HOLD_FROM_S, HOLD_FROM_S + 3.0, HOLD_FROM_S + 8.0),)
    steps = coached(held(12.0), profile(per_rep=1), breaths=slow)
    assert reps(steps) == [None, 1]
    [done_s] = said(steps, "hold_done")
    assert done_s == pytest.approx(HOLD_FROM_S + 9.0, abs=0.2)
    assert not said(steps, "exhale_longer")


def test_a_hold_longer_than_any_other_pull_still_counts_as_one() -> None:
    slow = profile(per_rep=2, inhale_s=5.0, exhale_s=7.0)
    steps = coached(held(26.0), slow, fps=10.0)
    assert reps(steps) == [None, 2]
    assert len([step for step in steps if step.rep is not None]) == 2


def test_short_exhales_are_asked_to_last_longer_once() -> None:
    short = tuple(Breath(8.0 + 3.0 * n, 9.0 + 3.0 * n, 11.0 + 3.0 * n) for n in range(4))
    steps = coached(held(12.0), profile(exhale_s=6.0), breaths=short)
    assert len(said(steps, "exhale_longer")) == 1


def test_without_breaths_asked_for_nothing_is_counted_or_said() -> None:
    steps = coached(held(10.0), profile())
    assert reps(steps) == [None, None]
    assert all(step.rep_breaths is None for step in steps)
    assert not said(steps, "hold_done")
    assert {step.phase for step in steps} >= {Phase.HOLD}
