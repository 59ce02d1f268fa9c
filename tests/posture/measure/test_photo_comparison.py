"""The real networks on rendered photos: ``arms_before.jpg`` and ``arms_after.jpg`` of one person, ``back.jpg``.

From the first to the second the shoulders go back by 4.2 cm and nothing else moves (for a height of 170 cm).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.core.types import View, readonly
from livecoach.posture.measure.change import BLENDS
from livecoach.posture.measure.find_stance import look
from livecoach.posture.measure.photo_comparison import PhotoComparer, seen_from, seen_record
from livecoach.posture.measure.photo_measures import PhotoMeasure
from livecoach.posture.photo_file import load_photo
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model
from tests.support.paths import PHOTOS

if TYPE_CHECKING:
    from livecoach.posture.measure.photo_comparison import Photo


@pytest.fixture(scope="module")
def eye() -> PhotoComparer:
    return PhotoComparer()


@pytest.fixture(scope="module")
def photos() -> dict[str, Photo]:
    """The three photos with the stance in each."""
    with PhotoTracker(resolve_model("full")) as tracker:
        return {
            name: (load_photo(PHOTOS / f"{name}.jpg"), look(load_photo(PHOTOS / f"{name}.jpg"), tracker, name))
            for name in ("arms_before", "arms_after", "back")
        }


@pytest.mark.parametrize(("name", "view"), [("arms_before", View.SIDE), ("back", View.BACK)])
def test_a_photo_shows_no_change_against_itself(
    eye: PhotoComparer, photos: dict[str, Photo], name: str, view: View
) -> None:
    assert eye.seen_cm(photos[name], photos[name]) == dict.fromkeys(BLENDS[view], 0.0)


def test_shoulders_that_go_back_are_seen(eye: PhotoComparer, photos: dict[str, Photo]) -> None:
    seen = eye.seen_cm(photos["arms_before"], photos["arms_after"])
    assert seen[PhotoMeasure.SHOULDER_AHEAD_HIP] == pytest.approx(-4.2, abs=1.5)
    assert abs(seen[PhotoMeasure.NECK_LENGTH]) < 1.2
    assert abs(seen[PhotoMeasure.EAR_AHEAD_SHOULDER]) < 1.0


def test_the_other_way_round_everything_goes_the_other_way(eye: PhotoComparer, photos: dict[str, Photo]) -> None:
    there = eye.seen_cm(photos["arms_before"], photos["arms_after"])
    back = eye.seen_cm(photos["arms_after"], photos["arms_before"])
    # Not to the bit: the person's size and yaw are those of the earlier photo.
    assert there == pytest.approx({measure: -value for measure, value in back.items()}, abs=0.5)


@pytest.mark.parametrize("name", ["arms_before", "back"])
def test_a_photo_in_quite_another_light_shows_no_change(
    eye: PhotoComparer, photos: dict[str, Photo], name: str
) -> None:
    image, stance = photos[name]
    darker = readonly(np.rint(255.0 * (image / 255.0) ** 3.0).astype(np.uint8))
    found = eye.seen_cm((image, stance), (darker, stance))
    assert max(abs(value) for value in found.values()) < 0.1  # 0.15 and more when each keeps its own greys


def test_what_was_written_is_read_again() -> None:
    seen = {PhotoMeasure.NECK_LENGTH: -1.25, PhotoMeasure.SHOULDER_AHEAD_HIP: 0.5}
    assert seen_from(seen_record(seen)) == seen
