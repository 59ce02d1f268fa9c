from dataclasses import replace

import pytest

from livecoach.config.schema import Reps
from livecoach.core.movements import MOVEMENTS, PULLS, Movement, Veto
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.candidate import Candidate
from livecoach.detect.pulls.vetoes import Terms, veto_of

TERMS = Terms(PULLS, Reps(), 0.9)


def shares(**given: float) -> tuple[float, ...]:
    return tuple(given.get(movement.value, 0.0) for movement in MOVEMENTS)


GOOD = Candidate(
    start_s=10.0,
    peak_s=11.0,
    end_s=12.0,
    travel=0.9,
    kinds=shares(row=0.8, press=0.2),
    long_s=2.1,
    turned_deg=5.0,
    started_midway=False,
)


def test_a_pull_counts():
    assert veto_of(GOOD, TERMS) is None
    assert GOOD.movement is Movement.ROW


@pytest.mark.parametrize(
    ("change", "veto"),
    [
        ({"started_midway": True}, Veto.STARTED_MIDWAY),
        ({"kinds": shares(press=0.7, row=0.3)}, Veto.ANOTHER_MOVEMENT),
        ({"turned_deg": 60.0}, Veto.TURNED_AWAY),
        ({"long_s": 0.3}, Veto.TOO_QUICK),
        ({"long_s": 30.0}, Veto.TOO_SLOW),
        ({"travel": 0.2}, Veto.TOO_SHORT),
    ],
)
def test_each_reason_is_named(change, veto):
    assert veto_of(replace(GOOD, **change), TERMS) is veto


def test_pulls_add_up_for_whoever_counts_them_all():
    mixed = replace(GOOD, kinds=shares(row=0.3, face_pull=0.3, press=0.4))
    assert veto_of(mixed, TERMS) is None
    assert veto_of(mixed, replace(TERMS, movements=frozenset({Movement.ROW}))) is Veto.ANOTHER_MOVEMENT


def test_a_travel_that_the_elbows_do_not_show_refuses_nothing():
    assert veto_of(replace(GOOD, travel=NAN), TERMS) is None
    assert veto_of(replace(GOOD, travel=0.2), replace(TERMS, full_travel=None)) is None


def test_where_the_network_is_sure_a_yaw_that_flips_refuses_nothing():
    assert veto_of(replace(GOOD, turned_deg=120.0, kinds=shares(pulldown=0.95, press=0.05)), TERMS) is None
