"""Clips that are judged from a file."""
