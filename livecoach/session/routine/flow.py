"""Leads through a routine: rest, how it is done, the exercise set by set, then the next, up to the end.

``livecoach.session.routine.stages`` decides; this keeps the clock, feeds it and says its lines.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import RoutineStage, RoutineState, Work
from livecoach.core.unknown import NAN
from livecoach.core.words.phrases import spoken
from livecoach.core.words.routine_phrases import day_sound
from livecoach.cue.announcer import Announcer, speech_s
from livecoach.session.routine.stages import (
    Introduction,
    RoutineProgress,
    RoutineSetting,
    Skip,
    Tick,
    advance,
    rest_s,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.core.routine import ItemResult, RoutineItem, RoutinePlan, Today
    from livecoach.core.types import Cue

_LONGEST_DT_S: Final = 1.0
"""A longer gap between two frames is a camera that was away, or a pause."""

_AFTER_WORDS_S: Final = 1.5
"""Time to look at the figure once more before the exercise begins."""

_SHOWN_AT_END_S: Final = 60.0
"""The last card stays for as long; then the routine ends by itself, as nobody is near the keys."""


class RoutineGuide:
    """Leads through one routine; ``words`` are the sentences of each item's introduction: ids of sounds, or own words.

    Begins after ``today.results``, which leave at least one item. ``results`` grows with each exercise that is over.
    """

    def __init__(self, plan: RoutinePlan, words: Sequence[Sequence[str]], today: Today, language: str) -> None:
        self._language = language
        self._today = today
        self._announcer = Announcer(language, ())
        self._last_s = math.nan
        self._clock_s = 0.0
        self._now = RoutineProgress(index=len(today.results), results=today.results)
        day_line = day_sound(today.day, today.days)
        first = "routine_resumed" if today.resumed else day_line
        opening = (*((first,) if first else ()), *words[self._now.index])
        introductions = tuple(self._introduction(lines) for lines in words)
        self._setting = RoutineSetting(tuple(plan.items), introductions, self._introduction(opening), day_line)

    @property
    def results(self) -> tuple[ItemResult, ...]:
        """What the exercises came to that are over."""
        return self._now.results

    @property
    def index(self) -> int:
        """Which exercise of the plan is on, from 0; the last one when all are over."""
        return self._now.index

    @property
    def stage(self) -> RoutineStage:
        """Where in it the person is."""
        return self._now.stage

    @property
    def item(self) -> RoutineItem:
        """The exercise that is on."""
        return self._setting.items[self._now.index]

    @property
    def between_sets(self) -> bool:
        """Whether the first set of the exercise that is on is done."""
        return self._now.set_index > 1

    @property
    def rest_s(self) -> float:
        """How long the rest that is on lasts, or the next one will."""
        return rest_s(self._now, self._setting)

    @property
    def over(self) -> bool:
        """Whether the last card was shown long enough."""
        return self.stage is RoutineStage.FINISHED and self._now.in_stage_s >= _SHOWN_AT_END_S

    def new_times(self) -> None:
        """Take the next frame's time for a new beginning: another exercise has times of its own."""
        self._last_s = math.nan

    def update(self, t_s: float, work: Work | None = None, cue: Cue | None = None) -> RoutineState:
        """Feed one frame's time, what the exercise tells (None: it is not judged) and its cue; return what to show."""
        work = work or Work(goal=self.item.count)
        dt_s = 0.0 if math.isnan(self._last_s) else min(max(t_s - self._last_s, 0.0), _LONGEST_DT_S)
        self._last_s = t_s
        self._clock_s += dt_s
        following = advance(self._now, Tick(dt_s, work), self._setting)
        self._now = following.stage
        return self._state(t_s, following.line, work, cue)

    def skip(self, work: Work | None = None) -> None:
        """Go on as asked: past the rest or the how-to, or past the exercise that is on."""
        self._now = advance(self._now, Skip(work or Work()), self._setting).stage

    def _introduction(self, lines: Sequence[str]) -> Introduction:
        phrases = spoken(self._language)
        timed = tuple((line, speech_s(phrases.get(line, line))) for line in lines)
        return Introduction(timed, sum(length_s for _, length_s in timed) + _AFTER_WORDS_S)

    def _state(self, t_s: float, line: str, work: Work, cue: Cue | None) -> RoutineState:
        now, said = self._now, cue
        if now.stage is not RoutineStage.EXERCISE:
            # A cue here came with the exercise's last frame: its last count is heard before what follows. What the
            # routine is about to say itself is said once.
            cue = None if cue is not None and cue.sound == line else cue
            said = self._announcer.update(self._clock_s, line, cue, mid_rep=False)
            if said is not None:
                said = replace(said, t_s=t_s, expires_s=said.expires_s - said.t_s + t_s)
        resting = now.stage is RoutineStage.REST
        left_s = max(self.rest_s - now.in_stage_s, 0.0) if resting else NAN
        return RoutineState(
            stage=now.stage,
            item=self.item,
            index=now.index,
            items=len(self._setting.items),
            today=self._today,
            line=line,
            cue=said,
            left_s=left_s,
            done=1.0 - left_s / self.rest_s if resting and self.rest_s > 0.0 else NAN,
            set_index=now.set_index,
            exercise_s=now.exercise_s,
            work=work,
            results=now.results,
        )
