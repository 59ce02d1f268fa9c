from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.types import FaultState, Observability, Phase
from livecoach.core.unknown import NAN
from livecoach.core.words.translator import translator
from livecoach.render.draw.layout import layout
from livecoach.render.draw.scene import LIMIT_AT, Label, Meter
from livecoach.render.panels.meters import fill, is_over, judges_text, meters_panel
from tests.render.scenes import calm, reading, readings

positive = st.floats(1e-3, 1e3)


@given(positive)
def test_the_limit_stands_at_the_same_height_for_everybody(limit: float) -> None:
    assert fill(FaultState("shrug", limit, limit, "", Observability.FULL)) == pytest.approx(LIMIT_AT)


@given(positive, st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=2).map(sorted))
def test_more_fills_more_and_stays_in_the_track(limit: float, values: list[float]) -> None:
    less, more = (fill(FaultState("shrug", value, limit, "", Observability.FULL)) for value in values)
    assert 0.0 <= less <= more <= 1.0


@pytest.mark.parametrize(
    "shown",
    [
        replace(reading("shrug", 2.0), judged=Observability.NONE),
        replace(reading("shrug", 2.0), unsure=True),
        reading("shrug", NAN),
        replace(reading("shrug", 2.0), limit=NAN),
        replace(reading("shrug", 2.0), limit=0.0),
    ],
)
def test_what_cannot_be_judged_has_no_bar_and_is_never_over(shown: FaultState) -> None:
    assert math.isnan(fill(shown))
    assert not is_over(shown, Phase.DRIVE)


def test_an_open_fault_stays_over_until_it_closes() -> None:
    assert is_over(reading("shrug", 0.8, active=True), Phase.DRIVE)
    assert not is_over(reading("shrug", 0.8), Phase.DRIVE)
    assert is_over(reading("shrug", 1.1), Phase.DRIVE)


def test_between_two_pulls_a_meter_past_its_limit_stays_calm_unless_a_fault_is_told() -> None:
    past = reading("head_protrusion", 1.4)
    assert is_over(past, Phase.HOLD)
    assert not is_over(past, Phase.REACH)
    assert is_over(replace(past, active=True), Phase.REACH)


def test_the_view_says_what_it_hides() -> None:
    yes = readings()
    front = (yes[0], *(replace(r, judged=Observability.NONE) for r in yes[1:]))
    side = (replace(yes[0], judged=Observability.LIMITED), *yes[1:])
    texts = [judges_text(shown, translator("en")) for shown in (yes, front, side)]
    assert texts == ["all visible", "not visible: Arch, Head, Sides", "limited: Shrug"]
    assert judges_text(side, translator("de")) == "begrenzt: Achsel"
    none = tuple(replace(r, judged=Observability.NONE) for r in yes)
    low = tuple(replace(r, judged=Observability.LIMITED) for r in yes)
    assert [judges_text(shown, translator("en")) for shown in (none, low)] == ["none visible", "all limited"]


def test_each_state_has_a_sign_beside_its_colour() -> None:
    place = layout(1280, 720)
    assert place is not None
    shown = (
        reading("shrug", 1.5),
        replace(reading("lumbar_extension"), unsure=True),
        reading("head_protrusion", 1.5, Observability.LIMITED),
    )
    step = replace(calm((1280, 720)), readings=shown)
    items = [*meters_panel(place, step, 5, translator("en"))]
    meters = [item for item in items if isinstance(item, Meter)]
    assert [(m.over, m.low, m.hidden) for m in meters] == [
        (True, False, False),
        (False, False, False),
        (True, True, False),
    ]
    assert {"!", "?", "part"} <= {item.text for item in items if isinstance(item, Label)}


def test_there_is_no_panel_without_readings() -> None:
    place = layout(1280, 720)
    assert place is not None
    assert not [*meters_panel(place, replace(calm((1280, 720)), readings=()), 5, translator("en"))]
