import pytest

from livecoach.errors import UsageError
from livecoach.exercises.catalogue import exercise_named, exercises
from livecoach.exercises.exercise import Kind
from tests.support.exercises import PIT_PULL
from tests.support.paths import ROOT

HOLDS = ROOT / "docs" / "holds.md"


@pytest.mark.parametrize("name", list(exercises()))
def test_an_exercise_is_found_by_its_name(name):
    assert exercise_named(name).name == name


@pytest.mark.parametrize("wrong", ["pit_pul", "pitpull", "pit-pull"])
def test_a_misspelt_name_is_answered_with_the_right_one(wrong):
    with pytest.raises(UsageError, match=f"'{wrong}'.*did you mean pit_pull"):
        exercise_named(wrong)


def test_an_unknown_name_is_answered_with_what_there_is():
    with pytest.raises(UsageError, match=r"choose one of .*pit_pull") as caught:
        exercise_named("xyz")
    assert "Did you mean" not in str(caught.value)


def test_the_table_of_exercises_is_the_catalogue():
    """docs/holds.md lists every exercise beside the pit pull: title, name, kind and dose."""
    rows = [line.strip("| ").split(" | ") for line in HOLDS.read_text("utf-8").splitlines() if line.startswith("| ")]
    listed = {row[1].strip("`"): (row[0], row[2], row[3]) for row in rows if row[1].startswith("`")}
    wanted = {}
    for exercise in exercises().values():
        if exercise is not PIT_PULL:
            unit = "breaths" if exercise.kind is Kind.HOLD else "reps"
            dose = f"{exercise.dose.sets} x {exercise.dose.count} {unit}"
            wanted[exercise.name] = (exercise.title("en").lower(), exercise.kind.value, dose)
    assert {name: (title.lower(), *rest) for name, (title, *rest) in listed.items()} == wanted
