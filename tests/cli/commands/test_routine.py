from pathlib import Path

from livecoach.cli.commands.routine import lines
from livecoach.core.routine import Ending, ItemResult, Today, Unit
from livecoach.session.routine.session import RoutineOutcome

TITLES = {"pit_pull": "Breathing pit pull", "row": "Row"}
PULLS = ItemResult(0, "pit_pull", Ending.DONE, 24, 24, Unit.REPS)


def test_a_whole_routine_is_told_with_its_streak():
    outcome = RoutineOutcome(Today(4, 10, 3), (PULLS,), (), TITLES, Path("there"))
    assert list(lines(outcome)) == [
        "Day 4 of 10, 3 days in a row",
        "Breathing pit pull: 24 of 24 reps",
        "Written to there",
    ]


def test_what_is_left_is_told_with_how_to_go_on():
    outcome = RoutineOutcome(Today(4, 10, 3), (PULLS,), ("row",), TITLES, Path("there"))
    assert list(lines(outcome)) == [
        "Day 4 of 10",
        "Breathing pit pull: 24 of 24 reps",
        "Still to do: Row. Start livecoach routine again today to continue there.",
        "Written to there",
    ]
