"""The posture network: how far shoulders and head moved between two photos from the side.

The network has the shape of the shoulder network (``livecoach/vision/shoulder_net.py``). It was trained further on
photos of rendered people with a new camera position and other light in each (scripts/networks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from livecoach.vision.shoulder_net import ShoulderNet

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.vision.shoulder_net import Scale, UpperBodyCrop

UNIT_CM: Final = 2.0
"""The unit of the network's outputs in centimetres, for a height of 170 cm."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed from one photo to the other, in centimetres for a height of 170 cm.

    Of the shoulders against the ribcage up and forward, of the ear forward against the neck's base, and of the ear's
    height above the shoulder.
    """

    shoulder_up_cm: float
    shoulder_forward_cm: float
    head_forward_cm: float
    neck_cm: float


class PostureNet:
    """The network, ready to compare two photos of one person."""

    def __init__(self, model: Path) -> None:
        """Load ``model`` (ONNX); raise ModelError when it is missing or cannot be read."""
        self._eye = ShoulderNet(model)

    def moved(self, now: UpperBodyCrop, then: UpperBodyCrop, scale: Scale) -> Moved:
        """Return what changed from ``then`` to ``now``, each scaled to the same size, in the same light."""
        return Moved(*(UNIT_CM * self._eye.answers(now, (then,), scale)[0]).tolist())


def lit_as(picture: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a grey picture with the other one's distribution of greys: photos differ in light and exposure.

    Histogram matching (Gonzalez and Woods, Digital Image Processing).
    """
    _, index, counts = np.unique(picture, return_inverse=True, return_counts=True)
    wanted, wanted_counts = np.unique(other, return_counts=True)
    shares, wanted_shares = np.cumsum(counts) / picture.size, np.cumsum(wanted_counts) / other.size
    return np.rint(np.interp(shares, wanted_shares, wanted)).astype(np.uint8)[index].reshape(picture.shape)
