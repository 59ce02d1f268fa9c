"""The stages of a routine: pure functions from where it is and one tick of its clock to what follows.

Only an exercise that ended, or the wish to go on, leads to the next one. Time in which nothing was seen or which the
person paused does not count: whoever feeds the ticks leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import Ending, ItemResult, RoutineStage, Work
from livecoach.core.transition import Transition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.core.routine import RoutineItem

MOMENT_S: Final = 3.0
"""How long a word like "Well done" stays on the screen."""

_READY_BEFORE_S: Final = 8.0


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is said before one exercise: the sound ids, how long each takes, and how long the whole lasts."""

    lines: tuple[tuple[str, float], ...]
    length_s: float


@dataclass(frozen=True, slots=True)
class RoutineSetting:
    """What does not change in a routine: its items, their introductions, and the line of the day at its end.

    ``opening`` is the introduction of the exercise that the session begins with.
    """

    items: tuple[RoutineItem, ...]
    introductions: Sequence[Introduction]
    opening: Introduction
    day_line: str


@dataclass(frozen=True, slots=True)
class RoutineProgress:
    """Where the routine is, and what it remembers.

    ``index`` is the exercise that is on, from 0, ``set_count`` what was done in its sets so far, ``part`` whether one
    of them was given up, ``over_line`` how the last set or exercise ended, as a line.
    """

    stage: RoutineStage = RoutineStage.INTRO
    index: int = 0
    set_index: int = 1
    set_count: int = 0
    part: bool = False
    over_line: str = ""
    opening: bool = True
    in_stage_s: float = 0.0
    exercise_s: float = 0.0
    results: tuple[ItemResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """One frame: ``dt_s`` after the one before, with what the exercise under way tells (``work``)."""

    dt_s: float
    work: Work


@dataclass(frozen=True, slots=True)
class Skip:
    """The wish to go on; ``work`` is what was done in the present set by then."""

    work: Work


Next = Transition[RoutineProgress, ItemResult]
"""The effects are the results of exercises that are over."""


def advance(now: RoutineProgress, signal: Tick | Skip, setting: RoutineSetting) -> Next:
    """Return what follows from a frame, or from the wish to go on."""
    after = _tick(now, signal, setting) if isinstance(signal, Tick) else _skip(now, signal.work, setting)
    return Transition(after, _line(after, setting), after.results[len(now.results) :])


def rest_s(now: RoutineProgress, setting: RoutineSetting) -> float:
    """Return how long the rest that is on lasts, or the next one will."""
    between_sets = now.set_index > 1 or now.index == 0
    return setting.items[now.index if between_sets else now.index - 1].rest_s


def introduction(now: RoutineProgress, setting: RoutineSetting) -> Introduction:
    """Return what is said before the exercise that is on."""
    return setting.opening if now.opening else setting.introductions[now.index]


def _tick(now: RoutineProgress, tick: Tick, setting: RoutineSetting) -> RoutineProgress:
    now = replace(now, in_stage_s=now.in_stage_s + tick.dt_s)
    match now.stage:
        case RoutineStage.EXERCISE:
            now = replace(now, exercise_s=now.exercise_s + (tick.dt_s if tick.work.working else 0.0))
            return _set_over(now, tick.work, setting) if tick.work.finished else now
        case RoutineStage.REST if now.in_stage_s >= rest_s(now, setting):
            return _after_rest(now)
        case RoutineStage.INTRO if now.in_stage_s >= introduction(now, setting).length_s:
            return _enter(now, RoutineStage.EXERCISE)
    return now


def _skip(now: RoutineProgress, work: Work, setting: RoutineSetting) -> RoutineProgress:
    match now.stage:
        case RoutineStage.REST:
            return _after_rest(now)
        case RoutineStage.INTRO:
            return _enter(now, RoutineStage.EXERCISE)
        case RoutineStage.EXERCISE:
            skipped = replace(now, set_count=now.set_count + work.count, over_line="skipped")
            return _item_over(skipped, Ending.SKIPPED, setting)
    return now


def _enter(now: RoutineProgress, stage: RoutineStage) -> RoutineProgress:
    opening = now.opening and now.stage is not RoutineStage.INTRO
    return replace(now, stage=stage, opening=opening, in_stage_s=0.0)


def _set_over(now: RoutineProgress, work: Work, setting: RoutineSetting) -> RoutineProgress:
    now = replace(
        now,
        set_count=now.set_count + work.count,
        part=now.part or work.ending is Ending.PART,
        over_line="come_down" if work.up else "rest" if work.ending is Ending.PART else "set_done",
    )
    if now.set_index < setting.items[now.index].sets and not work.all_sets:
        return _enter(replace(now, set_index=now.set_index + 1), RoutineStage.REST)
    return _item_over(now, Ending.PART if now.part else Ending.DONE, setting)


def _item_over(now: RoutineProgress, ending: Ending, setting: RoutineSetting) -> RoutineProgress:
    item = setting.items[now.index]
    goal = item.sets * item.count
    result = ItemResult(now.index, item.exercise, ending, min(now.set_count, goal), goal, item.unit)
    over = replace(now, results=(*now.results, result), set_index=1, set_count=0, part=False, exercise_s=0.0)
    if now.index + 1 == len(setting.items):
        return _enter(over, RoutineStage.FINISHED)
    return _enter(replace(over, index=now.index + 1), RoutineStage.REST)


def _after_rest(now: RoutineProgress) -> RoutineProgress:
    return _enter(now, RoutineStage.EXERCISE if now.set_index > 1 else RoutineStage.INTRO)


def _line(now: RoutineProgress, setting: RoutineSetting) -> str:
    """Return the sound id of the instruction of the moment; in the exercise it has its own."""
    match now.stage:
        case RoutineStage.INTRO:
            return _intro_line(introduction(now, setting), now.in_stage_s)
        case RoutineStage.REST if now.in_stage_s < MOMENT_S:
            return now.over_line
        case RoutineStage.REST:
            return "get_ready" if rest_s(now, setting) - now.in_stage_s <= _READY_BEFORE_S else "rest"
        case RoutineStage.FINISHED:
            return _last_line(now, setting)
    return ""


def _last_line(now: RoutineProgress, setting: RoutineSetting) -> str:
    """Return what the last card says: how to come down, that it was all, which day it was."""
    since_s = now.in_stage_s
    if now.over_line == "come_down":
        if since_s < MOMENT_S:
            return "come_down"
        since_s -= MOMENT_S
    return "routine_done" if since_s < MOMENT_S else setting.day_line


def _intro_line(intro: Introduction, in_stage_s: float) -> str:
    left_s = in_stage_s
    for line, length_s in intro.lines:
        left_s -= length_s
        if left_s < 0.0:
            return line
    return intro.lines[-1][0]
