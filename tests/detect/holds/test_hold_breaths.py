import pytest

from livecoach.core.breath import BreathPhase, BreathReading, BreathState, BreathTurn
from livecoach.detect.holds.hold_breaths import HoldBreaths

INHALES = [10.0, 15.0, 20.0, 25.0]
"""Each breath: two seconds in, three out."""


def heard(inhales: list[float], late_s: float = 1.0) -> HoldBreaths:
    breaths = HoldBreaths()
    breaths.begin(9.5)
    for inhale_s in inhales:
        for phase, t_s in ((BreathPhase.INHALE, inhale_s), (BreathPhase.EXHALE, inhale_s + 2.0)):
            breaths.update(BreathReading(t_s + late_s, BreathState.SEEN, turns=(BreathTurn(phase, t_s),)))
    return breaths


@pytest.mark.parametrize(
    ("now_s", "full"), [(11.0, 0), (13.0, 0), (14.9, 1), (20.0, 2), (24.9, 3), (28.0, 3), (29.5, 4)]
)
def test_a_breath_is_full_when_its_exhale_has_lasted_as_long_as_the_others(now_s, full):
    assert heard(INHALES).full(now_s) == full


def test_breaths_before_the_hold_and_while_it_was_lost_do_not_count():
    breaths = heard(INHALES)
    breaths.begin(15.5)
    breaths.lost(20.5, 24.0)
    assert breaths.full(40.0) == 2


def test_a_count_never_falls():
    breaths = heard(INHALES)
    assert breaths.full(30.0) == 4
    assert breaths.full(12.5) == 4


def test_reset_equals_a_new_one():
    breaths = heard(INHALES)
    breaths.reset()
    assert breaths.full(40.0) == HoldBreaths().full(40.0) == 0


def test_the_time_of_a_hold_tells_that_a_breath_was_missed():
    missed = heard([10.0, 15.0, 25.0, 30.0, 35.0])  # nobody pauses from 17 to 27 s: one was not seen
    assert missed.full(39.6) == 5
    assert missed.fit(6, 39.6)
    assert not missed.fit(6, 36.0)


def test_who_lets_go_a_breath_early_has_no_time_for_one_more():
    breaths = heard([10.0, 15.0, 20.0, 25.0, 30.0])
    assert breaths.full(34.9) == 5
    assert not breaths.fit(6, 35.4)
    assert breaths.fit(5, 34.4)


def test_time_fits_nothing_while_no_rate_is_known_nor_where_nothing_was_held():
    assert not heard([10.0, 15.0, 20.0]).fit(1, 40.0)
    breaths = heard(INHALES)
    assert breaths.fit(4, 29.5)
    breaths.lost(20.5, 24.0)
    assert not breaths.fit(4, 29.5)
