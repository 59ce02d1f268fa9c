from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.routine import Ending, ItemResult, RoutineItem, RoutinePlan, Today, Unit
from livecoach.errors import OutputError
from livecoach.output.diary import Diary

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2026, 1, 30)
PLAN = RoutinePlan(
    "daily", 10, tuple(RoutineItem(name, 1, 6, Unit.BREATHS, 30.0) for name in ("hip_lift", "reach", "third"))
)


def result(index: int, ending: Ending = Ending.DONE) -> ItemResult:
    return ItemResult(index, PLAN.items[index].exercise, ending, 6, 6, Unit.BREATHS)


def do(path: Path, day: int, *, ending: Ending = Ending.DONE, plan: RoutinePlan = PLAN) -> Today:
    """Do the whole routine, or what is left of it, on the day after so many."""
    diary = Diary(path, plan, FIRST + timedelta(days=day))
    today = diary.open()
    results = today.results
    for index in range(len(results), len(plan.items)):
        results += (result(index, ending),)
        diary.item(results[-1])
    diary.end(results)
    return today


def test_days_are_counted_and_the_streak_ends_with_a_gap(tmp_path: Path):
    path = tmp_path / "deep" / "routine.jsonl"
    assert [do(path, day) for day in (0, 1, 2, 5, 6)] == [
        Today(1, 10, 1),
        Today(2, 10, 2),
        Today(3, 10, 3),
        Today(4, 10, 1),
        Today(5, 10, 2),
    ]


def test_twice_on_one_day_is_one_day(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    assert [do(path, day).day for day in (0, 0, 1, 1)] == [1, 1, 2, 2]


def test_after_the_last_day_the_plan_begins_anew_and_the_streak_goes_on(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    done = [do(path, day) for day in range(12)]
    assert [today.day for today in done] == [*range(1, 11), 1, 2]
    assert done[-1].streak == 12


def test_it_goes_on_the_same_day_with_the_same_plan_only(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    diary = Diary(path, PLAN, FIRST)
    assert diary.open() == Today(1, 10, 1)
    diary.item(result(0))
    assert Diary(path, PLAN, FIRST).open() == Today(1, 10, 1, (result(0),))
    assert Diary(path, PLAN, FIRST + timedelta(days=1)).open().results == ()
    assert Diary(path, PLAN, FIRST).open().results == ()  # that of tomorrow was begun since


def test_a_changed_plan_or_a_restart_begins_anew(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    diary = Diary(path, PLAN, FIRST)
    diary.open()
    diary.item(result(0))
    assert Diary(path, RoutinePlan("daily", 10, PLAN.items[:2]), FIRST).open().results == ()
    diary.open()
    diary.item(result(0))
    assert Diary(path, PLAN, FIRST).open(restart=True).results == ()


def test_plans_of_other_names_are_counted_for_themselves(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    do(path, 0)
    assert do(path, 1, plan=RoutinePlan("evening", 14, PLAN.items)) == Today(1, 14, 1)
    assert do(path, 1) == Today(2, 10, 2)


def test_a_day_on_which_all_was_skipped_does_not_count(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    do(path, 0, ending=Ending.SKIPPED)
    assert do(path, 1) == Today(1, 10, 1)


@given(st.data())
def test_a_kill_at_any_moment_leaves_the_place(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    """Whatever of the file was on the disk: what was done before is kept, and the routine goes on behind it."""
    path = tmp_path_factory.mktemp("diary") / "routine.jsonl"
    do(path, 0)
    before = path.stat().st_size
    diary = Diary(path, PLAN, FIRST + timedelta(days=1))
    diary.open()
    ends = [path.stat().st_size]
    for index in range(3):
        diary.item(result(index))
        ends.append(path.stat().st_size)
    size = data.draw(st.integers(before, ends[-1]))
    path.write_bytes(path.read_bytes()[:size])
    again = Diary(path, PLAN, FIRST + timedelta(days=1)).open()
    # A record that lacks only its newline is whole.
    whole = sum(size >= end - 1 for end in ends[1:])
    # With all three done the routine was finished, and another one begins.
    assert again == Today(2, 10, 2, tuple(result(index) for index in range(whole % 3)))
    assert do(path, 2) == Today(3 if whole == 3 else 2, 10, 3 if whole == 3 else 1)


def test_lines_of_another_version_are_passed_over(tmp_path: Path):
    path = tmp_path / "routine.jsonl"
    do(path, 0)
    with path.open("ab") as file:
        file.write(b'\n\xff\n5\n{"type": "end"}\n{"type": "item", "date": "x", "name": "daily"}\n{"type": "new"}\n')
    assert do(path, 1) == Today(2, 10, 2)


def test_a_diary_that_cannot_be_written_or_read_is_told_in_a_sentence(tmp_path: Path):
    for path in (tmp_path, tmp_path / "file" / "routine.jsonl"):
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(OutputError, match=r"^Cannot (read|write) the diary .*; fix that, or give --diary FILE\.$"):
            Diary(path, PLAN, FIRST).open()
