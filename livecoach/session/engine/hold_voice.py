"""What is said and shown during a hold: one instruction at a time, the breaths counted aloud."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.hold import HoldPhase
from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import Cue
from livecoach.core.words.phrases import BREATH_COUNT_MAX, breath_sound, spoken
from livecoach.cue.announcer import Announcer
from livecoach.detect.breath.exhale import ExhaleWatcher

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.breath import BreathReading
    from livecoach.core.hold import HoldReading
    from livecoach.exercises.exercise import Exercise

_REMINDED_S: Final = 4.0
"""So long into a hold the reminder stands."""

_LONGER: Final = "exhale_longer"
_LONGER_WAITS_S: Final = 3.0
"""A breath is mostly known to be full and to be short at the same moment: the number is said first."""

_EXPIRY_S: Final = 2.0
_PRIORITY: Final = 10


class HoldVoice:
    """Follows one session's holds; feed every reading in order."""

    def __init__(self, exercise: Exercise, language: str) -> None:
        if exercise.hold is None:
            raise ValueError(f"{exercise.name} is no hold")
        self._plan = plan = exercise.hold
        self._cues = {fault.id: fault.sounds.cue for fault in exercise.faults}
        self._phrases = spoken(language)
        waiting = {check.line for check in plan.checks} | {plan.ready, "all_in_picture", *self._cues.values()}
        self._announcer = Announcer(language, waiting)
        self._counted = (0, 0)
        self._number: Cue | None = None
        self._exhales = ExhaleWatcher()
        self._longer_s = -math.inf

    def update(
        self, reading: HoldReading, breath: BreathReading, profile: Profile, *, settled: bool
    ) -> tuple[HoldReading, Cue | None]:
        """Return the reading with the instruction of the moment, and what is to be heard now.

        ``settled`` tells whether the rest is known, without which a rise could not be seen.
        """
        line = self._line(reading, settled=settled)
        if self._exhales.update(breath, profile.breath.exhale_s):
            self._longer_s = reading.t_s
        cue = self._count(reading, profile) or self._exhale(reading)
        heard = self._announcer.update(reading.t_s, line, cue, mid_rep=False)
        if heard is not None and heard is self._number:
            self._number = None
        elif heard is not None and heard.sound == _LONGER:
            self._longer_s = -math.inf
        return replace(reading, line=line), heard

    def _line(self, reading: HoldReading, *, settled: bool) -> str:
        match reading.phase:
            case HoldPhase.SETUP:
                return reading.problem
            case HoldPhase.READY:
                return self._plan.ready if settled else "stay_still"
            case HoldPhase.DONE:
                return "" if reading.down else "come_down"
        faulty = next((self._cues[kind] for kind in reading.active), "")
        return faulty or ("" if passed(reading.held_s, 0.0, _REMINDED_S) else self._plan.reminder)

    def _count(self, reading: HoldReading, profile: Profile) -> Cue | None:
        """Return the number of the breath that just became full, again until it is heard or no more news."""
        before, self._counted = self._counted, (reading.index, reading.breaths)
        if self._counted > before and 1 <= reading.breaths <= BREATH_COUNT_MAX and profile.cue.count_aloud:
            self._number = self._cue(breath_sound(reading.breaths), reading.t_s)
        if self._number is not None and reading.t_s > self._number.expires_s + SLACK_S:
            self._number = None
        return self._number

    def _exhale(self, reading: HoldReading) -> Cue | None:
        """Return the request for a longer exhale while it waits to be heard.

        Nothing beside a fault, nor in the last breath: it would be spoken over that breath's number and the end.
        """
        waiting = reading.t_s - self._longer_s <= _LONGER_WAITS_S + SLACK_S
        last = reading.breaths + 1 >= reading.goal_breaths
        if not waiting or last or reading.phase is not HoldPhase.HOLD or reading.active:
            return None
        return self._cue(_LONGER, reading.t_s)

    def _cue(self, sound: str, t_s: float) -> Cue:
        return Cue(sound, self._phrases[sound], _PRIORITY, t_s, t_s + _EXPIRY_S)
