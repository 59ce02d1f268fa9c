"""Full breaths within a hold: counted from the picture where that can be trusted, otherwise by the set time.

Only clean time counts: an open fault costs the present breath, not the earlier ones. Counted breaths are never
revoked.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core.breath import BreathState, RepBreaths
from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import Phase
from livecoach.core.unknown import NAN
from livecoach.detect.breath.breath_detector import EXHALE_TOLERANCE_S

if TYPE_CHECKING:
    from livecoach.config.schema import BreathSection, Profile, Reps
    from livecoach.core.breath import BreathReading

_LEFT_S = 0.5
"""Arms that waver stay in the hold: it ends after this long outside it."""


_SLOWEST_BREATH_S = 15.0
"""Four breaths a minute, slower than the pacer's."""


def reps_with_breaths(profile: Profile) -> Reps:
    """Return when a pull counts: one that is held for breaths takes so much longer, at an unhurried breath each."""
    breath = profile.breath
    cycle_s = breath.inhale_s + breath.full_s + breath.exhale_s + breath.empty_s
    held_s = breath.per_rep * max(_SLOWEST_BREATH_S, 1.5 * cycle_s)
    return profile.reps.model_copy(update={"max_s": profile.reps.max_s + held_s})


class RepBreathCounter:
    """Tracks the holds of one exercise, frame by frame."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._counted = 0
        self._end()

    def _end(self) -> None:
        self._held_s: float | None = None
        self._clean: list[list[float]] = []
        """Clean stretches [start, end) of the hold, the end infinite while it lasts."""
        self._breath_s: float | None = None
        self._seen = 0
        self._done = 0

    def take(self) -> int:
        """Return the full breaths of the rep that just ended, and restart the count."""
        counted = max(self._counted, self._done)
        self.reset()
        return counted

    def update(
        self, t_s: float, phase: Phase, reading: BreathReading | None, settings: BreathSection, *, clean: bool
    ) -> RepBreaths | None:
        """Feed one frame; ``clean``: no fault is open. Return the progress of the hold, None outside a hold."""
        if phase is Phase.HOLD:
            self._held_s = t_s
        elif self._held_s is not None and t_s - self._held_s > _LEFT_S + SLACK_S:
            self._counted = max(self._counted, self._done)
            self._end()
        if self._held_s is None:
            return None
        self._keep_stretch(t_s, clean=clean)
        if reading is not None:
            self._seen += sum(self._lies_in_it(breath.inhale_start_s, breath.end_s) for breath in reading.breaths)
        trusted = reading is not None and reading.state is BreathState.SEEN
        share = self._pace(t_s, settings, running=clean and phase is Phase.HOLD, trusted=trusted)
        self._done = max(self._done, self._seen)
        return RepBreaths(self._done, settings.per_rep, share, trusted, clean)

    def _keep_stretch(self, t_s: float, *, clean: bool) -> None:
        """Note from when to when the hold was clean."""
        open_ = bool(self._clean) and math.isinf(self._clean[-1][1])
        if clean and not open_:
            self._clean.append([t_s, math.inf])
        elif open_ and not clean:
            self._clean[-1][1] = t_s
            self._breath_s = None

    def _lies_in_it(self, start_s: float, end_s: float) -> bool:
        slack_s = EXHALE_TOLERANCE_S + SLACK_S
        return any(low_s - slack_s <= start_s and end_s <= high_s + slack_s for low_s, high_s in self._clean)

    def _pace(self, t_s: float, settings: BreathSection, *, running: bool, trusted: bool) -> float:
        """Count by the set time while breathing is not seen; return the share 0..1 of the present breath."""
        if trusted:
            self._breath_s = t_s
            return NAN
        if not running:
            return NAN
        if self._breath_s is None:
            self._breath_s = t_s
        cycle_s = settings.inhale_s + settings.full_s + settings.exhale_s + settings.empty_s
        if passed(t_s, self._breath_s, cycle_s):
            self._done += 1
            self._breath_s += cycle_s
        return min(max((t_s - self._breath_s) / cycle_s, 0.0), 1.0)
