"""Frame times of a clip: seconds from its first frame, strictly rising whatever the file says."""

from __future__ import annotations

_FALLBACK_FPS = 30.0
_PLAUSIBLE_FPS = (1.0, 1000.0)


def frame_interval_s(fps: float | None) -> float:
    """Return the time between frames in seconds; 1/30 where ``fps`` is missing or absurd (outside of 1 to 1000)."""
    low, high = _PLAUSIBLE_FPS
    return 1.0 / fps if fps is not None and low <= fps <= high else 1.0 / _FALLBACK_FPS


class SteadyTimes:
    """Turns presentation times in seconds into frame times, and repairs those that cannot be.

    A time that rises is kept as it is. A missing one follows the frame before by ``interval_s``. One that repeats or
    steps back by no more than ``interval_s`` follows by half of it, so that the next true time still fits behind. One
    that steps back further means that the clip's clock began again: it follows by ``interval_s`` and all later times
    move along.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._last_s: float | None = None
        self._shift_s: float | None = None

    def following(self, pts_s: float | None) -> float:
        """Return the time of the next frame, given its presentation time (None when the file has none)."""
        t_s = 0.0 if self._last_s is None else self._after(self._last_s, pts_s)
        if self._shift_s is None and pts_s is not None:
            self._shift_s = pts_s - t_s
        self._last_s = t_s
        return t_s

    def _after(self, last_s: float, pts_s: float | None) -> float:
        if pts_s is None or self._shift_s is None:
            return last_s + self._interval_s
        t_s = pts_s - self._shift_s
        if t_s > last_s:
            return t_s
        if last_s - t_s <= self._interval_s:
            return last_s + self._interval_s / 2.0
        self._shift_s = pts_s - (last_s + self._interval_s)
        return last_s + self._interval_s
