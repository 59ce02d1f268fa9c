from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import Frame, Pose, TrackState, readonly
from livecoach.track.gatekeeper import (
    DAMAGED,
    DARK,
    HEAD_OUTSIDE,
    HIPS_OUTSIDE,
    INCOMPLETE,
    JUMP,
    LIMBS,
    NOBODY,
    OUTSIDE,
    SMALL,
    UPSIDE_DOWN,
    Gatekeeper,
    judge,
    missing_part,
    trunk_direction,
)
from livecoach.track.replay import load_landmarks
from tests.track.bodies import GREY, bent_towards_camera, moved, scaled, standing, turned

FPS = 30.0
UPSIDE = turned(standing(), 180.0)


def without(pose: Pose, rows: list[int]) -> Pose:
    xy = pose.xy_px.copy()
    xy[rows] = np.nan
    return replace(pose, xy_px=readonly(xy))


def without_world(pose: Pose) -> Pose:
    return replace(pose, world_m=readonly(np.full_like(pose.world_m, np.nan)))


def long_arm(pose: Pose) -> Pose:
    world = pose.world_m.copy()
    world[15] = world[13] + np.float32([1.2, 0.0, 0.0])
    return replace(pose, world_m=readonly(world))


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        (standing(), None),
        (UPSIDE, UPSIDE_DOWN),
        (without_world(UPSIDE), UPSIDE_DOWN),
        (turned(standing(), 90.0), None),  # lying on the side
        (bent_towards_camera(standing(), 110.0), None),  # a reverse fly, head low
        (without_world(bent_towards_camera(standing(), 110.0)), None),
        (moved(standing(), right_px=400.0), OUTSIDE),
        (moved(standing(), right_px=300.0), None),  # one shoulder and half of the body outside
        (moved(standing(), down_px=220.0), None),  # a close-up without hips is still a pull
        (without(standing(), [11]), INCOMPLETE),
        (without(standing(), [23, 24]), None),
        (scaled(standing(), 0.1), SMALL),
        (long_arm(standing()), LIMBS),
    ],
)
def test_judge(pose: Pose, expected: object) -> None:
    assert judge(pose) is expected


def test_people_may_hang_head_down_where_that_is_the_exercise() -> None:
    assert judge(UPSIDE, upright=False) is None


@given(roll_deg=st.floats(-180, 180), factor=st.floats(0.4, 1.0))
def test_only_the_direction_of_the_trunk_decides_upside_down(roll_deg: float, factor: float) -> None:
    pose = scaled(turned(standing(), roll_deg), factor)
    assert trunk_direction(pose) == pytest.approx(np.cos(np.deg2rad(roll_deg)), abs=1e-4)
    if abs(roll_deg) < 110:
        assert judge(pose) is not UPSIDE_DOWN
    if abs(roll_deg) > 130:
        assert judge(pose) is UPSIDE_DOWN


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        (standing(), None),
        (moved(standing(), down_px=220.0), HIPS_OUTSIDE),
        (moved(standing(), down_px=-110.0), HEAD_OUTSIDE),
        (without(standing(), [23, 24]), HIPS_OUTSIDE),
    ],
)
def test_missing_part(pose: Pose, expected: object) -> None:
    assert missing_part(pose) is expected


def see_all(keeper: Gatekeeper, poses: list[Pose | None], image: np.ndarray = GREY, first: int = 0) -> list:
    found = []
    for index, pose in enumerate(poses, start=first):
        raw = None if pose is None else replace(pose, frame_index=index, t_s=index / FPS)
        found.append(keeper.see(Frame(index, index / FPS, image), raw))
    return found


def test_a_person_is_seen_from_the_first_frame() -> None:
    (sighting,) = see_all(Gatekeeper(), [standing()])
    assert sighting.state is TrackState.OK
    assert sighting.pose is sighting.raw
    assert sighting.advice == ""


def test_a_short_loss_does_not_flicker() -> None:
    seen = see_all(Gatekeeper(), [standing()] * 30 + [None] * 15 + [standing()] * 5)
    assert {sighting.state for sighting in seen} == {TrackState.OK}
    assert {sighting.advice for sighting in seen} == {""}
    assert [sighting.pose is None for sighting in seen[30:45]] == [True] * 15


def test_an_empty_picture_asks_for_a_person() -> None:
    last = see_all(Gatekeeper(), [standing()] * 30 + [None] * 30)[-1]
    assert (last.state, last.why, last.advice) == (TrackState.SEARCHING, NOBODY.why, NOBODY.advice)


def test_a_dark_picture_asks_for_light() -> None:
    last = see_all(Gatekeeper(), [None] * 5, image=GREY // 8)[-1]
    assert (last.state, last.why, last.advice) == (TrackState.SEARCHING, DARK.why, DARK.advice)


def test_a_damaged_picture_shows_nobody_and_says_why_when_it_lasts() -> None:
    keeper = Gatekeeper()
    see_all(keeper, [standing()] * 30)
    damaged = [keeper.see(Frame(n, n / FPS, GREY, damaged=True), None) for n in range(30, 60)]
    assert all(sighting.pose is None for sighting in damaged)
    assert damaged[0].state is TrackState.OK
    last = damaged[-1]
    assert (last.state, last.why, last.advice) == (TrackState.REFUSED, DAMAGED.why, DAMAGED.advice)
    after = see_all(keeper, [standing()] * 20, first=60)
    assert after[-1].pose is not None


def test_an_upside_down_body_is_kept_for_drawing_only() -> None:
    last = see_all(Gatekeeper(), [UPSIDE] * 10)[-1]
    assert (last.state, last.why, last.advice) == (TrackState.REFUSED, UPSIDE_DOWN.why, UPSIDE_DOWN.advice)
    assert last.pose is None
    assert last.raw is not None


def test_single_plausible_frames_do_not_end_a_refusal() -> None:
    seen = see_all(Gatekeeper(), ([UPSIDE] * 5 + [standing()]) * 10)
    assert all(sighting.pose is None for sighting in seen)


def test_a_refusal_ends_after_half_a_second_of_plausible_poses() -> None:
    seen = see_all(Gatekeeper(), [UPSIDE] * 60 + [standing()] * 30)
    back = next(index for index, sighting in enumerate(seen) if sighting.pose is not None)
    assert (back - 60) / FPS == pytest.approx(0.5, abs=0.05)


def test_hips_outside_are_counted_on_and_said() -> None:
    seen = see_all(Gatekeeper(), [standing()] * 30 + [moved(standing(), down_px=220.0)] * 30)
    assert all(sighting.state is TrackState.OK for sighting in seen)
    assert seen[-1].pose is not None
    assert (seen[-1].why, seen[-1].advice) == (HIPS_OUTSIDE.why, HIPS_OUTSIDE.advice)
    assert seen[31].advice == ""


def test_a_jump_is_refused_until_the_person_is_back() -> None:
    other = moved(standing(), right_px=200.0)
    keeper = Gatekeeper()
    seen = see_all(keeper, [standing()] * 30 + [other] * 15)
    assert {sighting.why for sighting in seen[30:]} == {JUMP.why}
    assert {sighting.pose for sighting in seen[30:]} == {None}
    assert keeper.hidden_px(44 / 30) is not None
    (back,) = see_all(keeper, [standing()], first=45)
    assert back.pose is not None
    assert keeper.hidden_px(45 / 30) is None


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
def test_stuck_after_a_second_and_then_every_few_seconds_at_any_frame_rate(fps: float) -> None:
    keeper = Gatekeeper()
    stuck_s = []
    for index in range(int(14 * fps)):
        keeper.see(Frame(index, index / fps, GREY), replace(UPSIDE, t_s=index / fps))
        if keeper.stuck:
            stuck_s.append(index / fps)
    assert stuck_s[0] == pytest.approx(1.0, abs=1.01 / fps)
    assert len(stuck_s) == 3
    assert all(later - earlier == pytest.approx(5.0, abs=1.01 / fps) for earlier, later in pairwise(stuck_s))


def test_an_empty_picture_is_not_stuck() -> None:
    keeper = Gatekeeper()
    see_all(keeper, [None] * 90)
    assert not keeper.stuck


@pytest.mark.parametrize("t_s", [0.5, 0.4, float("nan")])
def test_times_must_rise(t_s: float) -> None:
    keeper = Gatekeeper()
    keeper.see(Frame(0, 0.5, GREY), None)
    with pytest.raises(ValueError, match="must rise"):
        keeper.see(Frame(1, t_s, GREY), None)


@given(st.lists(st.sampled_from([None, standing(), UPSIDE, moved(standing(), right_px=200.0)]), max_size=40))
def test_reset_equals_a_new_one(past: list[Pose | None]) -> None:
    used, new = Gatekeeper(), Gatekeeper()
    see_all(used, past)
    used.reset()
    future: list[Pose | None] = [UPSIDE, standing(), None, standing()]
    for one, other in zip(see_all(used, future), see_all(new, future), strict=True):
        assert (one.state, one.why, one.advice, one.pose is None) == (
            other.state,
            other.why,
            other.advice,
            other.pose is None,
        )


@pytest.mark.parametrize("name", ["dev00_y0_A", "dev07_y90_A", "dev13_y180_A"])
def test_rendered_people_are_never_refused(shared, name: str) -> None:
    recording = load_landmarks(shared / "truth" / "dev" / f"{name}.full.npz")
    poses = [recording.pose(index, t_s) for index, t_s in enumerate(recording.t_s.tolist())]
    assert all(sighting.pose is not None for sighting in see_all(Gatekeeper(), poses))
