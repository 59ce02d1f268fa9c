"""Whole screens: summary, result, camera chooser, highlight cards."""
