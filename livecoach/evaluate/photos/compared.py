"""A labelled pair of photos with the changes that were measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from livecoach.evaluate.photos.labels import PhotoPair
    from livecoach.posture.measure.change import Change


@dataclass(frozen=True, slots=True)
class PhotoDone:
    """One pair's changes, why it is not compared (nothing: it is), or why it could not be seen (``error``)."""

    clip: str
    pair: PhotoPair
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
