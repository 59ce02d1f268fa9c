"""What was told of breath against the labels, from made-up readings."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.breath import BreathPhase, BreathReading, BreathState, BreathTurn, Posture
from livecoach.core.types import View
from livecoach.evaluate.breath.labels import BreathClip, TrueBreath
from livecoach.evaluate.breath.match import compare_breaths, matched
from livecoach.evaluate.breath.report import breath_markdown, summarise_breaths

TRUTH = tuple(TrueBreath(5.0 * n, 5.0 * n + 2.0, 5.0 * n + 2.0, 5.0 * n + 4.5) for n in range(6))
CLIP = BreathClip(Path(), "even", 45.0, Posture.UPRIGHT, TRUTH)


def told(
    *exhales_s: float,
    fps: float = 10.0,
    late_s: float = 1.0,
    rate: float = math.nan,
    moving: tuple[float, float] = (math.inf, math.inf),
) -> list[BreathReading]:
    """Readings of 30 s in which the exhale starts are told ``late_s`` after they were, between them inhale starts."""
    turns = [BreathTurn(BreathPhase.EXHALE, t_s) for t_s in exhales_s]
    turns += [BreathTurn(BreathPhase.INHALE, t_s - 2.0) for t_s in exhales_s]
    readings = []
    for index in range(round(30.0 * fps)):
        t_s = index / fps
        news = tuple(turn for turn in turns if math.ceil((turn.t_s + late_s) * fps - 1e-6) == index)
        state = BreathState.MOVING if moving[0] <= t_s < moving[1] else BreathState.SEEN
        phase = BreathPhase.INHALE if t_s % 5.0 < 2.0 else BreathPhase.EXHALE
        readings.append(BreathReading(t_s, state, phase, 1.0, rate, turns=news))
    return readings


ALL_S = tuple(breath.exhale_start_s for breath in TRUTH)


def test_what_is_told_rightly_is_right() -> None:
    result = compare_breaths(CLIP, told(*ALL_S, rate=12.5))
    assert (result.true, result.asked, result.found, result.extra) == (6, 6, 6, 0)
    assert result.f1 == 1.0
    assert result.view is View.THREE_QUARTER_FRONT
    assert (result.rate_true, result.rate_off, result.rate_worst) == pytest.approx((12.0, 0.5, 0.5))
    assert result.exhale_off_s == pytest.approx([0.0] * 6)
    assert result.late_s == pytest.approx([1.0] * 12)
    assert result.phase_right == result.phase_shown == result.phase_asked


@pytest.mark.parametrize("fps", [10.0, 25.0, 30.0, 60.0])
def test_the_frame_rate_changes_nothing(fps: float) -> None:
    result = compare_breaths(CLIP, told(*ALL_S[:-1], 9.4, fps=fps))
    assert (result.asked, result.found, result.extra) == (6, 5, 1)
    assert result.f1 == pytest.approx(10 / 12)


def test_early_and_late_starts_are_told_with_their_sign() -> None:
    result = compare_breaths(CLIP, told(*(t_s - 0.4 for t_s in ALL_S)))
    assert result.exhale_off_s == pytest.approx([-0.4] * 6)
    assert result.inhale_off_s == pytest.approx([-0.4] * 6)


def test_breaths_within_a_movement_are_not_asked_for_and_not_held_against() -> None:
    result = compare_breaths(CLIP, told(*ALL_S, moving=(10.5, 13.0)))
    assert (result.true, result.asked, result.found, result.extra) == (6, 5, 5, 0)


def test_nothing_told_is_nothing_right() -> None:
    result = compare_breaths(CLIP, told())
    assert (result.found, result.extra, result.f1) == (0, 0, 0.0)
    assert math.isnan(result.rate_off)
    none = compare_breaths(BreathClip(Path(), "none", math.nan, Posture.UPRIGHT, ()), told(4.0))
    assert (none.asked, none.extra, none.f1) == (0, 1, 0.0)
    assert compare_breaths(CLIP, []).asked == 0


def test_the_hold_is_counted_apart() -> None:
    clip = BreathClip(Path(), "floor", 90.0, Posture.FLOOR, TRUTH, (6.0, 21.0))
    result = compare_breaths(clip, told(*ALL_S[:3]))
    assert (result.held, result.held_true) == (2, 3)


@given(st.lists(st.floats(0.0, 60.0), max_size=12), st.lists(st.floats(0.0, 60.0), max_size=12))
def test_pairs_are_near_and_used_once(found: list[float], true: list[float]) -> None:
    pairs = matched(found, true)
    assert all(abs(one - other) <= 1.0 for one, other in pairs)
    assert len(pairs) <= min(len(found), len(true))
    left = list(found)
    for one, _ in pairs:
        left.remove(one)


def test_the_report_says_what_was_measured() -> None:
    floor = BreathClip(Path(), "floor", 90.0, Posture.FLOOR, TRUTH, (6.0, 21.0))
    results = [compare_breaths(CLIP, told(*ALL_S, rate=13.5)), compare_breaths(floor, told(*ALL_S[:3]))]
    summary = summarise_breaths(results)
    assert (summary["count_within"], summary["rate_shown"], summary["rate_within"]) == (1, 1, 0)
    assert (summary["found"], summary["asked"]) == (9, 12)
    head = {"set": "made", "version": "1", "model": "full", "failed": [{"clip": "x", "error": "It is broken."}]}
    text = breath_markdown(head | summary)
    assert "Not evaluated: It is broken." in text
    assert "| even | three quarter front | 30 of 30 s | 6 | 6 | 6 | 6 | 1.00 | 12.0 | +1.5 (1.5) |" in text
    assert "no rate" in text
    assert "without a breath" not in text
    assert "| 2 of 3 |" in text


def test_the_report_says_to_how_many_who_do_not_breathe_a_breath_was_told() -> None:
    breathless = BreathClip(Path(), "breathless", 45.0, Posture.UPRIGHT, ())
    results = [compare_breaths(breathless, told(*exhales_s)) for exhales_s in ((), (4.0, 9.0), ())]
    head = {"set": "made", "version": "1", "model": "full", "failed": []}
    text = breath_markdown(head | summarise_breaths([compare_breaths(CLIP, told(*ALL_S)), *results]))
    assert "Clips without a breath: 3, breaths reported in 1." in text
