"""Reads argv; heavy imports stay inside the commands."""
