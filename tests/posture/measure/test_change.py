"""Claims, and what the eye adds to the points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import View
from livecoach.posture.measure.change import BLENDED_MDC_CM, BLENDS, Claim, blended, changes, limits_cm
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, MDC_CM, PhotoMeasure

VIEWS = (View.SIDE, View.BACK)


def zero(view: View) -> dict[PhotoMeasure, float]:
    return dict.fromkeys(MDC_CM[view], 0.0)


@pytest.mark.parametrize("view", VIEWS)
def test_a_change_is_claimed_from_its_limit_on_and_never_when_not_comparable(view: View) -> None:
    limits = limits_cm(view)
    shares = {measure: blend.points + blend.eye for measure, blend in BLENDS[view].items()}
    at = {measure: 1.001 * limit / shares.get(measure, 1.0) for measure, limit in limits.items()}
    below = {measure: 0.99 * value for measure, value in at.items()}

    def claims(change: dict[PhotoMeasure, float], height_cm: float = 170.0, comparable: bool = True) -> set[Claim]:
        seen = {measure: value * 170.0 / height_cm for measure, value in change.items()} if comparable else None
        return {one.claim for one in changes(view, zero(view), change, height_cm, seen)}

    assert claims(at) == {Claim.CHANGED}
    assert claims(below) == {Claim.NOT_SHOWN}
    assert claims(at, height_cm=190.0) == {Claim.NOT_SHOWN}
    assert claims(at, comparable=False) == {Claim.NOT_COMPARABLE}


@pytest.mark.parametrize(("view", "measure"), [(view, measure) for view in VIEWS for measure in BLENDS[view]])
def test_points_and_eye_both_count(view: View, measure: PhotoMeasure) -> None:
    limit = limits_cm(view)[measure]
    half = zero(view) | {measure: 0.7 * limit / sum(BLENDS[view][measure])}

    def claim(points: dict[PhotoMeasure, float], seen: dict[PhotoMeasure, float]) -> Claim:
        return {one.measure: one.claim for one in changes(view, zero(view), points, 170.0, seen)}[measure]

    assert claim(half, half) is Claim.NOT_SHOWN
    for points, seen in ((2.0, 1.0), (1.0, 2.0)):
        more = [{one: share * value for one, value in half.items()} for share in (points, seen)]
        more_of_both = [{one: 2.0 * value for one, value in half.items()} for _ in more]
        assert claim(*more_of_both) is Claim.CHANGED
        assert blended(view, *more, 170.0)[measure] > blended(view, half, half, 170.0)[measure]


@given(st.sampled_from(VIEWS), st.floats(-5.0, 5.0), st.floats(120.0, 220.0))
def test_what_the_eye_adds_grows_with_the_height_and_is_zero_for_nothing(
    view: View, seen_cm: float, height_cm: float
) -> None:
    seen = dict.fromkeys(BLENDS[view], seen_cm)
    of_all = blended(view, zero(view), seen, ASSUMED_HEIGHT_CM)
    for measure, value in blended(view, zero(view), seen, height_cm).items():
        assert value == pytest.approx(of_all[measure] * height_cm / ASSUMED_HEIGHT_CM)
    assert set(blended(view, zero(view), dict.fromkeys(seen, 0.0), height_cm).values()) == {0.0}


@given(st.sampled_from(VIEWS), st.floats(-9.0, 9.0), st.floats(-5.0, 5.0))
def test_after_is_before_and_the_change(view: View, before_cm: float, seen_cm: float) -> None:
    before = dict.fromkeys(MDC_CM[view], before_cm)
    for one in changes(view, before, before, 170.0, dict.fromkeys(BLENDS[view], seen_cm)):
        assert one.before_cm == before_cm
        by_eye = BLENDS[view][one.measure].eye * seen_cm if one.measure in BLENDS[view] else 0.0
        assert one.change_cm == pytest.approx(by_eye)


def test_only_what_the_eye_has_a_part_in_has_a_limit_of_its_own() -> None:
    for view in VIEWS:
        assert set(BLENDS[view]) == set(BLENDED_MDC_CM[view])
        kept = {measure: limit for measure, limit in MDC_CM[view].items() if measure not in BLENDS[view]}
        assert kept.items() <= limits_cm(view).items()
        assert set(limits_cm(view)) == set(MDC_CM[view])
