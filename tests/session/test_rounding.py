"""No verdict hangs on rounding: landmarks that differ by a billionth of a picture, or a clock that starts elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Frame, Pose, PoseObservation, TrackState, readonly
from livecoach.session.engine.breath_watcher import BreathWatcher, RecordedBreath
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.hold_engine import HoldEngine
from livecoach.session.factory import new_tracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import load_landmarks
from tests.support.bodies import (
    GREY,
    HANGING,
    REACHED,
    Body,
    Camera,
    Segment,
    filmed,
    moving,
    pull,
    pulling,
    shrugging,
    sighted,
    still,
)
from tests.support.exercises import ALL_FOUR_REACH, HIP_LIFT_90_90, PIT_PULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from livecoach.core.types import Step
    from livecoach.exercises.exercise import Exercise

Seen = list[tuple[Frame, PoseObservation]]

SAME_S = 1e-6
"""Times may differ by this much."""

SAME = 5e-3
"""Values may: pixels, degrees, shares. Nearly equal samples change places in a median: 1e-3 degrees were seen."""

FLOOR = Path(__file__).parents[1] / "data" / "floor"
rates = st.sampled_from([10.0, 15.0, 25.0, 30.0])
seeds = st.integers(0, 2**31)
starts_s = st.sampled_from([0.0, 0.1, 1000.3, 123456.7])


def disturbed(seen: Seen, seed: int, start_s: float) -> Seen:
    """The same frames at another time, every landmark off by a billionth of the picture, to either side."""
    chance = np.random.default_rng(seed)

    def off(points: NDArray[np.float32], size: float) -> NDArray[np.float64]:
        return readonly(points.astype(np.float64) + 1e-9 * size * chance.choice([-1.0, 1.0], points.shape))

    def moved(frame: Frame, sighting: PoseObservation) -> tuple[Frame, PoseObservation]:
        pose = sighting.pose
        if pose is not None:
            xy_px = off(pose.xy_px, float(max(pose.image_size_px)))
            pose = replace(pose, t_s=start_s + pose.t_s, xy_px=xy_px, world_m=off(pose.world_m, 1.0))
        return replace(frame, t_s=start_s + frame.t_s), replace(sighting, pose=pose)

    return [moved(frame, sighting) for frame, sighting in seen]


def judged(seen: Seen, exercise: Exercise) -> list[Step]:
    if exercise.hold is None:  # the networks look at pictures, and these are grey
        engine: Engine | HoldEngine = Engine(exercise, Profile())
    else:
        grey = seen[0][0].image_bgr is GREY
        engine = HoldEngine(exercise, Profile(), RecordedBreath(()) if grey else BreathWatcher(exercise.posture))
    steps = [engine.step(frame, sighting) for frame, sighting in seen]
    last = engine.finish()
    assert last is not None
    return [*steps, last]


def told(steps: Sequence[Step]) -> list[tuple[object, ...]]:
    """All that a session tells: per frame what it shows, and the reps, events, results and cues."""
    return [
        (
            step.phase, step.rep_count, step.calibrating, step.notice, step.baseline, step.measures, step.readings,
            step.opened, step.closed, step.rep, step.cue, step.hold, step.breath, step.rep_breaths,
        )
        for step in steps
    ]  # fmt: skip


def same(one: object, other: object, start_s: float, path: str) -> None:
    """Assert that two of a kind are equal; times, which end in ``_s``, are those of ``one`` after ``start_s``."""
    assert type(one) is type(other), path
    if is_dataclass(one) and not isinstance(one, type):
        for field in fields(one):
            same(getattr(one, field.name), getattr(other, field.name), start_s, f"{path}.{field.name}")
    elif isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys(), path
        for key, value in one.items():
            same(value, other[key], start_s, f"{path}.{key}")
    elif isinstance(one, tuple | list) and isinstance(other, tuple | list):
        assert len(one) == len(other), path
        for place, (a, b) in enumerate(zip(one, other, strict=True)):
            same(a, b, start_s, f"{path}[{place}]")
    elif isinstance(one, float) and isinstance(other, float) and not isinstance(one, Enum):
        if path.endswith("_s") and not path.endswith("held_s"):
            assert other - start_s == pytest.approx(one, abs=SAME_S, rel=0.0, nan_ok=True), path
        elif path.endswith("yaw_deg"):
            assert abs(math.remainder(other - one, 360.0)) <= SAME or (math.isnan(one) and math.isnan(other)), path
        else:
            assert other == pytest.approx(one, abs=SAME, rel=SAME, nan_ok=True), path
    else:
        assert one == other, path


def same_verdicts(seen: Seen, exercise: Exercise, seed: int, start_s: float) -> list[Step]:
    steps = judged(seen, exercise)
    others = judged(disturbed(seen, seed, start_s), exercise)
    for (frame, _), one, other in zip((*seen, seen[-1]), told(steps), told(others), strict=True):
        same(one, other, start_s, f"{frame.t_s:.4f} s")
    return steps


FAULTS = (Body(), shrugging(0.06), Body(lean_deg=20.0), Body(head_m=0.06))


@st.composite
def pulls_with_stops(draw: st.DrawFn) -> list[Segment]:
    """Pulls whose reach, middle and end are held exactly level, some with a fault."""
    segments = [still(3.6), moving(HANGING, REACHED)]
    for _ in range(draw(st.integers(2, 3))):
        fault = draw(st.sampled_from(FAULTS))
        depth = draw(st.sampled_from([1.0, 0.7]))
        stop = draw(st.sampled_from([0.3, 0.5]))
        if draw(st.booleans()):
            segments.append(pull(2.4, depth=depth, fault=fault))
        else:
            for start, end in ((0.0, stop), (stop, depth), (depth, stop), (stop, 0.0)):
                segments.append(driving(start, end, 0.4, fault))
                segments.append(driving(end, end, draw(st.sampled_from([0.2, 0.8])), fault))
        segments.append(still(draw(st.sampled_from([0.0, 0.4, 1.0])), pulling(0.0)))
    return [*segments, still(1.0, pulling(0.0))]


def driving(start: float, end: float, length_s: float, fault: Body) -> Segment:
    """Both arms in a straight line from one drive to another; the fault grows with the drive."""

    def body(share: float) -> Body:
        drive = start + share * (end - start)
        return replace(
            pulling(drive),
            left_shrug_m=drive * fault.left_shrug_m,
            right_shrug_m=drive * fault.right_shrug_m,
            lean_deg=drive * fault.lean_deg,
            head_m=drive * fault.head_m,
        )

    return Segment(length_s, body)


@given(pulls_with_stops(), rates, st.sampled_from([0.0, 45.0, 90.0, 135.0, 180.0, -45.0]), seeds, starts_s)
@settings(max_examples=12)
def test_level_stretches_of_a_pull_are_judged_alike(segments, fps, yaw_deg, seed, start_s):
    steps = same_verdicts(sighted(filmed(segments, fps, Camera(yaw_deg)), fps), PIT_PULL, seed, start_s)
    assert any(step.rep is not None for step in steps)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev01_y0_B", "dev05_y-45_B", "dev09_y90_D", "dev12_y135_D", "dev14_y180_B"])
def test_recorded_pulls_are_judged_alike(shared: Path, name: str):
    recording = load_landmarks(shared / "truth" / "dev" / f"{name}.full.npz")
    poses = [recording.pose(index, float(t_s)) for index, t_s in enumerate(recording.t_s)]
    seen = sighted(poses, 1.0 / float(recording.t_s[1]))
    steps = same_verdicts(seen, PIT_PULL, seed=7, start_s=1000.3)
    assert steps[-1].rep_count == 6


@dataclass(frozen=True, slots=True)
class Held:
    """One posture of somebody in a hold: how far it is raised, in trunk lengths, and its faults."""

    raised: float = 0.0
    sag: float = 0.0
    head_px: float = 0.0


LYING = {
    "EAR": (480.0, 300.0), "SHOULDER": (430.0, 300.0), "WRIST": (300.0, 310.0), "HIP": (300.0, 300.0),
    "KNEE": (300.0, 190.0), "ANKLE": (190.0, 190.0),
}  # fmt: skip
KNEELING = {
    "EAR": (480.0, 240.0), "SHOULDER": (430.0, 240.0), "WRIST": (430.0, 370.0), "HIP": (300.0, 240.0),
    "KNEE": (300.0, 370.0), "ANKLE": (190.0, 370.0),
}  # fmt: skip
TRUNK_PX = 130.0


def held_pose(joints: dict[str, tuple[float, float]], held: Held, index: int, t_s: float) -> Pose:
    """Somebody seen from their left side; lying ones raise the knees with the hips."""
    xy = np.full((COUNT, 2), 300.0)
    for name, place in joints.items():
        xy[Landmark[f"LEFT_{name}"]] = xy[Landmark[f"RIGHT_{name}"]] = place
    if joints is LYING:
        xy[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 1] -= held.raised * TRUNK_PX
        xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] -= 0.5 * held.raised * TRUNK_PX
    xy[Landmark.NOSE] = joints["EAR"][0] + 20.0, joints["EAR"][1] + 10.0 - held.head_px
    world = np.zeros((COUNT, 3))
    world[[Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP], 2] = -0.3
    size = (640, 480)
    return Pose(index, t_s, xy.astype(np.float32), world.astype(np.float32), np.ones(COUNT, np.float32), size)


def outline(held: Held) -> NDArray[np.uint8]:
    """The mask of somebody on hands and knees: the middle of the back rises, the low back sags."""
    across = np.arange(640, dtype=np.float64)
    share = (across - 300.0) / TRUNK_PX
    over = 0.2 + held.raised * np.exp(-(((share - 0.5) / 0.2) ** 2)) - held.sag * np.exp(-(((share - 0.2) / 0.1) ** 2))
    top = 240.0 - TRUNK_PX * over
    rows = np.arange(480, dtype=np.float64)[:, None]
    return np.asarray(np.clip(255.0 * (rows - top + 0.5), 0.0, 255.0), np.uint8)


def held_frames(joints: dict[str, tuple[float, float]], stretches: Sequence[tuple[float, Held]], fps: float) -> Seen:
    """Frames of stretches of (seconds, posture), each reached in a straight line within 0.4 s and then level."""
    ends_s = np.cumsum([seconds for seconds, _ in stretches])
    seen: Seen = []
    for index in range(int(ends_s[-1] * fps)):
        t_s = index / fps
        place = int(np.searchsorted(ends_s, t_s + 1e-9, side="right"))
        now, before = stretches[place][1], stretches[max(place - 1, 0)][1]
        began_s = float(ends_s[place - 1]) if place else 0.0
        share = min((t_s - began_s) / 0.4, 1.0)
        held = Held(*(a + share * (b - a) for a, b in zip(values(before), values(now), strict=True)))
        pose = held_pose(joints, held, index, t_s)
        mask = outline(held) if joints is KNEELING else None
        seen.append((Frame(index, t_s, GREY), PoseObservation(pose, TrackState.OK, raw=pose, mask=mask)))
    return seen


def values(held: Held) -> tuple[float, ...]:
    return held.raised, held.sag, held.head_px


postures = st.sampled_from(
    [Held(0.1), Held(0.07), Held(0.03), Held(0.0), Held(0.1, sag=0.06), Held(0.1, head_px=25.0), Held(-0.02)]
)


@given(
    st.sampled_from([(LYING, HIP_LIFT_90_90), (KNEELING, ALL_FOUR_REACH)]),
    st.lists(st.tuples(st.sampled_from([0.8, 1.5, 3.0]), postures), min_size=1, max_size=5),
    rates,
    seeds,
    starts_s,
)
@settings(max_examples=12)
def test_level_stretches_of_a_hold_are_judged_alike(kind, stretches, fps, seed, start_s):
    joints, exercise = kind
    seen = held_frames(joints, [(3.0, Held()), (2.0, Held(0.1)), *stretches, (2.5, Held())], fps)
    steps = same_verdicts(seen, exercise, seed, start_s)
    assert max(step.hold.held_s for step in steps if step.hold is not None) > 1.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "clip"), [(HIP_LIFT_90_90, "hl_drop_a.mp4"), (ALL_FOUR_REACH, "a4_neck_a.mp4")], ids=["lift", "reach"]
)
def test_recorded_holds_are_judged_alike(exercise: Exercise, clip: str):
    seen: Seen = []
    with open_source(str(FLOOR / clip)) as source, new_tracker(exercise, resolve_model("full")) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                seen.append((frame, tracker.track(frame)))
    steps = same_verdicts(seen, exercise, seed=7, start_s=0.0)
    assert any(step.hold.opened for step in steps if step.hold is not None)
