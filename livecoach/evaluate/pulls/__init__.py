"""Pulls and their faults against their labels."""
