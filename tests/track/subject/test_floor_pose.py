"""Who lies or kneels on hands and knees is told from who bends over to row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.capture.open import open_source
from livecoach.core.types import readonly
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.replay import load_landmarks
from livecoach.track.subject.floor_pose import on_the_floor, trunk_level_deg
from tests.support.paths import FLOOR
from tests.track.bodies import bent_towards_camera, standing, turned

if TYPE_CHECKING:
    from livecoach.core.types import Pose


def bent(level_deg: float = 90.0) -> Pose:
    """Standing, seen from the side, the trunk bent over to the picture's left."""
    whole = turned(standing(), -level_deg)
    xy, world = standing().xy_px.copy(), standing().world_m.copy()
    upper = list(range(25))
    xy[upper], world[upper] = whole.xy_px[upper], whole.world_m[upper]
    return replace(standing(), xy_px=readonly(xy), world_m=readonly(world))


@pytest.mark.parametrize("clip", ["hl_clean_b", "hl_feet_far", "a4_clean_b", "a4_hands_far"])
def test_rendered_people_on_the_floor_are_seen_to_be_there(clip: str):
    with open_source(str(FLOOR / f"{clip}.mp4")) as source, MediaPipeTracker(resolve_model("lite")) as tracker:
        frames = [frame for _ in range(8) if (frame := source.read()) is not None]
        poses = [pose for frame in frames if (pose := tracker.track(frame).pose) is not None]
    assert poses
    assert all(on_the_floor(pose) for pose in poses)


def test_lying_is_on_the_floor_and_standing_or_bending_over_is_not():
    assert on_the_floor(turned(standing(), 90.0))
    assert not on_the_floor(standing())
    assert not on_the_floor(bent_towards_camera(standing(), 85.0))
    for level_deg in (40.0, 60.0, 90.0):
        assert not on_the_floor(bent(level_deg))


def test_lying_with_the_feet_flat_on_the_floor_is_on_the_floor():
    lying = turned(standing(), 90.0)
    xy = lying.xy_px.copy()
    hip_y = float(xy[23:25, 1].mean())
    xy[25:27, 1], xy[27:33, 1] = hip_y - 70.0, hip_y
    assert on_the_floor(replace(lying, xy_px=readonly(xy)))


def test_unknown_legs_are_no_reason():
    lying = turned(standing(), 90.0)
    xy = lying.xy_px.copy()
    xy[25:29] = np.nan
    assert not on_the_floor(replace(lying, xy_px=readonly(xy)))


def test_level_is_an_angle_in_the_picture():
    assert trunk_level_deg(standing()) == pytest.approx(90.0)
    assert trunk_level_deg(turned(standing(), 90.0)) == pytest.approx(0.0, abs=1e-3)
    assert trunk_level_deg(bent(60.0)) == pytest.approx(30.0, abs=1e-3)


def test_real_people_who_row_bent_over_stand(shared: Path):
    size_px = (640, 480)  # of no moment: only shares of the body's own size are asked for
    for path in sorted((shared / "real" / "landmarks").rglob("*.npz")):
        recording = load_landmarks(path, image_size_px=size_px)
        poses = [recording.pose(index, float(recording.t_s[index])) for index in range(len(recording))]
        told = [on_the_floor(pose) for pose in poses if pose is not None]
        assert sum(told) <= 0.02 * len(told), path.stem
