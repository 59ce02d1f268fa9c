"""The flow of a routine: rest, how-to, the exercise set by set, then the next one, up to the end.

A pure state machine over frame times and the reports of the present exercise. Only the end of an exercise, or ``skip``,
leads to the next one. Time in which nothing was seen or which the person paused does not count.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import Ending, ItemResult, RoutineStage, RoutineState, Work
from livecoach.core.unknown import NAN
from livecoach.core.words.phrases import spoken
from livecoach.core.words.routine_phrases import day_sound
from livecoach.cue.announcer import Announcer, speech_s

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.routine import RoutineItem, RoutinePlan, Today
    from livecoach.core.types import Cue

_LONGEST_DT_S: Final = 1.0
"""A longer gap between two frames is a camera that was away, or a pause."""

_AFTER_WORDS_S: Final = 1.5
"""Time to look at the figure once more before the exercise begins."""

_MOMENT_S: Final = 3.0
_READY_BEFORE_S: Final = 8.0
_SHOWN_AT_END_S: Final = 60.0
"""The last card stays for this long; then the routine ends by itself, because nobody is near the keys."""


class RoutineGuide:
    """Leads through one routine; ``words`` are the sentences of each item's introduction: ids of sounds, or own words.

    Begins after ``today.results``, which leave at least one item. ``results`` grows with each exercise that is over.
    """

    def __init__(self, plan: RoutinePlan, words: Sequence[Sequence[str]], today: Today, language: str) -> None:
        self._plan = plan
        self._phrases: Mapping[str, str] = spoken(language)
        self._words = words
        self._today = today
        self._announcer = Announcer(language, ())
        self._stage = RoutineStage.INTRO
        self._index = len(today.results)
        self._set_index = 1
        self._set_count = 0
        self._part = False
        self._over_line = ""
        self._opening = True
        self._in_stage_s = 0.0
        self._exercise_s = 0.0
        self._last_s = math.nan
        self._clock_s = 0.0
        self.results: tuple[ItemResult, ...] = today.results

    @property
    def index(self) -> int:
        """The number of the present exercise in the plan, from 0; the last one when all are over."""
        return self._index

    @property
    def stage(self) -> RoutineStage:
        """Where in it the person is."""
        return self._stage

    @property
    def item(self) -> RoutineItem:
        """The present exercise."""
        return self._plan.items[self._index]

    @property
    def between_sets(self) -> bool:
        """Whether the first set of the present exercise is done."""
        return self._set_index > 1

    @property
    def over(self) -> bool:
        """Whether the last card was shown long enough."""
        return self._stage is RoutineStage.FINISHED and self._in_stage_s >= _SHOWN_AT_END_S

    def new_times(self) -> None:
        """Treat the next frame's time as a new beginning: another exercise has its own times."""
        self._last_s = math.nan

    def update(self, t_s: float, work: Work | None = None, cue: Cue | None = None) -> RoutineState:
        """Feed one frame's time, the exercise's report (None: it is not judged) and its cue; return what to show."""
        work = work or Work(goal=self.item.count)
        dt_s = 0.0 if math.isnan(self._last_s) else min(max(t_s - self._last_s, 0.0), _LONGEST_DT_S)
        self._last_s = t_s
        self._clock_s += dt_s
        self._in_stage_s += dt_s
        if self._stage is RoutineStage.EXERCISE:
            self._exercise_s += dt_s if work.working else 0.0
            if work.finished:
                self._set_over(work)
        elif self._stage is RoutineStage.REST and self._in_stage_s >= self.rest_s:
            self._after_rest()
        elif self._stage is RoutineStage.INTRO and self._in_stage_s >= self._intro_s:
            self._enter(RoutineStage.EXERCISE)
        return self._state(t_s, work, cue)

    def skip(self, work: Work | None = None) -> None:
        """Go on: past the rest or the how-to, or past the present exercise."""
        match self._stage:
            case RoutineStage.REST:
                self._after_rest()
            case RoutineStage.INTRO:
                self._enter(RoutineStage.EXERCISE)
            case RoutineStage.EXERCISE:
                self._set_count += work.count if work is not None else 0
                self._over_line = "skipped"
                self._item_over(Ending.SKIPPED)

    @property
    def rest_s(self) -> float:
        """Length of the present rest, or of the next one."""
        return self.item.rest_s if self.between_sets or self._index == 0 else self._plan.items[self._index - 1].rest_s

    @property
    def _intro(self) -> tuple[str, ...]:
        if not self._opening:
            return tuple(self._words[self._index])
        first = "routine_resumed" if self._today.resumed else day_sound(self._today.day, self._today.days)
        return (*((first,) if first else ()), *self._words[self._index])

    @property
    def _intro_s(self) -> float:
        return sum(speech_s(self._phrases.get(line, line)) for line in self._intro) + _AFTER_WORDS_S

    def _enter(self, stage: RoutineStage) -> None:
        if self._stage is RoutineStage.INTRO:
            self._opening = False
        self._stage = stage
        self._in_stage_s = 0.0

    def _set_over(self, work: Work) -> None:
        self._set_count += work.count
        self._part = self._part or work.ending is Ending.PART
        self._over_line = "come_down" if work.up else "rest" if work.ending is Ending.PART else "set_done"
        if self._set_index < self.item.sets and not work.all_sets:
            self._set_index += 1
            self._enter(RoutineStage.REST)
            return
        self._item_over(Ending.PART if self._part else Ending.DONE)

    def _item_over(self, ending: Ending) -> None:
        item = self.item
        goal = item.sets * item.count
        count = min(self._set_count, goal)
        self.results += (ItemResult(self._index, item.exercise, ending, count, goal, item.unit),)
        self._set_index, self._set_count, self._part, self._exercise_s = 1, 0, False, 0.0
        if self._index + 1 == len(self._plan.items):
            self._enter(RoutineStage.FINISHED)
            return
        self._index += 1
        self._enter(RoutineStage.REST)

    def _after_rest(self) -> None:
        self._enter(RoutineStage.EXERCISE if self.between_sets else RoutineStage.INTRO)

    def _line(self) -> str:
        """Return the sound id of the instruction of the moment; in the exercise it has its own."""
        fresh = self._in_stage_s < _MOMENT_S
        match self._stage:
            case RoutineStage.INTRO:
                return self._intro_line()
            case RoutineStage.REST if fresh:
                return self._over_line
            case RoutineStage.REST:
                return "get_ready" if self.rest_s - self._in_stage_s <= _READY_BEFORE_S else "rest"
            case RoutineStage.FINISHED:
                return self._last_line()
        return ""

    def _last_line(self) -> str:
        """Return what the last card says: how to come down, that it was all, which day it was."""
        since_s = self._in_stage_s
        if self._over_line == "come_down":
            if since_s < _MOMENT_S:
                return "come_down"
            since_s -= _MOMENT_S
        return "routine_done" if since_s < _MOMENT_S else day_sound(self._today.day, self._today.days)

    def _intro_line(self) -> str:
        left_s = self._in_stage_s
        for line in self._intro:
            left_s -= speech_s(self._phrases.get(line, line))
            if left_s < 0.0:
                return line
        return self._intro[-1]

    def _state(self, t_s: float, work: Work, cue: Cue | None) -> RoutineState:
        line = self._line()
        said = cue
        if self._stage is not RoutineStage.EXERCISE:
            # A cue here came with the exercise's last frame: its last count is heard before what follows. What the
            # routine is about to say itself is said once.
            cue = None if cue is not None and cue.sound == line else cue
            said = self._announcer.update(self._clock_s, line, cue, mid_rep=False)
            if said is not None:
                said = replace(said, t_s=t_s, expires_s=said.expires_s - said.t_s + t_s)
        resting = self._stage is RoutineStage.REST
        left_s = max(self.rest_s - self._in_stage_s, 0.0) if resting else NAN
        return RoutineState(
            stage=self._stage,
            item=self.item,
            index=self._index,
            items=len(self._plan.items),
            today=self._today,
            line=line,
            cue=said,
            left_s=left_s,
            done=1.0 - left_s / self.rest_s if resting and self.rest_s > 0.0 else NAN,
            set_index=self._set_index,
            exercise_s=self._exercise_s,
            work=work,
            results=self.results,
        )
