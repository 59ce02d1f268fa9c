"""Leads through the ranges: stand still, one slow pull, three pulls, then the head left and right by turns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import GuideState, SetPlan, Stage
from livecoach.core.types import TrackState, View
from livecoach.core.words.phrases import spoken
from livecoach.cue.announcer import Announcer
from livecoach.session.guide.session_guide import SessionGuide
from livecoach.session.guide.summary import SummaryCollector
from livecoach.session.mobility.collector import TRIES, MobilityWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.config.schema import Profile
    from livecoach.core.guide_state import Summary
    from livecoach.core.types import Step
    from livecoach.render.screens.result import ResultView
    from livecoach.session.engine.protocol import JudgingEngine

_RESULT_AFTER_S: Final = 3.0
_RESULT_S: Final = 45.0
_ASKED: Final = frozenset({"into_picture", "face_camera", "look_ahead", "head_left", "head_right", "head_back"})
_UNSEEN_VIEWS: Final = (View.THREE_QUARTER_FRONT, View.SIDE, View.THREE_QUARTER_BACK, View.BACK)


class MobilityLead:
    """Reads the engine's steps; ``keep`` is called after each part, ``result`` makes the last screen.

    Without ``guided`` it gives no instructions, because a person in a clip does not follow any.
    """

    def __init__(
        self,
        engine: JudgingEngine,
        profile: Profile,
        keep: Callable[[MobilityWatch], object],
        result: Callable[[MobilityWatch], ResultView],
        *,
        guided: bool,
    ) -> None:
        self.watch = MobilityWatch()
        self._flow = SessionGuide(SetPlan(1, TRIES), profile)
        self._engine = engine
        self._keep = keep
        self._result = result
        self._guided = guided
        self._language = profile.language
        self._announcer = Announcer(profile.language, _ASKED)
        self._collector = SummaryCollector()
        self._pulled = False
        self._state: GuideState | None = None
        self._finished_s: float | None = None

    @property
    def judging(self) -> bool:
        """Until everything is measured."""
        return self._finished_s is None

    def follow(self, step: Step) -> Step:
        """Take in the engine's step; return it with what is to be heard in it."""
        self._collector.update(step)
        if self._finished_s is not None:
            return replace(step, cue=self._announcer.update(step.frame.t_s, "finished", None, mid_rep=False))
        self.watch.update(step)
        if not self._guided:
            return step
        if self._pulled:
            return self._turn(step)
        state = self._flow.update(step)
        if state.recalibrate:
            self._engine.recalibrate()
        if state.stage is Stage.FINISHED:
            self._pulled = True
            self._keep(self.watch)
            return self._turn(step)
        self._state = self._named(state)
        return replace(step, cue=self._state.cue)

    def skip(self) -> None:
        """Do nothing: a skipped part would not be measured."""

    def over(self, t_s: float) -> bool:
        """Return whether everything is measured and was shown long enough."""
        return self._since_end_s(t_s) >= _RESULT_AFTER_S + _RESULT_S

    def shown(self, t_s: float) -> GuideState | ResultView | None:
        """Return the instruction of the moment, or the result at the end."""
        return self._result(self.watch) if self._since_end_s(t_s) >= _RESULT_AFTER_S else self._state

    def end(self, closing: Step | None) -> Summary:
        """Add the engine's last step (None: nothing was seen); return the summary of the pulls."""
        if closing is not None:
            self._collector.update(closing)
            self.watch.close(closing.rep)
        return self._collector.summary()

    def _named(self, state: GuideState) -> GuideState:
        """Say what is to be pulled where a session would only say "Go"."""
        if state.line != "go":
            return state
        cue = state.cue
        if cue is not None and cue.sound == "go":
            cue = replace(cue, sound="three_pulls", text=spoken(self._language)["three_pulls"])
        return replace(state, line="three_pulls", cue=cue)

    def _turn(self, step: Step) -> Step:
        t_s = step.frame.t_s
        left, right = (self.watch.turned(left=left) for left in (True, False))
        if min(left, right) >= TRIES:
            self._finished_s = t_s
            self._keep(self.watch)
        line = "finished" if self._finished_s is not None else self._turn_line(step, toward_left=left <= right)
        cue = self._announcer.update(t_s, line, None, mid_rep=False)
        done = min(left, TRIES) + min(right, TRIES)
        self._state = GuideState(Stage.CALIBRATE, line, cue, reps=done, goal_reps=2 * TRIES)
        return replace(step, cue=cue)

    def _turn_line(self, step: Step, *, toward_left: bool) -> str:
        if step.measures is None or step.sighting.state is not TrackState.OK:
            return "into_picture"
        if step.measures.view in _UNSEEN_VIEWS and not self.watch.turns.turning:
            return "face_camera"
        if not self.watch.turns.ready:
            return "look_ahead"
        if self.watch.turns.back:
            return "head_back"
        return "head_left" if toward_left else "head_right"

    def _since_end_s(self, t_s: float) -> float:
        return t_s - self._finished_s if self._finished_s is not None else 0.0
