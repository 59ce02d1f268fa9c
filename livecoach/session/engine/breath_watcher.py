"""Watches the breath of one person: pictures and poses in, breath readings out. Composes track, measure and detect."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from livecoach.core.breath import BreathReading, BreathState, Posture
from livecoach.core.rounding import SLACK_S
from livecoach.detect.breath.breath_detector import BreathDetector
from livecoach.measure.body import body_yaw_deg
from livecoach.measure.breath_map import weights_for
from livecoach.measure.breathing import GAP_S, BreathFilter, RestWatcher, breath_signals
from livecoach.measure.view import ViewFinder
from livecoach.vision.breath_flow import BreathFlow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.config.schema import Profile
    from livecoach.core.types import Frame, Pose
    from livecoach.exercises.exercise import Exercise


class BreathWatching(Protocol):
    """Gives the engine what is known of the breath, live or as it was recorded."""

    def reset(self) -> None:
        """Forget everything; equal to a new one."""

    def update(self, frame: Frame, pose: Pose | None) -> BreathReading:
        """Return what is known of the breath at ``frame``; None is nobody in view."""
        ...


def breath_watcher(exercise: Exercise, profile: Profile) -> BreathWatcher | None:
    """Return a watcher where the profile wants the breath seen, else None: then it costs nothing."""
    asked = exercise.posture is Posture.FLOOR or profile.breath.pace or profile.breath.per_rep > 0
    wanted = asked if profile.breath.watch == "auto" else profile.breath.watch == "on"
    return BreathWatcher(exercise.posture) if wanted else None


class BreathWatcher:
    """Feed each frame of a session with its pose (None: nobody), in the order of their times.

    Breath is looked for only while the body rests; during a movement nothing is computed and nothing counted.
    """

    def __init__(self, posture: Posture) -> None:
        self.posture = posture
        self._flow = BreathFlow(posture)
        self._rest = RestWatcher(posture)
        self._view = ViewFinder()
        self._filter = BreathFilter(posture)
        self._detector = BreathDetector(posture)
        self._last = BreathReading(-math.inf, BreathState.NOBODY)
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._rest.reset()
        self._view.reset()
        self._weights = weights_for(self._view.view, 0.0)
        self._detector.reset()
        self._seen_s = -math.inf
        self._interrupt(-math.inf, BreathState.NOBODY)

    def update(self, frame: Frame, pose: Pose | None) -> BreathReading:
        """Return what is known of the breath at ``frame``."""
        if pose is None:
            if frame.t_s - self._seen_s > GAP_S + SLACK_S:
                return self._interrupt(frame.t_s, BreathState.NOBODY)
            return self._again(frame.t_s)
        if frame.t_s - self._seen_s > GAP_S + SLACK_S:
            self._interrupt(frame.t_s, BreathState.SETTLING)
        self._seen_s = frame.t_s
        self._view.update(pose.t_s, body_yaw_deg(pose))
        if not self._rest.update(pose):
            return self._interrupt(frame.t_s, BreathState.MOVING)
        if self._turned():
            self._interrupt(frame.t_s, BreathState.SETTLING)
        grid = self._flow.update(frame, pose)
        if grid is None:
            return self._again(frame.t_s) if self._flow.laid else self._interrupt(frame.t_s, BreathState.HIDDEN)
        if self._last.state in (BreathState.MOVING, BreathState.HIDDEN, BreathState.NOBODY):
            self._last = BreathReading(frame.t_s, BreathState.SETTLING, cycles=self._detector.cycles)
        curve = self._filter.update(grid.t_s, breath_signals(grid, self._weights))
        if curve is None:
            return self._again(frame.t_s)
        self._last = replace(self._detector.update(curve), t_s=frame.t_s)
        return self._last

    def _turned(self) -> bool:
        """Whether another view of an upright body began: what was learned for one means nothing in another."""
        weights = weights_for(self._view.view, self._view.yaw_deg)
        turned, self._weights = weights is not self._weights, weights
        return turned and self.posture is Posture.UPRIGHT

    def _again(self, t_s: float) -> BreathReading:
        """Return the last reading, its news taken out, for a frame that adds nothing."""
        self._last = replace(self._last, t_s=t_s, turns=(), breaths=())
        return self._last

    def _interrupt(self, t_s: float, state: BreathState) -> BreathReading:
        self._flow.reset()
        self._filter.reset()
        self._detector.interrupt()
        self._last = BreathReading(t_s, state, cycles=self._detector.cycles)
        return self._last


class RecordedBreath:
    """Gives back what a BreathWatcher told before: ``readings`` by the index of the frame."""

    def __init__(self, readings: Sequence[BreathReading]) -> None:
        self._readings = readings

    def reset(self) -> None:
        """Keep the recording: it has no memory of its own."""

    def update(self, frame: Frame, pose: Pose | None) -> BreathReading:  # noqa: ARG002 -- recorded
        """Return the recorded reading; beyond the end nobody was seen."""
        if frame.index < len(self._readings):
            return self._readings[frame.index]
        return BreathReading(frame.t_s, BreathState.NOBODY)
