import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.config.schema import Profile
from livecoach.core.serialization import to_record
from livecoach.core.types import (
    BaselineHow,
    Event,
    Frame,
    Observability,
    Phase,
    Pose,
    PoseObservation,
    Rep,
    Step,
    View,
    readonly,
)
from livecoach.session.engine.engine import Engine
from livecoach.track.replay import ReplayTracker, load_landmarks
from tests.support.bodies import (
    GREY,
    HANGING,
    REACHED,
    Body,
    Camera,
    Segment,
    filmed,
    mirrored,
    moving,
    nobody,
    pull,
    pulling,
    session,
    shrugging,
    sighted,
    still,
    unseen_world,
)
from tests.support.exercises import PIT_PULL

PROFILE = Profile()
CLEAN = pull(2.0)
SHRUGGED = pull(2.0, fault=shrugging(0.05))
ARCHED = pull(2.0, fault=Body(lean_deg=16.0))
POKED = pull(2.0, fault=Body(head_m=0.07))
S, L, H = "shrug", "lumbar_extension", "head_protrusion"


@dataclass(frozen=True)
class Run:
    """All steps of one session, the closing one last."""

    steps: tuple[Step, ...]

    @property
    def reps(self) -> list[Rep]:
        return [step.rep for step in self.steps if step.rep is not None]

    @property
    def faults(self) -> list[tuple[str, ...]]:
        return [tuple(sorted(rep.faults)) for rep in self.reps]

    @property
    def opened(self) -> list[Event]:
        return [event for step in self.steps for event in step.opened]

    @property
    def closed(self) -> list[Event]:
        return [event for step in self.steps for event in step.closed]


def run(
    seen: Sequence[tuple[Frame, PoseObservation]], engine: Engine | None = None, *, profile: Profile = PROFILE
) -> Run:
    engine = engine or Engine(PIT_PULL, profile)
    steps = [engine.step(frame, sighting) for frame, sighting in seen]
    closing = engine.finish()
    return Run((*steps, closing) if closing is not None else ())


def coached(*segments: Segment, fps: float = 30.0, camera: Camera = Camera(45.0)) -> Run:  # noqa: B008 -- frozen
    return run(sighted(filmed(segments, fps, camera), fps))


@cache
def mixed_poses() -> tuple[Pose | None, ...]:
    """From three-quarter front: clean (calibration), shrug, clean, arch, clean."""
    return tuple(filmed(session(CLEAN, SHRUGGED, CLEAN, ARCHED, CLEAN), 30.0, Camera(45.0, noise_px=0.3)))


@cache
def mixed() -> Run:
    return run(sighted(mixed_poses()))


def records(course: Run) -> str:
    """Everything that the steps say, as text."""
    told = []
    for step in course.steps:
        plain = {"phase": step.phase, "drive": repr(step.drive), "reps": step.rep_count, "notice": step.notice}
        held = [step.measures, step.baseline, step.rep, step.cue, *step.readings, *step.opened, *step.closed]
        told.append([plain, *(to_record(item) for item in held if item is not None)])
    return json.dumps(told, allow_nan=False)


def test_faulty_reps_are_flagged_and_clean_ones_are_not():
    assert mixed().faults == [(), (S,), (), (L,), ()]
    assert [rep.calibration for rep in mixed().reps] == [True, False, False, False, False]
    assert [rep.index for rep in mixed().reps] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("yaw_deg", [0.0, -20.0, 40.0, -55.0])
def test_a_shrug_is_flagged_from_the_front_and_three_quarter_front(yaw_deg):
    assert coached(*session(CLEAN, SHRUGGED, CLEAN), camera=Camera(yaw_deg)).faults == [(), (S,), ()]


@pytest.mark.parametrize("side_m", [(0.05, 0.0), (0.0, 0.05)])
def test_a_one_sided_shrug_is_flagged(side_m):
    course = coached(*session(CLEAN, pull(2.0, fault=shrugging(*side_m)), CLEAN), camera=Camera(0.0))
    assert [S in faults for faults in course.faults] == [False, True, False]


@pytest.mark.parametrize("yaw_deg", [45.0, -90.0, 130.0])
def test_an_arch_is_flagged_from_the_side(yaw_deg):
    assert coached(*session(CLEAN, ARCHED, CLEAN), camera=Camera(yaw_deg)).faults == [(), (L,), ()]


@pytest.mark.parametrize("yaw_deg", [-50.0, 90.0])
def test_a_forward_head_is_flagged_from_three_quarter_front_and_the_side(yaw_deg):
    assert coached(*session(CLEAN, POKED, CLEAN), camera=Camera(yaw_deg)).faults == [(), (H,), ()]


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
def test_what_cannot_be_seen_from_here_is_said_and_not_flagged(yaw_deg):
    course = coached(*session(CLEAN, ARCHED, POKED), camera=Camera(yaw_deg))
    assert course.faults == [(), (), ()]
    readings = {reading.kind: reading for reading in course.steps[-2].readings}
    assert all(readings[kind].judged is Observability.NONE and readings[kind].why for kind in (L, H))


def test_the_baseline_is_taken_standing_still_and_the_notices_lead_there():
    course = mixed()
    baseline = course.steps[-1].baseline
    assert (baseline.how, baseline.view) == (BaselineHow.STILL, View.THREE_QUARTER_FRONT)
    assert baseline.end_s < 3.6
    notices = list(dict.fromkeys(step.notice for step in course.steps))
    assert len(notices) == 3
    assert notices[-1] == ""
    assert course.steps[0].calibrating
    assert not course.steps[-1].calibrating


def test_events_open_before_they_close_and_belong_to_the_rep_they_are_told_with():
    course = mixed()
    assert len(course.opened) == len(course.closed) == 2
    for event, rep in zip(course.closed, (course.reps[1], course.reps[3]), strict=True):
        assert event.rep == rep.index
        assert event.end_s is not None
        assert rep.start_s <= event.start_s <= event.peak_s < event.end_s
        assert event.kind in rep.faults


def test_each_fault_is_named_once():
    sounds = [step.cue.sound for step in mixed().steps if step.cue is not None and step.cue.because is not None]
    assert sounds == ["shoulders_down", "ribs_down"]


def test_the_same_sightings_give_the_same_steps():
    assert records(run(sighted(mixed_poses()))) == records(mixed())


def test_a_mirror_image_is_judged_the_same():
    course = run(sighted([pose and mirrored(pose) for pose in mixed_poses()]))
    assert course.faults == mixed().faults
    assert [rep.end_s for rep in course.reps] == pytest.approx([rep.end_s for rep in mixed().reps], abs=0.05)


@given(st.floats(0.4, 2.5), st.tuples(st.floats(-100.0, 100.0), st.floats(-60.0, 60.0)))
@settings(max_examples=2)
def test_another_picture_size_is_judged_the_same(scale, shift_px):
    def resized(pose: Pose) -> Pose:
        width, height = pose.image_size_px
        xy_px = (pose.xy_px * np.float32(scale) + np.float32(shift_px)).astype(np.float32)
        return replace(pose, xy_px=readonly(xy_px), image_size_px=(round(scale * width), round(scale * height)))

    course = run(sighted([pose and resized(pose) for pose in mixed_poses()]))
    assert course.faults == mixed().faults
    assert [rep.start_s for rep in course.reps] == pytest.approx([rep.start_s for rep in mixed().reps], abs=0.05)


@pytest.mark.parametrize("fps", [10.0, 15.0, 60.0])
def test_every_frame_rate_gives_the_same_verdicts(fps):
    slow = session(CLEAN, SHRUGGED, CLEAN, ARCHED, CLEAN)
    course, reference = coached(*slow, fps=fps), coached(*slow)
    assert course.faults == reference.faults
    within_s = 1.0 / min(fps, 30.0) + 1e-6  # one frame of the slower rate
    for name in ("start_s", "peak_s", "end_s"):
        times, expected = ([getattr(rep, name) for rep in one.reps] for one in (course, reference))
        assert times == pytest.approx(expected, abs=within_s), name
    starts, expected = ([event.start_s for event in one.opened] for one in (course, reference))
    assert starts == pytest.approx(expected, abs=within_s)


@pytest.mark.parametrize("first", [4, 20, 25, 45])
def test_a_clip_that_begins_in_the_middle_of_a_pull_is_counted_and_says_how_it_was_judged(first):
    course = run(sighted(filmed([pull(2.0)] * 4, 30.0, Camera(45.0))[first:]))
    # Of the first pull's 60 frames, 9 are reach: without it nobody knows how far it went.
    assert len(course.reps) == (4 if first < 9 else 3)
    hows = (BaselineHow.BEST_EFFORT,) if first < 9 else (BaselineHow.BEST_EFFORT, BaselineHow.CALIBRATION)
    assert course.steps[-1].baseline.how in hows
    assert {reading.judged for reading in course.steps[-1].readings} <= {Observability.LIMITED, Observability.NONE}
    assert not any(course.faults)


def test_who_never_stands_still_is_calibrated_by_the_first_pull():
    course = coached(still(0.6), moving(HANGING, REACHED), CLEAN, CLEAN)
    assert course.steps[-1].baseline.how is BaselineHow.CALIBRATION
    assert len(course.reps) == 2


def test_a_pull_too_small_to_be_counted_is_not_learnt_with_the_clean_one_after_it():
    small = pull(2.0, depth=0.3, fault=shrugging(0.2))
    engine = Engine(PIT_PULL, PROFILE)
    course = session(small, still(3.0, pulling(0.0)), CLEAN, SHRUGGED)
    told = run(sighted(filmed(course, 30.0, Camera(45.0)), 30.0), engine)
    assert told.faults == [(), (S,)], "the small one is not counted, and the shrug of the last is not taken for usual"
    assert engine.calibration is not None
    # In torso lengths; the small pull's shrug is 0.2 m of 0.5 m.
    assert max(max(sample.scores) for sample in engine.calibration.learned[S]) < 0.1


def part_of(course_s: float) -> tuple[Engine, list[Step]]:
    """An engine after the first ``course_s`` seconds of the mixed session."""
    engine = Engine(PIT_PULL, PROFILE)
    return engine, [engine.step(*seen) for seen in sighted(mixed_poses()) if seen[0].t_s < course_s]


def in_the_shrug_s() -> float:
    return mixed().opened[0].start_s + 0.2


def test_the_end_of_the_input_closes_what_is_open():
    engine, steps = part_of(in_the_shrug_s())
    closing = engine.finish()
    assert closing is not None
    assert steps[-1].active == (S,)
    assert [(event.kind, event.end_s) for event in closing.closed] == [(S, steps[-1].frame.t_s)]
    assert (closing.opened, closing.cue) == ((), None)


def test_a_pull_on_its_way_back_at_the_end_is_counted():
    back_s = mixed().reps[1].end_s - 0.3
    engine, steps = part_of(back_s)
    closing = engine.finish()
    assert closing is not None
    assert closing.rep is not None
    assert steps[-1].rep_count == 1
    assert (closing.rep.index, closing.rep_count, closing.rep.faults) == (2, 2, (S,))


def test_nothing_was_seen_and_nothing_is_closed():
    assert Engine(PIT_PULL, PROFILE).finish() is None


def test_recalibrating_takes_the_relaxed_pose_and_the_clean_rep_anew_and_counts_on():
    engine, steps = part_of(mixed().reps[1].end_s + 0.3)
    engine.recalibrate()
    start_s = steps[-1].frame.t_s
    again = filmed(session(CLEAN, SHRUGGED), 30.0, Camera(45.0))
    later = [
        engine.step(Frame(frame.index, start_s + 0.1 + frame.t_s, GREY), replace(sighting, pose=_at(sighting, start_s)))
        for frame, sighting in sighted(again)
    ]
    course = Run(tuple(later))
    assert later[0].baseline.how is BaselineHow.NONE
    assert later[-1].baseline.how is BaselineHow.STILL
    assert [(rep.index, rep.calibration, rep.faults) for rep in course.reps] == [(3, True, ()), (4, False, (S,))]


def _at(sighting: PoseObservation, start_s: float) -> Pose | None:
    return sighting.pose and replace(sighting.pose, t_s=start_s + 0.1 + sighting.pose.t_s)


def test_recalibrating_in_the_middle_of_a_fault_closes_it_with_the_next_step():
    engine, steps = part_of(in_the_shrug_s())
    engine.recalibrate()
    following = next(seen for seen in sighted(mixed_poses()) if seen[0].t_s > steps[-1].frame.t_s)
    step = engine.step(*following)
    assert [(event.kind, event.end_s) for event in step.closed] == [(S, steps[-1].frame.t_s)]
    assert step.active == ()
    closing = engine.finish()
    assert closing is not None
    assert closing.closed == ()


def test_recalibrating_just_before_the_end_loses_nothing():
    engine, steps = part_of(mixed().reps[1].end_s - 0.3)
    engine.recalibrate()
    closing = engine.finish()
    assert closing is not None
    assert len([event for step in (*steps, closing) for event in step.closed]) == len(
        [event for step in steps for event in step.opened]
    )


def test_another_profile_changes_the_limits_at_once():
    engine, steps = part_of(mixed().reps[0].end_s + 0.6)
    seen = [one for one in sighted(mixed_poses()) if one[0].t_s > steps[-1].frame.t_s]
    engine.set_profile(PROFILE.with_sensitivity(9))
    limits = {reading.kind: reading.limit for reading in engine.step(*seen[0]).readings}
    for reading in steps[-1].readings:
        assert limits[reading.kind] == pytest.approx(0.5 * reading.limit)


def test_a_fault_that_is_switched_off_is_not_judged():
    off = PROFILE.model_copy(update={"shrug": PROFILE.shrug.model_copy(update={"enabled": False})})
    course = run(sighted(mixed_poses()), profile=off)
    assert course.faults == [(), (), (), (L,), ()]
    assert S not in {reading.kind for reading in course.steps[-1].readings}


def test_nobody_in_view_is_a_state():
    course = coached(nobody(2.0))
    assert {step.phase for step in course.steps} == {Phase.SETUP}
    assert all(reading.unsure for step in course.steps for reading in step.readings)
    assert (course.reps, course.opened) == ([], [])


def test_who_leaves_and_comes_back_goes_on_counting():
    course = coached(*session(CLEAN, CLEAN), nobody(2.5), *session(SHRUGGED, CLEAN))
    assert len(course.reps) == 4
    assert S in course.reps[2].faults


def test_without_world_points_nothing_is_made_up():
    poses = [pose and unseen_world(pose) for pose in filmed(session(CLEAN, SHRUGGED), 15.0, Camera(45.0))]
    course = run(sighted(poses, 15.0))
    assert (course.reps, course.opened) == ([], [])
    assert all(math.isnan(step.drive) for step in course.steps)


def test_a_step_holds_the_frame_and_the_sighting_it_was_made_from():
    frame, sighting = sighted(mixed_poses()[:1])[0]
    step = Engine(PIT_PULL, PROFILE).step(frame, sighting)
    assert step.frame is frame
    assert step.sighting is sighting
    assert {field.name for field in fields(step)} >= {"measures", "readings"}


# The recorded landmarks of 16 rendered clips with exact truth: no model, real noise.


@dataclass(frozen=True)
class Clip:
    """One recorded clip as judged, and the truth about its reps (``labels.json``)."""

    name: str
    truth: Sequence[dict[str, str | float]]
    course: Run


@pytest.fixture(scope="module")
def clips(shared: Path) -> list[Clip]:
    """The 16 clips of truth/dev: four views from the front to the back, six reps each, the first clean."""
    folder = shared / "truth" / "dev"
    labels = json.loads((folder / "labels.json").read_text())
    return [Clip(name, label["reps"], replayed(folder / f"{name}.full.npz")) for name, label in sorted(labels.items())]


def replayed(path: Path) -> Run:
    recording = load_landmarks(path)
    frames = [Frame(index, float(t_s), GREY) for index, t_s in enumerate(recording.t_s)]
    with ReplayTracker(recording) as tracker:
        return run([(frame, tracker.track(frame)) for frame in frames])


def f1(clips: Sequence[Clip], kind: str, label: str) -> float:
    """Over the reps of the clips whose view shows ``kind`` surely; borderline reps are not scored."""
    hits = wrong = scored = 0
    for clip in clips:
        judged = next(reading.judged for reading in clip.course.steps[-1].readings if reading.kind == kind)
        if judged is not Observability.FULL:
            continue
        for truth, rep in zip(clip.truth, clip.course.reps, strict=True):
            if truth[label] == "borderline":
                continue
            scored += 1
            flagged, faulty = kind in rep.faults, truth[label] == "fault"
            hits += flagged and faulty
            wrong += flagged != faulty
    assert scored >= 30
    return 2 * hits / (2 * hits + wrong)


def test_every_rep_of_every_rendered_clip_is_counted_where_it_is(clips: list[Clip]):
    assert {clip.name: len(clip.course.reps) for clip in clips} == {clip.name: len(clip.truth) for clip in clips}
    for clip in clips:
        for truth, rep in zip(clip.truth, clip.course.reps, strict=True):
            assert float(truth["start_s"]) - 0.3 <= rep.start_s < rep.peak_s < rep.end_s <= float(truth["end_s"]) + 0.8


def test_lumbar_extension_is_found_where_it_can_be_seen(clips: list[Clip]):
    assert f1(clips, "lumbar_extension", "lumbar") >= 0.95


def test_shrugs_are_found_where_they_can_be_seen(clips: list[Clip]):
    assert f1(clips, "shrug", "shrug") >= 0.80


def test_rendered_people_stand_still_at_the_start_and_their_view_is_found(clips: list[Clip]):
    for clip in clips:
        baseline = clip.course.steps[-1].baseline
        assert baseline.how is BaselineHow.STILL
        yaw_deg = float(clip.name.split("_")[1].removeprefix("y"))
        assert math.remainder(baseline.yaw_deg - yaw_deg, 360.0) == pytest.approx(0.0, abs=20.0)
