"""Breaths against their labels."""
