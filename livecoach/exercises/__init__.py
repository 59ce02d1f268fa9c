"""The exercises: position, views, faults and cues of each."""
