"""Frame times of a clip: seconds from its first frame, strictly rising whatever the file says."""

from __future__ import annotations

_FALLBACK_FPS = 30.0
_PLAUSIBLE_FPS = (1.0, 1000.0)

LONGEST_GAP_S = 60.0
"""A longer gap between two pictures of a clip is a damaged time, or a stretch in which nothing can be judged."""


def frame_interval_s(fps: float | None) -> float:
    """Return the time between frames in seconds; 1/30 where ``fps`` is missing or absurd (outside of 1 to 1000)."""
    low, high = _PLAUSIBLE_FPS
    return 1.0 / fps if fps is not None and low <= fps <= high else 1.0 / _FALLBACK_FPS


class SteadyTimes:
    """Turns presentation times in seconds into frame times, and repairs impossible ones.

    A time that rises is kept as it is. A missing one follows the frame before by ``interval_s``. One that repeats or
    steps back by no more than ``interval_s`` follows by half of it, so that the next true time still fits behind. One
    that steps back further means that the clip's clock began again: it follows by ``interval_s`` and all later times
    move along. One that is more than LONGEST_GAP_S later follows by LONGEST_GAP_S; ``left_out_s`` sums up the rest.

    Where presentation times step back while decoding times go on, as in an AVI with B-frames (which has no
    presentation times: FFmpeg numbers its packets), the decoding times are used from there on. Pictures leave the
    decoder in the order in which they are shown, so these rise by the time that passes between them.
    """

    def __init__(self, interval_s: float) -> None:
        self.left_out_s = 0.0
        self._interval_s = interval_s
        self._last_s: float | None = None
        self._presented = _Clock()
        self._decoded = _Clock()
        self._unordered = False

    def following(self, pts_s: float | None, dts_s: float | None = None) -> float:
        """Return the time of the next frame, given its presentation and decoding time (None where it has none)."""
        self._unordered = self._unordered or (self._presented.back_s(pts_s) > 0.0 > self._decoded.back_s(dts_s))
        by_decoding = self._unordered or pts_s is None
        clock, raw_s = (self._decoded, dts_s) if by_decoding else (self._presented, pts_s)
        t_s = 0.0 if self._last_s is None else self._after(self._last_s, clock, raw_s)
        self._presented.take(pts_s, t_s)
        self._decoded.take(dts_s, t_s)
        self._last_s = t_s
        return t_s

    def _after(self, last_s: float, clock: _Clock, raw_s: float | None) -> float:
        if raw_s is None or clock.shift_s is None:
            return last_s + self._interval_s
        t_s = raw_s - clock.shift_s
        if t_s > last_s + LONGEST_GAP_S:
            self.left_out_s += t_s - last_s - LONGEST_GAP_S
            return self._shifted(last_s + LONGEST_GAP_S)
        if t_s > last_s:
            return t_s
        if clock.back_s(raw_s) <= self._interval_s:
            return last_s + self._interval_s / 2.0
        return self._shifted(last_s + self._interval_s)

    def _shifted(self, t_s: float) -> float:
        """Return ``t_s``; both clocks begin again there."""
        self._presented.shift_s = self._decoded.shift_s = None
        return t_s


class _Clock:
    """One of the two times that a frame carries, and how much later than frame times it runs."""

    def __init__(self) -> None:
        self.shift_s: float | None = None
        self._last_s: float | None = None

    def back_s(self, raw_s: float | None) -> float:
        """Return how far ``raw_s`` lies before the frame before, below 0 when it goes on; 0 when it is not known."""
        return 0.0 if raw_s is None or self._last_s is None else self._last_s - raw_s

    def take(self, raw_s: float | None, t_s: float) -> None:
        if raw_s is None:
            return
        self._last_s = raw_s
        if self.shift_s is None:
            self.shift_s = raw_s - t_s
