from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.breath import BreathCurve, FlowGrid, Posture
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Pose, readonly
from livecoach.measure.breathing import (
    REST_S,
    SETTLE_S,
    TICK_S,
    BreathFilter,
    RestWatcher,
    band_pass,
    breath_signals,
    spread,
    without_jerks,
)

BAND_HZ = (0.05, 0.6)


def upright(up: float = 0.0, out: float = 0.0, bob: float = 0.0) -> FlowGrid:
    """Build a trunk whose shoulders rose by ``up``, that widened by ``out`` and moved upwards as a whole by ``bob``."""
    offsets = np.zeros((6, 4, 2))
    offsets[:2, :, 1] += up
    offsets[..., 1] += bob
    offsets[..., 0] += out * np.linspace(-0.5, 0.5, 4)
    return FlowGrid(0.0, Posture.UPRIGHT, readonly(offsets))


def test_an_inhale_raises_every_signal() -> None:
    assert (breath_signals(upright(up=0.01, out=0.01)) > 0.0).all()
    floor = np.zeros((5, 4, 2))
    floor[..., 0] = 0.01
    assert breath_signals(FlowGrid(0.0, Posture.FLOOR, readonly(floor))) == pytest.approx([0.01, 0.01])


@pytest.mark.parametrize(("rate_hz", "kept"), [(0.01, False), (0.1, True), (0.25, True), (0.45, True), (1.5, False)])
def test_only_the_rates_of_breath_pass(rate_hz: float, kept: bool) -> None:
    t_s = np.arange(0.0, 25.0, TICK_S)
    wave = np.sin(2.0 * np.pi * rate_hz * t_s)
    passed = band_pass(wave, BAND_HZ)
    middle = slice(50, -50)
    size = float(np.ptp(passed[middle]) / 2.0)
    assert (size > 0.7) if kept else (size < 0.25)
    if kept:
        assert np.corrcoef(passed[middle], wave[middle])[0, 1] > 0.97


def test_a_step_is_no_larger_than_a_breath() -> None:
    t_s = np.arange(0.0, 25.0, TICK_S)
    wave = np.sin(2.0 * np.pi * 0.2 * t_s)
    shifted = band_pass(wave + np.where(t_s > 12.0, 30.0, 0.0), BAND_HZ)
    assert np.abs(shifted).max() < 2.0


def test_the_breath_after_a_lift_is_seen():
    """A lift of 0.12 torso lengths within 1.3 s, then breaths that move the trunk by 0.01."""
    t_s = np.arange(0.0, 20.0, TICK_S)
    wave = 0.005 * np.sin(2.0 * np.pi * t_s / 4.0)
    lift = -0.12 * np.clip((t_s - 5.0) / 1.3, 0.0, 1.0)
    lifted, plain = band_pass(wave + lift, BAND_HZ), band_pass(wave, BAND_HZ)
    after = (t_s > 7.0) & (t_s < 18.0)
    assert np.corrcoef(lifted[after], plain[after])[0, 1] > 0.95


def test_a_breath_after_a_long_hold_is_no_jerk():
    """While nothing moves for long, a breath is far quicker than what is usual."""
    t_s = np.arange(0.0, 25.0, TICK_S)
    held = 0.04 * np.clip((t_s - 4.0) / 1.5, 0.0, 1.0) - 0.04 * np.clip((t_s - 18.0) / 3.0, 0.0, 1.0)
    rough = np.random.default_rng(5).normal(0.0, 0.0003, len(t_s))
    assert np.ptp(without_jerks(held + rough)) > 0.03


@given(st.lists(st.floats(-5.0, 5.0), min_size=3, max_size=60))
def test_without_jerks_never_adds_speed(values: list[float]) -> None:
    array = np.array(values)
    speed = np.diff(array) - np.median(np.diff(array))
    assert (np.abs(np.diff(without_jerks(array))) <= np.abs(speed) + 1e-9).all()


def test_spread_is_the_standard_deviation_of_normal_noise() -> None:
    noise = np.random.default_rng(0).normal(size=20_000)
    assert spread(noise) == pytest.approx(1.0, abs=0.03)
    assert spread(np.append(noise, np.full(500, 1e6))) == pytest.approx(1.0, abs=0.06)


def curves(fps: float, seconds: float, filter_: BreathFilter | None = None, start_s: float = 0.0) -> list[BreathCurve]:
    """Filter 12 breaths a minute of 0.01 torso lengths, sampled at ``fps``."""
    filter_ = filter_ or BreathFilter(Posture.UPRIGHT)
    found = []
    for index in range(round(seconds * fps)):
        t_s = start_s + index / fps
        level = 0.01 * math.sin(2.0 * math.pi * 0.2 * t_s)
        curve = filter_.update(t_s, breath_signals(upright(up=level, out=level)))
        if curve is not None:
            found.append(curve)
    return found


def test_nothing_is_said_before_the_scale_is_known() -> None:
    assert not curves(15.0, SETTLE_S[Posture.UPRIGHT] - 0.1)
    first = curves(15.0, SETTLE_S[Posture.UPRIGHT] + 0.5)[0]
    assert first.t_s[-1] - first.t_s[0] == pytest.approx(SETTLE_S[Posture.UPRIGHT])


@pytest.mark.parametrize("fps", [10.0, 12.5, 15.0, 29.97, 60.0])
def test_every_frame_rate_gives_the_same_curve(fps: float) -> None:
    usual, other = curves(15.0, 20.0)[-1], curves(fps, 20.0)[-1]
    at = np.interp(usual.t_s[:-5], other.t_s, other.values)
    assert at == pytest.approx(usual.values[:-5], abs=0.15)
    assert other.agreement > 0.95
    assert other.swing == pytest.approx(usual.swing, rel=0.1)


def test_upright_the_larger_signal_weighs_more_on_the_floor_both_weigh_the_same() -> None:
    t_s = np.arange(0.0, 20.0, 1.0 / 15.0)
    large, small = np.sin(2.0 * np.pi * 0.2 * t_s), 0.1 * np.sin(2.0 * np.pi * 0.3 * t_s)
    follows = {}
    for posture in Posture:
        filter_, curve = BreathFilter(posture), None
        for at, pair in zip(t_s.tolist(), np.stack([large, small], axis=1), strict=True):
            curve = filter_.update(at, pair) or curve
        assert curve is not None
        follows[posture] = np.corrcoef(curve.values, np.interp(curve.t_s, t_s, large))[0, 1]
    assert follows[Posture.UPRIGHT] > 0.97
    assert 0.5 < follows[Posture.FLOOR] < 0.85


def test_a_gap_and_a_reset_start_anew() -> None:
    used = BreathFilter(Posture.UPRIGHT)
    curves(15.0, 12.0, used)
    assert not curves(15.0, 5.0, used, start_s=20.0)
    used.reset()
    for first, second in zip(curves(15.0, 12.0, used), curves(15.0, 12.0), strict=True):
        assert np.array_equal(first.values, second.values)


def test_unseen_signals_leave_the_agreement_unknown() -> None:
    filter_ = BreathFilter(Posture.UPRIGHT)
    curve = None
    for index in range(200):
        level = math.sin(index / 15.0)
        curve = filter_.update(index / 15.0, np.array([level, math.nan])) or curve
    assert curve is not None
    assert math.isnan(curve.agreement)


def test_a_dead_or_unknown_picture_gives_no_curve() -> None:
    for value in (0.0, math.nan):
        filter_ = BreathFilter(Posture.FLOOR)
        assert not [curve for index in range(200) if (curve := filter_.update(index / 15.0, np.full(2, value)))]


def pose_with(t_s: float, wrist_px: tuple[float, float], trunk_px: float = 0.0) -> Pose:
    """Build somebody of 150 px torso whose left wrist lies at ``wrist_px`` and whose trunk stands at ``trunk_px``."""
    xy = np.full((COUNT, 2), 200.0, np.float32)
    xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = (300.0 + trunk_px, 100.0)
    xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = (300.0 + trunk_px, 250.0)
    xy[Landmark.LEFT_WRIST] = wrist_px
    world = np.zeros((COUNT, 3), np.float32)
    return Pose(0, t_s, readonly(xy), readonly(world), readonly(world[:, 0].copy()), (640, 480))


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0, 60.0])
def test_rest_begins_a_second_after_the_arm_has_stopped(fps: float) -> None:
    watcher = RestWatcher(Posture.UPRIGHT)
    resting = {}
    for index in range(round(8.0 * fps)):
        t_s = index / fps
        travel_px = 150.0 * 0.6 * min(max(t_s - 3.0, 0.0), 2.0)  # 0.6 torso lengths a second from 3 to 5 s
        resting[t_s] = watcher.update(pose_with(t_s, (100.0, 200.0 + travel_px)))
    assert resting[round(2.5 * fps) / fps]
    assert not any(rest for t_s, rest in resting.items() if 3.4 <= t_s < 5.0 + REST_S)
    assert all(rest for t_s, rest in resting.items() if t_s >= 5.5 + REST_S)


def test_a_slow_arm_is_at_rest_and_on_the_floor_no_arm_matters() -> None:
    for posture, speed in ((Posture.UPRIGHT, 0.25), (Posture.FLOOR, 2.0)):
        watcher = RestWatcher(posture)
        rests = [watcher.update(pose_with(n / 30.0, (100.0, 150.0 * speed * n / 30.0))) for n in range(90)]
        assert rests[-1]


def test_a_walking_trunk_is_no_rest() -> None:
    watcher = RestWatcher(Posture.FLOOR)
    assert not any(watcher.update(pose_with(n / 30.0, (0.0, 0.0), 150.0 * 0.5 * n / 30.0)) for n in range(90))


def test_nothing_is_known_of_a_body_without_points() -> None:
    watcher = RestWatcher(Posture.UPRIGHT)
    for index in range(90):
        pose = pose_with(index / 30.0, (0.0, 0.0))
        blank = np.full((COUNT, 2), np.nan, np.float32)
        assert not watcher.update(Pose(0, pose.t_s, readonly(blank), pose.world_m, pose.visibility, (640, 480)))


def test_rest_must_be_shown_anew_after_a_gap_or_a_reset() -> None:
    watcher = RestWatcher(Posture.UPRIGHT)
    assert [watcher.update(pose_with(n / 30.0, (0.0, 0.0))) for n in range(60)][-1]
    assert not watcher.update(pose_with(4.0, (0.0, 0.0)))
    watcher.reset()
    assert not watcher.update(pose_with(4.1, (0.0, 0.0)))
