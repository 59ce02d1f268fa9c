"""Poses to smoothed Measures: the stateful entry point of this package."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core import measure_names
from livecoach.core.filters import WindowSmoother
from livecoach.core.landmarks import Landmark
from livecoach.core.rounding import SLACK_S
from livecoach.core.types import Measures
from livecoach.faults.registry import rep_faults
from livecoach.measure.body import body_yaw_deg, measure_arms, measure_trunk, pull
from livecoach.measure.view import ViewFinder

if TYPE_CHECKING:
    from livecoach.core.types import Pose

_CORE = (
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
)

_OF_FAULTS = tuple(fault.measures for fault in rep_faults() if fault.measures is not None)
NAMES = (*measure_names.ALL, *(name for own in _OF_FAULTS for name in own.names))
"""The measures of a frame: those that all share, then what the rules of single faults need."""

# A gap longer than this resets the smoothing: earlier values say nothing about now.
_GAP_S = 0.5


class Meter:
    """Measures one person frame by frame."""

    def __init__(self) -> None:
        self._smoother = WindowSmoother()
        self._views = ViewFinder()
        self._last_s = -math.inf

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._smoother.reset()
        self._views.reset()
        self._last_s = -math.inf

    def measure(self, pose: Pose) -> Measures:
        """Return the smoothed measures of ``pose``; feed poses in the order of their times."""
        if pose.t_s - self._last_s > _GAP_S + SLACK_S:
            self._smoother.reset()
        self._last_s = pose.t_s
        view, yaw_deg = self._views.update(pose.t_s, body_yaw_deg(pose))
        raw = measure_arms(pose) | measure_trunk(pose)
        raw[measure_names.PULL] = pull(raw, yaw_deg)
        for own in _OF_FAULTS:
            raw |= zip(own.names, own.of(pose), strict=True)
        smooth = self._smoother.update(pose.t_s, np.array([raw[name] for name in NAMES]))
        return Measures(pose.t_s, view, yaw_deg, quality(pose), dict(zip(NAMES, smooth.tolist(), strict=True)))


def quality(pose: Pose) -> float:
    """Return the share (0..1) of the points that matter which lie inside the picture.

    Visibility is left out on purpose: it stays high for occluded points (docs/method.md, finding 6).
    """
    width, height = pose.image_size_px
    points: list[tuple[float, float]] = pose.xy_px.tolist()
    inside = [0.0 <= x < width and 0.0 <= y < height for x, y in (points[point] for point in _CORE)]
    return sum(inside) / len(inside)
