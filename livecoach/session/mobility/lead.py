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
from livecoach.session.mobility.stages import MobilityProgress, MobilitySignals, MobilityStage, advance

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.config.schema import Profile
    from livecoach.core.guide_state import Summary
    from livecoach.core.types import Step
    from livecoach.render.screens.result import ResultView
    from livecoach.session.engine.protocol import JudgingEngine

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
        self._now = MobilityProgress()
        self._state: GuideState | None = None

    @property
    def judging(self) -> bool:
        """Until everything is measured."""
        return self._now.stage is not MobilityStage.DONE

    def follow(self, step: Step) -> Step:
        """Take in the engine's step; return it with what is to be heard in it."""
        self._collector.update(step)
        if not self.judging:
            return replace(step, cue=self._announcer.update(step.frame.t_s, "finished", None, mid_rep=False))
        self.watch.update(step)
        if not self._guided:
            return step
        pulls = self._pull(step) if self._now.stage is MobilityStage.PULLS else None
        over = pulls is None or pulls.stage is Stage.FINISHED
        following = advance(self._now, self._signals(step, pulls_over=over))
        self._now = following.stage
        for _ in following.effects:
            self._keep(self.watch)
        self._state = self._named(pulls) if pulls is not None and not over else self._turns(step, following.line)
        return replace(step, cue=self._state.cue)

    def skip(self) -> None:
        """Do nothing: a skipped part would not be measured."""

    def over(self, t_s: float) -> bool:
        """Return whether everything is measured and was shown long enough."""
        return self._now.over(t_s)

    def shown(self, t_s: float) -> GuideState | ResultView | None:
        """Return the instruction of the moment, or the result at the end."""
        return self._result(self.watch) if self._now.shows_result(t_s) else self._state

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

    def _pull(self, step: Step) -> GuideState:
        state = self._flow.update(step)
        if state.recalibrate:
            self._engine.recalibrate()
        return state

    def _signals(self, step: Step, *, pulls_over: bool) -> MobilitySignals:
        turns, measures = self.watch.turns, step.measures
        return MobilitySignals(
            t_s=step.frame.t_s,
            pulls_over=pulls_over,
            left=self.watch.turned(left=True),
            right=self.watch.turned(left=False),
            seen=measures is not None and step.sighting.state is TrackState.OK,
            aside=measures is not None and measures.view in _UNSEEN_VIEWS,
            turning=turns.turning,
            ready=turns.ready,
            back=turns.back,
        )

    def _turns(self, step: Step, line: str) -> GuideState:
        cue = self._announcer.update(step.frame.t_s, line, None, mid_rep=False)
        done = sum(min(self.watch.turned(left=left), TRIES) for left in (True, False))
        return GuideState(Stage.CALIBRATE, line, cue, reps=done, goal_reps=2 * TRIES)
