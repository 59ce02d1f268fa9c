"""Checks whether 33 points can be the person in front of the camera.

Visibility cannot decide this (docs/method.md, finding 6). So poses are checked against what a body can do. The limits
were set on rendered clips and on real rows, pulldowns, face pulls and reverse flies; each says what was found there.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from livecoach.core.landmarks import EARS, HIPS, SHOULDERS, Landmark
from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import PoseObservation, TrackState
from livecoach.core.words.message import _
from livecoach.track.body_place import place_of
from livecoach.track.subject.subject_lock import SubjectLock

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Pose

# Trunk direction, 1 upright to -1 upside down: people bent over for a reverse fly reached -0.35, upside-down ones
# stayed below -0.88.
UPSIDE_DOWN_TRUNK = -0.6
# Longest limb segment over the trunk, in world points: 1.2 for real people, 1.5 for upside-down ones.
LONGEST_LIMB = 1.6
# Torso or shoulder width, whichever is longer, below which the noise of 1 to 2 px hides a shrug.
SMALLEST_BODY_PX = 16.0
SMALLEST_BODY_SHARE = 0.04  # of the picture's height
DARK_LUMA = 35.0  # mean grey level of 255

WINDOW_S = 1.0
ENTER_SHARE = 0.5
LEAVE_SHARE = 0.2
STUCK_S = 1.0
RESTART_EVERY_S = 5.0

_LIMBS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


@dataclass(frozen=True, slots=True, eq=False)
class Refusal:
    """Why a pose is not used, or not whole: ``why`` for the log, ``advice`` for a screen three metres away.

    The refusals below are all there are; they are compared by identity.
    """

    why: str
    advice: str


NOBODY = Refusal("nobody", _("Come into the picture"))
DARK = Refusal("dark", _("Turn on more light"))
INCOMPLETE = Refusal("incomplete", _("Show your whole upper body"))
OUTSIDE = Refusal("outside", _("Come into the picture"))
SMALL = Refusal("small", _("Come closer"))
DAMAGED = Refusal("damaged", _("The picture is damaged: judging waits"))
UPSIDE_DOWN = Refusal("upside_down", _("Detected upside down: choose a plainer background"))
LIMBS = Refusal("limbs", _("Show your whole upper body"))
JUMP = Refusal("jump", _("Hold still a moment"))
HEAD_OUTSIDE = Refusal("head_outside", _("Step back: head not in view"))
HIPS_OUTSIDE = Refusal("hips_outside", _("Step back: hips not in view"))

_STUCK = frozenset({UPSIDE_DOWN, LIMBS, SMALL})


def judge(pose: Pose, *, upright: bool = True) -> Refusal | None:
    """Return why ``pose`` cannot be used, None when it can.

    Head or hips outside the picture are no reason (see ``missing_part``). ``upright=False`` accepts people who hang or
    lie head down.
    """
    middle = _middle(pose.xy_px, SHOULDERS)
    if not all(map(math.isfinite, middle)):
        return INCOMPLETE
    width, height = pose.image_size_px
    if not _inside(middle, width, height):
        return OUTSIDE
    if body_scale_px(pose) < max(SMALLEST_BODY_PX, SMALLEST_BODY_SHARE * height):
        return SMALL
    if upright and trunk_direction(pose) < UPSIDE_DOWN_TRUNK:
        return UPSIDE_DOWN
    return LIMBS if _limb_too_long(pose) else None


def missing_part(pose: Pose) -> Refusal | None:
    """Return what of a usable pose lies outside of the picture: both ears or both hips."""
    width, height = pose.image_size_px
    points: list[list[float]] = pose.xy_px.tolist()
    if not any(_inside(points[ear], width, height) for ear in EARS):
        return HEAD_OUTSIDE
    if not any(_inside(points[hip], width, height) for hip in HIPS):
        return HIPS_OUTSIDE
    return None


def trunk_direction(pose: Pose) -> float:
    """Return the height of the shoulders over the hips as a share of the trunk: 1 upright, 0 level, -1 upside down.

    From world points, which show a trunk bent towards the camera. Without them, picture points over the longer of torso
    and shoulder width are used, so that such a trunk counts as level. NaN when unknown.
    """
    shoulders, hips = _middle(pose.world_m, SHOULDERS), _middle(pose.world_m, HIPS)
    trunk_m = math.dist(shoulders, hips)
    if trunk_m > 0.0:
        return (hips[1] - shoulders[1]) / trunk_m
    scale_px = body_scale_px(pose)
    height_px = _middle(pose.xy_px, HIPS)[1] - _middle(pose.xy_px, SHOULDERS)[1]
    return height_px / scale_px if scale_px > 0.0 else math.nan


def body_scale_px(pose: Pose) -> float:
    """Return the longer of torso and shoulder width in pixels, which no single view foreshortens to nothing."""
    return place_of(pose).scale


def mean_luma(image_bgr: NDArray[np.uint8]) -> float:
    """Return the mean grey level 0..255 of every eighth pixel, channels weighted alike."""
    return float(image_bgr[::8, ::8].mean())


# Plain floats: NumPy's overhead on vectors of two made these checks four times slower.
def _middle(points: NDArray[np.float32], pair: tuple[Landmark, Landmark]) -> list[float]:
    first, second = points[pair[0]].tolist(), points[pair[1]].tolist()
    return [(a + b) / 2.0 for a, b in zip(first, second, strict=True)]


def _limb_too_long(pose: Pose) -> bool:
    """Whether any limb segment is longer than bodies have it, by world points; False when unknown."""
    world: list[list[float]] = pose.world_m.tolist()
    longest_m = LONGEST_LIMB * math.dist(_middle(pose.world_m, SHOULDERS), _middle(pose.world_m, HIPS))
    return any(math.dist(world[start], world[end]) > longest_m for start, end in _LIMBS)


def _inside(point: Sequence[float], width: int, height: int) -> bool:
    return 0.0 <= point[0] < width and 0.0 <= point[1] < height


class Gatekeeper:
    """Turns raw poses into observations, looking back over the last second.

    A person counts as seen from the moment half of the last second's frames show a plausible pose, until less than a
    fifth do: short losses leave the state alone, single plausible frames do not end a refusal.
    """

    def __init__(self, *, upright: bool = True) -> None:
        self._upright = upright
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self.stuck = False
        """Whether the last frame showed that the landmarker should be re-created."""
        self._past: deque[tuple[float, bool, Refusal | None]] = deque()
        self._seen = False
        self.lock = SubjectLock()
        """What keeps the subject's identity."""
        self._bad_since_s: float | None = None
        self._restarted_s = float("-inf")
        self._last_s = float("-inf")

    def choose(self, person: Pose, other: Pose) -> None:
        """Track ``person`` instead of ``other``, who was tracked until now; both as found in the last frame."""
        self.lock.choose(person, other)

    def hidden_px(self, t_s: float) -> tuple[float, float] | None:
        """Return the columns [from, to) of the frame at ``t_s`` that the landmarker should not see, None for none."""
        return self.lock.hidden_px(t_s)

    def require_rising(self, t_s: float) -> None:
        """Raise ValueError when ``t_s`` is not after the last frame's time."""
        if not t_s > self._last_s:
            raise ValueError(f"frame times must rise: {t_s} s after {self._last_s} s; reset first")

    def see(self, frame: Frame, raw: Pose | None) -> PoseObservation:
        """Judge what the landmarker found in ``frame``; raises ValueError when the frame's time does not rise."""
        self.require_rising(frame.t_s)
        self._last_s = frame.t_s
        reason, usable = self._judge(frame, raw)
        self._remember(frame.t_s, usable, reason)
        self._watch(frame.t_s, None if usable else reason)
        if not self._seen:
            return self._unseen(raw, reason)
        pose = raw if usable else None
        return PoseObservation(pose, TrackState.OK, self._hint(), reason.why if reason else "", raw)

    def _judge(self, frame: Frame, raw: Pose | None) -> tuple[Refusal | None, bool]:
        """Return what is wrong with this frame, and whether its pose can be used all the same."""
        if frame.damaged:
            return DAMAGED, False
        if raw is None:
            return (DARK if mean_luma(frame.image_bgr) < DARK_LUMA else NOBODY), False
        refusal = judge(raw, upright=self._upright)
        if refusal is None and self.lock.is_other(raw):
            refusal = JUMP
        return (refusal, False) if refusal else (missing_part(raw), True)

    def _remember(self, t_s: float, usable: bool, reason: Refusal | None) -> None:
        self._past.append((t_s, usable, reason))
        while self._past[0][0] <= t_s - WINDOW_S + SLACK_S:
            self._past.popleft()
        share = sum(usable for _, usable, _ in self._past) / len(self._past)
        self._seen = share >= (LEAVE_SHARE if self._seen else ENTER_SHARE)

    def _watch(self, t_s: float, refusal: Refusal | None) -> None:
        if refusal not in _STUCK:
            self._bad_since_s = None
        elif self._bad_since_s is None:
            self._bad_since_s = t_s
        bad_s = 0.0 if self._bad_since_s is None else t_s - self._bad_since_s
        self.stuck = passed(bad_s, 0.0, STUCK_S) and passed(t_s, self._restarted_s, RESTART_EVERY_S)
        if self.stuck:
            self._restarted_s = t_s
            self._bad_since_s = None

    def _hint(self) -> str:
        """Return the advice about a missing part once parts were missing for most of the last second."""
        missing = [reason for _, usable, reason in self._past if usable and reason]
        if 2 * len(missing) <= len(self._past):
            return ""
        return Counter(missing).most_common(1)[0][0].advice

    def _unseen(self, raw: Pose | None, reason: Refusal | None) -> PoseObservation:
        """Return the observation while nobody counts as found; the most frequent problem names the state."""
        troubles = Counter(reason for _, usable, reason in self._past if reason and not usable)
        trouble = troubles.most_common(1)[0][0]
        searching = trouble in (NOBODY, DARK)
        state = TrackState.SEARCHING if searching else TrackState.REFUSED
        return PoseObservation(None, state, trouble.advice, (reason or trouble).why, raw)
