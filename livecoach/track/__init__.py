"""Frame to Pose: the one file that imports mediapipe, its replay twin, plausibility."""
