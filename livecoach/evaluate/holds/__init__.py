"""Holds against their labels."""
