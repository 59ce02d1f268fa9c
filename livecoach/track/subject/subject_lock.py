"""Keeps the subject's identity: a pose that moved further than a body can is another person.

The landmarker tracks one person and may slip to another who stands close. Then judging stops, and that side of the
picture is hidden from the landmarker, until it finds the subject again or ``HOLD_S`` has passed. When somebody crosses
in front, it may glide away with them, no faster than a body can move. So the lock also keeps the subject's home, the
place of most of the last seconds: a pose that is suddenly there again is the subject, and the one tracked last is not.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING

from livecoach.core.rounding import SLACK_S, passed
from livecoach.track.body_place import SAME_WITHIN, BodyPlace, normalised_distance, place_of

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

HOME_S = 3.0
"""The home is the median of the places over this time: a slip shorter than half of it does not move it."""

HOME_FROM_S = 1.0
"""The home is unknown before this time."""

HOME_WITHIN = 0.3
"""The subject is back when the shoulders are this near their home, in body scales; people sway by less than 0.2."""

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
        self._places: deque[tuple[float, BodyPlace]] = deque()  # of the last HOME_S
        self._elsewhere: BodyPlace | None = None
        self._since_s = math.nan
        self.kept_since_s: float | None = None
        """When the subject was first found; None before."""

    def choose(self, person: Pose, other: Pose) -> None:
        """Make ``person`` the subject instead of ``other``; both as found in one frame."""
        if not self.at_home(person):
            self._places.clear()
        self._kept, self._elsewhere = deque([person]), place_of(other)
        self._since_s = self.kept_since_s = person.t_s

    def is_other(self, pose: Pose) -> bool:
        """Feed a pose; return whether it must be another person."""
        if self._is_other(pose):
            if self.at_home(pose):
                self._elsewhere, self._since_s = place_of(self._kept[-1]), pose.t_s
                self._kept = deque([pose])
                self._note(pose)
                return False
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
        self._note(pose)
        return False

    def _note(self, pose: Pose) -> None:
        self._places.append((pose.t_s, place_of(pose)))
        while pose.t_s - self._places[0][0] > HOME_S + SLACK_S:
            self._places.popleft()

    def home(self) -> BodyPlace | None:
        """Return the subject's place of most of the last seconds; None before it is known."""
        if not self._places or not passed(self._places[-1][0], self._places[0][0], HOME_FROM_S):
            return None
        places = [place for _, place in self._places]
        x, y, scale = (median(values) for values in zip(*places, strict=True))
        return BodyPlace(x, y, scale)

    def at_home(self, pose: Pose) -> bool:
        """Return whether ``pose`` is at home, and of the same size."""
        home, now = self.home(), place_of(pose)
        return home is not None and normalised_distance(home, now) <= HOME_WITHIN and _as_large(home, now)

    def away_from_home(self) -> bool:
        """Return whether the tracked person stands further beside the home than people sway."""
        home = self.home()
        return home is not None and abs(self._places[-1][1].x - home.x) > SAME_WITHIN * home.scale

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
        return normalised_distance(place, now) > BACK_WITHIN or not _as_large(place, now)


def _maybe_new(kept: Pose, pose: Pose) -> bool:
    return passed(pose.t_s, kept.t_s, FORGET_S) and normalised_distance(place_of(kept), place_of(pose)) > BACK_WITHIN


def _as_large(one: BodyPlace, other: BodyPlace) -> bool:
    return one.scale > 0.0 and 1.0 / BACK_GROWTH < other.scale / one.scale < BACK_GROWTH


def _beside(kept: BodyPlace, other: BodyPlace) -> bool:
    return abs(other.x - kept.x) >= _BESIDE * kept.scale
