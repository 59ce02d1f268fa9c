"""Breaths: the detector, the exhale, breaths in the hold of a pull."""
