"""Events to at most one Cue at a time."""
