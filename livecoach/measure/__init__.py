"""Pose to Measures: numbers about the body, never compared with a limit here."""
