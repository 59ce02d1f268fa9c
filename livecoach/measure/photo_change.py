"""Two photos to what changed between them: by the landmarks, and where it sees more also by the eye.

The landmarks' shoulders follow half of what the shoulders truly do; the eye (``livecoach/track/eye.py``) was made for
just that, and sees the head go forward as well. Where their means are taken together, what shows is smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from livecoach.core.types import View
from livecoach.measure.photo import ASSUMED_HEIGHT_CM, MDC_CM, PhotoMeasure

if TYPE_CHECKING:
    from collections.abc import Mapping


class Claim(StrEnum):
    """What may be said of one measure."""

    CHANGED = "changed"
    NOT_SHOWN = "not_shown"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class SeenChange:
    """What the eye sees change, after minus before: the collarbones' rise, mean of both, and the head's way forward."""

    clavicle_deg: float
    head_protrusion_cm: float


class Blend(NamedTuple):
    """How a change is put together: a share of the landmarks', and centimetres for each degree and cm of the eye's."""

    landmarks: float
    clavicle: float
    head: float


BLENDS: Mapping[View, Mapping[PhotoMeasure, Blend]] = {
    View.SIDE: {
        PhotoMeasure.EAR_AHEAD_SHOULDER: Blend(0.63, 0.07, 0.07),
        PhotoMeasure.NECK_LENGTH: Blend(0.68, -0.16, 0.0),
    },
    View.BACK: {PhotoMeasure.NECK_LENGTH: Blend(0.55, -0.24, 0.0)},
}
"""For a height of 170 cm: least-squares fits to the true changes of the rendered pairs by which the limits are set
(``scripts/measure_photos.py`` prints them)."""

BLENDED_MDC_CM: Mapping[View, Mapping[PhotoMeasure, float]] = {
    View.SIDE: {PhotoMeasure.EAR_AHEAD_SHOULDER: 1.1, PhotoMeasure.NECK_LENGTH: 1.7},
    View.BACK: {PhotoMeasure.NECK_LENGTH: 1.5},
}
"""As ``MDC_CM``, for the measures that the eye has a part in."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in both photos, and what may be said of the difference."""

    measure: PhotoMeasure
    before_cm: float
    after_cm: float
    mdc_cm: float
    claim: Claim

    @property
    def change_cm(self) -> float:
        """After minus before."""
        return self.after_cm - self.before_cm


def limits_cm(view: View) -> dict[PhotoMeasure, float]:
    """Return the minimum detectable change of each measure of a view, with the eye's part, for a height of 170 cm."""
    return {**MDC_CM[view], **BLENDED_MDC_CM[view]}


def blended(
    view: View, own_cm: Mapping[PhotoMeasure, float], seen: SeenChange, height_cm: float
) -> dict[PhotoMeasure, float]:
    """Return the changes of all measures in centimetres: the landmarks' own, with the eye's part where it has one."""
    scale = height_cm / ASSUMED_HEIGHT_CM
    found = dict(own_cm)
    for measure, blend in BLENDS[view].items():
        by_eye = blend.clavicle * seen.clavicle_deg + blend.head * seen.head_protrusion_cm
        found[measure] = blend.landmarks * own_cm[measure] + scale * by_eye
    return found


def changes(
    view: View,
    before_cm: Mapping[PhotoMeasure, float],
    after_cm: Mapping[PhotoMeasure, float],
    height_cm: float,
    seen: SeenChange | None,
) -> tuple[Change, ...]:
    """Return every measure of the view with what may be claimed; nothing may without what the eye saw.

    ``seen`` is None where the photos are not comparable. ``height_cm`` is the height that both were scaled by, and the
    limits with them. What the eye has a part in is a change: after is before plus that.
    """
    own_cm = {measure: after_cm[measure] - before_cm[measure] for measure in MDC_CM[view]}
    change_cm = own_cm if seen is None else blended(view, own_cm, seen, height_cm)
    found = []
    for measure, mdc_at_170 in limits_cm(view).items():
        mdc_cm = mdc_at_170 * height_cm / ASSUMED_HEIGHT_CM
        claim = Claim.CHANGED if abs(change_cm[measure]) >= mdc_cm else Claim.NOT_SHOWN
        before = before_cm[measure]
        found.append(
            Change(
                measure, before, before + change_cm[measure], mdc_cm, Claim.NOT_COMPARABLE if seen is None else claim
            )
        )
    return tuple(found)
