from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.core.breath import Breath, BreathCurve, BreathPhase, BreathReading, BreathState, Posture
from livecoach.core.types import readonly
from livecoach.detect.breath.breath_detector import APART_S, BreathDetector, _cycle, exhale_is_short
from livecoach.measure.breathing import BreathFilter

Lungs = Callable[[float], float]
SIZE = 0.01


def breathing(rate_per_min: float) -> Lungs:
    """Fullness of the lungs 0..1 over time: the inhale takes two fifths of a breath."""

    def fullness(t_s: float) -> float:
        into = (t_s * rate_per_min / 60.0) % 1.0
        share = into / 0.4 if into < 0.4 else (1.0 - into) / 0.6
        return 0.5 - 0.5 * math.cos(math.pi * share)

    return fullness


def watch(
    lungs: Lungs,
    seconds: float,
    *,
    fps: float = 15.0,
    together: bool = True,
    noise: float = 0.0,
    detector: BreathDetector | None = None,
) -> list[BreathReading]:
    """Return the readings of two signals that follow the lungs (or part: ``together`` false) with some noise."""
    random = np.random.default_rng(11)
    filter_ = BreathFilter(Posture.UPRIGHT)
    detector = detector or BreathDetector(Posture.UPRIGHT)
    readings = []
    for index in range(round(seconds * fps)):
        t_s = index / fps
        level = SIZE * lungs(t_s)
        signals = np.array([level, level if together else -level]) + random.normal(0.0, noise * SIZE, 2)
        curve = filter_.update(t_s, signals)
        if curve is not None:
            readings.append(detector.update(curve))
    return readings


def starts(readings: list[BreathReading], phase: BreathPhase) -> list[float]:
    return [turn.t_s for reading in readings for turn in reading.turns if turn.phase is phase]


@settings(max_examples=12, deadline=None)
@given(st.floats(5.0, 24.0), st.sampled_from([10.0, 15.0, 24.0, 30.0, 60.0]))
def test_every_breath_counts_at_every_frame_rate(rate_per_min: float, fps: float) -> None:
    readings = watch(breathing(rate_per_min), 60.0, fps=fps)
    assert abs(readings[-1].cycles - rate_per_min) <= 2.5  # the first and the last are not whole
    assert readings[-1].rate_per_min == pytest.approx(rate_per_min, abs=1.0)


def test_turns_lie_where_the_lungs_turn() -> None:
    readings = watch(breathing(10.0), 60.0, noise=0.05)
    for exhale_s in starts(readings, BreathPhase.EXHALE):
        assert (exhale_s - 2.4) % 6.0 == pytest.approx(0.0, abs=0.4) or (exhale_s - 2.4) % 6.0 > 5.6
    for inhale_s in starts(readings, BreathPhase.INHALE):
        assert inhale_s % 6.0 < 0.5 or inhale_s % 6.0 > 5.5


def test_turns_alternate_and_are_confirmed_within_seconds_and_once() -> None:
    readings = watch(breathing(12.0), 60.0, noise=0.1)
    turns = [turn for reading in readings for turn in reading.turns]
    assert all(first.phase is not second.phase for first, second in pairwise(turns))
    assert all(first.t_s < second.t_s for first, second in pairwise(turns))
    assert all(later.t_s - turn.t_s >= APART_S for turn, later in zip(turns, turns[2:], strict=False))
    late_s = [reading.t_s - turn.t_s for reading in readings for turn in reading.turns if turn.t_s > 10.0]
    assert late_s
    assert 0.0 < min(late_s) <= max(late_s) < 3.0


def test_breaths_are_whole_cycles() -> None:
    readings = watch(breathing(12.0), 60.0)
    breaths = [breath for reading in readings for breath in reading.breaths]
    assert len(breaths) == readings[-1].cycles
    for breath, following in pairwise(breaths):
        assert breath.inhale_start_s < breath.exhale_start_s < breath.end_s == following.inhale_start_s
        assert breath.exhale_s == pytest.approx(3.0, abs=0.5)


def test_the_phase_told_is_the_right_one() -> None:
    readings = [reading for reading in watch(breathing(12.0), 60.0) if reading.phase is not BreathPhase.UNKNOWN]
    right = [(reading.phase is BreathPhase.INHALE) == (reading.t_s % 5.0 < 2.0) for reading in readings]
    assert len(right) > 200
    assert np.mean(right) > 0.9
    assert all(0.5 <= reading.confidence <= 1.0 for reading in readings)


def test_a_held_breath_is_not_split() -> None:
    regular = breathing(12.0)

    def held(t_s: float) -> float:
        if t_s < 32.0:
            return regular(t_s)
        sway = 0.08 * math.sin(2.0 * math.pi * 0.4 * t_s)
        return 1.0 + sway if t_s < 39.0 else regular(t_s - 7.0)

    exhales = starts(watch(held, 62.0), BreathPhase.EXHALE)
    assert len([t_s for t_s in exhales if 30.0 < t_s < 40.0]) == 1
    assert len(exhales) == pytest.approx(11, abs=1)


def test_no_breath_is_counted_in_noise_that_does_not_move_together() -> None:
    readings = watch(lambda t_s: 0.0, 60.0, noise=0.3)
    assert {reading.state for reading in readings} == {BreathState.UNCLEAR}
    assert readings[-1].cycles == 0
    assert not any(reading.turns or reading.breaths for reading in readings)


@pytest.mark.parametrize(
    "readings", [watch(breathing(12.0), 40.0, together=False, noise=0.02), watch(lambda _: 0.0, 40.0, noise=0.02)]
)
def test_sway_and_stillness_are_not_breath(readings: list[BreathReading]) -> None:
    assert readings
    assert all(reading.state is BreathState.UNCLEAR for reading in readings)
    assert all(math.isnan(reading.rate_per_min) and reading.phase is BreathPhase.UNKNOWN for reading in readings)


def test_the_rate_is_silent_until_it_is_known_and_when_breath_stops() -> None:
    readings = watch(lambda t_s: breathing(12.0)(min(t_s, 40.0)), 56.0)
    assert math.isnan(readings[0].rate_per_min)
    assert any(reading.rate_per_min == pytest.approx(12.0, abs=0.5) for reading in readings)
    assert math.isnan(readings[-1].rate_per_min)


def uneven(lengths_s: list[float]) -> Lungs:
    """Fullness of the lungs over time, breaths of these lengths one after the other, again and again."""
    starts_s = np.concatenate([[0.0], np.cumsum(lengths_s * 20)])

    def fullness(t_s: float) -> float:
        at = int(np.searchsorted(starts_s, t_s, side="right")) - 1
        rate_per_min = 60.0 / (starts_s[at + 1] - starts_s[at])
        return breathing(rate_per_min)(t_s - starts_s[at])

    return fullness


def test_breaths_that_differ_show_no_rate_and_are_counted_all_the_same() -> None:
    readings = watch(uneven([2.6, 4.2, 3.4]), 60.0)
    assert readings[-1].cycles >= 15
    shown = [reading.rate_per_min for reading in readings if not math.isnan(reading.rate_per_min)]
    assert all(rate == pytest.approx(60.0 / 3.4, abs=1.0) for rate in shown)
    assert len(shown) < 0.1 * len(readings)


@given(st.floats(2.5, 12.0), st.floats(0.2, 0.8), st.integers(5, 8), st.integers(0, 1000))
def test_a_cycle_is_known_as_well_as_its_turns(cycle_s: float, share: float, count: int, seed: int) -> None:
    exact = np.array([(at // 2 + (share if at % 2 else 0.0)) * cycle_s for at in range(count)])
    assert _cycle(exact.tolist())[0] == pytest.approx(cycle_s)
    off = np.random.default_rng(seed).normal(0.0, 0.3, count)
    found_s, error_s = _cycle((exact + off).tolist())
    assert abs(found_s - cycle_s) < 0.3 * np.abs(off / 0.3).sum()
    assert error_s >= _cycle(exact.tolist())[1]


def test_an_unknown_agreement_is_no_breath() -> None:
    t_s = np.arange(100) * 0.1
    curve = BreathCurve(readonly(t_s), readonly(np.sin(t_s)), 0.01, math.nan)
    reading = BreathDetector(Posture.FLOOR).update(curve)
    assert (reading.state, reading.cycles) == (BreathState.UNCLEAR, 0)


def test_an_interruption_keeps_the_count_and_breaks_the_cycle() -> None:
    detector = BreathDetector(Posture.UPRIGHT)
    before = watch(breathing(12.0), 40.0, detector=detector)[-1].cycles
    detector.interrupt()
    assert detector.cycles == before > 0
    after = watch(breathing(12.0), 40.0, detector=detector)
    assert after[-1].cycles == 2 * before


def test_reset_equals_a_new_one() -> None:
    detector = BreathDetector(Posture.UPRIGHT)
    watch(breathing(15.0), 30.0, detector=detector)
    detector.reset()
    again, new = watch(breathing(9.0), 40.0, detector=detector), watch(breathing(9.0), 40.0)
    assert [repr(reading) for reading in again] == [repr(reading) for reading in new]


@pytest.mark.parametrize(("exhale_s", "short"), [(3.0, True), (5.4, True), (5.6, False), (9.0, False)])
def test_an_exhale_is_short_only_when_that_can_be_seen(exhale_s: float, short: bool) -> None:
    assert exhale_is_short(Breath(0.0, 2.0, 2.0 + exhale_s), 6.0) is short
