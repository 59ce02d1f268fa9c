"""Poses in, movement out: the network's answers at a fixed rate, a third of a second late."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.detect.pulls.features import COUNT, POINTS, features
from livecoach.detect.pulls.network import AHEAD, Answer
from livecoach.detect.pulls.resample import SHAPE, Resampler

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Pose
    from livecoach.detect.pulls.network import MovementNetwork

_ROWS = [int(point) for point in POINTS]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the arms did at ``t_s``; ``seen`` is False where nobody was seen then, and the answer means nothing."""

    t_s: float
    seen: bool
    answer: Answer


class MovementReader:
    """Follows one person's movement."""

    def __init__(self, network: MovementNetwork) -> None:
        self._network = network
        self._resampler = Resampler()
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._resampler.reset()
        self._memory = self._network.fresh
        self._before = np.full(SHAPE, np.nan)
        self._waiting: deque[tuple[float, bool]] = deque()

    def feed(self, pose: Pose) -> list[Reading]:
        """Take in a frame with a person; return the readings that it completes, oldest first."""
        points = np.concatenate([pose.xy_px[_ROWS], pose.world_m[_ROWS]], axis=1)
        readings = []
        for sample in self._resampler.feed(pose.t_s, points):
            pair = np.stack([self._before, sample.points])
            self._before = sample.points
            values = features(pair[..., :2], pair[..., 2:])[-1]
            self._waiting.append((sample.t_s, bool(values[-1])))
            readings += self._step(values, kept=AHEAD)
        return readings

    def flush(self) -> list[Reading]:
        """End of the input: return the readings of the last samples, made without a future."""
        nobody = np.zeros(COUNT, np.float32)
        return [reading for _ in range(AHEAD) for reading in self._step(nobody, kept=0)]

    def _step(self, values: NDArray[np.float32], *, kept: int) -> list[Reading]:
        """Take in one sample's features; return the answer to the oldest one that waits, if more than ``kept`` do."""
        self._memory, answer = self._network.step(self._memory, values)
        return [Reading(*self._waiting.popleft(), answer)] if len(self._waiting) > kept else []
