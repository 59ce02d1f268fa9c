from __future__ import annotations

import pytest

from livecoach.core.unknown import NAN
from livecoach.core.words.translator import languages
from livecoach.measure.mobility import Range
from livecoach.measure.mobility_change import Change, Claim
from livecoach.render.session_state import SessionState
from livecoach.session.mobility.words import result_view
from tests.render.panels.test_guide_panels import assert_tidy, drawn, labels
from tests.render.scenes import SIZES, calm

CHANGES = (
    Change(Range.ELBOWS_BEHIND, 27.0, NAN, 14.0, Claim.OTHER_VIEW),
    Change(Range.HEAD_LEFT, NAN, NAN, NAN, Claim.NOT_MEASURED, "none_clean"),
    Change(Range.HEAD_RIGHT, 62.0, 41.0, 15.0, Claim.CHANGED),
)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_nothing_is_outside(size: tuple[int, int], language: str) -> None:
    items = drawn(calm(size), SessionState(result_view(CHANGES, language)), language)
    assert_tidy(items, size)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", [(640, 480), (1280, 720)])
def test_nothing_is_cut_off(size: tuple[int, int], language: str) -> None:
    view = result_view(CHANGES, language)
    texts = [label.text for label in labels(drawn(calm(size), SessionState(view), language))]
    assert not [text for text in texts if text.endswith("…")], texts
    assert {row.value for row in view.rows} <= set(texts)
