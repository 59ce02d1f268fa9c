"""Judging clips."""
