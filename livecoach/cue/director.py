"""Events to at most one Cue at a time: priority, cool-down, expiry, fading, rare praise.

Inside the band there is silence: a clean rep gets only its number (Motricidade 2018: feedback only when the error
leaves a band is retained better).

``feedback = "fading"`` speaks about every fault at first and, as the reps get clean, only about every second, third or
fourth faulty one; clear faults are always named. Feedback on half of the trials, dense at first and sparse at the end,
was retained better than feedback on all of them (Winstein and Schmidt 1990, "Reduced frequency of knowledge of results
enhances motor skill learning", J Exp Psychol Learn Mem Cogn 16(4):677-691). ``"summary"`` is silent about faults
during the set and names them afterwards.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from typing import TYPE_CHECKING

from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import Cue, Grade, Observability
from livecoach.core.words.phrases import REP_COUNT_MAX, rep_sound, spoken
from livecoach.core.words.translator import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Event, FaultState, Rep
    from livecoach.faults.fault import Fault

_FAULT, _PRAISE, _COUNT = 3, 2, 1
_FADING_REPS = 6
"""Number of recent reps that decide how clean the pulls have become."""

_SPARSEST = 4
"""When all of those were clean, every fourth faulty rep is named."""


class CueDirector:
    """Decides frame by frame whether to speak; ``faults`` are those that are judged, the most urgent first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = {fault.id: fault for fault in faults}
        self._urgency = {fault.id: len(faults) - place for place, fault in enumerate(faults)}
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._waiting: list[Cue] = []
        self._last: Cue | None = None
        self._said_s: dict[FaultId, float] = {}
        self._said_in_rep: set[tuple[FaultId, int]] = set()
        self._last_rep_faulty = False
        self._streak = 0
        self._next_praise = 0
        self._clean: deque[bool] = deque(maxlen=_FADING_REPS)
        self._passed_over: Counter[FaultId] = Counter()

    def update(
        self,
        t_s: float,
        opened: Sequence[Event],
        readings: Sequence[FaultState],
        rep: Rep | None,
        profile: Profile,
        *,
        remarks: Sequence[str] = (),
    ) -> Cue | None:
        """Feed what happened in one frame; return the cue to give now, or None.

        ``remarks`` are sound ids of other remarks: they come before praise and after every fault.
        """
        judged = {reading.kind: reading for reading in readings}
        for event in opened:
            self._fault(t_s, event, judged[event.kind], profile)
        if rep is not None:
            self._rep(t_s, rep, profile)
        for remark in remarks:
            self._wait(remark, 10 * _PRAISE + 1, t_s, profile)
        return self._next(t_s, profile)

    def _fault(self, t_s: float, event: Event, reading: FaultState, profile: Profile) -> None:
        settings = profile.fault(event.kind)
        if reading.judged is Observability.LIMITED and not settings.speak_when_low:
            return
        if not passed(t_s, self._said_s.get(event.kind, -math.inf), profile.cue.cooldown_s):
            return
        if event.rep is not None and (event.kind, event.rep) in self._said_in_rep:
            return
        if self._fades(event, profile):
            return
        priority = 10 * _FAULT + self._urgency[event.kind]
        fault = self._faults[event.kind]
        text = fault.texts(translator(profile.language)).correction
        self._waiting.append(Cue(fault.sounds.cue, text, priority, t_s, t_s + profile.cue.expiry_s, event))

    def _fades(self, event: Event, profile: Profile) -> bool:
        """Return whether to keep silent about this fault."""
        if profile.cue.feedback == "always" or (profile.cue.feedback == "fading" and event.grade is Grade.CLEAR):
            return False
        if profile.cue.feedback == "summary":
            return True
        spacing = 1 + round((_SPARSEST - 1) * sum(self._clean) / _FADING_REPS)
        if self._passed_over[event.kind] + 1 >= spacing:
            self._passed_over[event.kind] = 0
            return False
        self._passed_over[event.kind] += 1
        return True

    def _rep(self, t_s: float, rep: Rep, profile: Profile) -> None:
        corrected = self._last_rep_faulty and not rep.faults
        self._last_rep_faulty = bool(rep.faults)
        self._clean.append(not rep.faults)
        streak = self._streak_is_praised(rep, profile)
        praised = profile.cue.praise and profile.cue.feedback != "summary"
        if praised and (corrected or streak):
            self._wait("very_good" if streak else "good", 10 * _PRAISE, t_s, profile)
        elif profile.cue.count_aloud and rep.index <= REP_COUNT_MAX:
            self._wait(rep_sound(rep.index), 10 * _COUNT, t_s, profile)

    def _streak_is_praised(self, rep: Rep, profile: Profile) -> bool:
        """Count clean reps in a row; praise the profile's number of them, then twice and four times as many."""
        if rep.faults:
            self._streak = self._next_praise = 0
            return False
        self._streak += not rep.calibration
        due = max(self._next_praise, profile.cue.streak)
        if not due or self._streak < due:
            return False
        self._next_praise = 2 * due
        return True

    def _wait(self, sound: str, priority: int, t_s: float, profile: Profile) -> None:
        text = spoken(profile.language)[sound]
        self._waiting.append(Cue(sound, text, priority, t_s, t_s + profile.cue.expiry_s))

    def _next(self, t_s: float, profile: Profile) -> Cue | None:
        self._waiting = [cue for cue in self._waiting if cue.expires_s >= t_s - SLACK_S]
        if not self._waiting:
            return None
        cue = max(self._waiting, key=lambda waiting: waiting.priority)
        # A fault may cut a count short; nothing else is said before the gap is over.
        may_cut = self._last is not None and cue.priority > self._last.priority and cue.because is not None
        if self._last is not None and not may_cut and not passed(t_s, self._last.t_s, profile.cue.gap_s):
            return None
        self._waiting.remove(cue)
        self._last = Cue(cue.sound, cue.text, cue.priority, t_s, cue.expires_s, cue.because)
        if cue.because is not None:
            self._said_s[cue.because.kind] = t_s
            if cue.because.rep is not None:
                self._said_in_rep.add((cue.because.kind, cue.because.rep))
            # The same fault may have opened again while this cue waited.
            self._waiting = [waiting for waiting in self._waiting if waiting.sound != cue.sound]
        return self._last
