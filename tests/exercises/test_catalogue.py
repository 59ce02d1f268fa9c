import pytest

from livecoach.errors import UsageError
from livecoach.exercises.catalogue import EXERCISES, exercise_named


@pytest.mark.parametrize("name", list(EXERCISES))
def test_an_exercise_is_found_by_its_name(name):
    assert exercise_named(name).name == name


@pytest.mark.parametrize("wrong", ["pit_pul", "pitpull", "pit-pull"])
def test_a_misspelt_name_is_answered_with_the_right_one(wrong):
    with pytest.raises(UsageError, match=f"'{wrong}'.*Did you mean pit_pull"):
        exercise_named(wrong)


def test_an_unknown_name_is_answered_with_what_there_is():
    with pytest.raises(UsageError, match=r"there is .*pit_pull") as caught:
        exercise_named("xyz")
    assert "Did you mean" not in str(caught.value)
