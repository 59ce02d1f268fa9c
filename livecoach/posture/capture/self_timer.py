"""The self-timer: a pure state machine from poses and times to what to show, what to say and when to take a photo.

The person stands in the wanted view with head and feet in the picture, holds still while a self-timer counts, and
steps out and in between the takes, so that their mean includes the spread of taking up the position.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.landmarks import Landmark
from livecoach.core.types import View
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import ViewFinder

if TYPE_CHECKING:
    from livecoach.core.types import Pose

_TURN = {View.SIDE: _("Turn your side to the camera"), View.BACK: _("Turn your back to the camera")}

TAKES: Final = 3
TIMER_S: Final = 5.0
TICKS: Final = 3
"""The last seconds of the timer are counted aloud."""

STILL_SHARE: Final = 0.12
AWAY_SHARE: Final = 0.4
"""Shares of the trunk's length: more movement restarts the timer; this much counts as stepping out."""

REPEAT_S: Final = 5.0
_ENDS: Final = (Landmark.NOSE, Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX, Landmark.LEFT_HEEL)
_MARKS: Final = (Landmark.LEFT_HIP, Landmark.NOSE)
_WRISTS: Final = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)

HIDDEN: Final = 0.5
"""The place of a wrist with less visibility is a guess. From the side the far one has 0.05 to 0.13, the near one
0.96 and more, and in a noisy picture the far one of somebody who stands still moves by up to a fifth of the trunk."""


_LOOKS_LIKE: Final = {View.SIDE: (View.SIDE,), View.BACK: (View.BACK, View.FRONT)}
"""The pose model takes some backs for fronts; the takes are checked more closely afterwards."""


class _State(Enum):
    PLACING = "placing"
    COUNTING = "counting"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to show and say for one frame; ``count`` is None while no timer runs, ``take`` asks to keep this frame."""

    banner: str
    sound: str = ""
    count: int | None = None
    take: bool = False
    done: bool = False


class SelfTimer:
    """Leads through the takes of one view (side or back), in a language; feed every frame in the order of times."""

    def __init__(self, view: View, language: str = "en") -> None:
        self._wanted = view
        self._words = translator(language)
        self.taken = 0
        self._state = _State.PLACING
        self._finder = ViewFinder(window_s=1.0)
        self._since_s = math.nan
        self._start: Pose | None = None
        self._said = ("", -math.inf)
        self._last_count = 0

    def step(self, t_s: float, pose: Pose | None, *, alone: bool = True) -> Advice:
        """Return what to do at ``t_s`` seconds, in which ``pose`` was seen (None: nobody), ``alone`` or not."""
        if pose is not None:
            self._finder.update(t_s, body_yaw_deg(pose))
        if self._state is _State.LEAVING:
            return self._leaving(t_s, pose)
        fault = self._fault(pose, alone=alone)
        if pose is None or fault is not None:
            self._state = _State.PLACING
            banner, sound = fault or (self._words(_("Step into the picture")), "into_picture")
            return Advice(banner, self._once(sound, t_s))
        if self._state is _State.PLACING or self._moved(pose) > STILL_SHARE:
            return self._begin(t_s, pose)
        return self._counting(t_s, pose)

    def _fault(self, pose: Pose | None, *, alone: bool) -> tuple[str, str] | None:
        if pose is None:
            return self._words(_("Step into the picture")), "into_picture"
        if not alone:
            return self._words(_("Two people: only one in the picture")), "someone_else"
        width, height = pose.image_size_px
        ends = [pose.xy_px[row] for row in _ENDS]
        if not all(0.0 <= x < width and 0.0 <= y < height for x, y in ends):
            return self._words(_("Step back: head and feet in the picture")), "step_back"
        if self._finder.view not in _LOOKS_LIKE[self._wanted]:
            return self._words(_TURN[self._wanted]), "turn"
        return None

    def _begin(self, t_s: float, pose: Pose) -> Advice:
        fresh = self._state is _State.PLACING
        self._state, self._since_s, self._start, self._last_count = _State.COUNTING, t_s, pose, 0
        return Advice(self._words(_("Stand still")), "hold_still" if fresh else "")

    def _counting(self, t_s: float, pose: Pose) -> Advice:
        left_s = TIMER_S - (t_s - self._since_s)
        if left_s <= 0.0:
            self.taken += 1
            self._state, self._start = _State.LEAVING, pose
            if self.taken == TAKES:
                return Advice(self._words(_("Done")), "finished", take=True, done=True)
            return Advice(self._words(_("Step out and in again")), "good", take=True)
        count = math.ceil(left_s)
        if count > TICKS:
            return Advice(self._words(_("Stand still")))
        ticks = count != self._last_count
        self._last_count = count
        return Advice(self._words(_("Stand still")), "tick" if ticks else "", count=count)

    def _leaving(self, t_s: float, pose: Pose | None) -> Advice:
        if pose is None or self._moved(pose) > AWAY_SHARE:
            self._state = _State.PLACING
            return Advice(self._words(_("Step in again")), self._once("get_ready", t_s))
        return Advice(self._words(_("Step out and in again")))

    def _moved(self, pose: Pose) -> float:
        """Return the largest motion of a point since the start, over the trunk's length; hidden wrists are left out."""
        if self._start is None:
            return math.inf
        start = self._start.xy_px
        surely = np.minimum(self._start.visibility, pose.visibility)
        marks = (*_MARKS, *(row for row in _WRISTS if surely[row] >= HIDDEN))
        trunk_px = math.dist(start[Landmark.LEFT_SHOULDER].tolist(), start[Landmark.LEFT_HIP].tolist())
        return max(math.dist(start[row].tolist(), pose.xy_px[row].tolist()) for row in marks) / max(trunk_px, 1.0)

    def _once(self, sound: str, t_s: float) -> str:
        """Return ``sound``, or nothing when it was said a moment ago."""
        before, at_s = self._said
        if sound == before and t_s - at_s < REPEAT_S:
            return ""
        self._said = (sound, t_s)
        return sound
