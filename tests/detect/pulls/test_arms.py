"""What tells a pull from other movements, on filmed synthetic bodies; whole sets of them are in test_reps."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core import measure_names
from livecoach.detect.pulls.arms import TURN_DEG, arms_hang, between_deg, furthest, is_pull
from livecoach.measure.meter import Meter
from tests.support.bodies import HANGING, PULLED, REACHED, Camera, both, filmed, moving, still

if TYPE_CHECKING:
    from livecoach.core.types import Measures

angles_deg = st.floats(-720.0, 720.0)


@cache
def drive() -> tuple[Measures, ...]:
    """Return 1.5 s at 30 frames a second, seen from 45 degrees: a second of reach, then the way back to the armpits."""
    meter = Meter()
    poses = filmed((still(1.0, both(REACHED)), moving(REACHED, PULLED, 0.5)), 30.0, Camera(45.0))
    return tuple(meter.measure(pose) for pose in poses if pose is not None)


def leading(leads: list[float]) -> list[Measures]:
    """Return the drive with ``leads`` of one arm's reach over the other's, each for as long."""
    each = math.ceil(len(drive()) / len(leads))
    return [
        replace(measures, values=dict(measures.values) | {measure_names.ARM_ASYMMETRY: leads[index // each]})
        for index, measures in enumerate(drive())
    ]


def test_a_drive_is_a_pull_and_its_beginning_is_none():
    assert is_pull(drive(), drive()[-1])
    assert not is_pull(drive()[:30], drive()[29])


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_arms_that_lead_in_turns_are_no_pull(side: float):
    frames = leading([0.9 * side, -0.9 * side, 0.0])
    assert not is_pull(frames, frames[-1])


@pytest.mark.parametrize(
    "leads", [[0.9, 0.0, 0.0], [-0.9, 0.0, 0.0], [0.3, -0.3, 0.0], [0.9] + [0.0] * 20 + [-0.9, 0.0]]
)
def test_one_that_leads_alone_a_little_or_for_a_moment_is_no_reason(leads: list[float]):
    frames = leading(leads)
    assert is_pull(frames, frames[-1])


def test_a_body_that_turns_away_does_not_pull():
    turned = replace(drive()[-1], yaw_deg=furthest(drive()).yaw_deg + TURN_DEG + 1.0)
    assert not is_pull(drive(), turned)


@pytest.mark.parametrize(("arm", "hang"), [(HANGING, True), (REACHED, False), (PULLED, False)])
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0])
def test_only_hanging_arms_hang(arm, hang: bool, yaw_deg: float):
    meter = Meter()
    poses = filmed((still(0.5, both(arm)),), 30.0, Camera(yaw_deg))
    assert [arms_hang(meter.measure(pose)) for pose in poses if pose is not None][-1] is hang


@given(angles_deg, angles_deg, st.integers(-2, 2))
def test_the_angle_between_two_directions(one: float, other: float, turns: int):
    between = between_deg(one, other)
    assert 0.0 <= between <= 180.0
    assert between_deg(other, one) == pytest.approx(between, abs=1e-6)
    assert between_deg(one + 360.0 * turns, other) == pytest.approx(between, abs=1e-6)
