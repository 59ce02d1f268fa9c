"""The trunk network: the arch of the low back, predicted from how the surface of head and trunk moved.

When the low back arches, the trunk above it tilts back and the cloth moves with it. Dense optical flow shows that from
every side, also where no angle is visible. The flow since a frame with the arms in the same place is averaged over a
grid fixed to the hips, and a small network turns it into degrees of lumbar extension. It was trained on rendered people
only (scripts/networks). OpenCV runs it; a comparison takes about a millisecond on one core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.core.landmarks import HIPS
from livecoach.core.types import readonly
from livecoach.vision.shoulder_net import cut, network_of, numbers, upper_body_crop

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.vision.shoulder_net import Scale, UpperBodyCrop

TORSO_PX = 64  # a torso length in the picture of the trunk
SIZE_PX = (96, 144)  # width, height
HIPS_PX = (48.0, 120.0)  # where the hips hang in it: head and hands fit in, and a little below
ROWS, COLUMNS = 21, 15
MOST = 0.3  # torso lengths: further moves only a patch that was lost
GAIN = 10.0  # the trunk moves by hundredths of a torso, the network likes numbers around one
UNIT_DEG = 5.0  # the network speaks in fives of degrees

_FINEST_SCALE = 1  # of the flow: half of the picture's size
_REACH_PX = 3  # a cell is the mean over this many pixels to each side
_X = np.rint(np.linspace(3, 92, COLUMNS)).astype(np.intp)
_Y = np.rint(np.linspace(6, 137, ROWS)).astype(np.intp)
_HIP_ROWS = (HIPS_PX[1] - 0.2 * TORSO_PX < _Y) & (HIPS_PX[1] + 0.15 * TORSO_PX > _Y)
_HIP_COLUMNS = np.abs(_X - HIPS_PX[0]) < 0.25 * TORSO_PX
_HIPS = list(HIPS)


@dataclass(frozen=True, slots=True, eq=False)
class TrunkCrop:
    """Both networks' input from one frame: that of the shoulder network, and head and trunk in grey (144, 96) uint8."""

    upper_body: UpperBodyCrop
    trunk: NDArray[np.uint8]


def trunk_crop(image_bgr: NDArray[np.uint8], xy_px: NDArray[np.float32], scale: Scale) -> TrunkCrop:
    """Return both networks' input from one frame: picture (height, width, 3), landmarks (33, 2) in pixels."""
    return TrunkCrop(upper_body_crop(image_bgr, xy_px, scale), readonly(picture(image_bgr, xy_px, scale)))


def picture(image_bgr: NDArray[np.uint8], xy_px: NDArray[np.float32], scale: Scale) -> NDArray[np.uint8]:
    """Return head and trunk in grey (144, 96), of a picture (height, width, 3) with landmarks (33, 2) in pixels.

    It is aligned to the hips and upright as the picture is, because the lean of the trunk must stay visible. A negative
    yaw mirrors it, as for the shoulder network.
    """
    hip_x, hip_y = np.asarray(xy_px, np.float64)[_HIPS].mean(axis=0).tolist()
    step = scale.torso_px / TORSO_PX
    across = -step if scale.mirrored else step
    matrix = np.array([[across, 0.0, hip_x - across * HIPS_PX[0]], [0.0, step, hip_y - step * HIPS_PX[1]]])
    return cut(image_bgr, matrix, SIZE_PX, step)


def new_flow() -> cv2.DISOpticalFlow:
    """Return the dense optical flow (DIS, Kroeger et al. 2016) that tracks the trunk; it keeps its buffers."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    flow.setFinestScale(_FINEST_SCALE)
    return flow


def motion(flow: cv2.DISOpticalFlow, now: NDArray[np.uint8], reference: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (2, 21, 15): how far each cell of ``reference`` has moved right and down ``now``, in torso lengths.

    The hips' own motion is subtracted: it is mostly landmark noise.
    """
    flow_px = flow.calc(reference, now, np.zeros((*reference.shape, 2), np.float32))
    side = 2 * _REACH_PX + 1
    cells = cv2.blur(flow_px, (side, side))[np.ix_(_Y, _X)].transpose(2, 0, 1) / np.float32(TORSO_PX)
    hips = np.median(cells[:, _HIP_ROWS][:, :, _HIP_COLUMNS].reshape(2, -1), axis=1)
    return np.asarray(np.clip(cells - hips[:, None, None], -MOST, MOST), np.float32)


class TrunkNet:
    """The flow and the network, ready to compare two pictures of one person's trunk."""

    def __init__(self, model: Path) -> None:
        """Load ``model`` (ONNX); raise ModelError when it is missing or cannot be read."""
        self._net = network_of(model)
        self._flow = new_flow()

    def extension_deg(self, now: TrunkCrop, reference: TrunkCrop, scale: Scale) -> float:
        """Return by how much further the low back is extended ``now`` than in ``reference``, in degrees."""
        moved = motion(self._flow, now.trunk, reference.trunk)
        self._net.setInput(np.float32(GAIN) * moved[None], "motion")
        self._net.setInput(numbers(now.upper_body, reference.upper_body, scale), "landmarks")
        return UNIT_DEG * float(self._net.forward()[0, 0])
