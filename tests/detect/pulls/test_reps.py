import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.config.schema import Reps
from livecoach.core import measure_names
from livecoach.core.types import Measures, Phase
from livecoach.detect.pulls.reps import Motion, Pull, PullCounter
from livecoach.measure.meter import Meter
from tests.support.bodies import (
    CURLED,
    HANGING,
    PULLED,
    RAISED_FORWARD,
    RAISED_SIDEWAYS,
    REACHED,
    Arm,
    Body,
    Camera,
    Segment,
    both,
    filmed,
    moving,
    nobody,
    pull,
    pulling,
    session,
    still,
    swinging,
    there_and_back,
)

SETTINGS = Reps()
VIEWS_DEG = (0.0, 45.0, 90.0, 135.0, 180.0, -45.0, -90.0)
rates = st.sampled_from([10.0, 15.0, 30.0, 60.0])
yaws_deg = st.sampled_from(VIEWS_DEG)
ORDER = [Phase.REACH, Phase.DRIVE, Phase.HOLD, Phase.RETURN]


def metered(segments: Sequence[Segment], fps: float = 15.0, yaw_deg: float = 45.0) -> list[Measures | None]:
    meter = Meter()
    poses = filmed(segments, fps, Camera(yaw_deg))
    return [None if pose is None else meter.measure(pose) for pose in poses]


def followed(
    measures: Sequence[Measures | None], counter: PullCounter | None = None
) -> tuple[list[Motion], list[Pull]]:
    counter = counter or PullCounter(SETTINGS)
    motions = [counter.update(sample) for sample in measures]
    pulls = [motion.finished for motion in motions if motion.finished is not None]
    last = counter.flush()
    return motions, [*pulls, last] if last is not None else pulls


def counted(*segments: Segment, fps: float = 15.0, yaw_deg: float = 45.0) -> int:
    return len(followed(metered(segments, fps, yaw_deg))[1])


@cache
def three_pulls() -> tuple[Measures | None, ...]:
    return tuple(metered(session(*[pull(1.6)] * 3, still_s=0.5)))


@given(st.integers(1, 3), st.floats(0.8, 4.0), rates, yaws_deg)
@settings(max_examples=12)
def test_every_pull_is_counted_once_at_every_rate_and_tempo_from_every_side(pulls, tempo_s, fps, yaw_deg):
    assert counted(*session(*[pull(tempo_s)] * pulls, still_s=0.5), fps=fps, yaw_deg=yaw_deg) == pulls


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_quick_pulls_are_counted_when_asked_for(fps):
    quick = SETTINGS.model_copy(update={"min_s": 0.1})
    measures = metered(session(*[pull(0.5)] * 4, still_s=0.5), fps)
    assert len(followed(measures, PullCounter(quick))[1]) == 4


def test_a_pull_that_is_too_quick_or_too_slow_is_not_counted():
    assert counted(*session(pull(0.35), still(0.5, pulling(0.0)), pull(0.35))) == 0
    assert counted(*session(Segment(3 * SETTINGS.max_s, pull().body)), fps=10.0) == 0


@given(st.lists(st.floats(1.0, 3.0), min_size=2, max_size=4), st.floats(0.0, 1.0))
@settings(max_examples=5)
def test_pauses_and_uneven_tempi_do_not_matter(tempi_s, pause_s):
    segments = [segment for tempo_s in tempi_s for segment in (pull(tempo_s), still(pause_s, pulling(0.0)))]
    assert counted(*session(*segments, still_s=0.5)) == len(tempi_s)


@pytest.mark.parametrize("yaw_deg", VIEWS_DEG)
def test_the_times_of_a_pull_are_where_it_was(yaw_deg):
    _, pulls = followed(metered(session(pull(3.0), pull(3.0), still_s=0.5), yaw_deg=yaw_deg))
    for start_s, found in zip((1.5, 4.5), pulls, strict=True):
        # Of 3 s: the drive from 0.45 to 1.35, the hold to 1.95, the return to 3.
        assert start_s + 0.4 <= found.start_s <= start_s + 1.0
        assert start_s + 1.2 <= found.peak_s <= start_s + 2.2
        assert start_s + 2.7 <= found.end_s <= start_s + 3.3
        assert 0.5 <= found.travel <= 2.0


@pytest.mark.parametrize("yaw_deg", VIEWS_DEG)
def test_getting_into_position_and_out_of_it_is_not_counted(yaw_deg):
    into = (still(0.5), moving(HANGING, REACHED), still(1.0, pulling(0.0)))
    out = (moving(REACHED, HANGING), still(1.0))
    assert counted(*into, *out, yaw_deg=yaw_deg) == 0
    assert counted(*into, pull(2.0), pull(2.0), *out, yaw_deg=yaw_deg) == 2


@pytest.mark.parametrize("yaw_deg", VIEWS_DEG)
def test_two_sets_with_the_arms_down_between_them(yaw_deg):
    one = (moving(HANGING, REACHED), pull(2.0), pull(2.0), moving(REACHED, HANGING), still(1.5))
    assert counted(still(0.5), *one, *one, yaw_deg=yaw_deg) == 4


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 135.0, -45.0])
@pytest.mark.parametrize(
    "movement",
    [
        swinging(HANGING, RAISED_FORWARD),
        swinging(HANGING, RAISED_SIDEWAYS),
        swinging(HANGING, CURLED),
        swinging(HANGING, CURLED, which="left"),
        swinging(REACHED, RAISED_FORWARD),
    ],
    ids=["front raise", "lateral raise", "curl", "one-armed curl", "arms up from the reach"],
)
def test_what_is_no_pull_is_not_counted(movement, yaw_deg):
    assert counted(still(0.5), *[movement] * 3, still(0.5), yaw_deg=yaw_deg) == 0


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 135.0, -45.0])
def test_one_armed_and_alternating_movements_are_not_counted(yaw_deg):
    left, right = (swinging(REACHED, PULLED, which=which) for which in ("left", "right"))
    start = (still(0.5), moving(HANGING, REACHED))
    assert counted(*start, left, left, left, yaw_deg=yaw_deg) == 0
    assert counted(*start, left, right, left, right, yaw_deg=yaw_deg) == 0


FLY = (Arm(lifted_deg=85.0, bent_deg=5.0), Arm(lifted_deg=5.0, bent_deg=5.0, spread_deg=90.0))


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, -45.0])
@pytest.mark.parametrize(("apart", "expected"), [(0.0, 2), (0.1, 2), (0.6, 0)])
def test_straight_arms_pull_only_where_they_go_together(apart, expected, yaw_deg):
    fly = swinging(*FLY)
    samples = metered((still(0.5), moving(HANGING, FLY[0]), fly, fly, still(1.0, both(FLY[0]))), yaw_deg=yaw_deg)
    reach = max(sample[measure_names.REACH] for sample in samples if sample)
    uneven = [
        changed(sample, {measure_names.ARM_ASYMMETRY: apart * (reach - sample[measure_names.REACH])})
        if sample
        else None
        for sample in samples
    ]
    assert len(followed(uneven)[1]) == expected


@pytest.mark.parametrize(("lead", "expected"), [(0.0, 3), (0.3, 3), (0.6, 0), (1.0, 0)])
def test_arms_of_which_each_runs_ahead_of_the_other_circle_or_swing(lead, expected):
    samples = [
        changed(sample, {measure_names.ARM_ASYMMETRY: lead * math.sin(2.0 * math.pi * sample.t_s)}) if sample else None
        for sample in three_pulls()
    ]
    assert len(followed(samples)[1]) == expected


def changed(sample: Measures, values: Mapping[str, float]) -> Measures:
    return replace(sample, values=dict(sample.values) | values)


def test_what_was_no_pull_does_not_move_the_peak_of_the_pull_after_it():
    waiting = still(3.0, pulling(0.0))
    samples = metered((still(0.5), moving(HANGING, REACHED), waiting, pull(3.0), still(1.0, pulling(0.0))))
    moved = [
        changed(sample, {measure_names.PULL: sample[measure_names.PULL] + 1.0})
        if sample and 2.0 <= sample.t_s < 3.0
        else sample
        for sample in samples
    ]
    [found] = followed(moved)[1]
    assert found.start_s < found.peak_s < found.end_s
    assert found == followed(samples)[1][0]


@pytest.mark.parametrize("yaw_deg", [150.0, 165.0, 180.0, -160.0])
@pytest.mark.parametrize("which", ["left", "right"])
def test_from_behind_a_pull_with_one_arm_hanging_is_not_counted(yaw_deg, which):
    def body(share: float) -> Body:
        moved, other = pulling(there_and_back(share)).left, HANGING
        return Body(moved, other) if which == "left" else Body(other, moved)

    reached = still(0.5, body(0.0))
    assert counted(still(0.5), reached, *[Segment(2.0, body)] * 3, yaw_deg=yaw_deg) == 0
    assert counted(*session(pull(2.0), pull(2.0), still_s=0.5), yaw_deg=yaw_deg) == 2


def test_a_much_shorter_pull_is_not_counted_after_full_ones():
    shallow = SETTINGS.min_travel * 0.5
    assert counted(*session(pull(), pull(), pull(depth=shallow), pull(), still_s=0.5)) == 3


def test_the_shorter_pulls_of_the_last_say_what_is_still_one():
    assert counted(*session(pull(), pull(), pull(depth=0.4), pull(), still_s=0.5)) == 3
    assert counted(*session(pull(), pull(), pull(depth=0.65), pull(depth=0.4), pull(), still_s=0.5)) == 5


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0, 60.0])
def test_a_dip_of_an_instant_does_not_end_a_pull(fps):
    held_s = 1.5 + 0.5 * 5.0
    samples = [
        changed(sample, {measure_names.PULL: sample[measure_names.PULL] - 1.0})
        if sample and held_s <= sample.t_s < held_s + 0.1
        else sample
        for sample in metered(session(pull(5.0), pull(3.0), still_s=0.5), fps)
    ]
    assert len(followed(samples)[1]) == 2


def test_the_way_back_need_not_be_as_long_as_the_way_from_a_first_reach_further_out():
    samples = [
        changed(sample, {measure_names.PULL: sample[measure_names.PULL] - 0.8})
        if sample and sample.t_s < 1.7
        else sample
        for sample in three_pulls()
    ]
    assert len(followed(samples)[1]) == 3


def test_a_fly_bent_over_towards_the_camera_is_counted_where_its_arms_seem_to_lie_along_the_trunk():
    together, apart = Arm(lifted_deg=25.0), Arm(lifted_deg=5.0, spread_deg=85.0)

    def fly(share: float) -> Body:
        return replace(both(together.towards(apart, there_and_back(share))), lean_deg=-48.0)

    assert counted(*[Segment(2.0, fly)] * 3, yaw_deg=0.0) == 3


def test_arms_that_come_back_while_the_body_turns_away_are_no_pull():
    turning = [
        replace(sample, yaw_deg=sample.yaw_deg - 20.0 * (sample.t_s - 1.5)) if sample and sample.t_s > 1.5 else sample
        for sample in metered(session(pull(3.0), still_s=0.5), yaw_deg=90.0)
    ]
    assert counted(*session(pull(3.0), still_s=0.5), yaw_deg=90.0) == 1
    assert followed(turning)[1] == []
    in_the_return = [sample for sample in turning if sample and sample.t_s < 4.3]
    assert followed(in_the_return)[1] == [], "nor at the end of the input"


def test_nor_where_it_has_turned_back_by_the_end():
    def away_deg(t_s: float) -> float:
        return 60.0 * math.sin(math.pi * min(max((t_s - 2.5) / 1.5, 0.0), 1.0))

    samples = metered(session(pull(3.0), still_s=0.5), yaw_deg=90.0)
    turning = [replace(sample, yaw_deg=sample.yaw_deg - away_deg(sample.t_s)) if sample else None for sample in samples]
    assert followed(turning)[1] == []


def as_from_the_front(measures: Sequence[Measures | None], share: float) -> list[Measures | None]:
    """The same pulls with only ``share`` of their travel visible, as where the hands come straight at the camera."""
    return [
        replace(sample, values=dict(sample.values) | {measure_names.PULL: share * sample[measure_names.PULL]})
        if sample
        else None
        for sample in measures
    ]


@pytest.mark.parametrize(("yaw_deg", "expected"), [(0.0, 2), (45.0, 0), (90.0, 0)])
def test_only_from_the_front_the_first_pulls_may_look_short(yaw_deg, expected):
    measures = metered(session(pull(2.0), pull(2.0), still_s=0.5), yaw_deg=yaw_deg)
    travel = followed(measures)[1][0].travel
    assert len(followed(as_from_the_front(measures, 0.42 / travel))[1]) == expected


def up_to(share: float, depth: float = 1.0) -> list[Measures | None]:
    """A whole pull, and then ``share`` of another of that ``depth``."""
    tempo_s = 3.0
    segments = (still(0.5), moving(HANGING, REACHED), pull(tempo_s), pull(tempo_s, depth=depth))
    return [sample for sample in metered(segments) if sample is not None and sample.t_s < 1.5 + tempo_s * (1.0 + share)]


@pytest.mark.parametrize(("share", "expected"), [(0.1, 1), (0.3, 1), (0.6, 2), (0.85, 2), (1.0, 2)])
def test_a_pull_under_way_at_the_end_counts_once_it_is_a_full_one(share, expected):
    assert len(followed(up_to(share))[1]) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.6, 1), (0.75, 1), (0.95, 2), (1.0, 2)])
def test_a_shorter_one_once_half_of_its_way_back_is_done(share, expected):
    assert len(followed(up_to(share, depth=0.7))[1]) == expected


def test_a_flush_forgets_the_pull_under_way():
    counter = PullCounter(SETTINGS)
    for sample in up_to(0.85):
        counter.update(sample)
    assert counter.flush() is not None
    assert counter.flush() is None


def test_nothing_is_flushed_before_the_first_frame():
    assert PullCounter(SETTINGS).flush() is None


# Quicker than that, the hold may fall between two frames at 10 fps.
@given(st.floats(1.5, 3.0), rates, yaws_deg)
@settings(max_examples=8)
def test_the_phases_of_a_pull_come_in_order_and_the_drive_stays_within_0_and_1(tempo_s, fps, yaw_deg):
    motions, _ = followed(metered(session(*[pull(tempo_s)] * 2, still_s=0.5), fps, yaw_deg))
    assert motions[0].phase is Phase.SETUP
    assert all(math.isnan(motion.drive) or 0.0 <= motion.drive <= 1.0 for motion in motions)
    assert all(motion.returning == (motion.phase is Phase.RETURN) for motion in motions)
    phases = [motion.phase for motion in motions]
    turns = [now for before, now in pairwise(phases) if now is not before]
    assert turns == ORDER * 2 + [Phase.REACH]


def test_a_slow_pull_shows_each_phase_where_it_is():
    motions, _ = followed(metered(session(pull(4.0), pull(4.0), still_s=0.5)))
    second = {5.5 + 4.0 * share: phase for share, phase in zip((0.12, 0.3, 0.6, 0.85), ORDER, strict=True)}
    for t_s, phase in second.items():
        assert motions[round(15 * t_s)].phase is phase


@given(st.integers(0, 105), st.integers(1, 4))
@settings(max_examples=20)
def test_a_short_loss_neither_adds_nor_loses_a_pull(start, length):
    lost = [None if start <= index < start + length else sample for index, sample in enumerate(three_pulls())]
    assert len(followed(lost)[1]) == 3


@given(st.integers(0, 105), st.integers(1, 100))
@settings(max_examples=20)
def test_a_long_loss_adds_no_pull_and_says_that_nothing_is_known(start, length):
    lost = [None if start <= index < start + length else sample for index, sample in enumerate(three_pulls())]
    motions, pulls = followed(lost)
    assert len(pulls) <= 3
    assert all(math.isnan(motion.drive) for motion in motions[start : start + length])


def test_a_measure_that_is_unknown_is_the_same_as_nobody():
    def blind(sample: Measures | None) -> Measures | None:
        return sample and replace(sample, values={**sample.values, measure_names.PULL: math.nan})

    measures = three_pulls()
    unknown = [blind(sample) if 30 <= index < 38 else sample for index, sample in enumerate(measures)]
    nobody_there = [None if 30 <= index < 38 else sample for index, sample in enumerate(measures)]
    assert [motion.phase for motion in followed(unknown)[0]] == [motion.phase for motion in followed(nobody_there)[0]]
    assert followed(unknown)[1] == followed(nobody_there)[1]


def test_who_walks_out_in_a_pull_and_comes_back_starts_anew():
    half = (moving(REACHED, PULLED),)
    assert counted(still(0.5), moving(HANGING, REACHED), *half, nobody(2.0), still(1.0), moving(HANGING, REACHED)) == 0


def test_the_own_travel_is_learnt():
    counter = PullCounter(SETTINGS)
    usual = counter.full_travel
    followed(three_pulls(), counter)
    _, pulls = followed(three_pulls())
    assert counter.full_travel != usual
    assert counter.full_travel == pytest.approx(pulls[1].travel, rel=0.1)


def test_after_a_reset_it_is_a_new_one():
    used = PullCounter(SETTINGS)
    for sample in up_to(0.6):
        used.update(sample)
    used.reset()
    fresh = PullCounter(SETTINGS)
    for sample in three_pulls():
        one, other = used.update(sample), fresh.update(sample)
        assert (one.phase, one.returning, one.finished) == (other.phase, other.returning, other.finished)
        assert one.drive == pytest.approx(other.drive, nan_ok=True)
    assert used.flush() == fresh.flush()


@st.composite
def stepped(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Stretches of (seconds, pull): a reach, then levels that are reached in straight lines and held exactly level.

    The levels are tenths, so that several are equal to within rounding, also where one is a limit of the counter.
    """
    stretches = [(1.0, 0.0)]
    for _ in range(draw(st.integers(1, 3))):
        for level in (*draw(st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9]), max_size=2)), 0.9, 0.0):
            stretches.append((draw(st.sampled_from([0.1, 0.3, 0.5, 1.0])), level))
            stretches.append((draw(st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.2])), level))
    return stretches


def pulls_of(stretches: Sequence[tuple[float, float]], fps: float, start_s: float, noise: float) -> list[Measures]:
    """Measures of arms that reach and pull as ``stretches`` say; ``noise`` is added or taken off."""
    ends_s = np.cumsum([seconds for seconds, _ in stretches])
    chance = np.random.default_rng(1)
    reached = next(sample for sample in three_pulls() if sample and sample.t_s > 1.8)
    samples = []
    for index in range(int(ends_s[-1] * fps) + 1):
        level = float(np.interp(index / fps, [0.0, *ends_s], [0.0, *(value for _, value in stretches)]))
        values = {
            measure_names.PULL: level,
            measure_names.REACH: 1.0 - level,
            measure_names.ELBOW_BEND_DEG: 90.0 * level,
            measure_names.ELBOW_FLEXION_DEG: 90.0 * level,
        }
        disturbed = {name: value + noise * chance.choice([-1.0, 1.0]) for name, value in values.items()}
        samples.append(replace(changed(reached, disturbed), t_s=start_s + index / fps))
    return samples


@given(stepped(), st.sampled_from([10.0, 15.0, 25.0, 30.0, 60.0]), st.sampled_from([0.0, 0.1, 1000.3, 123456.7]))
@settings(max_examples=200)
def test_rounding_decides_nothing_about_level_stretches(stretches, fps, start_s):
    motions, pulls = followed(pulls_of(stretches, fps, 0.0, noise=0.0))
    other_motions, other_pulls = followed(pulls_of(stretches, fps, start_s, noise=1e-9))
    assert [(motion.phase, motion.returning) for motion in other_motions] == [
        (motion.phase, motion.returning) for motion in motions
    ]
    assert [motion.finished is None for motion in other_motions] == [motion.finished is None for motion in motions]
    assert len(other_pulls) == len(pulls)
    for one, other in zip(pulls, other_pulls, strict=True):
        for field in ("start_s", "peak_s", "end_s"):
            assert getattr(other, field) - start_s == pytest.approx(getattr(one, field), abs=1e-6), field
        assert other.travel == pytest.approx(one.travel, abs=1e-8)


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0, 60.0])
def test_a_dip_in_a_level_hold_leaves_the_times_of_the_pull(fps):
    hold = [(0.6, 0.9), (1.0, 0.9)]
    whole = [(1.0, 0.0), *hold, (0.6, 0.0), (1.0, 0.0)]
    samples = pulls_of(whole, fps, 0.0, noise=0.0)
    dipped = [
        changed(sample, {measure_names.PULL: 0.0}) if index == round(2.2 * fps) else sample
        for index, sample in enumerate(samples)
    ]
    [expected], [found] = followed(samples)[1], followed(dipped)[1]
    assert (found.start_s, found.end_s) == (expected.start_s, expected.end_s)
