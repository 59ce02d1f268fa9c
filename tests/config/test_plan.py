from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.config.plan import ExerciseSection, PlanSection, UsualDose, default_plan, load_plan, parse_plan
from livecoach.core.routine import RoutineItem, Unit
from livecoach.errors import ProfileError
from livecoach.session.routine.exercises import KnownExercises

if TYPE_CHECKING:
    from pathlib import Path

USUAL = {
    "hip_lift": UsualDose("hip_lift", Unit.BREATHS, 6),
    "pit_pull": UsualDose("pit_pull", Unit.REPS, 8),
}


def faults(text: str) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        parse_plan(text, "mine.toml", USUAL)
    return [line.removeprefix("mine.toml: ") for line in str(caught.value).splitlines()]


def test_the_shipped_plan_holds_the_usual_doses():
    usual = KnownExercises().usual()
    plan = load_plan(default_plan(), usual)
    assert (plan.name, plan.days) == ("daily", 10)
    assert all(UsualDose(item.exercise, item.unit, item.count) == usual[item.exercise] for item in plan.items)
    assert plan.items[-1].exercise == "pit_pull"


def test_what_a_plan_leaves_out_is_as_usual():
    plan = parse_plan(
        '[[exercise]]\nname = "hip_lift"\n[[exercise]]\nname = "pit_pull"\nreps = 3\nsets = 2', "x", USUAL
    )
    assert plan.items == (
        RoutineItem("hip_lift", 1, 6, Unit.BREATHS, 30.0),
        RoutineItem("pit_pull", 2, 3, Unit.REPS, 30.0),
    )


def test_all_faults_are_told_at_once_with_the_nearest_right_word():
    found = faults(
        'nam = "x"\ndays = 0\n'
        '[[exercise]]\nname = "hiplift"\nbreths = 6\n'
        '[[exercise]]\nname = "pit_pull"\nbreaths = 4\nrest_s = -1\n'
        "[[exercise]]\nsets = true\n"
    )
    assert set(found) == {
        'nam = "x" is not an option: the nearest name is name.',
        "days = 0 is not allowed: whole number from 1 to 366 days.",
        'exercise 1: name = "hiplift" is not an exercise: the nearest name is hip_lift.',
        "exercise 1: breths = 6 is not an option: the nearest name is breaths.",
        "exercise 2: pit_pull is counted in reps: write reps instead of breaths.",
        "exercise 2: rest_s = -1 is not allowed: number from 0 to 900 s.",
        "exercise 3: name is missing: write which exercise it is.",
        "exercise 3: sets = true is not allowed: whole number from 1 to 10 sets.",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "write at least one exercise under [[exercise]]."),
        ("exercise = []", "write at least one exercise under [[exercise]]."),
        ("exercise = 5", "write at least one exercise under [[exercise]]."),
        ("exercise = [5]", "exercise 1 must be a table: write [[exercise]] and its options below it."),
        ('[[exercise]]\nname = "pit_pull"\n' * 21, "at most 20 exercises are possible."),
        ('name = ""\n[[exercise]]\nname = "pit_pull"', 'name = "" is not allowed: text of 1 to 40 characters.'),
        ("[[exercise]]\nname = 5", "exercise 1: name = 5 is not allowed: text of 1 to 40 characters."),
        (
            '[[exercise]]\nname = "zzz"',
            'exercise 1: name = "zzz" is not an exercise: choose one of hip_lift, pit_pull.',
        ),
        (
            '[[exercise]]\nname = "pit_pull"\nzzz = 1',
            "exercise 1: zzz = 1 is not an option: remove it; docs/routine.md lists all options.",
        ),
    ],
)
def test_one_fault_is_one_sentence(text: str, told: str):
    assert faults(text) == [told]


def test_what_is_no_toml_or_no_file_is_told(tmp_path):
    assert faults("[[exercise]")[0].startswith("not valid TOML")
    with pytest.raises(ProfileError, match="Cannot read the plan"):
        load_plan(tmp_path / "none.toml", USUAL)
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError, match="not UTF-8"):
        load_plan(broken, USUAL)


def toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


@given(
    st.dictionaries(st.sampled_from([*PlanSection.model_fields, "dys"]), st.integers() | st.booleans(), max_size=3),
    st.dictionaries(st.sampled_from([*ExerciseSection.model_fields, "set"]), st.integers() | st.booleans(), max_size=4),
)
def test_any_plan_is_taken_or_refused_in_sentences(head: dict[str, object], item: dict[str, object]):
    lines = [f"{key} = {toml(value)}" for key, value in head.items()]
    if "exercise" not in head:
        lines += ["[[exercise]]", *(f"{key} = {toml(value)}" for key, value in item.items())]
    told = []
    try:
        parse_plan("\n".join(lines), "mine.toml", USUAL)
    except ProfileError as error:
        told = str(error).splitlines()
    assert all(line.startswith("mine.toml: ") and line.endswith(".") for line in told)


def test_a_plan_may_name_an_exercise_in_a_file_beside_it(tmp_path: Path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "band.toml").write_text('name = "band"\ntitle = "Band"\nmovement = "pull"\ndose.count = 12\n')
    path = tmp_path / "plan.toml"
    path.write_text('[[exercise]]\nname = "own/band.toml"\n[[exercise]]\nname = "pit_pull"\n')
    known = KnownExercises()
    plan = load_plan(path, known.usual(), known.in_file)
    assert plan.items[0] == RoutineItem("band", 1, 12, Unit.REPS, 30.0)
    assert known["band"].title("en") == "Band"
    with pytest.raises(ProfileError, match="is in another file of the plan"):
        known.in_file(tmp_path / "own" / "band.toml")


def test_every_fault_of_an_exercise_file_is_told_with_those_of_the_plan(tmp_path: Path):
    (tmp_path / "band.toml").write_text('name = "band"\nmovement = "pul"\n')
    path = tmp_path / "plan.toml"
    path.write_text('days = 0\n[[exercise]]\nname = "band.toml"\n[[exercise]]\nname = "none.toml"\n')
    known = KnownExercises()
    with pytest.raises(ProfileError) as caught:
        load_plan(path, known.usual(), known.in_file)
    told = str(caught.value).splitlines()
    assert len(told) == 4
    assert told[0] == f"{path}: days = 0 is not allowed: whole number from 1 to 366 days."
    assert told[1] == f"{path}: {tmp_path / 'band.toml'}: title is missing: write what the screen calls it."
    assert told[2].endswith('band.toml: movement = "pul" is not allowed: the nearest name is pull.')
    assert "Cannot read the exercise" in told[3]
