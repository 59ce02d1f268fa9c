"""Turns of the head."""
