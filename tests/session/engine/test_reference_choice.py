"""Which rep later ones are compared with."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from livecoach.core.types import Phase, Reference
from livecoach.detect.pulls.reps import Motion
from livecoach.session.engine.reference_choice import WHOLE, ReferenceChoice, Use
from tests.detect.moments import measures

CLEAN = {"shrug": 0.1, "lumbar_extension": 0.0}
LOWER = CLEAN | {"shrug": -1.0}
SHRUG = ("shrug",)


def seen(choice: ReferenceChoice, *, whole: int = 30, broken: int = 0) -> ReferenceChoice:
    """A pull of which so many frames show the whole upper body and so many do not, or nobody."""
    drive = Motion(Phase.DRIVE, 0.5, False)
    for index in range(whole + broken):
        shown = replace(measures(index / 30.0), quality=1.0 if index < whole else 0.5)
        choice.see(None if index == whole else shown, drive)
    return choice


def test_the_first_clean_rep_is_the_reference():
    assert seen(ReferenceChoice()).use((), {}, Reference.REST, needed=True) == Use(reference=True)


def test_a_faulty_rep_is_refused_for_its_first_fault():
    choice = ReferenceChoice()
    faults = ("lumbar_extension", "shrug")
    assert seen(choice).use(faults, {}, Reference.REST, needed=True) == Use(refused="lumbar_extension")
    assert not choice.goes_on
    assert seen(choice).use((), {}, Reference.REST, needed=True) == Use(reference=True)


def test_after_the_second_refusal_the_session_goes_on_and_a_clean_rep_is_still_taken():
    choice = ReferenceChoice()
    for _ in range(2):
        seen(choice).use(SHRUG, {}, Reference.REST, needed=True)
    assert choice.goes_on
    assert seen(choice).use((), {}, Reference.REST, needed=True).reference


@pytest.mark.parametrize(("whole", "broken", "taken"), [(29, 1, True), (24, 6, True), (23, 7, False), (0, 30, False)])
def test_most_of_it_must_show_the_whole_upper_body(whole: int, broken: int, taken: bool):
    use = seen(ReferenceChoice(), whole=whole, broken=broken).use((), {}, Reference.REST, needed=True)
    assert use == (Use(reference=True) if taken else Use(refused=WHOLE))


def test_only_the_pull_itself_counts():
    choice = seen(ReferenceChoice())
    for _ in range(100):
        choice.see(None, Motion(Phase.REACH, 0.0, False))
    assert choice.use((), {}, Reference.REST, needed=True).reference


def test_each_pull_is_looked_at_by_itself():
    choice = seen(ReferenceChoice(), whole=0, broken=30)
    choice.use((), {}, Reference.REST, needed=True)
    assert seen(choice).use((), {}, Reference.REST, needed=True).reference


def test_a_clearly_lower_rep_takes_the_place_of_the_reference():
    assert seen(ReferenceChoice()).use((), LOWER, Reference.CLEAN_REP, needed=False) == Use(reference=True, better=True)


@pytest.mark.parametrize(
    ("faults", "excesses"),
    [
        ((), CLEAN),
        ((), LOWER | {"lumbar_extension": 0.8}),
        (("lumbar_extension",), LOWER),
        ((), dict.fromkeys(CLEAN, math.nan)),
        ((), {}),
    ],
)
def test_any_other_leaves_it_where_it_is(faults: tuple[str, ...], excesses: dict[str, float]):
    assert seen(ReferenceChoice()).use(faults, excesses, Reference.CLEAN_REP, needed=False) == Use()


def test_reset_equals_new():
    choice = ReferenceChoice()
    for _ in range(2):
        seen(choice).use(SHRUG, {}, Reference.REST, needed=True)
    seen(choice, whole=0, broken=30).reset()
    assert not choice.goes_on
    assert seen(choice).use((), {}, Reference.REST, needed=True).reference


@pytest.mark.parametrize(("share", "high"), [(-1.2, True), (-0.8, False), (0.5, False), (math.nan, False)])
def test_shoulders_lower_in_the_pull_than_at_rest_were_held_high_there(share: float, high: bool):
    use = seen(ReferenceChoice()).use((), {"shrug": share}, Reference.REST, needed=True)
    assert use == Use(reference=True, rest_high=high)


def test_a_second_rep_to_learn_from_says_nothing_about_the_rest():
    lower = {"shrug": -1.2}
    assert seen(ReferenceChoice()).use((), lower, Reference.CLEAN_REP, needed=True) == Use(reference=True)


def test_without_a_clean_rep_there_is_none_to_replace():
    assert seen(ReferenceChoice()).use((), LOWER, Reference.REST, needed=False) == Use()
