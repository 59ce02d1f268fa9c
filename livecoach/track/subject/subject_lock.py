"""Keeps to the person who was seen first: who is suddenly elsewhere is somebody else until they come back or stay.

The landmarker follows one person and may slip to another who stands close. Judging is held then, and the landmarker
is shown the picture without the side it slipped to, so that it finds the first person again. With somebody who crosses
in front it may glide away, no faster than a body can move. So the lock also knows the person's home, where they were
for most of the last seconds: whoever is suddenly there again is the person, and who was followed last is the other.
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
"""A jump may take as long: the landmarker slips to somebody who stands close in two or three frames. Within that time
no body alone in 17 real and 16 rendered clips came further than 0.38 of the way that is allowed."""

BACK_WITHIN = 0.6
"""Back are shoulders this many body scales from where they were; two who train side by side are 0.9 apart and more."""

BACK_GROWTH = 1.35
"""And a body not larger or smaller than this, seen again from the same place."""

HOLD_S = 3.0
"""For so long somebody else is refused; whoever is still there then is followed: the camera or the person moved."""

FORGET_S = 1.0
"""After so long without the person they may have crossed the picture: who is then elsewhere may be somebody new."""

HOME_S = 3.0
"""The home is the median of the places over this time: a slip shorter than half of it leaves it where it was."""

HOME_FROM_S = 1.0
"""Before so much of it is known there is no home."""

HOME_WITHIN = 0.3
"""Back home are shoulders this many body scales from it: people who train in place sway by less than 0.2."""

_BESIDE = 0.35
"""Somebody else stands this far beside, in body scales; of who is nearer nothing could be hidden."""


def jumped(before: Pose, now: Pose) -> bool:
    """Whether the shoulders moved further than a body can between two accepted poses."""
    one, other = place_of(before), place_of(now)
    return math.dist(one[:2], other[:2]) > one.scale * (JUMP_ALLOWANCE + JUMP_SPEED_PER_S * (now.t_s - before.t_s))


class SubjectLock:
    """Tells the person from somebody else, by where they are; feed plausible poses in order of time."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._kept: deque[Pose] = deque()  # of the last SLIP_S before the newest
        self._places: deque[tuple[float, BodyPlace]] = deque()  # of the last HOME_S
        self._elsewhere: BodyPlace | None = None
        self._since_s = math.nan
        self.kept_since_s: float | None = None
        """When the one who is kept was first seen, None while nobody was."""

    def choose(self, person: Pose, other: Pose) -> None:
        """Keep ``person``, and hold ``other``, who was kept until now, for somebody else; both as seen in one frame."""
        if not self.at_home(person):
            self._places.clear()
        self._kept, self._elsewhere = deque([person]), place_of(other)
        self._since_s = self.kept_since_s = person.t_s

    def is_other(self, pose: Pose) -> bool:
        """Feed a pose; return whether it must be somebody else."""
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
        """Return where the person was for most of the last seconds, None before that is known."""
        if not self._places or not passed(self._places[-1][0], self._places[0][0], HOME_FROM_S):
            return None
        places = [place for _, place in self._places]
        x, y, scale = (median(values) for values in zip(*places, strict=True))
        return BodyPlace(x, y, scale)

    def at_home(self, pose: Pose) -> bool:
        """Return whether ``pose`` is where the person was for most of the last seconds, and as large."""
        home, now = self.home(), place_of(pose)
        return home is not None and normalised_distance(home, now) <= HOME_WITHIN and _as_large(home, now)

    def away_from_home(self) -> bool:
        """Return whether whoever is followed stands further beside the home than the person sways."""
        home = self.home()
        return home is not None and abs(self._places[-1][1].x - home.x) > SAME_WITHIN * home.scale

    def hidden_px(self, t_s: float) -> tuple[float, float] | None:
        """Return the columns [from, to) that hold somebody else and not the person at ``t_s``, None for none.

        Not for longer than the other is refused: where nobody is found without them, they are the person after all.
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
