"""The names of the measures of bodies on the floor, seen from the side."""

from __future__ import annotations

from typing import Final

TORSO_PX: Final = "torso_px"
TRUNK_LEVEL_DEG: Final = "trunk_level_deg"
"""The line from hips to shoulders against the picture's horizontal, 0 to 90: 0 lying, 90 standing."""

LEVEL_DEG: Final = 45.0
"""A trunk steeper than this in the picture neither lies nor kneels on all fours (docs/method.md, finding 25)."""

KNEE_OVER_HIP: Final = "knee_over_hip"
"""Height of the near knee over the near hip, in torso lengths: above 0 with the legs up, below 0 on all fours."""

HIP_DEG: Final = "hip_deg"
"""Near shoulder, hip, knee."""

KNEE_DEG: Final = "knee_deg"
"""Near hip, knee, ankle."""

THIGH_LEAN_DEG: Final = "thigh_lean_deg"
"""Near thigh against the vertical, positive when the knee lies further from the shoulders than the hip does."""

ARM_LEAN_DEG: Final = "arm_lean_deg"
"""Near shoulder to wrist against the vertical, positive when the wrist lies further from the hips."""

HEAD_DEG: Final = "head_deg"
"""From the ears to the nose, against the line from the shoulders to the hips; grows as the head is lifted back."""

KNEE_UP_PX: Final = "knee_up_px"
HIP_UP_PX: Final = "hip_up_px"
"""Height of the near knee and hip over the picture's lower edge."""

ANKLE_X_PX: Final = "ankle_x_px"
ANKLE_UP_PX: Final = "ankle_up_px"
BACK: Final = "back"
"""Height of the outline over the line from hips to shoulders, about its middle, in torso lengths.

NaN without a mask, as the next one.
"""

LOW_BACK: Final = "low_back"
"""The same over the low back."""

INSIDE: Final = "inside"
"""Share of the joints that matter which lie inside the picture."""

ALL: Final = (
    TORSO_PX, TRUNK_LEVEL_DEG, KNEE_OVER_HIP, HIP_DEG, KNEE_DEG, THIGH_LEAN_DEG, ARM_LEAN_DEG, HEAD_DEG, KNEE_UP_PX,
    HIP_UP_PX, ANKLE_X_PX, ANKLE_UP_PX, BACK, LOW_BACK, INSIDE,
)  # fmt: skip
