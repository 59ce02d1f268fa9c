"""Keeps what the eyes must remember: the relaxed person and the clean rep that everything later is compared with."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from livecoach.core import measure_names
from livecoach.core.filters import WindowSmoother
from livecoach.vision.shoulder_net import Scale, nearest_arms, upper_body_crop
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


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceFrames:
    """What is kept of a person for a later session: the rest and the frames of the clean rep, all at one scale."""

    scale: Scale
    rest: UpperBodyCrop
    clean: tuple[TrunkCrop, ...]


class ReferenceComparer(Protocol):
    """Gives the engine what the eyes see, live or as it was recorded."""

    def reset(self) -> None:
        """Forget the person; equal to a new one."""

    def see(self, frame: Frame, pose: Pose, measures: Measures, *, settled: bool, resting: bool) -> NDArray[np.float64]:
        """Return the values of ``measure_names.SEEN`` (5,) for one frame; NaN where nothing can be compared."""
        ...

    def learn(self, since_s: float) -> None:
        """Take the rep that just ended as a clean one, from ``since_s`` on."""

    def forget_rep(self) -> None:
        """Drop what was seen of the rep that just ended."""

    def memory(self) -> ReferenceFrames | None:
        """Return what to keep for a later session, None when nothing was learnt."""
        ...

    def recall(self, memory: ReferenceFrames, frame: Frame, pose: Pose, measures: Measures) -> bool:
        """Compare with ``memory`` from now on, if the person at rest now looks as they did then; return whether."""
        ...


class NetworkComparer:
    """Compares each frame with the frames of the clean rep in which the arms lay alike, or with the person at rest."""

    def __init__(self, eye: ShoulderNet, trunk_eye: TrunkNet) -> None:
        self._eye, self._trunk_eye = eye, trunk_eye
        self._smoother = WindowSmoother()
        self.reset()

    def reset(self) -> None:
        """Forget the person; equal to a new one."""
        self._smoother.reset()
        self._scale: Scale | None = None
        self._rest: UpperBodyCrop | None = None
        self._rep: deque[tuple[float, TrunkCrop]] = deque(maxlen=_LONGEST_REP)
        self._clean: list[TrunkCrop] = []
        self._clean_points = np.empty((0, 0), np.float32)

    def see(self, frame: Frame, pose: Pose, measures: Measures, *, settled: bool, resting: bool) -> NDArray[np.float64]:
        """Return the smoothed values of ``measure_names.SEEN`` (5,).

        ``settled`` says that the baseline is known or a pull has begun: from then on the scale stands.
        ``resting`` says that the arms hang: such frames are compared with the person at rest.
        """
        if self._scale is None:
            if not settled or not math.isfinite(measures[measure_names.TORSO_PX] + measures.yaw_deg):
                return _UNSEEN
            self._scale = Scale(measures[measure_names.TORSO_PX], math.radians(measures.yaw_deg))
        if resting:
            now = upper_body_crop(frame.image_bgr, pose.xy_px, self._scale)
            self._rest = self._rest or now
            return self._smoother.update(frame.t_s, self._against_rest(now))
        seen = trunk_crop(frame.image_bgr, pose.xy_px, self._scale)
        self._rep.append((frame.t_s, seen))
        return self._smoother.update(
            frame.t_s, self._against_clean(seen) if self._clean else self._against_rest(seen.upper_body)
        )

    def learn(self, since_s: float) -> None:
        """Take the rep that just ended as a clean one, from ``since_s`` on; more reps add up."""
        self._clean += [seen for t_s, seen in self._rep if t_s >= since_s]
        self._clean_points = np.stack([seen.upper_body.points for seen in self._clean])
        self.forget_rep()

    def forget_rep(self) -> None:
        """Drop what was seen of the rep that just ended."""
        self._rep.clear()

    def memory(self) -> ReferenceFrames | None:
        """Return what to keep for a later session, None when nothing was learnt."""
        if self._scale is None or self._rest is None or not self._clean:
            return None
        step = math.ceil(len(self._clean) / _LONGEST_MEMORY)
        return ReferenceFrames(self._scale, self._rest, tuple(self._clean[::step]))

    def recall(self, memory: ReferenceFrames, frame: Frame, pose: Pose, measures: Measures) -> bool:
        """Compare with ``memory`` from now on, if the person at rest now looks as they did then; return whether."""
        # The side from which pictures are mirrored stays that of the memory: near 0 degrees it may differ by chance.
        scale = Scale(measures[measure_names.TORSO_PX], memory.scale.yaw_rad)
        now = upper_body_crop(frame.image_bgr, pose.xy_px, scale)
        change = self._eye.change(now, memory.rest, scale)
        if similarity(now, memory.rest) < _ALIKE or abs(change.clavicle_deg) > _SAME_REST_DEG:
            return False
        self.reset()
        self._scale, self._rest = scale, now
        self._clean = list(memory.clean)
        self._clean_points = np.stack([seen.upper_body.points for seen in self._clean])
        return True

    def _against_rest(self, now: UpperBodyCrop) -> NDArray[np.float64]:
        if self._rest is None:
            return _UNSEEN
        # Not the trunk: arms that hang and arms that pull cover other parts of it.
        return np.append(self._changes(now, [self._rest]), np.nan)

    def _against_clean(self, now: TrunkCrop) -> NDArray[np.float64]:
        assert self._scale is not None
        nearest = [self._clean[index] for index in nearest_arms(now.upper_body, self._clean_points, _NEIGHBOURS)]
        # One after the other: on two threads a frame was 0.9 ms faster (2.4 against 3.3 ms on two cores), and the
        # engine has no threads.
        changes = self._changes(now.upper_body, [reference.upper_body for reference in nearest])
        return np.append(changes, self._trunk_eye.extension_deg(now, nearest[0], self._scale))

    def _changes(self, now: UpperBodyCrop, references: list[UpperBodyCrop]) -> NDArray[np.float64]:
        """Return the mean (4,) of what the shoulder eye sees against each."""
        assert self._scale is not None
        changes = [
            (
                change.clavicle_left_deg,
                change.clavicle_right_deg,
                change.lumbar_extension_deg,
                change.head_protrusion_cm,
            )
            for change in self._eye.changes(now, references, self._scale)
        ]
        return np.asarray(np.mean(changes, axis=0), np.float64)


class ReplayComparer:
    """Gives back what an Onlooker saw before: ``seen`` (frames, 5), by the index of the frame."""

    def __init__(self, seen: NDArray[np.float64]) -> None:
        self._seen = seen

    def reset(self) -> None:
        """Keep the recording: it has no memory of its own."""

    def see(self, frame: Frame, pose: Pose, measures: Measures, *, settled: bool, resting: bool) -> NDArray[np.float64]:  # noqa: ARG002 -- recorded
        """Return the recorded values of ``measure_names.SEEN`` (5,), NaN beyond the end."""
        return self._seen[frame.index] if frame.index < len(self._seen) else _UNSEEN

    def learn(self, since_s: float) -> None:
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
