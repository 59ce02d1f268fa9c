from __future__ import annotations

import math

import pytest

from livecoach.core.guide_state import Hint, Summary
from livecoach.core.types import Phase
from livecoach.core.unknown import NAN
from livecoach.core.words.translator import languages, translator
from livecoach.render.draw.palette import FAULT
from livecoach.render.draw.scene import Ring
from livecoach.render.renderer import Renderer
from livecoach.render.screens.summary import HINT, SummaryView, hint, in_text
from livecoach.render.session_state import SessionState
from tests.render.guides import summaries
from tests.render.panels.test_guide_panels import assert_tidy, drawn, labels, panels
from tests.render.scenes import SIZES, calm


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_nothing_is_outside(size: tuple[int, int], language: str) -> None:
    for view in summaries():
        items = drawn(calm(size), SessionState(view), language)
        assert_tidy(items, size)
        assert FAULT not in {panel.surface for panel in panels(items)}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES[:6])
def test_only_the_path_is_ever_shortened_and_only_at_its_beginning(size: tuple[int, int], language: str) -> None:
    for view in summaries():
        texts = [label.text for label in labels(drawn(calm(size), SessionState(view), language))]
        assert not [text for text in texts if text.endswith("…")], texts
        told = hint(view.summary, translator(language))
        assert set(told.split()) <= set(" ".join(texts).split())
        if view.folder:
            assert any(text.endswith(view.folder[-12:]) for text in texts)


def test_the_ring_is_the_share_of_clean_pulls() -> None:
    shares = [
        item.fraction
        for view in summaries()
        for item in drawn(calm((1280, 720)), SessionState(view))
        if isinstance(item, Ring)
    ]
    assert math.isnan(shares[0])
    assert shares[1:3] == [1.0, 0.4]


def test_in_text_it_says_the_same() -> None:
    summary = Summary(10, 8, "shrug", 2, Phase.DRIVE, 0.971, Hint.FAULT)
    assert in_text(summary, translator("en")) == (
        "8 of 10 clean",
        "Most often: Shrug 2x, in the drive",
        "Best clean range: 97 % of your full pull",
        "Next time, draw the shoulders down first, then pull.",
    )
    nothing = Summary(0, 0, None, 0, None, NAN, Hint.BE_SEEN)
    assert in_text(nothing, translator("de")) == (translator("de")(HINT[Hint.BE_SEEN]),)


@pytest.mark.parametrize("size", [(1, 1), (64, 48), (333, 251)])
def test_any_picture_can_be_drawn(size: tuple[int, int]) -> None:
    view = SummaryView(Summary(10, 8, "shrug", 2, Phase.DRIVE, 0.971, Hint.FAULT), "/somewhere")
    assert Renderer().draw(calm(size), SessionState(view)).shape == (size[1], size[0], 3)
