"""Frozen data types, landmark names, geometry, filters and dwell timers; imports no other package."""
