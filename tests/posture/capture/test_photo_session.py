"""Taking a photo with the real model, a clip standing for the camera: a person who stands, leaves and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from livecoach.core.types import View
from livecoach.errors import OutputError, SourceError
from livecoach.posture.capture.photo_session import CaptureOptions, capture
from tests.support.clips import steady, write_clip
from tests.support.paths import PHOTOS

PHOTO = PHOTOS / "side_before.jpg"
FPS = 4.0


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twice: the person for six seconds, an empty grey picture for one; 4 frames a second, 960x720."""
    person = cv2.imread(str(PHOTO))
    empty = np.full_like(person, 128)
    pictures = ([person] * 24 + [empty] * 4) * 2
    return write_clip(tmp_path_factory.mktemp("booth") / "clip.mp4", steady(FPS, len(pictures)), pictures)


def test_takes_are_measured_and_written(clip: Path, tmp_path: Path):
    out = tmp_path / "photo.jpg"
    taken = capture(
        CaptureOptions(View.SIDE, (str(clip),), ghost=PHOTO, out=out, audio="none", headless=True, height_cm=180.0)
    )
    record = json.loads(out.with_suffix(".json").read_text())
    assert record == taken.record
    assert (record["view"], record["height_cm"], len(record["takes"])) == ("side", 180.0, 2)
    assert record["measures"]["neck_length_cm"] == pytest.approx(20.0, abs=2.0)
    assert cv2.imread(str(out)).shape == (720, 960, 3)


def test_the_wrong_view_takes_nothing_and_writes_nothing(clip: Path, tmp_path: Path):
    with pytest.raises(SourceError, match="No photo was taken"):
        capture(CaptureOptions(View.BACK, (str(clip),), out=tmp_path / "photo.jpg", audio="none", headless=True))
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_taken_beside_somebody_else(tmp_path: Path):
    person = cv2.imread(str(PHOTO))[:, 240:720]
    clip = write_clip(tmp_path / "two.mp4", steady(FPS, 28), [np.hstack([person, person])] * 28)
    with pytest.raises(SourceError, match="No photo was taken"):
        capture(CaptureOptions(View.SIDE, (str(clip),), out=tmp_path / "photo.jpg", audio="none", headless=True))


def test_outputs_are_checked_before_the_camera_opens(tmp_path: Path):
    out = tmp_path / "photo.jpg"
    out.write_text("mine")
    with pytest.raises(OutputError, match="--overwrite"):
        capture(CaptureOptions(View.SIDE, ("no such clip.mp4",), out=out, headless=True))
