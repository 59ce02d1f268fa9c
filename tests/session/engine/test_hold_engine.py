"""Whole holds with the real model on rendered people whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.core.types import Frame, PoseObservation, TrackState
from livecoach.session.engine.breath_watcher import BreathWatcher
from livecoach.session.engine.hold_engine import HoldEngine
from livecoach.session.factory import new_engine, new_tracker
from livecoach.track.model_files import resolve_model
from tests.support.exercises import ALL_FOUR_REACH, HIP_LIFT_90_90, PIT_PULL
from tests.support.paths import FLOOR

if TYPE_CHECKING:
    from livecoach.exercises.exercise import Exercise

"""Rendered people; ``labels.json`` there has their truth."""


@dataclass
class Seen:
    """What one clip's session told."""

    readings: list[HoldReading] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [event.kind for reading in self.readings for event in reading.opened]

    @property
    def breaths(self) -> int:
        return max(reading.breaths for reading in self.readings)


def coached(exercise: Exercise, clip: Path) -> Seen:
    seen = Seen()
    engine = new_engine(exercise, Profile())
    with open_source(str(clip)) as source, new_tracker(exercise, resolve_model("full")) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is not None:
                step = engine.step(frame, tracker.track(frame))
                assert step.hold is not None
                seen.readings.append(step.hold)
                if step.cue is not None:
                    seen.sounds.append(step.cue.sound)
    closing = engine.finish()
    assert closing is not None
    assert closing.hold is not None
    seen.readings.append(closing.hold)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "clip"),
    [(HIP_LIFT_90_90, "hip_lift/hl00_side.mp4"), (ALL_FOUR_REACH, "all_four/qa00_side.mp4")],
    ids=["lift", "reach"],
)
def test_a_clean_hold_is_counted_to_six_without_a_fault(shared: Path, exercise: Exercise, clip: str) -> None:
    seen = coached(exercise, shared / "truth" / clip)
    results = [reading.result for reading in seen.readings if reading.result is not None]
    assert [result.breaths for result in results] == [6]
    assert seen.faults == []
    assert seen.sounds.index("breath_6") < seen.sounds.index("come_down")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "clip", "fault", "breaths"),
    [
        (HIP_LIFT_90_90, "hip_lift/hl02_side_drop.mp4", "hip_drop", 3),
        (ALL_FOUR_REACH, "all_four/qa02_side_neck.mp4", "neck_crane", 6),
    ],
    ids=["drop", "neck"],
)
def test_a_fault_is_found_and_the_breaths_are_counted(
    shared: Path, exercise: Exercise, clip: str, fault: str, breaths: int
) -> None:
    seen = coached(exercise, shared / "truth" / clip)
    assert seen.faults[0] is fault
    assert abs(seen.breaths - breaths) <= 1


@pytest.mark.slow
def test_the_breath_after_the_lift_is_seen_and_coming_down_after_six_is_no_fault(shared: Path) -> None:
    seen = coached(ALL_FOUR_REACH, shared / "truth/all_four/qa01_side_sag.mp4")
    assert seen.breaths == 6
    assert seen.faults == ["low_back_sag"]


@pytest.mark.slow
def test_the_wrong_place_of_the_feet_is_told_and_nothing_is_held() -> None:
    seen = coached(HIP_LIFT_90_90, FLOOR / "hl_feet_far.mp4")
    assert seen.readings[-1].problem == "closer_to_wall"
    assert seen.breaths == 0


@pytest.mark.slow
def test_coming_down_with_a_craned_neck_is_no_sag() -> None:
    seen = coached(ALL_FOUR_REACH, FLOOR / "a4_neck_a.mp4")
    assert seen.faults == ["neck_crane", "reach_lost"]
    assert seen.breaths == 4


@pytest.mark.slow
def test_another_exercise_is_told_and_never_held(shared: Path) -> None:
    seen = coached(HIP_LIFT_90_90, shared / "truth/all_four/qa00_side.mp4")
    assert {reading.phase for reading in seen.readings} == {HoldPhase.SETUP}
    assert seen.readings[-1].problem == "lie_on_back"
    assert "lie_on_back" in seen.sounds


def blank(index: int) -> Frame:
    return Frame(index, index / 10.0, np.zeros((48, 64, 3), np.uint8))


def test_nobody_is_asked_into_the_picture() -> None:
    engine = HoldEngine(HIP_LIFT_90_90, Profile(), BreathWatcher(HIP_LIFT_90_90.posture))
    steps = [engine.step(blank(n), PoseObservation(None, TrackState.SEARCHING)) for n in range(20)]
    assert steps[-1].notice == "All of you into the picture"
    assert [step.cue.sound for step in steps if step.cue is not None] == ["all_in_picture"]


def test_a_session_without_a_frame_ends_with_nothing() -> None:
    assert HoldEngine(ALL_FOUR_REACH, Profile(), BreathWatcher(ALL_FOUR_REACH.posture)).finish() is None


def test_a_pull_is_no_hold() -> None:
    with pytest.raises(ValueError, match="pit_pull is no hold"):
        HoldEngine(PIT_PULL, Profile(), BreathWatcher(PIT_PULL.posture))
