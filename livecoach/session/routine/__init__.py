"""The daily routine."""
