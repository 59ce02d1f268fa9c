from __future__ import annotations

import math
from dataclasses import replace

import pytest

from livecoach.core.types import Frame, Observability
from livecoach.render.draw.scene import LIMIT_AT
from livecoach.render.panels.trace import TraceHistory
from tests.render.scenes import calm, reading

STEP = calm((320, 240))


def _history(values: dict[float, float], judged: Observability = Observability.FULL) -> tuple[float, ...]:
    history = TraceHistory()
    for i, (t_s, value) in enumerate(values.items()):
        frame = Frame(i, t_s, STEP.frame.image_bgr)
        history.update(replace(STEP, frame=frame, readings=(reading("shrug", value, judged),)))
    return history.last("shrug")


def test_the_limit_is_at_the_same_height_for_everybody() -> None:
    shown = _history({0.0: 1.0, 0.55: 0.5})
    assert shown[-1] == pytest.approx(0.5 * LIMIT_AT)
    assert shown[-6] == pytest.approx(LIMIT_AT)


def test_ten_seconds_are_kept_and_gaps_stay_gaps() -> None:
    shown = _history({0.0: 1.0, 5.0: 1.0, 12.0: 1.0})
    assert [i for i, value in enumerate(shown) if not math.isnan(value)] == [29, 99]


def test_the_largest_of_a_tenth_of_a_second_is_shown_within_the_graph() -> None:
    shown = _history({0.01: 0.5, 0.02: 9.0, 0.03: 0.1})
    assert shown[-1] == 1.0
    assert _history({0.01: -3.0})[-1] == 0.0


def test_what_the_view_cannot_judge_is_not_shown() -> None:
    assert all(math.isnan(value) for value in _history({0.0: 1.0, 0.5: 2.0}, Observability.NONE))


def test_a_repeated_step_changes_nothing() -> None:
    assert _history({0.5: 0.4}) == _history(dict.fromkeys((0.5, 0.2), 0.4))
