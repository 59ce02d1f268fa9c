"""Full breaths within a hold: by time, by what is seen, and only while it is clean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from livecoach.config.schema import BreathSection
from livecoach.core.breath import Breath, BreathReading, BreathState, RepBreaths
from livecoach.core.types import Phase
from livecoach.detect.breath.rep_breaths import RepBreathCounter

if TYPE_CHECKING:
    from collections.abc import Callable

TWO = BreathSection(inhale_s=1.5, full_s=0.0, exhale_s=2.0, empty_s=0.5, per_rep=2)
CYCLE_S = 4.0


def unseen(t_s: float) -> BreathReading:
    return BreathReading(t_s, BreathState.SETTLING)


def held(
    seconds: float,
    *,
    fps: float = 20.0,
    reading: Callable[[float], BreathReading | None] = unseen,
    clean: Callable[[float], bool] = lambda _: True,
    phase: Callable[[float], Phase] = lambda _: Phase.HOLD,
    counter: RepBreathCounter | None = None,
) -> list[RepBreaths | None]:
    counter = counter or RepBreathCounter()
    times = [index / fps for index in range(round(seconds * fps) + 1)]
    return [counter.update(t_s, phase(t_s), reading(t_s), TWO, clean=clean(t_s)) for t_s in times]


def done(steps: list[RepBreaths | None]) -> int:
    last = steps[-1]
    assert last is not None
    return last.done


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
def test_unseen_breaths_are_counted_by_time_at_every_frame_rate(fps: float) -> None:
    steps = held(9.0, fps=fps)
    assert done(steps) == 2
    shown = [step for step in steps if step is not None]
    complete_s = next(index for index, step in enumerate(shown) if step.complete) / fps
    assert complete_s == pytest.approx(2 * CYCLE_S, abs=1.0 / fps + 1e-9)
    assert [step.done for step in shown] == sorted(step.done for step in shown)
    assert all(0.0 <= step.share <= 1.0 for step in shown)
    assert not any(step.seen for step in shown)


def test_without_a_watcher_time_counts_as_well() -> None:
    assert done(held(9.0, reading=lambda _: None)) == 2


def test_a_fault_costs_the_breath_under_way_and_no_other() -> None:
    steps = held(12.0, clean=lambda t_s: not 7.5 <= t_s < 9.0)
    assert done(steps[: round(7.4 * 20)]) == 1
    assert done(steps[: round(12.0 * 20)]) == 1
    assert done(held(13.5, clean=lambda t_s: not 7.5 <= t_s < 9.0)) == 2
    assert done(held(60.0, clean=lambda _: False)) == 0


def seen_breaths(*ends_s: float, length_s: float, since_s: float) -> Callable[[float], BreathReading]:
    """Breath that is trusted from ``since_s`` on; each one is told a second after its end, not before ``since_s``."""

    def reading(t_s: float) -> BreathReading:
        if t_s < since_s:
            return unseen(t_s)
        news = tuple(
            Breath(end_s - length_s, end_s - 0.6 * length_s, end_s)
            for end_s in ends_s
            if abs(max(end_s + 1.0, since_s) - t_s) < 1e-6
        )
        return BreathReading(t_s, BreathState.SEEN, breaths=news)

    return reading


def test_breaths_that_are_seen_count_in_place_of_time() -> None:
    slow = seen_breaths(8.0, 16.0, length_s=8.0, since_s=1.0)
    assert done(held(8.5, reading=slow)) == 0
    assert done(held(9.5, reading=slow)) == 1
    steps = held(17.5, reading=slow)
    assert done(steps) == 2
    assert steps[-1] is not None
    assert steps[-1].seen
    assert math.isnan(steps[-1].share)


def test_what_time_has_counted_is_not_taken_back() -> None:
    steps = held(14.0, reading=seen_breaths(12.0, length_s=6.0, since_s=9.0))
    assert [step.done for step in steps if step is not None] == sorted(step.done for step in steps if step is not None)
    assert done(steps) == 2


def test_a_breath_from_before_the_hold_or_across_a_fault_does_not_count() -> None:
    assert done(held(6.0, reading=seen_breaths(2.0, length_s=5.0, since_s=0.5))) == 0
    across = seen_breaths(8.0, length_s=6.0, since_s=0.5)
    assert done(held(10.0, reading=across, clean=lambda t_s: not 5.0 <= t_s < 5.5)) == 0
    assert done(held(10.0, reading=across)) == 1


def test_wavering_arms_do_not_end_a_hold_and_leaving_does() -> None:
    wavering = held(9.0, phase=lambda t_s: Phase.RETURN if 2.0 <= t_s < 2.4 else Phase.HOLD)
    assert done(wavering) == 2
    left = held(9.0, phase=lambda t_s: Phase.HOLD if t_s < 5.0 else Phase.RETURN)
    assert left[-1] is None
    assert held(9.0, phase=lambda _: Phase.DRIVE)[-1] is None


def test_the_rep_takes_its_breaths_and_the_next_one_begins_at_none() -> None:
    counter = RepBreathCounter()
    held(5.0, counter=counter, phase=lambda t_s: Phase.HOLD if t_s < 4.2 else Phase.RETURN)
    assert counter.take() == 1
    assert counter.take() == 0


def test_reset_equals_new() -> None:
    counter = RepBreathCounter()
    held(7.0, counter=counter, clean=lambda t_s: t_s < 6.0)
    counter.reset()
    again, fresh = held(9.0, counter=counter), held(9.0)
    assert again == fresh
