"""When to take the photos: a pure function from poses and times to what to show, what to say and when to take one.

The person stands in the wanted view with head and feet in the picture, holds still while a self-timer counts, and
steps out and in between the takes, so that their mean holds the spread of standing anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.core.landmarks import Landmark
from livecoach.core.transition import Transition
from livecoach.core.types import View
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.view import ViewFinder

if TYPE_CHECKING:
    from livecoach.core.types import Pose

_TURN: Final = {View.SIDE: _("Turn your side to the camera"), View.BACK: _("Turn your back to the camera")}
_TEXT: Final = {
    "nobody": _("Step into the picture"),
    "alone": _("Two people: only one in the picture"),
    "step_back": _("Step back: head and feet in the picture"),
    "still": _("Stand still"),
    "out_and_in": _("Step out and in again"),
    "in_again": _("Step in again"),
    "done": _("Done"),
}
"""What the picture says, by the line of a transition."""

TAKES: Final = 3
TIMER_S: Final = 5.0
TICKS: Final = 3
"""The last seconds of the timer are counted aloud."""

STILL_SHARE: Final = 0.12
AWAY_SHARE: Final = 0.4
"""Of the trunk's length: more movement starts the timer again; so much has stepped out."""

REPEAT_S: Final = 5.0
_ENDS: Final = (Landmark.NOSE, Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX, Landmark.LEFT_HEEL)
_MARKS: Final = (Landmark.LEFT_HIP, Landmark.NOSE)
_WRISTS: Final = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)

HIDDEN: Final = 0.5
"""Of a wrist that is seen less surely the place is a guess. From the side the far one has 0.05 to 0.13, the near one
0.96 and more, and in a noisy picture the far one of somebody who stands still moves by up to a fifth of the trunk."""


_LOOKS_LIKE: Final = {View.SIDE: (View.SIDE,), View.BACK: (View.BACK, View.FRONT)}
"""The pose model takes some backs for fronts; the takes are looked at more closely afterwards."""


class TimerStage(StrEnum):
    """Where in a take the person is."""

    PLACING = "placing"
    COUNTING = "counting"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True, eq=False)
class TimerProgress:
    """Where the self-timer is, and what it remembers.

    ``start`` is the pose that movement is measured from, ``last_count`` the last second that was counted aloud, and
    ``said`` the last call that may be repeated, with its time.
    """

    stage: TimerStage = TimerStage.PLACING
    taken: int = 0
    since_s: float = NAN
    start: Pose | None = None
    last_count: int = 0
    said: tuple[str, float] = ("", -math.inf)


@dataclass(frozen=True, slots=True, eq=False)
class TimerSignals:
    """One frame: the ``pose`` (None: nobody), and the ``trouble`` with it as a line and a sound, None for none."""

    t_s: float
    pose: Pose | None
    trouble: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Effect: play a sound."""

    sound: str


@dataclass(frozen=True, slots=True)
class Count:
    """Effect: show the seconds left."""

    left: int


@dataclass(frozen=True, slots=True)
class Take:
    """Effect: keep this frame; ``last``: it is the last one."""

    last: bool


Next = Transition[TimerProgress, Say | Count | Take]


def advance(now: TimerProgress, signals: TimerSignals) -> Next:
    """Return what follows from one frame."""
    pose = signals.pose
    if now.stage is TimerStage.LEAVING:
        return _leaving(now, signals)
    if pose is None or signals.trouble is not None:
        line, sound = signals.trouble or ("nobody", "into_picture")
        return _once(replace(now, stage=TimerStage.PLACING), line, sound, signals.t_s)
    if now.stage is TimerStage.PLACING or moved(now.start, pose) > STILL_SHARE:
        said = (Say("hold_still"),) if now.stage is TimerStage.PLACING else ()
        counting = replace(now, stage=TimerStage.COUNTING, since_s=signals.t_s, start=pose, last_count=0)
        return Transition(counting, "still", said)
    return _counting(now, signals.t_s, pose)


def _counting(now: TimerProgress, t_s: float, pose: Pose) -> Next:
    left_s = TIMER_S - (t_s - now.since_s)
    if left_s <= 0.0:
        after = replace(now, stage=TimerStage.LEAVING, start=pose, taken=now.taken + 1)
        last = after.taken == TAKES
        return Transition(after, "done" if last else "out_and_in", (Say("finished" if last else "good"), Take(last)))
    count = math.ceil(left_s)
    if count > TICKS:
        return Transition(now, "still")
    ticks = (Say("tick"),) if count != now.last_count else ()
    return Transition(replace(now, last_count=count), "still", (*ticks, Count(count)))


def _leaving(now: TimerProgress, signals: TimerSignals) -> Next:
    if signals.pose is None or moved(now.start, signals.pose) > AWAY_SHARE:
        return _once(replace(now, stage=TimerStage.PLACING), "in_again", "get_ready", signals.t_s)
    return Transition(now, "out_and_in")


def _once(now: TimerProgress, line: str, sound: str, t_s: float) -> Next:
    """Return the transition with ``sound``, or without it when it was said a moment ago."""
    before, at_s = now.said
    if sound == before and t_s - at_s < REPEAT_S:
        return Transition(now, line)
    return Transition(replace(now, said=(sound, t_s)), line, (Say(sound),))


def moved(start: Pose | None, pose: Pose) -> float:
    """Return the largest way of a mark since the start over the trunk's length; of wrists only those seen."""
    if start is None:
        return math.inf
    surely = np.minimum(start.visibility, pose.visibility)
    marks = (*_MARKS, *(row for row in _WRISTS if surely[row] >= HIDDEN))
    xy = start.xy_px
    trunk_px = math.dist(xy[Landmark.LEFT_SHOULDER].tolist(), xy[Landmark.LEFT_HIP].tolist())
    return max(math.dist(xy[row].tolist(), pose.xy_px[row].tolist()) for row in marks) / max(trunk_px, 1.0)


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
        self._now = TimerProgress()
        self._finder = ViewFinder(window_s=1.0)

    @property
    def taken(self) -> int:
        """How many frames were asked for."""
        return self._now.taken

    def step(self, t_s: float, pose: Pose | None, *, alone: bool = True) -> Advice:
        """Return what to do at ``t_s`` seconds, in which ``pose`` was seen (None: nobody), ``alone`` or not."""
        if pose is not None:
            self._finder.update(t_s, body_yaw_deg(pose))
        following = advance(self._now, TimerSignals(t_s, pose, self._trouble(pose, alone=alone)))
        self._now = following.stage
        advice = Advice(self._words(_TURN[self._wanted] if following.line == "turn" else _TEXT[following.line]))
        for effect in following.effects:
            match effect:
                case Say(sound):
                    advice = replace(advice, sound=sound)
                case Count(left):
                    advice = replace(advice, count=left)
                case Take(last):
                    advice = replace(advice, take=True, done=last)
        return advice

    def _trouble(self, pose: Pose | None, *, alone: bool) -> tuple[str, str] | None:
        if pose is None:
            return "nobody", "into_picture"
        if not alone:
            return "alone", "someone_else"
        width, height = pose.image_size_px
        ends = [pose.xy_px[row] for row in _ENDS]
        if not all(0.0 <= x < width and 0.0 <= y < height for x, y in ends):
            return "step_back", "step_back"
        if self._finder.view not in _LOOKS_LIKE[self._wanted]:
            return "turn", "turn"
        return None
