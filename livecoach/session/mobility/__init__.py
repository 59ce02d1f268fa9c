"""The range of movement: its session, history and words."""
