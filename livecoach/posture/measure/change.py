"""From two photos to the changes between them: by the points and by the networks.

The shoulder landmarks follow half of what the shoulders do. Two networks measure the rest: ``measure/posture_net.py``
from the side, ``livecoach/vision/shoulder_net.py`` from the back. Both together show smaller changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from livecoach.core.types import View
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, MDC_CM, PhotoMeasure

if TYPE_CHECKING:
    from collections.abc import Mapping


class Claim(StrEnum):
    """What may be claimed about one measure."""

    CHANGED = "changed"
    NOT_SHOWN = "not_shown"
    NOT_COMPARABLE = "not_comparable"


class Blend(NamedTuple):
    """The weights of a change: a share of the points' change and one of the network's, both in centimetres."""

    points: float
    eye: float


BLENDS: Mapping[View, Mapping[PhotoMeasure, Blend]] = {
    View.SIDE: {
        PhotoMeasure.SHOULDER_AHEAD_HIP: Blend(0.47, 0.73),
        PhotoMeasure.ELBOW_AHEAD_HIP: Blend(0.32, 0.86),
        PhotoMeasure.WRIST_AHEAD_HIP: Blend(0.38, 1.02),
        PhotoMeasure.EAR_AHEAD_SHOULDER: Blend(0.19, 0.85),
        PhotoMeasure.NECK_LENGTH: Blend(0.16, 0.91),
    },
    View.BACK: {PhotoMeasure.NECK_LENGTH: Blend(0.55, 0.81)},
}
"""Least-squares fits to the true changes of the rendered pairs by which the limits are set
(``scripts/measure_photos.py`` prints them)."""

BLENDED_MDC_CM: Mapping[View, Mapping[PhotoMeasure, float]] = {
    View.SIDE: {
        PhotoMeasure.SHOULDER_AHEAD_HIP: 1.6,
        PhotoMeasure.ELBOW_AHEAD_HIP: 1.6,
        PhotoMeasure.WRIST_AHEAD_HIP: 2.2,
        PhotoMeasure.EAR_AHEAD_SHOULDER: 0.9,
        PhotoMeasure.NECK_LENGTH: 1.3,
    },
    View.BACK: {PhotoMeasure.NECK_LENGTH: 1.5},
}
"""As ``MDC_CM``, for the measures that a network contributes to."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in both photos, and what may be claimed about the difference."""

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
    """Return the minimum detectable change of each measure of a view, networks included, for a height of 170 cm."""
    return {**MDC_CM[view], **BLENDED_MDC_CM[view]}


def blended(
    view: View, points_cm: Mapping[PhotoMeasure, float], seen_cm: Mapping[PhotoMeasure, float], height_cm: float
) -> dict[PhotoMeasure, float]:
    """Return the changes of all measures in centimetres: of the points, combined with the network's where there is one.

    ``points_cm`` is for somebody of ``height_cm``, ``seen_cm`` for the assumed height.
    """
    found = dict(points_cm)
    for measure, blend in BLENDS[view].items():
        by_eye_cm = seen_cm[measure] * height_cm / ASSUMED_HEIGHT_CM
        found[measure] = blend.points * points_cm[measure] + blend.eye * by_eye_cm
    return found


def changes(
    view: View,
    before_cm: Mapping[PhotoMeasure, float],
    after_cm: Mapping[PhotoMeasure, float],
    height_cm: float,
    seen_cm: Mapping[PhotoMeasure, float] | None,
) -> tuple[Change, ...]:
    """Return every measure of the view with what may be claimed; without the network's prediction nothing may.

    ``seen_cm`` is the change that the network predicts for the assumed height, None where the photos are not
    comparable. ``height_cm`` is the height that both photos and the limits are scaled by. A network predicts changes
    only, so *after* is *before* plus the change.
    """
    points_cm = {measure: after_cm[measure] - before_cm[measure] for measure in MDC_CM[view]}
    change_cm = points_cm if seen_cm is None else blended(view, points_cm, seen_cm, height_cm)
    found = []
    for measure, mdc_at_170 in limits_cm(view).items():
        before, change = before_cm[measure], change_cm[measure]
        mdc_cm = mdc_at_170 * height_cm / ASSUMED_HEIGHT_CM
        claim = Claim.CHANGED if abs(change) >= mdc_cm else Claim.NOT_SHOWN
        claim = Claim.NOT_COMPARABLE if seen_cm is None else claim
        found.append(Change(measure, before, before + change, mdc_cm, claim))
    return tuple(found)
