"""How long each stage of a frame took; used outside the engine, which has no clock."""

from __future__ import annotations

import time


class Stopwatch:
    """Laps in milliseconds, by name."""

    def __init__(self) -> None:
        self.laps_ms: dict[str, float] = {}
        self._last_s = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Add the time since the lap before to ``stage``."""
        now_s = time.perf_counter()
        self.laps_ms[stage] = self.laps_ms.get(stage, 0.0) + 1000.0 * (now_s - self._last_s)
        self._last_s = now_s

    def note(self, stage: str, ms: float) -> None:
        """Record a time that was measured elsewhere."""
        self.laps_ms[stage] = ms

    def take(self) -> dict[str, float]:
        """Return the laps so far and restart."""
        laps_ms, self.laps_ms = self.laps_ms, {}
        return laps_ms
