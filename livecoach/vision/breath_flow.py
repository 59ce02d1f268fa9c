"""Motion of the trunk's surface by dense optical flow. A breath lifts a shoulder by a pixel, too little for landmarks.

DIS flow (Kroeger et al., "Fast Optical Flow using Dense Inverse Search", 2016) from a reference picture to the present
one, not from frame to frame, whose errors would add up (docs/method.md, finding 22).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.core.breath import FlowGrid, Posture
from livecoach.core.types import readonly
from livecoach.vision.breath_grid import lay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Pose
    from livecoach.vision.breath_grid import Layout

SAMPLE_S = 1.0 / 15.0
RENEW_S = 3.0
GAP_S = 0.5
"""A longer gap between two samples resets the flow: the person may have moved meanwhile."""

_SLACK_S = 0.004  # half a frame at 120 fps
_WORK_TORSO_PX = 75.0
"""The crop is shrunk until the torso has this many pixels: half of the size that was measured (docs/method.md,
finding 22)."""

_FINEST_SCALE = {Posture.UPRIGHT: 1, Posture.FLOOR: 2}
"""Upright, flow is computed down to half of the crop's size: tenths of a pixel separate sway from breathing. On the
floor, where there is little sway, down to a quarter, as in the preset."""

_SMALLEST_CROP_PX = 32
"""DIS matches patches of 8 pixels at a quarter of the size."""

_MARGIN = 0.1
_INSIDE_SHARE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    """The picture that motion is measured from: ``box_px`` (left, top, right, bottom), shrunk by ``scale``."""

    t_s: float
    box_px: tuple[int, int, int, int]
    scale: NDArray[np.float64]
    grey: NDArray[np.uint8]
    layout: Layout
    base: NDArray[np.float64]


class BreathFlow:
    """Tracks the trunk's surface of one person; frames must come in the order of their times."""

    def __init__(self, posture: Posture) -> None:
        self.posture = posture
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._flow.setFinestScale(_FINEST_SCALE[posture])
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one. Offsets start from zero again."""
        self._reference: _Reference | None = None
        self._last_s = -math.inf

    @property
    def laid(self) -> bool:
        """Whether a grid is placed on the trunk."""
        return self._reference is not None

    def update(self, frame: Frame, pose: Pose) -> FlowGrid | None:
        """Return the motion at ``frame``; None between two samples and where no grid can be placed."""
        since_s = frame.t_s - self._last_s
        if since_s < SAMPLE_S - _SLACK_S:
            return None
        if since_s > GAP_S:
            self._reference = None
        self._last_s = frame.t_s
        reference = self._reference
        if reference is None:
            self._reference = reference = _reference(frame, pose, self.posture, None)
            return None if reference is None else self._grid(frame.t_s, reference.base)
        offsets = reference.base + self._moved(reference, frame.image_bgr)
        if frame.t_s - reference.t_s >= RENEW_S - _SLACK_S:
            self._reference = _reference(frame, pose, self.posture, offsets) or reference
        return self._grid(frame.t_s, offsets)

    def _grid(self, t_s: float, offsets: NDArray[np.float64]) -> FlowGrid:
        return FlowGrid(t_s, self.posture, readonly(offsets))

    def _moved(self, reference: _Reference, image_bgr: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return the motion (rows, columns, 2) of each cell since the reference, in torso lengths."""
        grey = _crop(image_bgr, reference.box_px, reference.grey.shape)
        flow = self._flow.calc(reference.grey, grey, np.zeros((*grey.shape, 2), np.float32))
        layout = reference.layout
        height, width = grey.shape
        corner = np.array(reference.box_px[:2], np.float64)
        at = np.floor((layout.points_px - corner) * reference.scale).astype(np.intp)
        inside = (at >= 0).all(-1) & (at[..., 0] < width) & (at[..., 1] < height)
        x, y = np.clip(at[..., 0], 0, width - 1), np.clip(at[..., 1], 0, height - 1)
        vectors_px = flow[y, x] / reference.scale
        moved = np.median(vectors_px, axis=2) @ layout.axes.T / layout.torso_px
        moved[inside.mean(axis=2) < _INSIDE_SHARE] = np.nan
        return np.asarray(moved, np.float64)


def _reference(frame: Frame, pose: Pose, posture: Posture, offsets: NDArray[np.float64] | None) -> _Reference | None:
    """Take ``frame`` as the picture to measure from, ``offsets`` as what was moved before; None without a grid."""
    layout = lay(pose, posture)
    if layout is None:
        return None
    width, height = frame.size_px
    margin_px = _MARGIN * layout.torso_px
    low = np.floor(layout.points_px.min(axis=(0, 1, 2)) - margin_px)
    high = np.ceil(layout.points_px.max(axis=(0, 1, 2)) + margin_px)
    left, top = (int(value) for value in np.maximum(low, 0.0))
    right, bottom = (int(value) for value in np.minimum(high, (width, height)))
    shrink = min(1.0, _WORK_TORSO_PX / layout.torso_px)
    size = (round((bottom - top) * shrink), round((right - left) * shrink))
    if min(size) < _SMALLEST_CROP_PX:
        return None
    box_px = (left, top, right, bottom)
    scale = np.array([size[1] / (right - left), size[0] / (bottom - top)])
    rows, columns = layout.points_px.shape[:2]
    base = np.zeros((rows, columns, 2)) if offsets is None else np.nan_to_num(offsets)
    return _Reference(frame.t_s, box_px, scale, _crop(frame.image_bgr, box_px, size), layout, base)


def _crop(image_bgr: NDArray[np.uint8], box_px: tuple[int, int, int, int], size: tuple[int, ...]) -> NDArray[np.uint8]:
    left, top, right, bottom = box_px
    height, width = size
    part = cv2.cvtColor(image_bgr[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
