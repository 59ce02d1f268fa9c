"""The data of a routine: exercises one after another, day by day; all of it frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from livecoach.core.types import Cue


class Unit(StrEnum):
    """The unit that an exercise is counted in."""

    BREATHS = "breaths"
    REPS = "reps"


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """One exercise of a plan: ``sets`` times ``count`` breaths or reps, ``rest_s`` between sets and after the last."""

    exercise: str
    sets: int
    count: int
    unit: Unit
    rest_s: float


@dataclass(frozen=True, slots=True)
class RoutinePlan:
    """A plan: what is done each day, and for how many days."""

    name: str
    days: int
    items: tuple[RoutineItem, ...]


class Ending(StrEnum):
    """How an exercise of a routine ended: PART is a hold that was given up twice."""

    DONE = "done"
    PART = "part"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The result of one exercise: ``count`` of the whole ``goal``, in ``unit``."""

    index: int
    exercise: str
    ending: Ending
    count: int
    goal: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Today:
    """Where the diary stands: day ``day`` of ``days``, ``streak`` days in a row with this one if it is finished.

    ``results`` are those of a routine that was begun today and not finished; it continues after them.
    """

    day: int
    days: int
    streak: int
    results: tuple[ItemResult, ...] = ()

    @property
    def resumed(self) -> bool:
        """Whether the routine was begun earlier and continues."""
        return bool(self.results)


class RoutineStage(StrEnum):
    """Where in a routine the person is."""

    REST = "rest"
    INTRO = "intro"
    """The exercise is shown and explained; nothing is judged."""

    EXERCISE = "exercise"
    """Set-up and the exercise itself."""

    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Work:
    """What the present exercise reports to the routine about one frame.

    ``working``: set up and at it; ``count`` of ``goal`` is done in the present set; ``finished``: this set is over
    (``all_sets``: and with it the exercise), as ``ending`` says; ``up``: in a hold, from which to come down.
    """

    working: bool = False
    count: int = 0
    goal: int = 0
    finished: bool = False
    all_sets: bool = False
    ending: Ending = Ending.DONE
    up: bool = False


@dataclass(frozen=True, slots=True)
class RoutineState:
    """The routine at one frame.

    ``line`` is the sound id of the instruction of the moment (empty: none, or the exercise has its own) and ``cue``
    what is to be said now. ``left_s`` and ``done`` (share 0..1) belong to a countdown, NaN without one;
    ``exercise_s`` is how long the present exercise has been worked at.
    """

    stage: RoutineStage
    item: RoutineItem
    index: int
    items: int
    today: Today
    title: str = ""
    line: str = ""
    cue: Cue | None = None
    left_s: float = NAN
    done: float = NAN
    set_index: int = 1
    exercise_s: float = 0.0
    work: Work = Work()
    results: tuple[ItemResult, ...] = ()
