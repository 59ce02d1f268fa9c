import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.core.types import Measures, Pose, View, readonly
from livecoach.measure.meter import NAMES, Meter, quality
from tests.support.bodies import Body, Camera, filmed, nobody, pull, pulling, seen, session, still, unseen_world

MOVEMENT = (still(0.5, pulling(0.0)), pull(1.6))


def metered(poses: list[Pose | None], meter: Meter | None = None) -> list[Measures]:
    meter = meter or Meter()
    return [meter.measure(pose) for pose in poses if pose is not None]


def same(one: Measures, other: Measures) -> bool:
    return (one.t_s, one.view, one.quality) == (other.t_s, other.view, other.quality) and np.array_equal(
        list(one.values.values()), list(other.values.values()), equal_nan=True
    )


@given(st.floats(-180.0, 180.0), st.floats(0.0, 1.0))
@settings(max_examples=12)
def test_a_still_body_is_measured_the_same_all_the_time(yaw_deg, drive):
    measures = metered(filmed([still(0.4, pulling(drive))], 30.0, Camera(yaw_deg)))
    assert tuple(measures[-1].values) == NAMES
    for name in measure_names.ALL:
        assert measures[-1][name] == pytest.approx(measures[0][name], abs=1e-3)
    assert measures[-1].quality == 1.0


def test_noise_is_smoothed():
    camera = Camera(30.0, noise_px=1.5)
    poses = filmed([still(4.0)], 30.0, camera)
    smooth = np.std([measures[measure_names.TORSO_PX] for measures in metered(poses)[15:]])
    raw = np.std([Meter().measure(pose)[measure_names.TORSO_PX] for pose in poses[15:] if pose is not None])
    assert smooth < 0.65 * raw


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0])
def test_every_frame_rate_shows_the_same_movement(yaw_deg):
    curves = {}
    for fps in (10.0, 15.0, 30.0, 60.0):
        curves[fps] = {
            round(measures.t_s, 3): measures[measure_names.PULL]
            for measures in metered(filmed(MOVEMENT, fps, Camera(yaw_deg)))
        }
    shared_s = set.intersection(*(set(curve) for curve in curves.values()))
    quickest_per_s = max(np.abs(np.diff(list(curves[60.0].values())))) * 60.0
    for t_s in shared_s:
        values = [curve[t_s] for curve in curves.values()]
        assert max(values) - min(values) <= 0.1 * quickest_per_s


def test_after_a_gap_the_smoothing_starts_anew():
    here, there = Camera(30.0), Camera(30.0, shift_px=(100.0, 0.0))
    meter = Meter()
    metered(filmed([still(0.5)], 30.0, here), meter)
    back = seen(Body(), there, 60, 2.0)
    assert meter.measure(back)[measure_names.SHOULDER_X_PX] == pytest.approx(
        Meter().measure(back)[measure_names.SHOULDER_X_PX]
    )


def test_a_short_loss_does_not_break_it():
    measures = metered(filmed([still(0.5), nobody(0.2), still(0.5)], 30.0))
    assert measures[-1][measure_names.TORSO_PX] == pytest.approx(measures[0][measure_names.TORSO_PX])


def test_without_world_points_there_is_no_view_and_no_pull_but_the_trunk():
    measures = metered([unseen_world(pose) for pose in filmed(session(pull()), 10.0) if pose is not None])
    assert {sample.view for sample in measures} == {View.UNKNOWN}
    assert all(math.isnan(sample[name]) for sample in measures for name in (measure_names.PULL, measure_names.REACH))
    assert all(math.isfinite(sample[measure_names.TORSO_PX]) for sample in measures)


def test_an_unknown_measure_is_nan_by_name():
    assert math.isnan(Meter().measure(seen(Body()))["no such measure"])


@given(st.sets(st.sampled_from([7, 8, 11, 12, 23, 24])), st.sampled_from([(-1.0, 5.0), (640.0, 5.0), (5.0, 480.0)]))
def test_quality_is_the_share_of_points_inside_the_picture(outside, place):
    pose = seen(Body())
    xy_px = pose.xy_px.copy()
    for row in outside:
        xy_px[row] = place
    assert quality(replace(pose, xy_px=readonly(xy_px))) == pytest.approx(1.0 - len(outside) / 6.0)


def test_an_unseen_point_is_not_inside():
    pose = seen(Body())
    xy_px = pose.xy_px.copy()
    xy_px[11] = np.nan
    assert quality(replace(pose, xy_px=readonly(xy_px))) < 1.0


def test_after_a_reset_it_is_a_new_one():
    used = Meter()
    metered(filmed([still(1.0)], 30.0, Camera(170.0)), used)
    used.reset()
    poses = filmed(MOVEMENT, 30.0, Camera(20.0))
    assert all(map(same, metered(poses, used), metered(poses)))
