"""The settings panel, live and over a recorded session."""
