"""Panels over the live picture."""
