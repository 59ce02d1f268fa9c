"""From a Frame to a Pose: the only module that imports mediapipe, a replay tracker, plausibility checks."""
