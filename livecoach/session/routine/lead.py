"""Connects the routine with one of its exercises: first the rest and the how-to, then the exercise's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.guide_state import Stage
from livecoach.core.hold import HoldPhase
from livecoach.core.routine import Ending, RoutineStage, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.core.guide_state import Summary
    from livecoach.core.routine import ItemResult, RoutineItem, RoutineState
    from livecoach.core.types import Cue, Step
    from livecoach.render.views import RoutineView
    from livecoach.session.guide.lead import ExerciseGuide
    from livecoach.session.routine.flow import RoutineGuide

_TRIES = 2
"""A hold that is given up is tried once more; then the routine goes on."""

_SLOWEST_BREATH_S = 15.0
"""Four breaths a minute, slower than the pacer's: if a hold lasts longer than all of them, breathing was not measured
well."""


class PullWork:
    """Reports a guided exercise of pulls to the routine; its own guide leads through all of its sets."""

    def __init__(self, item: RoutineItem, inner: ExerciseGuide) -> None:
        self._item = item
        self._inner = inner

    def update(self, step: Step) -> tuple[Work, Cue | None]:
        """Feed a step after the inner guide's; return the work done and what to say."""
        flow = self._inner.state
        if flow is None:
            return Work(goal=self._item.count), step.cue
        finished = flow.stage is Stage.FINISHED
        done = (flow.set_index - 1) * self._item.count + flow.reps
        work = Work(
            working=flow.stage is Stage.RUNNING,
            count=done,
            goal=self._item.sets * self._item.count,
            finished=finished,
            all_sets=True,
        )
        return work, None if finished else step.cue


class HoldWork:
    """Reports an exercise that is held to the routine, one set at a time; its engine gives its own cues."""

    def __init__(self, item: RoutineItem) -> None:
        self._item = item
        self._tries = 0
        self._best = 0

    def update(self, step: Step) -> tuple[Work, Cue | None]:
        """Feed a step; return the work done and what to say."""
        hold = step.hold
        if hold is None:
            return Work(goal=self._item.count), step.cue
        finished, ending, count = False, Ending.DONE, hold.breaths
        if hold.result is not None:
            self._tries += 1
            self._best = max(self._best, hold.result.breaths)
            # Done with a breath less: one was missed, and the time of the hold was that of all.
            whole = hold.phase is HoldPhase.DONE or hold.result.breaths >= self._item.count
            finished, count = whole or self._tries >= _TRIES, self._best
            ending = Ending.DONE if whole else Ending.PART
            if finished:
                self._tries = self._best = 0
        if hold.phase is HoldPhase.HOLD and hold.held_s >= _SLOWEST_BREATH_S * self._item.count:
            finished, ending = True, Ending.PART
        working = hold.phase in (HoldPhase.HOLD, HoldPhase.LOST)
        up = hold.phase is HoldPhase.HOLD or (hold.phase is HoldPhase.DONE and not hold.down)
        return Work(working, count, self._item.count, finished, ending=ending, up=up), step.cue


class RoutineLead:
    """Leads one exercise; ``told`` is called with each result as soon as it is known.

    ``inner`` leads exercises of pulls and collects their summary. The last exercise's lead shows the routine's end.
    """

    def __init__(
        self,
        flow: RoutineGuide,
        work: PullWork | HoldWork,
        inner: ExerciseGuide,
        told: Callable[[ItemResult], None],
        view: RoutineView,
    ) -> None:
        self._flow = flow
        self._work = work
        self._inner = inner
        self._told = told
        self._view = view
        self._index = flow.index
        self._known = len(flow.results)
        self._state: RoutineState | None = None
        self._last_work = Work(goal=flow.item.count)
        flow.new_times()

    @property
    def judging(self) -> bool:
        """In the exercise, and between its sets, so that the way out of a hold is seen."""
        between = self._flow.stage is RoutineStage.REST and self._flow.between_sets
        return self._flow.stage is RoutineStage.EXERCISE or between

    def follow(self, step: Step) -> Step:
        """Add a step, judged or not; return it with what to say in it."""
        if not self.judging:
            self._state = self._flow.update(step.frame.t_s)
        else:
            led = self._inner.follow(step)
            self._last_work, cue = self._work.update(led)
            if self._flow.stage is RoutineStage.REST:  # resting on the floor looks like the next set's beginning
                cue = None
            self._state = self._flow.update(step.frame.t_s, self._last_work, cue)
        self._tell()
        return replace(step, cue=self._state.cue)

    def skip(self) -> None:
        """Go on as asked."""
        self._flow.skip(self._last_work)
        self._last_work = Work(goal=self._flow.item.count)
        self._tell()

    def over(self, t_s: float) -> bool:  # noqa: ARG002 -- the routine keeps its own time
        """Return whether the routine has gone on to another exercise, or has ended."""
        return self._flow.index != self._index or self._flow.over

    def shown(self, t_s: float) -> RoutineView | None:  # noqa: ARG002 -- the routine keeps its own time
        """Return where the routine is, and where a guided exercise of pulls is."""
        if self._state is None:
            return None
        guide = self._inner.state if self._flow.stage is RoutineStage.EXERCISE else None
        return replace(self._view, state=self._state, guide=guide)

    def end(self, closing: Step | None) -> Summary:
        """Add the engine's last step (None: nothing was seen); return the summary."""
        return self._inner.end(closing)

    def _tell(self) -> None:
        for result in self._flow.results[self._known :]:
            self._told(result)
        self._known = len(self._flow.results)
