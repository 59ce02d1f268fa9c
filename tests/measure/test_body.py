import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.measure.body import measure_arms, measure_trunk, pull
from tests.support.bodies import (
    HANGING,
    PULLED,
    REACHED,
    TORSO_M,
    Arm,
    Body,
    Camera,
    both,
    mirrored,
    pulling,
    seen,
    shrugging,
    unseen_world,
)

yaws_deg = st.floats(-180.0, 180.0)
drives = st.floats(0.0, 1.0)
_PIXELS = [name for name in measure_names.ALL if name.endswith("_px")]
_PLACES = {measure_names.WRIST_X_PX, measure_names.WRIST_Y_PX, measure_names.SHOULDER_X_PX, measure_names.SHOULDER_Y_PX}
_TO_THE_RIGHT = {
    measure_names.TRUNK_ANGLE_DEG,
    measure_names.HEAD_ANGLE_DEG,
    measure_names.EAR_RIGHT_OF_SHOULDER_PX,
    measure_names.WRIST_DROP_ASYMMETRY,
}
"""Measures that change their sign in a mirror."""


def measured(body: Body, camera: Camera) -> dict[str, float]:
    pose = seen(body, camera)
    return measure_arms(pose) | measure_trunk(pose)


@given(yaws_deg, drives)
def test_the_arms_are_the_same_from_every_side(yaw_deg, drive):
    turned, front = (measure_arms(seen(pulling(drive), Camera(yaw))) for yaw in (yaw_deg, 0.0))
    assert turned == pytest.approx(front, abs=1e-3)


@given(yaws_deg, drives, drives, st.sampled_from([5.0, -40.0, -70.0]))
def test_a_mirror_swaps_the_sides_and_nothing_else(yaw_deg, left, right, lean_deg):
    body = Body(REACHED.towards(PULLED, left), REACHED.towards(PULLED, right), left_shrug_m=0.03, lean_deg=lean_deg)
    pose = seen(body, Camera(yaw_deg, shift_px=(30.0, -10.0)))
    twin = mirrored(pose)
    arms, arms_twin = measure_arms(pose), measure_arms(twin)
    assert arms_twin.pop(measure_names.ARM_ASYMMETRY) == pytest.approx(-arms.pop(measure_names.ARM_ASYMMETRY), abs=1e-3)
    assert arms_twin == pytest.approx(arms, abs=1e-3)
    trunk, trunk_twin = measure_trunk(pose), measure_trunk(twin)
    for name, value in trunk.items():
        twin_name = name.replace("left", "?").replace("right_px", "left_px").replace("?", "right")
        other = trunk_twin[twin_name if name not in _TO_THE_RIGHT else name]
        if name in _TO_THE_RIGHT:
            other = -other
        elif name.endswith("_x_px"):
            other = pose.image_size_px[0] - other
        assert other == pytest.approx(value, abs=2e-3, nan_ok=True), name


@given(yaws_deg, drives, st.floats(0.3, 3.0), st.floats(-80.0, 80.0))
def test_ratios_and_angles_do_not_know_how_large_or_where_the_person_is(yaw_deg, drive, scale, shift_px):
    here = measured(pulling(drive), Camera(yaw_deg))
    there = measured(pulling(drive), Camera(yaw_deg, scale, (shift_px, -shift_px)))
    for name, value in here.items():
        if name in _PLACES:
            continue
        assert there[name] == pytest.approx(value * (scale if name in _PIXELS else 1.0), abs=0.01 * scale + 0.01), name


@given(yaws_deg)
def test_the_reach_and_the_pull_look_as_their_names_say(yaw_deg):
    reach, pulled, hanging = (measured(both(arm), Camera(yaw_deg)) for arm in (REACHED, PULLED, HANGING))
    assert reach[measure_names.ARM_FORWARD] > 0.9
    assert pulled[measure_names.ARM_FORWARD] < -0.2
    assert hanging[measure_names.WRIST_DROP] > 0.9
    assert reach[measure_names.WRIST_DROP] < 0.6
    assert pulled[measure_names.ELBOW_FLEXION_DEG] - reach[measure_names.ELBOW_FLEXION_DEG] == pytest.approx(
        90.0, abs=15.0
    )
    assert reach[measure_names.ARM_ASYMMETRY] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize(
    ("yaw_deg", "lean_deg", "forward"), [(0.0, -50.0, 0.9), (0.0, -25.0, 0.42), (90.0, -50.0, 0.42)]
)
def test_bent_over_towards_the_camera_arms_that_hang_point_forward(yaw_deg, lean_deg, forward):
    arm = Arm(lifted_deg=25.0, spread_deg=0.0)
    values = measure_arms(seen(Body(arm, arm, lean_deg=lean_deg), Camera(yaw_deg)))
    assert values[measure_names.ARM_FORWARD] == pytest.approx(forward, abs=0.05)
    assert values[measure_names.REACH] == pytest.approx(forward, abs=0.05)


@pytest.mark.parametrize("yaw_deg", range(-180, 180, 15))
def test_the_pull_rises_all_the_way_with_the_drive_from_every_side(yaw_deg):
    course = [pull(measured(pulling(drive), Camera(yaw_deg)), yaw_deg) for drive in np.linspace(0.0, 1.0, 11)]
    assert (np.diff(course) > 0.0).all()
    # From behind this figure's elbows part further than people's do: rendered pulls there travel as far as elsewhere.
    assert 0.5 < course[-1] - course[0] < 2.0


@given(st.floats(-20.0, 20.0), drives)
def test_the_trunks_own_lengths_do_not_change_when_it_leans(lean_deg, drive):
    straight = measured(pulling(drive), Camera(90.0))
    leaning = measured(Body(*[REACHED.towards(PULLED, drive)] * 2, lean_deg=lean_deg), Camera(90.0))
    for name in (
        measure_names.TORSO_PX,
        measure_names.EAR_OVER_SHOULDER_LEFT_PX,
        measure_names.SHOULDER_OVER_HIP_RIGHT_PX,
        measure_names.WRIST_DROP,
    ):
        assert leaning[name] == pytest.approx(straight[name], abs=0.01)
    # At the person's left they face the picture's left: backwards is to the right.
    assert leaning[measure_names.TRUNK_ANGLE_DEG] == pytest.approx(lean_deg, abs=0.01)
    assert leaning[measure_names.HEAD_ANGLE_DEG] == pytest.approx(lean_deg, abs=0.01)


@given(st.floats(0.0, 0.08), st.floats(0.0, 0.08))
def test_a_shrug_brings_each_shoulder_nearer_to_its_ear(left_m, right_m):
    camera = Camera(0.0)
    torso_px = measured(Body(), camera)[measure_names.TORSO_PX]
    body, rest = measured(shrugging(left_m, right_m), camera), measured(Body(), camera)
    for side, rise_m in (("LEFT", left_m), ("RIGHT", right_m)):
        ear, hip = (
            getattr(measure_names, name + side + "_PX") for name in ("EAR_OVER_SHOULDER_", "SHOULDER_OVER_HIP_")
        )
        rise = rise_m / TORSO_M
        # One shoulder alone tilts the line from hips to shoulders a little.
        assert (rest[ear] - body[ear]) / torso_px == pytest.approx(rise, abs=0.03 * abs(left_m - right_m) / 0.08 + 1e-3)
        assert (body[hip] - rest[hip]) / torso_px == pytest.approx(rise, abs=0.03 * abs(left_m - right_m) / 0.08 + 1e-3)


def test_what_cannot_be_seen_is_unknown_and_the_rest_is_measured():
    pose = unseen_world(seen(Body()))
    assert all(math.isnan(value) for value in measure_arms(pose).values())
    assert all(math.isfinite(value) for value in measure_trunk(pose).values())


def test_a_torso_without_length_gives_no_ratio():
    flat = seen(Body())
    xy_px = flat.xy_px.copy()
    xy_px[11:13] = xy_px[23:25]
    values = measure_trunk(type(flat)(0, 0.0, xy_px, flat.world_m, flat.visibility, flat.image_size_px))
    assert values[measure_names.TORSO_PX] == 0.0
    assert math.isnan(values[measure_names.ELBOW_PARTING])
    assert math.isnan(values[measure_names.WRIST_DROP])
