"""Keeps the subject's identity: a pose that moved further than a body can is another person.

The landmarker tracks one person and may slip to another who stands close. Then judging stops, and that side of the
picture is hidden from the landmarker, until it finds the subject again or ``HOLD_S`` has passed.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from livecoach.core.rounding import SLACK_S, passed
from livecoach.track.body_place import BodyPlace, normalised_distance, place_of

if TYPE_CHECKING:
    from livecoach.core.types import Pose

# How far the shoulders may travel between two frames, in body scales: joggers and pull-ups reach 3.5 a second.
JUMP_ALLOWANCE = 0.25
JUMP_SPEED_PER_S = 5.0

SLIP_S = 0.12
"""A jump may take this long: the landmarker slips to somebody close in two or three frames. Within that time nobody
alone in 17 real and 16 rendered clips moved further than 0.38 of the allowed distance."""

BACK_WITHIN = 0.6
"""The subject is back when the shoulders are within this many body scales of their old place; two people who train side
by side are 0.9 apart and more."""

BACK_GROWTH = 1.35
"""And the body's size must not have changed by more than this factor."""

HOLD_S = 3.0
"""Another person is refused for this long. Whoever is there then is tracked: the camera or the person moved."""

FORGET_S = 1.0
"""After this long without the subject a person elsewhere may be the subject, who crossed the picture, or somebody
new."""

_BESIDE = 0.35
"""Another person must stand this far aside, in body scales; a nearer one cannot be hidden separately."""


def jumped(before: Pose, now: Pose) -> bool:
    """Whether the shoulders moved further than a body can between two accepted poses."""
    one, other = place_of(before), place_of(now)
    return math.dist(one[:2], other[:2]) > one.scale * (JUMP_ALLOWANCE + JUMP_SPEED_PER_S * (now.t_s - before.t_s))


class SubjectLock:
    """Tells the subject from other people by their place; feed plausible poses in order of time."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._kept: deque[Pose] = deque()  # of the last SLIP_S before the newest
        self._elsewhere: BodyPlace | None = None
        self._since_s = math.nan
        self.kept_since_s: float | None = None
        """When the subject was first found; None before."""

    def choose(self, person: Pose, other: Pose) -> None:
        """Make ``person`` the subject instead of ``other``; both as found in one frame."""
        self._kept, self._elsewhere = deque([person]), place_of(other)
        self._since_s = self.kept_since_s = person.t_s

    def is_other(self, pose: Pose) -> bool:
        """Feed a pose; return whether it must be another person."""
        if self._is_other(pose):
            if self._elsewhere is None:
                self._since_s = pose.t_s
            self._elsewhere = place_of(pose)
            return True
        if not self._kept or _maybe_new(self._kept[-1], pose):
            self.kept_since_s = pose.t_s
        self._elsewhere = None
        self._kept.append(pose)
        while pose.t_s - self._kept[0].t_s > SLIP_S + SLACK_S:
            self._kept.popleft()
        return False

    def hidden_px(self, t_s: float) -> tuple[float, float] | None:
        """Return the columns [from, to) that hold another person and not the subject at ``t_s``, None for none.

        They are hidden no longer than the other person is refused: if nobody is found without them, they are the
        subject.
        """
        if not self._kept or self._elsewhere is None or passed(t_s, self._since_s, HOLD_S):
            return None
        kept, other = place_of(self._kept[-1]), self._elsewhere
        if not _beside(kept, other):
            return None
        between = (kept.x + other.x) / 2.0
        return (between, math.inf) if other.x > kept.x else (0.0, between)

    def _is_other(self, pose: Pose) -> bool:
        if self._elsewhere is None:
            before = next((kept for kept in self._kept if jumped(kept, pose)), None)
            if before is not None:
                self._kept = deque([before])  # those after it were on the way to the other
            return before is not None
        kept, now = self._kept[-1], place_of(pose)
        place = place_of(kept)
        if not _beside(place, now):
            return jumped(kept, pose)
        if passed(pose.t_s, self._since_s, HOLD_S):
            return False
        growth = now.scale / place.scale if place.scale > 0.0 else math.inf
        return normalised_distance(place, now) > BACK_WITHIN or not 1.0 / BACK_GROWTH < growth < BACK_GROWTH


def _maybe_new(kept: Pose, pose: Pose) -> bool:
    return passed(pose.t_s, kept.t_s, FORGET_S) and normalised_distance(place_of(kept), place_of(pose)) > BACK_WITHIN


def _beside(kept: BodyPlace, other: BodyPlace) -> bool:
    return abs(other.x - kept.x) >= _BESIDE * kept.scale
