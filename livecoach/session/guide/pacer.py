"""Paces the breath through a session: the present part of the breath, and the soft tone that begins it.

It follows the person: it starts with them, aligns the breath with the pull as the profile says, and stops when they
leave the picture, pause or rest. Cues take precedence: no tone begins while one is being said, and a missed tone is not
repeated.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Stage
from livecoach.core.pacer import Pace, PacePhase, Rhythm, pace
from livecoach.core.types import Phase
from livecoach.cue.announcer import speech_s

if TYPE_CHECKING:
    from livecoach.config.schema import BreathSection
    from livecoach.core.guide_state import GuideState
    from livecoach.core.types import Step

_PACED: Final = frozenset({Stage.CALIBRATE, Stage.RUNNING})
"""Stages of a guided session in which there is something to breathe with."""

_GONE_S: Final = 1.0
"""A person who is not found for this long has left; a tracker may lose somebody for a moment."""

_NEAR_S: Final = 0.7
"""A part of the breath that began, or will begin, this close to the pull is not moved."""

_CAUTION_S: Final = 12.0
"""How long the word of caution stays, each time the pacer begins."""

_TONES: Final = {PacePhase.INHALE: "pace_in", PacePhase.EXHALE: "pace_out"}
_BEGINS: Final = {
    "cycle": (frozenset({Phase.HOLD}), PacePhase.INHALE),
    "inhale": (frozenset({Phase.DRIVE, Phase.HOLD}), PacePhase.INHALE),
    "exhale": (frozenset({Phase.DRIVE, Phase.HOLD}), PacePhase.EXHALE),
}
"""With which phase of the pull which part of the breath begins, by ``breath.drive``."""


class Pacer:
    """Feed every step that is judged, in order; ``now`` is None and ``tone`` empty while nothing is to be led."""

    def __init__(self, settings: BreathSection) -> None:
        self.on = settings.pace
        self._rhythm = Rhythm(settings.inhale_s, settings.full_s, settings.exhale_s, settings.empty_s)
        self._phases, self._part = _BEGINS[settings.drive]
        self.reset()

    def reset(self) -> None:
        """Forget the session; equal to a new one, except for being on or off."""
        self._seen_s = -math.inf
        self._quiet_s = -math.inf
        self.stop()

    def toggle(self) -> None:
        """Switch it on or off."""
        self.on = not self.on
        self.stop()

    def stop(self) -> None:
        """Stop until the next step finds somebody again."""
        self.now: Pace | None = None
        self.tone = ""
        self.caution = False
        self._start_s = self._began_s = math.nan
        self._set = False

    def update(self, step: Step, flow: GuideState | None) -> None:
        """Take in one step; ``flow`` is where a guided session is, None in others."""
        t_s = step.frame.t_s
        if step.sighting.pose is not None:
            self._seen_s = t_s
        if step.cue is not None:
            self._quiet_s = t_s + speech_s(step.cue.text)
        here = t_s - self._seen_s <= _GONE_S and (flow is None or flow.stage in _PACED)
        if not (self.on and here):
            self.stop()
            return
        before = self.now.phase if self.now is not None else None
        if math.isnan(self._start_s):
            self._start_s = self._began_s = t_s
        elif self._moved(step):
            before = None
        self.now = pace(self._rhythm, t_s - self._start_s)
        begins = self.now.phase is not before and t_s >= self._quiet_s
        self.tone = _TONES.get(self.now.phase, "") if begins else ""
        self.caution = t_s - self._began_s < _CAUTION_S

    def _moved(self, step: Step) -> bool:
        """Align the breath with the pull, once in each; return whether that moved it."""
        if step.phase not in (Phase.DRIVE, Phase.HOLD):
            self._set = self._set and step.phase is Phase.RETURN
            return False
        if self._set or step.phase not in self._phases:
            return False
        self._set = True
        offset_s = 0.0 if self._part is PacePhase.INHALE else self._rhythm.inhale_s + self._rhythm.full_s
        wanted_s = step.frame.t_s - offset_s
        late_s = math.remainder(wanted_s - self._start_s, self._rhythm.cycle_s)
        if abs(late_s) <= _NEAR_S:
            return False
        self._start_s = wanted_s
        return True
