"""Whether a body is on the floor: lying, or on hands and knees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.floor_measure_names import LEVEL_DEG
from livecoach.core.landmarks import Landmark
from livecoach.track.body_place import place_of
from livecoach.track.gatekeeper import trunk_direction

if TYPE_CHECKING:
    from livecoach.core.types import Pose

SHIN_DROP: Final = 0.25
"""In body scales an ankle that carries the body is this far below its knee: on hands and knees and with the feet on a
wall at most 0.10 was seen (ten rendered clips), in real bent-over rows 0.65 and more."""

KNEES_UP: Final = 0.3
"""With knees this far over the hips a person lies, whatever the feet stand on: lying 0.8, seated 0.2."""

_LEGS: Final = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


def trunk_level_deg(pose: Pose) -> float:
    """Return the line from hips to shoulders against the picture's horizontal: 0 lying, 90 upright; NaN unknown."""
    xy = pose.xy_px
    across, down = (
        0.5 * (xy[Landmark.LEFT_SHOULDER] + xy[Landmark.RIGHT_SHOULDER])
        - 0.5 * (xy[Landmark.LEFT_HIP] + xy[Landmark.RIGHT_HIP])
    ).tolist()
    return math.degrees(math.atan2(abs(down), abs(across)))


def on_the_floor(pose: Pose) -> bool:
    """Whether somebody lies or is on hands and knees: the trunk is level and no leg stands. False when unknown.

    A person who bends over to row has a level trunk as well, but stands or sits on a leg. The trunk must be level in
    the picture too: from straight in front legs are foreshortened, and a real reverse fly would look like kneeling.
    """
    if not (abs(trunk_direction(pose)) <= math.sin(math.radians(LEVEL_DEG)) and trunk_level_deg(pose) <= LEVEL_DEG):
        return False
    scale_px = place_of(pose).scale
    heights = [[-float(pose.xy_px[joint, 1]) for joint in leg] for leg in _LEGS]
    if not (scale_px > 0.0 and all(math.isfinite(height) for leg in heights for height in leg)):
        return False
    return not any(
        knee - ankle > SHIN_DROP * scale_px and knee - hip < KNEES_UP * scale_px for hip, knee, ankle in heights
    )
