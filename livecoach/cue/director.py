"""Events to at most one Cue at a time: priority, cool-down, expiry, praise after a correction.

Inside the band there is silence: nothing is said about a rep that is right, but its number (Motricidade 2018: feedback
only when the error leaves a band is retained better).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core.phrases import PHRASES, REP_COUNT_MAX, rep_sound
from livecoach.core.types import Cue, Judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.config.schema import Fault, Profile
    from livecoach.core.types import Event, FaultKind, Reading, Rep

_FAULT, _PRAISE, _COUNT = 3, 2, 1


class CueDirector:
    """Decides frame by frame whether to speak; ``cues`` maps a fault to its sound, the most urgent first."""

    def __init__(self, cues: Mapping[FaultKind, str]) -> None:
        self._cues = cues
        self._urgency = {kind: len(cues) - place for place, kind in enumerate(cues)}
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._waiting: list[Cue] = []
        self._last: Cue | None = None
        self._said_s: dict[FaultKind, float] = {}
        self._said_in_rep: set[tuple[FaultKind, int]] = set()
        self._last_rep_faulty = False

    def update(
        self, t_s: float, opened: Sequence[Event], readings: Sequence[Reading], rep: Rep | None, profile: Profile
    ) -> Cue | None:
        """Feed what happened in one frame; return the cue to give now, or None."""
        judged = {reading.kind: reading for reading in readings}
        for event in opened:
            self._fault(t_s, event, judged[event.kind], profile)
        if rep is not None:
            self._rep(t_s, rep, profile)
        return self._next(t_s, profile)

    def _fault(self, t_s: float, event: Event, reading: Reading, profile: Profile) -> None:
        settings: Fault = profile.fault(event.kind)
        if reading.judged is Judged.LOW and not settings.speak_when_low:
            return
        if t_s - self._said_s.get(event.kind, -math.inf) < profile.cue.cooldown_s:
            return
        if event.rep is not None and (event.kind, event.rep) in self._said_in_rep:
            return
        priority = 10 * _FAULT + self._urgency[event.kind]
        self._wait(self._cues[event.kind], priority, t_s, profile, event)

    def _rep(self, t_s: float, rep: Rep, profile: Profile) -> None:
        corrected = self._last_rep_faulty and not rep.faults
        self._last_rep_faulty = bool(rep.faults)
        if corrected and profile.cue.praise:
            self._wait("good", 10 * _PRAISE, t_s, profile)
        elif profile.cue.count_aloud and rep.index <= REP_COUNT_MAX:
            self._wait(rep_sound(rep.index), 10 * _COUNT, t_s, profile)

    def _wait(self, sound: str, priority: int, t_s: float, profile: Profile, because: Event | None = None) -> None:
        text = PHRASES[profile.language][sound]
        self._waiting.append(Cue(sound, text, priority, t_s, t_s + profile.cue.expiry_s, because))

    def _next(self, t_s: float, profile: Profile) -> Cue | None:
        self._waiting = [cue for cue in self._waiting if cue.expires_s >= t_s]
        if not self._waiting:
            return None
        cue = max(self._waiting, key=lambda waiting: waiting.priority)
        # A fault may cut a count short; nothing else is said before the gap is over.
        may_cut = self._last is not None and cue.priority > self._last.priority and cue.because is not None
        if self._last is not None and not may_cut and t_s - self._last.t_s < profile.cue.gap_s:
            return None
        self._waiting.remove(cue)
        self._last = Cue(cue.sound, cue.text, cue.priority, t_s, cue.expires_s, cue.because)
        if cue.because is not None:
            self._said_s[cue.because.kind] = t_s
            if cue.because.rep is not None:
                self._said_in_rep.add((cue.because.kind, cue.because.rep))
        return self._last
