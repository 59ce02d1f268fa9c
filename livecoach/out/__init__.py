"""The outside world behind the verdicts: window, sound, clip, log, tables."""
