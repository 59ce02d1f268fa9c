"""The verdicts on one clip, frame by frame, for comparison with the truth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.types import Observability, View
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.network import load_network
from livecoach.measure.meter import Meter
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.reference_frames import ReplayComparer
from livecoach.track.model_files import MOVEMENT_NET_NAME, network_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Event, FaultState, Frame, Measures, Pose, PoseObservation, Rep
    from livecoach.evaluate.tracked_clip import TrackedClip
    from livecoach.exercises.exercise import Exercise


@dataclass(frozen=True, slots=True, eq=False)
class Meters:
    """One fault's meter over the frames: value and limit in ``unit`` (NaN while unsure), and the observability."""

    value: NDArray[np.float64]
    limit: NDArray[np.float64]
    judged: tuple[Observability, ...]
    why: tuple[str, ...]

    def worst(self, within: NDArray[np.bool_]) -> tuple[float, float]:
        """Return value and limit of the frame furthest past its limit, NaN when nothing was known ``within``."""
        share = np.where(within, self.value / self.limit, NAN)
        if np.isnan(share).all():
            return NAN, NAN
        frame = int(np.nanargmax(share))
        return float(self.value[frame]), float(self.limit[frame])


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """One session's result: times of all frames, reps, events, meters, and for how long nobody was seen, by reason."""

    t_s: NDArray[np.float64]
    view: View
    reps: tuple[Rep, ...]
    events: tuple[Event, ...]
    meters: Mapping[FaultId, Meters]
    unseen_s: Mapping[str, float]

    @property
    def frame_s(self) -> NDArray[np.float64]:
        """How long each frame stands; 0 for the last."""
        return np.append(np.diff(self.t_s), 0.0) if len(self.t_s) else np.zeros(0)


class RememberingMeter(Meter):
    """Measures each frame of one clip once, so that further profiles judge it in half of the time."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, Measures] = {}

    def measure(self, pose: Pose) -> Measures:
        """Return the measures of a frame, by its index."""
        if pose.frame_index not in self._known:
            self._known[pose.frame_index] = super().measure(pose)
        return self._known[pose.frame_index]


def verdict_of(seen: TrackedClip, exercise: Exercise, profile: Profile, meter: Meter | None = None) -> Predictions:
    """Judge a tracked clip as a session does; ``meter`` may have measured the same clip before."""
    onlooker = ReplayComparer(seen.eye.astype(np.float64)) if seen.eye is not None else None
    movement = load_network(network_file(MOVEMENT_NET_NAME))
    engine = Engine(exercise, profile, meter, onlooker, movement=movement)
    steps = [engine.step(frame, sighting) for frame, sighting in seen.frames]
    last = engine.finish()
    everything = steps if last is None else [*steps, last]
    opened = [event for step in steps for event in step.opened]
    t_s = np.array([frame.t_s for frame, _ in seen.frames])
    readings: dict[FaultId, list[FaultState]] = {}
    for step in steps:
        for reading in step.readings:
            readings.setdefault(reading.kind, []).append(reading)
    return Predictions(
        t_s=t_s,
        view=last.baseline.view if last is not None else View.UNKNOWN,
        reps=tuple(step.rep for step in everything if step.rep is not None),
        events=tuple(opened),
        meters={kind: _meters(rows) for kind, rows in readings.items()},
        unseen_s=_unseen_s(seen.frames),
    )


def _unseen_s(seen: Sequence[tuple[Frame, PoseObservation]]) -> dict[str, float]:
    total_s: defaultdict[str, float] = defaultdict(float)
    for (frame, sighting), (after, _) in pairwise(seen):
        if sighting.pose is None:
            total_s[sighting.why] += after.t_s - frame.t_s
    return dict(total_s)


def _meters(readings: Sequence[FaultState]) -> Meters:
    return Meters(
        value=np.array([NAN if reading.unsure else reading.value for reading in readings]),
        limit=np.array([reading.limit for reading in readings]),
        judged=tuple(reading.judged for reading in readings),
        why=tuple(reading.why for reading in readings),
    )
