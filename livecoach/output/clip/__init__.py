"""Annotated clips: pictures, sound, chapters."""
