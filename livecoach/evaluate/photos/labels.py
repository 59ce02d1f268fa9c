"""Labels of photos: pairs of before and after, in ``labels.json`` (``docs/labels.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from livecoach.core.types import View
from livecoach.core.words.message import _
from livecoach.errors import RecordError
from livecoach.evaluate.label_file import any_entry, checked
from livecoach.evaluate.labelled_clip import JSON_NAME
from livecoach.posture.measure.photo_measures import PhotoMeasure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KIND: Final = "photo"
_TRUTH: Final = {
    PhotoMeasure.SHOULDER_AHEAD_HIP: "acromion_ahead_hip_cm",
    PhotoMeasure.ELBOW_AHEAD_HIP: "elbow_ahead_hip_cm",
    PhotoMeasure.WRIST_AHEAD_HIP: "wrist_ahead_hip_cm",
    PhotoMeasure.EAR_AHEAD_SHOULDER: "ear_ahead_T1_cm",
    PhotoMeasure.NECK_LENGTH: "ear_minus_acromion_z_cm",
}
"""The head's is the ear before the neck's base: the shoulder that the model sees hardly moves with the shoulder
blade (docs/posture.md). No pair tilts the shoulders: a changed level would be false in every pair."""

_EAR_TO_CROWN_CM: Final = 13.0


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """Two photos of one person from one view; ``null``: nothing changed but camera and sway.

    ``true_cm`` is the true change of each measure; ``height_cm`` the person's height.
    """

    folder: Path
    name: str
    view: View
    null: bool
    before: str
    after: str
    height_cm: float
    true_cm: Mapping[PhotoMeasure, float]


class _Made(BaseModel):
    model_config = ConfigDict(extra="ignore")

    pair: str = Field(min_length=1)
    change: str


class _Photo(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    kind: Literal["photo"]
    view: Literal["side", "back"]
    truth: dict[str, float]
    set: _Made


_SET: Final = TypeAdapter(dict[str, _Photo])


def labels_photos(folder: Path) -> bool:
    """Return whether ``labels.json`` in ``folder`` labels photos; RecordError when it cannot be read."""
    return any_entry(folder, lambda photo: photo.get("kind") == _KIND)


def load_photo_labels(folder: Path) -> tuple[PhotoPair, ...]:
    """Return the pairs of a set, by name and view; RecordError with the first fault found."""
    photos = checked(folder, _SET)
    keys = sorted({(photo.set.pair, photo.view) for photo in photos.values()})
    return tuple(_pair(folder / JSON_NAME, photos, pair, view) for pair, view in keys)


def _pair(path: Path, photos: Mapping[str, _Photo], pair: str, view: str) -> PhotoPair:
    first, second = (f"{pair}_{view}_{when}" for when in ("before", "after"))
    for name in (first, second):
        if name not in photos:
            raise RecordError(
                _("{}: the photo {} of the pair {} is missing; docs/labels.md has the format.").format(path, name, pair)
            )
    before, after = photos[first], photos[second]
    try:
        height_cm = before.truth["acromion_z_cm"] + before.truth["ear_minus_acromion_z_cm"] + _EAR_TO_CROWN_CM
        true_cm = {measure: after.truth[column] - before.truth[column] for measure, column in _TRUTH.items()}
    except KeyError as error:
        raise RecordError(
            _("{}: the pair {} has no truth {}; docs/labels.md has the format.").format(path, pair, error)
        ) from error
    null = before.set.change == "null"
    return PhotoPair(path.parent, pair, View(view), null, first, second, height_cm, true_cm)
