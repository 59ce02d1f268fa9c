"""Whether a face looks out of a photo, on rendered people from the front and from behind."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livecoach.core.landmarks import COUNT, Landmark
from livecoach.core.types import View
from livecoach.posture.measure.face import shows_face
from livecoach.posture.measure.find_stance import look
from livecoach.posture.photo_file import load_photo
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model
from tests.support.paths import PHOTOS, ROOT

BACK = PHOTOS / "back.jpg"
BACK_LIKE_FRONT = PHOTOS / "back_like_front.jpg"


def front() -> np.ndarray:
    """The first picture of a rendered person who faces the camera."""
    clip = cv2.VideoCapture(str(ROOT / "tests/data/mobility/mv01_front_a.mp4"))
    try:
        read, image = clip.read()
    finally:
        clip.release()
    assert read
    return image


@pytest.fixture(scope="module")
def tracker():
    with PhotoTracker(resolve_model("full")) as opened:
        yield opened


def test_a_face_is_seen_from_the_front_and_none_from_behind(tracker: PhotoTracker):
    for image, face in ((front(), True), (load_photo(BACK), False), (load_photo(BACK_LIKE_FRONT), False)):
        [person, *_] = tracker.people(image)
        assert shows_face(image, person.xy_px) is face


def test_a_back_that_the_model_takes_for_a_front_is_a_back(tracker: PhotoTracker):
    found = look(load_photo(BACK_LIKE_FRONT), tracker, "back")
    assert (found.view, found.oblique) == (View.BACK, False)
    assert found.xy_px[Landmark.LEFT_SHOULDER, 0] < found.xy_px[Landmark.RIGHT_SHOULDER, 0]
    assert look(front(), tracker, "front").view is View.FRONT


def test_a_head_outside_of_the_photo_and_missing_detectors_decide_nothing(monkeypatch: pytest.MonkeyPatch):
    image = np.full((100, 100, 3), 128, np.uint8)
    xy_px = np.full((COUNT, 2), 50.0)
    assert shows_face(image, xy_px)
    monkeypatch.setattr("livecoach.posture.measure.face._detectors", tuple)
    xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] = 90.0
    assert shows_face(image, xy_px)
