"""Decides whether to ask for a longer exhale: only from trusted breaths, soon after them, and rarely."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core.rounding import SLACK_S, passed
from livecoach.detect.breath.breath_detector import exhale_is_short

if TYPE_CHECKING:
    from livecoach.core.breath import BreathReading

IN_A_ROW = 2
"""A single short exhale may be a misplaced start, or a sigh."""

FRESH_S = 5.0
"""A breath that ended longer ago is no longer in the person's mind; those of the settling time come that late."""

REST_S = 20.0
"""Least time between two such remarks."""


class ExhaleWatcher:
    """Tracks one person's exhales; feed every reading in the order of their times."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._short = 0
        self._said_s = -math.inf

    def update(self, reading: BreathReading, exhale_s: float) -> bool:
        """Return whether to say now that the exhale should last ``exhale_s``, its pause included."""
        due = False
        for breath in reading.breaths:
            self._short = self._short + 1 if exhale_is_short(breath, exhale_s) else 0
            due = self._short >= IN_A_ROW and reading.t_s - breath.end_s <= FRESH_S + SLACK_S
        if not due or not passed(reading.t_s, self._said_s, REST_S):
            return False
        self._short = 0
        self._said_s = reading.t_s
        return True
