"""The names of all measures; each name ends in its unit (none for a ratio or a component of a unit vector).

Lengths are picture pixels: rules divide them by the torso length of the person's own baseline.
"Up" is the picture's vertical; "along the trunk" is the line from the hips' midpoint to the shoulders'.
"""

from __future__ import annotations

PULL = "pull"
"""How far the elbows are drawn back, from about -0.5 in the reach to 0.5 when pulled; its zero is the person's own."""

WRIST_DROP = "wrist_drop"
"""Wrists below the shoulders along the trunk, over the torso length: about 1 when the arms hang."""

ELBOW_BEND_DEG = "elbow_bend_deg"
"""Mean bend of both elbows as the picture shows it, 0 for a straight arm."""

ELBOW_PARTING = "elbow_parting"
"""Distance between the elbows minus that between the shoulders, in the picture, over the torso length."""

WRIST_DROP_ASYMMETRY = "wrist_drop_asymmetry"
"""How much further the left wrist drops along the trunk than the right one, over the torso length."""

ELBOW_DROP = "elbow_drop"
"""Elbows below the shoulders along the trunk, over the torso length."""

REACH = "reach"
"""Mean over both arms of the upper arm's forward component plus its upward component above the horizontal."""

ELBOW_FLEXION_DEG = "elbow_flexion_deg"
"""Mean of both elbows, 0 for a straight arm, from world points."""

ARM_FORWARD = "arm_forward"
"""Mean forward component of both upper arms (unit vectors in the trunk's frame)."""

ARM_UP = "arm_up"
"""Mean upward component of both upper arms."""

ARM_ASYMMETRY = "arm_asymmetry"
"""Left minus right of the arms' reach: large in one-armed and alternating movements."""

TORSO_PX = "torso_px"
"""Distance between the midpoints of shoulders and hips."""

EAR_OVER_SHOULDER_LEFT_PX = "ear_over_shoulder_left_px"
EAR_OVER_SHOULDER_RIGHT_PX = "ear_over_shoulder_right_px"
"""From a shoulder to the ear of its side, along the trunk."""

SHOULDER_OVER_HIP_LEFT_PX = "shoulder_over_hip_left_px"
SHOULDER_OVER_HIP_RIGHT_PX = "shoulder_over_hip_right_px"
"""From a hip to the shoulder of its side, along the trunk."""

TRUNK_ANGLE_DEG = "trunk_angle_deg"
"""Hips to shoulders against the vertical in the picture, positive towards the picture's right."""

HEAD_ANGLE_DEG = "head_angle_deg"
"""Hips to ears against the vertical in the picture, positive towards the picture's right."""

EAR_RIGHT_OF_SHOULDER_PX = "ear_right_of_shoulder_px"
"""Ears' midpoint to the right of the shoulders' midpoint in the picture."""

WRIST_X_PX = "wrist_x_px"
WRIST_Y_PX = "wrist_y_px"
SHOULDER_X_PX = "shoulder_x_px"
SHOULDER_Y_PX = "shoulder_y_px"
"""Midpoints of both sides; they show whether the person stands still."""

CLAVICLE_LEFT_DEG = "clavicle_left_deg"
CLAVICLE_RIGHT_DEG = "clavicle_right_deg"
"""Rise of a collarbone that the shoulder network predicts, against the person's own clean rep."""

LUMBAR_SEEN_DEG = "lumbar_seen_deg"
HEAD_SEEN_CM = "head_seen_cm"
"""Lumbar extension and head protrusion that the shoulder network predicts, likewise."""

LUMBAR_FLOW_DEG = "lumbar_flow_deg"
"""Lumbar extension that the trunk network predicts, likewise."""

CLAVICLE_LEFT_REST_DEG = "clavicle_left_rest_deg"
CLAVICLE_RIGHT_REST_DEG = "clavicle_right_rest_deg"
LUMBAR_REST_DEG = "lumbar_rest_deg"
HEAD_REST_CM = "head_rest_cm"
LUMBAR_FLOW_REST_DEG = "lumbar_flow_rest_deg"
"""The same five against the person at rest; known in a pull while there is no clean rep to compare with."""

CLAVICLE_LEFT_REACH_DEG = "clavicle_left_reach_deg"
CLAVICLE_RIGHT_REACH_DEG = "clavicle_right_reach_deg"
"""Rise of a collarbone against the reach from which this pull began; known where the five above are."""

AGAINST_CLEAN = (CLAVICLE_LEFT_DEG, CLAVICLE_RIGHT_DEG, LUMBAR_SEEN_DEG, HEAD_SEEN_CM, LUMBAR_FLOW_DEG)
AGAINST_REST = (
    CLAVICLE_LEFT_REST_DEG,
    CLAVICLE_RIGHT_REST_DEG,
    LUMBAR_REST_DEG,
    HEAD_REST_CM,
    LUMBAR_FLOW_REST_DEG,
)
AGAINST_REACH = (CLAVICLE_LEFT_REACH_DEG, CLAVICLE_RIGHT_REACH_DEG)

NETWORK = (*AGAINST_CLEAN, *AGAINST_REST, *AGAINST_REACH)
"""What the networks predict; not part of a baseline."""

ALL = (
    PULL,
    WRIST_DROP,
    ELBOW_BEND_DEG,
    ELBOW_PARTING,
    WRIST_DROP_ASYMMETRY,
    ELBOW_DROP,
    REACH,
    ELBOW_FLEXION_DEG,
    ARM_FORWARD,
    ARM_UP,
    ARM_ASYMMETRY,
    TORSO_PX,
    EAR_OVER_SHOULDER_LEFT_PX,
    EAR_OVER_SHOULDER_RIGHT_PX,
    SHOULDER_OVER_HIP_LEFT_PX,
    SHOULDER_OVER_HIP_RIGHT_PX,
    TRUNK_ANGLE_DEG,
    HEAD_ANGLE_DEG,
    EAR_RIGHT_OF_SHOULDER_PX,
    WRIST_X_PX,
    WRIST_Y_PX,
    SHOULDER_X_PX,
    SHOULDER_Y_PX,
)
