"""How much is said about faults, and how rarely clean reps are praised."""

from __future__ import annotations

from livecoach.config.schema import CueSection, Profile
from livecoach.core.types import Cue, Event, FaultState, Grade, Observability, Rep
from livecoach.core.unknown import NAN
from livecoach.cue.director import CueDirector
from livecoach.faults.registry import fault_named

METER = FaultState("shrug", 0.1, 0.016, "torso lengths", Observability.FULL)
REP_S = 5.0


def spoken(faults: str, **cue: object) -> list[str]:
    """Feed reps, one for each letter (``.`` clean, ``m`` mild, ``C`` clear); return what was said."""
    director, profile = (
        CueDirector([fault_named("shrug")]),
        Profile(cue=CueSection(**{"count_aloud": False, "praise": False} | cue)),
    )
    said: list[Cue | None] = []
    for index, letter in enumerate(faults, start=1):
        t_s = index * REP_S
        grade = Grade.CLEAR if letter == "C" else Grade.MILD
        event = Event("shrug", t_s, None, 0.1, t_s, 0.016, "torso lengths", grade, index, NAN)
        said.append(director.update(t_s, () if letter == "." else (event,), (METER,), None, profile))
        kinds = () if letter == "." else ("shrug",)
        rep = Rep(index, t_s - 1.0, t_s, t_s + 1.0, 1.0, False, kinds)
        said.append(director.update(t_s + 2.0, (), (METER,), rep, profile))
    return [item.sound for item in said if item is not None]


def test_always_names_every_fault():
    assert spoken("mm.m" * 3) == ["shoulders_down"] * 9


def test_fading_names_every_fault_of_a_beginner():
    assert spoken("mmmmmmmm", feedback="fading") == ["shoulders_down"] * 8


def test_fading_names_fewer_faults_the_cleaner_the_reps():
    rates = []
    for block in ("m", ".m", "..m", "...m", ".....m"):
        faults = block * 12
        rates.append(len(spoken(faults, feedback="fading")) / faults.count("m"))
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == 1.0
    assert rates[-1] <= 0.4


def test_fading_always_names_a_clear_fault():
    assert spoken("......" + ".....C" * 6, feedback="fading") == ["shoulders_down"] * 6


def test_summary_names_no_fault_and_praises_nothing():
    assert spoken("mC.m" * 5 + "." * 20, feedback="summary", praise=True) == []


def test_counting_goes_on_whatever_the_feedback():
    assert spoken("m.", feedback="summary", count_aloud=True) == ["rep_1", "rep_2"]


def test_a_streak_is_praised_rarely_and_each_time_twice_as_late():
    praised = [spoken("." * reps, praise=True, streak=5).count("very_good") for reps in (4, 5, 9, 10, 19, 20, 39, 40)]
    assert praised == [0, 1, 1, 2, 2, 3, 3, 4]


def test_a_fault_ends_the_streak():
    assert spoken("....m....m", praise=True, streak=5).count("very_good") == 0


def test_no_streak_is_praised_when_that_is_off():
    assert "very_good" not in spoken("." * 50, praise=True, streak=0)
