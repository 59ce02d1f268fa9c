from __future__ import annotations

import csv
import math
from dataclasses import replace

import numpy as np
import pytest

from livecoach.capture.open import open_source
from livecoach.config.load import with_options
from livecoach.config.schema import Profile
from livecoach.core.breath import Breath, BreathPhase, BreathReading, BreathState, Posture
from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import Frame, Pose, PoseObservation, TrackState, readonly
from livecoach.session.engine.breath_watcher import BreathWatcher, RecordedBreath, breath_watcher
from livecoach.session.engine.engine import Engine
from tests.support.bodies import GREY, SIZE_PX
from tests.support.exercises import PIT_PULL
from tests.support.paths import ROOT

TRUTH = ROOT.parent / "shared" / "truth" / "breath"


def still(t_s: float, wrist_px: float = 0.0) -> Pose:
    """Build somebody in front of the camera, the left wrist ``wrist_px`` below its rest."""
    xy = np.full((COUNT, 2), 240.0, np.float32)
    xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = [(370.0, 150.0), (270.0, 150.0)]
    xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = [(350.0, 300.0), (290.0, 300.0)]
    xy[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = (320.0, 400.0)
    xy[Landmark.LEFT_WRIST, 1] += wrist_px
    blank = np.zeros((COUNT, 3), np.float32)
    return Pose(0, t_s, readonly(xy), readonly(blank), readonly(blank[:, 0].copy()), SIZE_PX)


def state_at(watcher: BreathWatcher, seconds: list[float], **arm: float) -> BreathState:
    reading = None
    for t_s in seconds:
        travel_px = arm.get("speed_px", 0.0) * (t_s - seconds[0])
        reading = watcher.update(Frame(0, t_s, GREY), still(t_s, travel_px))
    assert reading is not None
    return reading.state


def ticks(start_s: float, end_s: float) -> list[float]:
    return [start_s + index / 15.0 for index in range(round((end_s - start_s) * 15.0))]


def test_it_says_why_no_breath_is_seen() -> None:
    watcher = BreathWatcher(Posture.UPRIGHT)
    assert watcher.update(Frame(0, 0.0, GREY), None).state is BreathState.NOBODY
    assert state_at(watcher, ticks(0.1, 0.5)) is BreathState.MOVING
    assert state_at(watcher, ticks(0.5, 3.0)) is BreathState.SETTLING
    assert state_at(watcher, ticks(3.0, 4.0), speed_px=120.0) is BreathState.MOVING
    assert watcher.update(Frame(0, 4.2, GREY), None).state is BreathState.MOVING
    assert watcher.update(Frame(0, 4.8, GREY), None).state is BreathState.NOBODY


def test_on_the_floor_the_front_must_be_seen() -> None:
    assert state_at(BreathWatcher(Posture.FLOOR), ticks(0.0, 2.0)) is BreathState.HIDDEN


def test_a_grey_picture_has_no_breath() -> None:
    watcher = BreathWatcher(Posture.UPRIGHT)
    readings = [watcher.update(Frame(0, t_s, GREY), still(t_s)) for t_s in ticks(0.0, 15.0)]
    assert readings[-1].cycles == 0
    assert all(math.isnan(reading.rate_per_min) for reading in readings)


def seen_in(name: str, seconds: float) -> list[BreathReading]:
    """Watch a rendered clip with its true points in place of the model's."""
    clip = TRUTH / f"{name}.mp4"
    if not clip.is_file():
        pytest.skip(f"needs {clip.name} of the rendered clips")
    with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [landmark for landmark in Landmark if f"{landmark.name.lower()}_u" in rows[0]]
    watcher = BreathWatcher(Posture.UPRIGHT)
    readings = []
    with open_source(str(clip)) as source:
        while not source.ended:
            frame = source.read()
            if frame is None or frame.t_s >= seconds:
                break
            xy = np.full((COUNT, 2), np.nan, np.float32)
            for landmark in named:
                share = [float(rows[frame.index][f"{landmark.name.lower()}_{axis}"]) for axis in "uv"]
                xy[landmark] = np.multiply(share, frame.size_px)
            pose = replace(still(frame.t_s), xy_px=readonly(xy), image_size_px=frame.size_px)
            readings.append(watcher.update(frame, pose))
    return readings


def profile_with(**breath: object) -> Profile:
    return with_options(Profile(), {f"breath.{name}": value for name, value in breath.items()}, "the test")


def test_breath_is_watched_where_something_asks_for_it() -> None:
    floor = replace(PIT_PULL, pattern=replace(PIT_PULL.pattern, posture=Posture.FLOOR))
    assert breath_watcher(PIT_PULL, Profile()) is None
    assert breath_watcher(floor, profile_with(watch="off")) is None
    for profile in (profile_with(watch="on"), profile_with(pace=True), profile_with(per_rep=1)):
        watcher = breath_watcher(PIT_PULL, profile)
        assert watcher is not None
        assert watcher.posture is Posture.UPRIGHT
    lying = breath_watcher(floor, Profile())
    assert lying is not None
    assert lying.posture is Posture.FLOOR


def test_the_steps_hold_what_was_told_and_the_closing_one_tells_no_breath_twice() -> None:
    told = [BreathReading(index / 10.0, BreathState.SEEN, cycles=index) for index in range(4)]
    told[-1] = replace(told[-1], breaths=(Breath(0.0, 0.1, 0.2),))
    engine = Engine(PIT_PULL, Profile(), breathing=RecordedBreath(told))
    nobody = PoseObservation(None, TrackState.SEARCHING)
    steps = [engine.step(Frame(index, index / 10.0, GREY), nobody) for index in range(5)]
    assert [step.breath for step in steps[:4]] == told
    assert steps[4].breath == BreathReading(0.4, BreathState.NOBODY)
    engine = Engine(PIT_PULL, Profile(), breathing=RecordedBreath(told[-1:]))
    engine.step(Frame(0, 0.3, GREY), nobody)
    closing = engine.finish()
    assert closing is not None
    assert closing.breath == replace(told[-1], breaths=())
    assert Engine(PIT_PULL, Profile()).step(Frame(0, 0.0, GREY), nobody).breath is None


@pytest.mark.slow
def test_breath_is_seen_in_a_rendered_clip() -> None:
    readings = seen_in("br00_front_stand", 37.0)
    exhales = [turn.t_s for reading in readings for turn in reading.turns if turn.phase is BreathPhase.EXHALE]
    assert exhales == pytest.approx([3.06, 8.095, 13.048, 18.165, 23.28, 28.186, 33.196], abs=1.0)
    assert readings[-1].rate_per_min == pytest.approx(12.0, abs=1.0)


@pytest.mark.slow
def test_no_breath_is_counted_while_the_arms_move() -> None:
    readings = [reading for reading in seen_in("br04_side_stand_armmove", 24.0) if 14.6 <= reading.t_s < 21.8]
    assert {reading.state for reading in readings} == {BreathState.MOVING}
    assert not any(reading.turns for reading in readings)
