"""Signals about the person for the guided session, debounced so that nothing flickers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.timing import Settled
from livecoach.core.types import PULLING, Observability, TrackState, View
from livecoach.detect.pulls.arms import arms_hang
from livecoach.measure.baseline_match import GROWTH_AT_REST, moved_away
from livecoach.track.subject.floor_pose import on_the_floor

if TYPE_CHECKING:
    from livecoach.core.types import Measures, Step

_LINE_FOR_WHY = {
    "nobody": "into_picture",
    "outside": "into_picture",
    "dark": "more_light",
    "small": "step_closer",
    "incomplete": "whole_body",
    "limbs": "whole_body",
    "upside_down": "plain_background",
    "head_outside": "step_back",
    "hips_outside": "step_back",
}
"""The tracker's reasons (``Sighting.why``) to what the person can do about them; others resolve by themselves."""

_LINE_FOR_VIEW = {
    View.FRONT: "turn",
    View.SIDE: "turn_to_camera",
    View.THREE_QUARTER_BACK: "face_camera",
    View.BACK: "face_camera",
}
"""How to get to three-quarter front, the one view that judges every fault."""

_WHOLE_QUALITY = 0.8
"""One of the six relevant points may lie outside the picture: an ear or a hip behind the body."""

_SMALLEST_TORSO_PX = 60.0
"""At this size the default limit of a shrug, 0.016 torso lengths, is one pixel, the noise of the landmarks."""

_SETTLE_S = 0.7
_LOST_S = 2.0


@dataclass(frozen=True, slots=True)
class Signals:
    """The person at one frame.

    ``problem`` is what prevents judging at all, and ``view`` what would show more faults, as the sound id of what to do
    (empty for nothing); at the very beginning that is to get ready. ``whole_s``, ``hanging_s``
    and ``raised_s`` say for how long the whole body was in view, the arms hung, or did not. ``moved``: they stand
    elsewhere than when the baseline was taken.
    """

    present: bool = False
    problem: str = "get_ready"
    view: str = ""
    whole_s: float = 0.0
    hanging_s: float = 0.0
    raised_s: float = 0.0
    pulling: bool = False
    moved: bool = False


class SignalReader:
    """Reads one session's steps in order."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._seen_s = -math.inf
        self._problem = Settled("get_ready", _SETTLE_S)
        self._view = Settled("", _SETTLE_S)
        self._moved = Settled(False, _SETTLE_S)
        self._whole_since_s = math.nan
        self._hanging_since_s = math.nan
        self._raised_since_s = math.nan

    def update(self, step: Step) -> Signals:
        """Feed one step."""
        t_s, measures = step.frame.t_s, step.measures
        if step.sighting.state is TrackState.OK and measures is not None:
            self._seen_s = t_s
        raw = _problem(step)
        problem = self._problem.update(t_s, self._problem.value if raw is None else raw)
        if measures is not None:
            self._view.update(t_s, _view_line(step, measures))
            self._moved.update(t_s, bool(moved_away(measures, step.baseline, GROWTH_AT_REST)))
        hanging = None if measures is None else arms_hang(measures)
        self._whole_since_s = _since(self._whole_since_s, t_s, not problem)
        self._hanging_since_s = _since(self._hanging_since_s, t_s, hanging)
        self._raised_since_s = _since(self._raised_since_s, t_s, None if hanging is None else not hanging)
        return Signals(
            present=t_s - self._seen_s < _LOST_S,
            problem=problem,
            view=self._view.value,
            whole_s=_length(self._whole_since_s, t_s),
            hanging_s=_length(self._hanging_since_s, t_s),
            raised_s=_length(self._raised_since_s, t_s),
            pulling=measures is not None and step.phase in PULLING,
            moved=self._moved.value,
        )


def _problem(step: Step) -> str | None:
    """Return what to do about the worst problem of this frame, empty for none, None when it is unknown.

    Only pulls are guided: a person on the floor is in another exercise.
    """
    sighting, measures = step.sighting, step.measures
    if sighting.pose is not None and on_the_floor(sighting.pose):
        return "get_up"
    if measures is None:
        # A frame without a pose while the person counts as found is a short loss.
        return None if sighting.state is TrackState.OK else _LINE_FOR_WHY.get(sighting.why)
    if sighting.advice:
        return _LINE_FOR_WHY.get(sighting.why, "step_back")
    return "" if measures.quality >= _WHOLE_QUALITY else "step_back"


def _view_line(step: Step, measures: Measures) -> str:
    if measures[measure_names.TORSO_PX] < _SMALLEST_TORSO_PX:
        return "step_closer"
    if all(reading.judged is Observability.FULL for reading in step.readings):
        return ""
    return _LINE_FOR_VIEW.get(measures.view, "")


def _since(since_s: float, t_s: float, holds: bool | None) -> float:
    """Return since when something holds, NaN while it does not; unknown changes nothing."""
    if holds is None:
        return since_s
    if not holds:
        return math.nan
    return t_s if math.isnan(since_s) else since_s


def _length(since_s: float, t_s: float) -> float:
    return 0.0 if math.isnan(since_s) else t_s - since_s
