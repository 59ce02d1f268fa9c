"""A textured trunk that breathes, drawn without a model: the watcher on real pictures at several frame rates."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.core.breath import BreathPhase, BreathReading, BreathState, Posture
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Frame, Pose, readonly
from livecoach.session.engine.breath_watcher import BreathWatcher
from tests.support.bodies import SIZE_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

PERIOD_S = 4.0
SHOULDERS_Y, HIPS_Y, MIDDLE_X = 150.0, 300.0, 320.0


@cache
def cloth() -> NDArray[np.uint8]:
    rng = np.random.default_rng(5)
    width, height = SIZE_PX
    noise = rng.integers(0, 255, (height // 4, width // 4, 3), np.uint8)
    return np.asarray(cv2.resize(noise, SIZE_PX, interpolation=cv2.INTER_CUBIC), np.uint8)


def fullness(t_s: float) -> float:
    return 0.5 - 0.5 * math.cos(2.0 * math.pi * t_s / PERIOD_S)


def picture(lungs: float) -> NDArray[np.uint8]:
    """The shoulders rise by 2 px and the sides part by 1.5 px each with full lungs; the hips stay."""
    width, height = SIZE_PX
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    up = np.clip((HIPS_Y - y) / (HIPS_Y - SHOULDERS_Y), 0.0, 1.0)
    chest = np.sin(np.pi * np.clip((y - SHOULDERS_Y) / (HIPS_Y - SHOULDERS_Y), 0.0, 1.0))
    across = np.clip((x - MIDDLE_X) / 50.0, -1.0, 1.0)
    moved = cv2.remap(
        cloth(),
        (x - 1.5 * lungs * across * chest).astype(np.float32),
        (y + 2.0 * lungs * up).astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(moved, np.uint8)


@cache
def pictures(count: int) -> tuple[NDArray[np.uint8], ...]:
    """One breath, in ``count`` pictures."""
    return tuple(readonly(picture(fullness(PERIOD_S * index / count))) for index in range(count))


def pose(index: int, t_s: float, wrist_px: float) -> Pose:
    xy = np.full((COUNT, 2), 240.0, np.float32)
    xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = [(370.0, SHOULDERS_Y), (270.0, SHOULDERS_Y)]
    xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = [(350.0, HIPS_Y), (290.0, HIPS_Y)]
    xy[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = (320.0, 400.0)
    xy[Landmark.LEFT_WRIST, 1] += wrist_px
    blank = np.zeros((COUNT, 3), np.float32)
    return Pose(index, t_s, readonly(xy), readonly(blank), readonly(blank[:, 0].copy()), SIZE_PX)


def watched(
    seconds: float,
    fps: float,
    *,
    watcher: BreathWatcher | None = None,
    wrist_px: Callable[[float], float] = lambda _: 0.0,
) -> list[BreathReading]:
    watcher = watcher or BreathWatcher(Posture.UPRIGHT)
    shown = pictures(round(PERIOD_S * fps))
    readings = []
    for index in range(round(seconds * fps)):
        t_s = index / fps
        readings.append(watcher.update(Frame(index, t_s, shown[index % len(shown)]), pose(index, t_s, wrist_px(t_s))))
    return readings


def exhales(readings: list[BreathReading]) -> list[float]:
    return [turn.t_s for reading in readings for turn in reading.turns if turn.phase is BreathPhase.EXHALE]


@pytest.mark.slow
def test_a_breathing_trunk_reads_alike_at_every_frame_rate() -> None:
    courses = {fps: watched(30.0, fps) for fps in (10.0, 15.0, 30.0)}
    for fps, readings in courses.items():
        assert readings[-1].state is BreathState.SEEN, fps
        assert readings[-1].rate_per_min == pytest.approx(60.0 / PERIOD_S, abs=0.5), fps
        assert exhales(readings)[-5:] == pytest.approx(exhales(courses[30.0])[-5:], abs=0.25), fps
        assert abs(readings[-1].cycles - courses[30.0][-1].cycles) <= 1
    assert exhales(courses[30.0])[-1] % PERIOD_S == pytest.approx(0.5 * PERIOD_S, abs=0.4)


def test_reset_equals_new() -> None:
    watcher = BreathWatcher(Posture.UPRIGHT)
    watched(13.0, 10.0, watcher=watcher)
    watcher.reset()
    assert repr(watched(13.0, 10.0, watcher=watcher)) == repr(watched(13.0, 10.0))


def test_another_view_begins_anew() -> None:
    """What was learned for the one means nothing in the other."""
    watcher = BreathWatcher(Posture.UPRIGHT)
    assert watched(13.0, 10.0, watcher=watcher)[-1].state is BreathState.SEEN
    shown, states = pictures(40), []
    for index in range(130, 170):
        front = pose(index, index / 10.0, 0.0)
        world = np.zeros((COUNT, 3), np.float32)
        world[[Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP], 2] = -0.3
        side = replace(front, world_m=readonly(world))
        states.append(watcher.update(Frame(index, index / 10.0, shown[index % 40]), side).state)
    assert states[0] is BreathState.SEEN
    assert states[-1] is BreathState.SETTLING


def test_nothing_is_counted_while_an_arm_moves() -> None:
    readings = watched(20.0, 10.0, wrist_px=lambda t_s: 60.0 * math.sin(4.0 * t_s) if t_s >= 13.0 else 0.0)
    assert readings[125].state is BreathState.SEEN
    assert any(reading.turns for reading in readings[:130])
    after = [reading for reading in readings if reading.t_s >= 13.6]
    assert {reading.state for reading in after} == {BreathState.MOVING}
    assert not any(reading.turns or reading.breaths for reading in after)
    assert {reading.cycles for reading in after} == {readings[130].cycles}
    assert all(math.isnan(reading.rate_per_min) for reading in after)
