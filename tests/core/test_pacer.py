from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.pacer import PacePhase, Rhythm, pace

LENGTHS = st.floats(0.5, 12.0)
PAUSES = st.one_of(st.just(0.0), st.floats(0.01, 6.0))
RHYTHMS = st.builds(Rhythm, inhale_s=LENGTHS, full_s=PAUSES, exhale_s=LENGTHS, empty_s=PAUSES)


def test_the_default_is_a_long_exhale_with_a_pause_after_it() -> None:
    rhythm = Rhythm()
    assert rhythm.exhale_s > 1.5 * rhythm.inhale_s
    assert rhythm.full_s == 0.0
    assert 4.5 <= 60.0 / rhythm.cycle_s <= 6.5


def test_the_parts_follow_each_other() -> None:
    rhythm = Rhythm(inhale_s=3.0, full_s=1.0, exhale_s=6.0, empty_s=2.0)
    phases = [pace(rhythm, t_s).phase for t_s in (0.0, 2.99, 3.0, 4.0, 9.99, 10.0, 11.99, 12.0)]
    inhale, full, exhale, empty = PacePhase
    assert phases == [inhale, inhale, full, exhale, exhale, empty, empty, inhale]


def test_a_part_without_length_is_left_out() -> None:
    assert pace(Rhythm(inhale_s=3.0, full_s=0.0), 3.0).phase is PacePhase.EXHALE


def test_before_its_start_it_waits_at_the_first_moment() -> None:
    assert pace(Rhythm(), -5.0) == pace(Rhythm(), 0.0)


@given(RHYTHMS, st.floats(0.0, 3600.0))
def test_progress_and_the_time_left_agree(rhythm: Rhythm, t_s: float) -> None:
    now = pace(rhythm, t_s)
    length_s = dict(rhythm.parts)[now.phase]
    assert 0.0 <= now.progress <= 1.0
    assert now.progress * length_s + now.left_s == pytest.approx(length_s)
    assert now.cycle == pytest.approx(t_s / rhythm.cycle_s, abs=1.0)


@given(RHYTHMS, st.integers(0, 50))
def test_every_breath_starts_with_the_inhale(rhythm: Rhythm, cycle: int) -> None:
    now = pace(rhythm, (cycle + 1e-6) * rhythm.cycle_s)
    assert (now.phase, now.cycle) == (PacePhase.INHALE, cycle)


@pytest.mark.parametrize(
    "lengths", [{"inhale_s": 0.0}, {"exhale_s": math.nan}, {"full_s": -1.0}, {"empty_s": math.inf}]
)
def test_impossible_lengths_are_refused(lengths: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must last at least"):
        Rhythm(**lengths)


def test_an_unknown_time_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time"):
        pace(Rhythm(), math.nan)
