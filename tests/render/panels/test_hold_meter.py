from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.core.words.translator import translator
from livecoach.render.draw.layout import layout
from livecoach.render.draw.scene import LIMIT_AT, Item, Label, Meter
from livecoach.render.panels.hold_meter import fill, hold_meter, is_lost

HELD = HoldReading(9.0, HoldPhase.HOLD, value=0.06, limit=0.03, held_s=14.0, goal_breaths=6, lost="hip_drop")


def drawn(hold: HoldReading, language: str = "en") -> tuple[Item, ...]:
    place = layout(1280, 720)
    assert place is not None
    return tuple(hold_meter(place, hold, translator(language)))


def texts(items: tuple[Item, ...]) -> set[str]:
    return {item.text for item in items if isinstance(item, Label)}


@given(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0), st.floats(0.005, 0.2))
def test_more_lift_never_fills_less_and_the_mark_is_where_it_counts(one: float, other: float, limit: float) -> None:
    low, high = (fill(replace(HELD, value=value, limit=limit)) for value in sorted((one, other)))
    assert 0.0 <= low <= high <= 1.0
    assert (fill(replace(HELD, value=one, limit=limit)) >= LIMIT_AT) == (one >= limit)


def test_what_is_not_known_fills_nothing() -> None:
    assert math.isnan(fill(replace(HELD, value=math.nan)))
    assert math.isnan(fill(replace(HELD, limit=math.nan)))


def test_it_is_red_only_while_the_loss_is_told() -> None:
    low = replace(HELD, value=0.01)
    assert [is_lost(hold) for hold in (HELD, low, replace(low, phase=HoldPhase.DONE))] == [False] * 3
    assert not is_lost(replace(HELD, active=("low_back_sag",)))
    lost = drawn(replace(low, active=("hip_drop",)))
    assert [item.over for item in lost if isinstance(item, Meter)] == [True]
    assert "!" in texts(lost)
    assert [item.over for item in drawn(HELD) if isinstance(item, Meter)] == [False]


def test_it_names_what_is_raised_and_how_long() -> None:
    assert {"Lift", "O:14", "held"} <= texts(drawn(HELD))
    assert {"Stütz", "gehalten"} <= texts(drawn(replace(HELD, lost="reach_lost"), "de"))


def test_before_the_position_is_right_there_is_nothing_to_read() -> None:
    assert drawn(replace(HELD, phase=HoldPhase.SETUP)) == ()
    assert drawn(replace(HELD, lost=None)) == ()
