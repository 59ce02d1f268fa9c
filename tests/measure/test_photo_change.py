"""Claims, and what the eye adds to the landmarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import View
from livecoach.measure.photo import ASSUMED_HEIGHT_CM, MDC_CM, PhotoMeasure
from livecoach.measure.photo_change import (
    BLENDED_MDC_CM,
    BLENDS,
    Claim,
    SeenChange,
    blended,
    changes,
    limits_cm,
)

NOTHING = SeenChange(0.0, 0.0)
VIEWS = (View.SIDE, View.BACK)


def zero(view: View) -> dict[PhotoMeasure, float]:
    return dict.fromkeys(MDC_CM[view], 0.0)


@pytest.mark.parametrize("view", VIEWS)
def test_a_change_is_claimed_from_its_limit_on_and_never_when_not_comparable(view: View) -> None:
    limits = limits_cm(view)
    shares = {measure: blend.landmarks for measure, blend in BLENDS[view].items()}
    at = {measure: 1.001 * limit / shares.get(measure, 1.0) for measure, limit in limits.items()}
    below = {measure: 0.99 * value for measure, value in at.items()}

    def claims(after: dict[PhotoMeasure, float], height_cm: float = 170.0, seen: SeenChange | None = NOTHING):
        return {change.claim for change in changes(view, zero(view), after, height_cm, seen)}

    assert claims(at) == {Claim.CHANGED}
    assert claims(below) == {Claim.NOT_SHOWN}
    assert claims(at, height_cm=190.0) == {Claim.NOT_SHOWN}
    assert claims(at, seen=None) == {Claim.NOT_COMPARABLE}


@pytest.mark.parametrize("view", VIEWS)
def test_shoulders_that_the_eye_alone_sees_sink_make_a_longer_neck(view: View) -> None:
    found = {one.measure: one for one in changes(view, zero(view), zero(view), 170.0, SeenChange(-12.0, 0.0))}
    neck = found.pop(PhotoMeasure.NECK_LENGTH)
    assert neck.claim is Claim.CHANGED
    assert neck.change_cm > 0.0
    assert {one.claim for one in found.values()} == {Claim.NOT_SHOWN}


def test_a_head_that_the_points_see_nearly_enough_is_claimed_with_the_eye() -> None:
    after = zero(View.SIDE) | {PhotoMeasure.EAR_AHEAD_SHOULDER: -1.3}

    def head(seen: SeenChange) -> Claim:
        found = {one.measure: one.claim for one in changes(View.SIDE, zero(View.SIDE), after, 170.0, seen)}
        return found[PhotoMeasure.EAR_AHEAD_SHOULDER]

    assert head(NOTHING) is Claim.NOT_SHOWN
    assert head(SeenChange(0.0, -5.0)) is Claim.CHANGED
    assert head(SeenChange(0.0, 5.0)) is Claim.NOT_SHOWN


@given(st.sampled_from(VIEWS), st.floats(-20.0, 20.0), st.floats(-5.0, 5.0), st.floats(120.0, 220.0))
def test_what_the_eye_adds_grows_with_the_height_and_is_zero_for_nothing(
    view: View, clavicle_deg: float, head_cm: float, height_cm: float
) -> None:
    seen = SeenChange(clavicle_deg, head_cm)
    of_all = blended(view, zero(view), seen, ASSUMED_HEIGHT_CM)
    for measure, value in blended(view, zero(view), seen, height_cm).items():
        assert value == pytest.approx(of_all[measure] * height_cm / ASSUMED_HEIGHT_CM)
    assert set(blended(view, zero(view), NOTHING, height_cm).values()) == {0.0}


@given(st.sampled_from(VIEWS), st.floats(-9.0, 9.0), st.floats(-20.0, 20.0))
def test_after_is_before_and_the_change(view: View, before_cm: float, clavicle_deg: float) -> None:
    before = dict.fromkeys(MDC_CM[view], before_cm)
    for one in changes(view, before, before, 170.0, SeenChange(clavicle_deg, 0.0)):
        assert one.before_cm == before_cm
        by_eye = BLENDS[view][one.measure].clavicle * clavicle_deg if one.measure in BLENDS[view] else 0.0
        assert one.change_cm == pytest.approx(by_eye)


def test_only_what_the_eye_has_a_part_in_has_a_limit_of_its_own() -> None:
    for view in VIEWS:
        assert set(BLENDS[view]) == set(BLENDED_MDC_CM[view])
        kept = {measure: limit for measure, limit in MDC_CM[view].items() if measure not in BLENDS[view]}
        assert kept.items() <= limits_cm(view).items()
        assert set(limits_cm(view)) == set(MDC_CM[view])
