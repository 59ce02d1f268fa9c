"""Wires the rooms: the engine, and the live and offline runs of it."""
