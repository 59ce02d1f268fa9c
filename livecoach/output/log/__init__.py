"""The session log: written while it happens, read back, and made into tables."""
