"""Turns of the head: away from the middle and back, with how far the head, the shoulders and the hands went.

The middle is where the head points while the person stands still. It is taken again when the whole body has turned,
head and shoulders alike. Unknown angles neither begin nor end a turn.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Final

from livecoach.core.geometry import wrap_deg
from livecoach.core.rounding import LEVEL_DEG, SLACK_S, passed

STILL_S: Final = 1.0
_STILL_DEG: Final = 8.0
"""Still means that the angles stay within this for ``STILL_S``: the rendered heads drift by 2 to 5 degrees and the
landmarks by 1."""

_HELD_S: Final = 0.4
"""A turn's reach is the median over this: a swing through it does not count, nor does one frame's error."""

_BEGINS_DEG: Final = 15.0
_ENDS_DEG: Final = 8.0
_SMALLEST_DEG: Final = 20.0
"""Looking at something beside the camera takes 10 to 15 degrees."""

_GROWS_DEG: Final = 0.5
"""From frame to frame; less is the landmarks' noise."""

_ELSEWHERE_DEG: Final = 20.0
_ALIKE_DEG: Final = 15.0


@dataclass(frozen=True, slots=True)
class HeadTurn:
    """One turn: its reach in degrees to the person's left or right, and how far shoulders and hands went the same way.

    The hands' way is in percent of the trunk, NaN where they were not seen.
    """

    left: bool
    start_s: float
    peak_s: float
    end_s: float
    reach_deg: float
    shoulders_deg: float
    hands_percent: float = math.nan


@dataclass(frozen=True, slots=True)
class _Look:
    t_s: float
    head_deg: float
    shoulders_deg: float
    hands_percent: float


class HeadTurns:
    """Tracks one person's head; feed every frame in the order of times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._window: deque[_Look] = deque()
        self._middle: _Look | None = None
        self._start_s = math.nan
        self._peak: _Look | None = None
        self._grew_s = math.nan

    @property
    def ready(self) -> bool:
        """Whether the middle is known."""
        return self._middle is not None

    @property
    def turning(self) -> bool:
        """Whether a turn has begun: the model lets the shoulders go along, and with them the view."""
        return self._peak is not None

    @property
    def back(self) -> bool:
        """Whether the head was turned far enough and rests there: it may come back."""
        far = self._peak is not None and abs(self._peak.head_deg) >= _SMALLEST_DEG
        return far and passed(self._window[-1].t_s, self._grew_s, _HELD_S)

    def update(
        self, t_s: float, head_deg: float, shoulders_deg: float, hands_percent: float = math.nan, *, resting: bool
    ) -> HeadTurn | None:
        """Feed where head and shoulders point (degrees, left positive); return a turn when it is over.

        ``hands_percent`` is how far the hands hang aside (percent of the trunk, left positive), NaN where they are not
        seen. While not ``resting`` (the arms are at work) nothing counts.
        """
        if not resting:
            self._window.clear()
            self._peak = None
            return None
        if math.isnan(head_deg) or math.isnan(shoulders_deg):
            return None
        self._window.append(_Look(t_s, head_deg, shoulders_deg, hands_percent))
        while self._window[0].t_s < t_s - STILL_S - SLACK_S:
            self._window.popleft()
        self._stand()
        return self._turn(t_s) if self._middle is not None else None

    def _stand(self) -> None:
        """Take the middle where somebody stands still."""
        if not passed(self._window[-1].t_s, self._window[0].t_s, 0.9 * STILL_S):
            return
        now = self._over(STILL_S)
        for look in self._window:
            if max(abs(_from(now, look).head_deg), abs(_from(now, look).shoulders_deg)) > _STILL_DEG / 2.0:
                return
        if self._middle is None:
            self._middle = now
            return
        away = _from(self._middle, now)
        if abs(away.shoulders_deg) > _ELSEWHERE_DEG and abs(away.head_deg - away.shoulders_deg) < _ALIKE_DEG:
            self._middle, self._peak = now, None

    def _turn(self, t_s: float) -> HeadTurn | None:
        assert self._middle is not None
        now = _from(self._middle, self._over(_HELD_S))
        size = abs(now.head_deg)
        if self._peak is None:
            if size >= _BEGINS_DEG:
                self._start_s, self._peak, self._grew_s = t_s, now, t_s
            return None
        if now.head_deg * self._peak.head_deg > 0.0 and size >= _ENDS_DEG:
            if size > abs(self._peak.head_deg) + _GROWS_DEG:
                self._grew_s = t_s
            if size > abs(self._peak.head_deg) + LEVEL_DEG:
                self._peak = now
            return None
        peak, self._peak = self._peak, None
        if abs(peak.head_deg) < _SMALLEST_DEG:
            return None
        left = peak.head_deg > 0.0
        side = 1.0 if left else -1.0
        along, hands = side * peak.shoulders_deg, side * peak.hands_percent
        return HeadTurn(left, self._start_s, peak.t_s, t_s, abs(peak.head_deg), along, hands)

    def _over(self, length_s: float) -> _Look:
        """Return the median of the last angles, relative to the newest one, because they may pass 180 degrees."""
        newest = self._window[-1]
        looks = [look for look in self._window if look.t_s > newest.t_s - length_s - SLACK_S]
        recent = [_from(newest, look) for look in looks]
        hands = [look.hands_percent for look in looks if not math.isnan(look.hands_percent)]
        return _Look(
            newest.t_s,
            newest.head_deg + median(look.head_deg for look in recent),
            newest.shoulders_deg + median(look.shoulders_deg for look in recent),
            median(hands) if hands else math.nan,
        )


def _from(zero: _Look, look: _Look) -> _Look:
    return _Look(
        look.t_s,
        wrap_deg(look.head_deg - zero.head_deg),
        wrap_deg(look.shoulders_deg - zero.shoulders_deg),
        look.hands_percent - zero.hands_percent,
    )
