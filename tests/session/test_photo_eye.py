"""The real eye on rendered photos: ``data/arms_before.jpg`` and ``arms_after.jpg`` of one person, ``back.jpg``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.capture.photo import load_photo
from livecoach.core.types import readonly
from livecoach.measure.photo_change import SeenChange
from livecoach.session.photo_eye import seen_change, seen_from, seen_record
from livecoach.session.photo_stance import look
from livecoach.track.eye import Eye
from livecoach.track.landmarker import PhotoTracker
from livecoach.track.models import eye_model, resolve_model

if TYPE_CHECKING:
    from livecoach.session.photo_eye import Photo

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def eye() -> Eye:
    return Eye(eye_model())


@pytest.fixture(scope="module")
def photos() -> dict[str, Photo]:
    """The three photos with the stance in each."""
    with PhotoTracker(resolve_model("full")) as tracker:
        return {
            name: (load_photo(DATA / f"{name}.jpg"), look(load_photo(DATA / f"{name}.jpg"), tracker, name))
            for name in ("arms_before", "arms_after", "back")
        }


@pytest.mark.parametrize("name", ["arms_before", "back"])
def test_a_photo_shows_no_change_against_itself(eye: Eye, photos: dict[str, Photo], name: str) -> None:
    assert seen_change(eye, photos[name], photos[name]) == SeenChange(0.0, 0.0)


def test_the_other_way_round_everything_goes_the_other_way(eye: Eye, photos: dict[str, Photo]) -> None:
    there = seen_change(eye, photos["arms_before"], photos["arms_after"])
    back = seen_change(eye, photos["arms_after"], photos["arms_before"])
    # Not to the bit: the person's size and yaw are those of the earlier photo.
    assert there.clavicle_deg == pytest.approx(-back.clavicle_deg, abs=1.0)
    assert there.head_protrusion_cm == pytest.approx(-back.head_protrusion_cm, abs=0.5)


def test_a_brighter_photo_of_another_size_shows_no_change(eye: Eye, photos: dict[str, Photo]) -> None:
    image, stance = photos["back"]
    brighter = readonly(np.clip(1.2 * image.astype(np.float32) + 8.0, 0.0, 255.0).astype(np.uint8))
    found = seen_change(eye, (image, stance), (brighter, stance))
    assert abs(found.clavicle_deg) < 1.5
    assert abs(found.head_protrusion_cm) < 0.5


def test_what_was_written_is_read_again() -> None:
    seen = SeenChange(-7.25, 1.5)
    assert seen_from(seen_record(seen)) == seen
