"""Recordings of a session: clips, files, highlights."""
