"""Keeps what the eyes must remember: the relaxed person and the clean rep that everything later is compared with."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

import numpy as np

from livecoach.core import measure_names
from livecoach.core.filters import WindowSmoother
from livecoach.core.types import PULLING, Phase
from livecoach.vision.shoulder_net import Scale, nearest_arms
from livecoach.vision.trunk_net import TrunkCrop, trunk_crop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Measures, Pose
    from livecoach.vision.shoulder_net import ShoulderNet, UpperBodyCrop
    from livecoach.vision.trunk_net import TrunkNet

_LONGEST_REP = 1200
"""Glances remembered of one rep (20 kB each): 20 s at 60 frames a second."""

_LONGEST_MEMORY = 600
"""Glances kept for a later session, spread over the clean rep: 20 s at 30 frames a second, 12 MB."""

_NEIGHBOURS = 3

_ALIKE = 0.7
"""Least correlation of two pictures of the person at rest: of 43 rendered people, seen twice within 2 s while they sway
and breathe, 95 % reach it; of 362 pairs of others seen from within 15 degrees of the same side 1.4 % do."""

_SAME_REST_DEG = 3.0
"""Most rise of the collarbones that the eye may see between the two: below its limit for a fault, and above the 1.7
degrees that were the most for those 43."""

_UNSEEN = np.full(len(measure_names.NETWORK), np.nan)
_UNSEEN.setflags(write=False)

_CLEAN, _REST, _REACH = (
    [measure_names.NETWORK.index(name) for name in group]
    for group in (measure_names.AGAINST_CLEAN, measure_names.AGAINST_REST, measure_names.AGAINST_REACH)
)

_REACH_S = 1.2
"""The reach that a pull began from lies within this time before it."""


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceFrames:
    """What is kept of a person for a later session: the rest and the frames of the clean rep, all at one scale."""

    scale: Scale
    rest: UpperBodyCrop
    clean: tuple[TrunkCrop, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """What the networks need to know about a frame besides its picture.

    ``settled``: the baseline is known or a pull has begun, from then on the scale stands. ``resting``: the arms hang;
    ``still``: the person stood still with hanging arms right before, such a frame shows them at rest.
    """

    phase: Phase
    settled: bool
    resting: bool
    still: bool


class ReferenceComparer(Protocol):
    """Gives the engine what the networks predict, live or as it was recorded."""

    def reset(self) -> None:
        """Forget the person; equal to a new one."""

    def see(self, frame: Frame, pose: Pose, measures: Measures, moment: Watched) -> NDArray[np.float64]:
        """Return the values of ``measure_names.NETWORK`` for one frame, NaN where there is nothing to compare with."""
        ...

    def learn(self, since_s: float, *, instead: bool = False) -> None:
        """Take the rep that just ended as a clean one, from ``since_s`` on; ``instead`` of those before it."""

    def forget_rep(self) -> None:
        """Drop what was seen of the rep that just ended."""

    def memory(self) -> ReferenceFrames | None:
        """Return what to keep for a later session, None when nothing was learnt."""
        ...

    def recall(self, memory: ReferenceFrames, frame: Frame, pose: Pose, measures: Measures) -> bool:
        """Compare with ``memory`` from now on, if the person at rest now looks as they did then; return whether."""
        ...


class NetworkComparer:
    """Compares each frame with the frames of the clean rep in which the arms lay alike.

    Until there is a clean rep it compares with the person at rest, and the shoulders with the reach before the pull.
    """

    def __init__(self, eye: ShoulderNet, trunk_eye: TrunkNet) -> None:
        self._eye, self._trunk_eye = eye, trunk_eye
        self._smooth_clean, self._smooth_rest = WindowSmoother(), WindowSmoother()
        self.reset()

    def reset(self) -> None:
        """Forget the person; equal to a new one."""
        self._smooth_clean.reset()
        self._smooth_rest.reset()
        self._scale: Scale | None = None
        self._rest: TrunkCrop | None = None
        self._reaching: deque[tuple[float, float, UpperBodyCrop]] = deque()
        self._reach: UpperBodyCrop | None = None
        self._rep: deque[tuple[float, TrunkCrop]] = deque(maxlen=_LONGEST_REP)
        self._clean: list[TrunkCrop] = []
        self._clean_points = np.empty((0, 0), np.float32)

    def see(self, frame: Frame, pose: Pose, measures: Measures, moment: Watched) -> NDArray[np.float64]:
        """Return the smoothed values of ``measure_names.NETWORK``."""
        if self._scale is None:
            if not moment.settled or not math.isfinite(measures[measure_names.TORSO_PX] + measures.yaw_deg):
                return _UNSEEN
            self._scale = Scale(measures[measure_names.TORSO_PX], math.radians(measures.yaw_deg))
        seen = trunk_crop(frame.image_bgr, pose.xy_px, self._scale)
        if moment.resting:
            if self._rest is None and moment.still:
                self._rest = seen
            return self._against_rest(frame.t_s, seen)
        self._rep.append((frame.t_s, seen))
        if self._clean:
            return self._against_clean(frame.t_s, seen)
        self._follow_reach(frame.t_s, measures[measure_names.PULL], seen.upper_body, moment.phase)
        pulling = moment.phase in PULLING
        return self._against_rest(frame.t_s, seen) if pulling else _UNSEEN

    def _follow_reach(self, t_s: float, pull: float, seen: UpperBodyCrop, phase: Phase) -> None:
        """Keep the frame of the furthest reach of the last moments as long as no pull is under way."""
        if phase in (Phase.DRIVE, Phase.HOLD):
            if self._reaching:
                self._reach = min(self._reaching, key=itemgetter(1))[2]
                self._reaching.clear()
            return
        if math.isfinite(pull):
            self._reaching.append((t_s, pull, seen))
        while self._reaching and self._reaching[0][0] < t_s - _REACH_S:
            self._reaching.popleft()

    def learn(self, since_s: float, *, instead: bool = False) -> None:
        """Take the rep that just ended as a clean one, from ``since_s`` on; ``instead`` of those before it."""
        earlier = [] if instead else self._clean
        self._clean = earlier + [seen for t_s, seen in self._rep if t_s >= since_s]
        self._clean_points = np.stack([seen.upper_body.points for seen in self._clean])
        self._reaching.clear()
        self.forget_rep()

    def forget_rep(self) -> None:
        """Drop what was seen of the rep that just ended."""
        self._rep.clear()

    def memory(self) -> ReferenceFrames | None:
        """Return what to keep for a later session, None when nothing was learnt."""
        if self._scale is None or self._rest is None or not self._clean:
            return None
        step = math.ceil(len(self._clean) / _LONGEST_MEMORY)
        return ReferenceFrames(self._scale, self._rest.upper_body, tuple(self._clean[::step]))

    def recall(self, memory: ReferenceFrames, frame: Frame, pose: Pose, measures: Measures) -> bool:
        """Compare with ``memory`` from now on, if the person at rest now looks as they did then; return whether."""
        # The side from which pictures are mirrored stays that of the memory: near 0 degrees it may differ by chance.
        scale = Scale(measures[measure_names.TORSO_PX], memory.scale.yaw_rad)
        now = trunk_crop(frame.image_bgr, pose.xy_px, scale)
        change = self._eye.change(now.upper_body, memory.rest, scale)
        if similarity(now.upper_body, memory.rest) < _ALIKE or abs(change.clavicle_deg) > _SAME_REST_DEG:
            return False
        self.reset()
        self._scale, self._rest = scale, now
        self._clean = list(memory.clean)
        self._clean_points = np.stack([seen.upper_body.points for seen in self._clean])
        return True

    def _against_rest(self, t_s: float, now: TrunkCrop) -> NDArray[np.float64]:
        """Return the values against the rest and, of the shoulders, against the reach."""
        if self._rest is None:
            return _UNSEEN
        assert self._scale is not None
        references = [self._rest.upper_body] if self._reach is None else [self._rest.upper_body, self._reach]
        against_rest, *against_reach = self._changes(now.upper_body, references)
        arch_deg = self._trunk_eye.extension_deg(now, self._rest, self._scale)
        shoulders = against_reach[0][: len(_REACH)] if against_reach else np.full(len(_REACH), np.nan)
        values = _UNSEEN.copy()
        values[_REST + _REACH] = self._smooth_rest.update(t_s, np.concatenate([against_rest, [arch_deg], shoulders]))
        return values

    def _against_clean(self, t_s: float, now: TrunkCrop) -> NDArray[np.float64]:
        assert self._scale is not None
        nearest = [self._clean[index] for index in nearest_arms(now.upper_body, self._clean_points, _NEIGHBOURS)]
        # One after the other: on two threads a frame was 0.9 ms faster (2.4 against 3.3 ms on two cores), and the
        # engine has no threads.
        changes = self._changes(now.upper_body, [reference.upper_body for reference in nearest])
        arch_deg = self._trunk_eye.extension_deg(now, nearest[0], self._scale)
        values = _UNSEEN.copy()
        values[_CLEAN] = self._smooth_clean.update(t_s, np.append(np.mean(changes, axis=0), arch_deg))
        return values

    def _changes(self, now: UpperBodyCrop, references: list[UpperBodyCrop]) -> list[NDArray[np.float64]]:
        """Return what the shoulder network predicts against each reference, (4,) each."""
        assert self._scale is not None
        return [
            np.array(
                (
                    change.clavicle_left_deg,
                    change.clavicle_right_deg,
                    change.lumbar_extension_deg,
                    change.head_protrusion_cm,
                )
            )
            for change in self._eye.changes(now, references, self._scale)
        ]


class ReplayComparer:
    """Gives back what an NetworkComparer saw before: ``seen`` (frames, values), by the index of the frame."""

    def __init__(self, seen: NDArray[np.float64]) -> None:
        self._seen = seen

    def reset(self) -> None:
        """Keep the recording: it has no memory of its own."""

    def see(self, frame: Frame, pose: Pose, measures: Measures, moment: Watched) -> NDArray[np.float64]:  # noqa: ARG002 -- recorded
        """Return the recorded values of ``measure_names.NETWORK``, NaN beyond the end."""
        return self._seen[frame.index] if frame.index < len(self._seen) else _UNSEEN

    def learn(self, since_s: float, *, instead: bool = False) -> None:
        """Do nothing."""

    def forget_rep(self) -> None:
        """Do nothing."""

    def memory(self) -> ReferenceFrames | None:
        """Return None: there are no pictures."""
        return None

    def recall(self, memory: ReferenceFrames, frame: Frame, pose: Pose, measures: Measures) -> bool:  # noqa: ARG002 -- recorded
        """Return False: without pictures nothing can be compared."""
        return False


def similarity(one: UpperBodyCrop, other: UpperBodyCrop) -> float:
    """Return the correlation (-1..1) of two pictures: 1 for the same, whatever the light's brightness and contrast."""
    pair = [seen.picture.astype(np.float64).ravel() for seen in (one, other)]
    centred = [values - values.mean() for values in pair]
    scale = math.sqrt(float(centred[0] @ centred[0]) * float(centred[1] @ centred[1]))
    return float(centred[0] @ centred[1]) / scale if scale > 0.0 else 0.0
