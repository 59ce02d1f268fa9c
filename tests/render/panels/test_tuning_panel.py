from __future__ import annotations

from itertools import product

import pytest

from livecoach.core.commands import Button, Setting
from livecoach.core.words.translator import languages, translator
from livecoach.render.draw.layout import Layout, layout
from livecoach.render.draw.scene import Dot, Plot
from livecoach.render.panels.tuning_panel import CHOICES, button_at, hit, panel_rect, share_at, thumb_at, tuning_panel
from tests.render.scenes import SIZES, panels

EVERYWHERE = list(product(SIZES, languages()))


def _place(size: tuple[int, int]) -> Layout:
    place = layout(*size)
    assert place is not None
    return place


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
def test_what_is_drawn_is_what_is_hit(size: tuple[int, int], language: str) -> None:
    place, words = _place(size), translator(language)
    for knob in Setting:
        for share in (0.0, 0.3, 1.0):
            x, y = thumb_at(place, words, knob, share)
            assert hit(place, words, x, y) is knob
            assert share_at(place, words, x) == pytest.approx(share, abs=0.02)
    for button in Button:
        assert hit(place, words, *button_at(place, words, button)) is button


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
def test_the_thumb_stands_where_its_value_is(size: tuple[int, int], language: str) -> None:
    place, words = _place(size), translator(language)
    for view in panels():
        thumbs = [(item.x, item.y) for item in tuning_panel(place, view, words) if isinstance(item, Dot)]
        wanted = [thumb_at(place, words, row.knob, row.at) for row in view.rows if row.knob not in CHOICES]
        assert thumbs == wanted


def test_outside_nothing_is_hit_and_far_drags_end_at_the_ends() -> None:
    place, words = _place((1280, 720)), translator("en")
    rect = panel_rect(place, words)
    for x, y in ((0, 0), (rect.right + 5, rect.y + 50), (rect.x + 5, rect.y + 5), (1279, 719)):
        assert hit(place, words, x, y) is None
    assert share_at(place, words, -500) == 0.0
    assert share_at(place, words, 5000) == 1.0


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES[1:7])
def test_there_is_room_for_the_graphs_at_every_usual_size(size: tuple[int, int], language: str) -> None:
    view = next(panels())
    plots = [item for item in tuning_panel(_place(size), view, translator(language)) if isinstance(item, Plot)]
    assert len(plots) == len(Setting) - len(CHOICES)
    assert all(plot.rect.h >= 8 and plot.rect.w >= 60 for plot in plots)
