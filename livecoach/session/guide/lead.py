"""Connects the guide with a live session: what it says goes into the steps, what it shows onto the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from livecoach.core.guide_state import SetPlan, Stage
from livecoach.render.screens.summary import SummaryView
from livecoach.session.guide.session_guide import SessionGuide
from livecoach.session.guide.summary import SummaryCollector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from livecoach.config.schema import Profile
    from livecoach.core.guide_state import GuideState, Summary
    from livecoach.core.types import Step
    from livecoach.session.engine.calibration import Calibration
    from livecoach.session.engine.protocol import JudgingEngine

_SUMMARY_AFTER_S = 6.0
"""By then everything that is said at the end of the last set is over."""

_SUMMARY_S = 60.0
"""The summary stays for this long; then the session ends by itself, because nobody is near the keys."""


class ExerciseGuide:
    """Reads the engine's steps; without ``guided`` it only collects the summary and changes nothing."""

    def __init__(
        self,
        engine: JudgingEngine,
        profile: Profile,
        folder: Path,
        *,
        guided: bool,
        keep: Callable[[Calibration], None] | None = None,
    ) -> None:
        """Lead towards the profile's sets; ``keep`` is given each calibration that is good enough for a later day."""
        plan = SetPlan(profile.session.sets, profile.session.reps, profile.session.rest_s)
        self._flow = SessionGuide(plan, profile) if guided else None
        self._engine = engine
        self._keep = keep
        self._folder = folder
        self._collector = SummaryCollector()
        self._state: GuideState | None = None
        self._finished_s: float | None = None

    @property
    def state(self) -> GuideState | None:
        """Where the guided session is; None before the first step, and without a guide."""
        return self._state

    @property
    def judging(self) -> bool:
        """Always: all of a session is judged."""
        return True

    def follow(self, step: Step) -> Step:
        """Add the engine's step; return it with what to say in it.

        The person may still move after the last set, so the summary is of what was before.
        """
        if self._finished_s is None:
            self._collector.update(step)
        if self._flow is None:
            return step
        self._state = self._flow.update(step)
        if self._state.recalibrate:
            self._engine.recalibrate()
        calibration = self._engine.calibration if self._state.learned and self._keep is not None else None
        if calibration is not None and self._keep is not None:
            self._keep(calibration)
        if self._state.stage is Stage.FINISHED and self._finished_s is None:
            self._finished_s = step.frame.t_s
        return replace(step, cue=self._state.cue)

    def skip(self) -> None:
        """Do nothing: only a routine has a next exercise."""

    def over(self, t_s: float) -> bool:
        """Return whether the last set is done and its summary was shown long enough."""
        return self._since_end_s(t_s) >= _SUMMARY_AFTER_S + _SUMMARY_S

    def shown(self, t_s: float) -> GuideState | SummaryView | None:
        """Return the session's stage, or its summary once the last set is done."""
        if self._since_end_s(t_s) >= _SUMMARY_AFTER_S:
            return SummaryView(self._collector.summary(), str(self._folder))
        return self._state

    def end(self, closing: Step | None) -> Summary:
        """Add the engine's last step (None: nothing was seen); return the summary."""
        if closing is not None and self._finished_s is None:
            self._collector.update(closing)
        return self._collector.summary()

    def _since_end_s(self, t_s: float) -> float:
        return t_s - self._finished_s if self._finished_s is not None else 0.0
